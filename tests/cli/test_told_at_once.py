"""Several things that are wrong with a command are told together, by the words that were typed."""

import re

from tests.cli.terminal import Terminal
from tests.cli.test_record import line
from tests.makers import id_number


def test_both_days_of_a_run_are_told_at_once(terminal: Terminal) -> None:
    for command in ("negatives", "ratings"):
        answer = terminal.open(command, "--from", "2026-13-01", "--to", "x")

        assert answer.code == 2
        assert "--from: 2026-13-01" in answer.err
        assert "--to: x" in answer.err


def test_a_backup_into_no_folder_names_the_folder(terminal: Terminal) -> None:
    answer = terminal.open("backup", terminal.folder / "nowhere" / "a.backup")

    assert answer.code == 1
    assert answer.err.startswith(f"there is no folder {terminal.folder / 'nowhere'}")


def test_what_is_wrong_stands_at_the_word_that_was_typed(terminal: Terminal) -> None:
    number = terminal.open("record", typed=line(materials={})).values[0]["case"]
    asked = {
        ("views", "--most", "-1", "--since", "x"): ["--most", "--since"],
        ("negatives", "--week", "x", "--from", "y"): ["--week", "--from"],
        ("negatives", "--week", "2026-11-20", "--to", "y"): ["--to", "--week"],
        ("transfer", number, "--to", "330211105204", "--reason", " "): ["--reason", "--to"],
        ("export-person", "1", "--out", "out", "--purpose", ""): ["ID", "--purpose"],
        ("setup", "--station", "1", "--name", "", "--agent", ""): [
            "--station", "--name", "--agent",
        ],
        ("space", id_number(), "--file", f"{number}/1", "--issued", "x", "--expires", "y"): [
            "--issued", "--expires",
        ],
        ("space", id_number(), "--consent", "space", "--guardian", "长" * 500): ["--guardian"],
        ("space", id_number(), "--file", number): ["--file"],
        ("stick", "up", "x"): ["out|in"],
    }  # fmt: skip
    for words, places in asked.items():
        answer = terminal.open(*words)

        assert answer.code == 2, words
        assert re.findall(r"(?:^|; )([^ ]+): ", answer.err) == places


def test_a_number_of_a_paper_that_nothing_has_is_no_fault_of_the_program(
    terminal: Terminal,
) -> None:
    number = terminal.open("record", typed=line(materials={})).values[0]["case"]
    terminal.open("space", id_number(), "--consent", "space")
    answer = terminal.open("space", id_number(), "--file", f"{number}/{'9' * 5000}")

    assert answer.code in (1, 2)
    assert "the program met a fault" not in answer.err


def test_the_papers_of_a_line_are_told_beside_its_other_faults(terminal: Terminal) -> None:
    (refused,) = terminal.open(
        "record", typed=line(materials={"1": "eaten", "99": "copy"}, note="x")
    ).values  # fmt: skip

    assert set(refused["fields"]) == {"materials.1", "materials.99", "note"}


def test_faults_of_words_come_before_the_passphrase_and_in_the_stations_language(
    terminal: Terminal,
) -> None:
    (terminal.home / "station.ini").write_text("[station]\nlanguage = zh_CN\n", "utf-8")
    for words in (("views", "--since", "x"), ("due", "--days", "x"), ("ratings", "--from", "x")):
        answer = terminal.run(*words, "--home", terminal.home)

        assert answer.code == 2
        assert "应写成" in answer.err or "例如" in answer.err or "写" in answer.err
