"""Printing by commands: the queue, the journal, the printers, many sheets."""

import os
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.desk.printers import Cups, a_printing_system
from tests.desk.test_print_queue import a_case
from tests.office import NEW, an_office

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shell scripts print")


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    return a_printing_system(tmp_path / "cups", monkeypatch)


@pytest.fixture
def number(terminal: Terminal) -> str:
    with an_office(terminal.home) as office:
        return a_case(office)


def test_a_sheet_waits_from_one_command_to_the_next_until_it_is_printed(
    terminal: Terminal, system: Cups, number: str
) -> None:
    system.does("lpstat", "stopped")
    made = terminal.open("print", "F01", number)
    listed, tried = terminal.open("queue"), terminal.open("queue", "--print")
    [row] = terminal.open("queue", "--json").values

    assert (made.code, listed.code, tried.code) == (0, 0, 1)
    assert "the printer is stopped" in made.out
    assert number in listed.lines[0]
    assert listed.lines[-1] == "1 wait to be printed"
    assert (row["case"], row["why"], row["tries"], row["copies"]) == (number, "off", 2, 2)
    system.does("lpstat", "")
    assert terminal.open("queue", row["sheet"], "--print").code == 0
    system.ends("HP-1")
    assert terminal.open("queue").lines == ["0 wait to be printed"]
    assert terminal.open("queue", row["sheet"], "--drop").code == 1
    told = terminal.open("prints", number)
    assert told.lines[-1] == "1 prints"
    assert "printed after waiting" in told.lines[0]
    assert NEW.agent in told.lines[0]
    assert terminal.open("prints", number, "--json").values[0]["nth"] == 1


def test_a_sheet_is_taken_off_and_that_stands_in_the_journal_of_prints(
    terminal: Terminal, system: Cups, number: str
) -> None:
    system.does("lp", "refuses")
    terminal.open("print", "F01", number)
    [row] = terminal.open("queue", "--json").values
    shown = terminal.open("queue", row["sheet"], "--open")
    dropped = terminal.open("queue", row["sheet"], "--drop")

    assert (shown.code, dropped.code) == (1, 0)
    assert "nothing here shows a PDF" in shown.err
    assert "taken off the queue" in terminal.open("prints").out


def test_the_printers_are_told_and_a_page_is_tried(terminal: Terminal, system: Cups) -> None:
    listed = terminal.run("printers", "--home", terminal.home)
    tried = terminal.open("printers", "--test")

    assert listed.lines == ["HP  ready  the system's default"]
    assert (tried.code, len(system.printed)) == (0, 1)
    assert system.printed[0].startswith(b"%PDF")
    system.does("lpstat", "rejects")
    assert terminal.open("printers", "--test").code == 1


def test_batches_are_listed_and_printed_for_a_day(terminal: Terminal, system: Cups) -> None:
    listed = terminal.open("batch")
    done = terminal.open("batch", "pickups", "--day", "2026-11-23")
    unknown = terminal.open("batch", "nobody")

    assert any(line.startswith("pickups  F21") for line in listed.lines)
    assert done.code == 0
    assert done.lines[0].startswith("On 2026-11-23 there is nothing to print")
    assert unknown.code == 1
    assert "there is no batch nobody" in unknown.err
    assert system.calls == []


def test_a_file_that_is_there_is_written_over_only_if_that_is_said(
    terminal: Terminal, number: str, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    there, book = tmp_path / "letter.pdf", folder / "handbook.pdf"
    for file in (there, book):
        file.write_text("somebody's", "utf-8")
    made = (
        (("print", "F01", number), there, there), (("blank", "F01"), there, there),
        (("guide", "SB-01"), there, there), (("day-end",), there, there),
        (("handbook",), folder, book),
    )  # fmt: skip

    for words, out, file in made:
        refused = terminal.open(*words, "--out", str(out))
        assert (refused.code, file.read_text("utf-8")) == (2, "somebody's")
        assert refused.err.startswith(f"--out: there is already a file {file}")
    assert terminal.open("prints").lines == ["0 prints"]
    for words, out, file in made:
        assert terminal.open(*words, "--out", str(out), "--replace").code == 0
        assert file.read_bytes()[:5] == b"%PDF-"
        file.write_text("somebody's", "utf-8")
