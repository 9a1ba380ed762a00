"""Backups by command: where station.ini says, what one holds, and what verify says of them."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.office import FRIDAY, HandClock, an_office


@pytest.fixture
def second(terminal: Terminal) -> Path:
    ini = terminal.home / "station.ini"
    folder = terminal.folder / "stick"
    said = ini.read_text("utf-8").replace("daily = no", f"daily = yes\nsecond = {folder}")
    ini.write_text(said, "utf-8")
    return folder


def test_a_backup_without_a_file_goes_where_the_settings_say(
    terminal: Terminal, second: Path
) -> None:
    said = terminal.open("backup")
    assert said.code == 0
    assert "entries of the journal" in said.lines[0]
    assert said.lines[-1] == f"no second backup: {second} is not there"

    second.mkdir()
    assert terminal.open("backup").code == 0
    here = sorted(file.name for file in (terminal.home / "backups").iterdir())
    assert len(here) == 1  # the last of the day
    assert [file.name for file in second.iterdir()] == here


def test_a_look_at_a_folder_tells_what_each_backup_holds_and_opens_none(
    terminal: Terminal,
) -> None:
    (terminal.home / "backups").mkdir()
    terminal.open("backup", terminal.home / "backups" / "by hand.station")
    terminal.open("backup")
    (terminal.home / "backups" / "photo.station").write_bytes(b"photo")
    said = terminal.run("restore", terminal.home / "backups", "--look", "--home", "nowhere")

    assert said.code == 0
    assert len([line for line in said.lines if "330211105203 岚山村" in line]) == 2
    assert not Path("nowhere").exists()


def test_a_restore_tells_what_the_backup_holds_before_it_asks(terminal: Terminal) -> None:
    copy = terminal.folder / "copy.station"
    terminal.open("backup", copy)
    new = terminal.folder / "new"
    said = terminal.run(
        "restore", copy, "--home", new, "--passphrase-file", terminal.folder / "none"
    )

    assert said.code == 1
    assert "330211105203" in said.lines[1]
    assert not new.exists()


def test_verify_says_loudly_that_the_backup_is_overdue(terminal: Terminal, second: Path) -> None:
    with an_office(terminal.home, HandClock(FRIDAY - timedelta(days=10))):
        pass
    said = terminal.open("verify")

    assert said.code == 0
    assert "this station has no backup yet" in said.err
    assert "run.py backup" in said.err
    terminal.open("backup")
    assert "no backup" not in terminal.open("verify").err
