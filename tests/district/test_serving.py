"""The server and those who come to it by commands."""

import json
import logging
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.office import Office
from station.desk.syncing import AlreadyJoined, SyncDesk
from sync.district.commands import main as district
from sync.district.enrolment import make_code
from sync.district.founding import make
from sync.district.premises import District
from tests.cli.terminal import Terminal
from tests.district.pair import NEW_DISTRICT, SECRET, a_district, synced
from tests.district.test_commands import a_server
from tests.makers import id_number
from tests.office import NEW, STATION, WEAK, HandClock

WHO = ("--station", STATION, "--name", NEW.name, "--agent", NEW.agent)
CASE = {
    "item": "SB-01", "materials": "all",
    "applicant": {"name": "示例", "id": id_number(), "phone": "", "address": ""},
}  # fmt: skip


@pytest.fixture
def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return Terminal(tmp_path, capsys, monkeypatch)


def test_a_station_that_the_district_did_not_take_in_is_told_so_and_joins_later(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.home = tmp_path / "new"
    with a_district(tmp_path / "district") as there, a_server(there) as url:
        code = make_code(there, STATION, NEW.name).code
        wrong = "0" * 4 + code[4:]
        made = terminal.open("setup", *WHO, "--district", url, "--code", wrong)

        assert (made.code, len(made.lines), made.err.count("\n")) == (1, 1, 1)
        assert "the station is made, but did not join the district" in made.err
        assert "does not match" in made.err
        assert "run.py sync --district URL --code" in made.err
        assert terminal.open("record", typed=json.dumps(CASE)).code == 0

        joined = terminal.open("sync", "--district", url, "--code", code)

        assert joined.code == 0
        assert there.name in joined.lines[0]
        assert joined.lines[-1].endswith(": 0")
        assert terminal.open("sync").code == 0
        assert terminal.open("sync", "--district", url, "--code", code).code == 1


@pytest.mark.parametrize("way", ["asked", "stdin"])
def test_a_one_time_code_need_not_stand_where_other_accounts_read_it(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    with a_district(tmp_path / "district") as there, a_server(there) as url:
        code = make_code(there, STATION, NEW.name).code
        monkeypatch.setattr("station.cli.opening.getpass", lambda *_, **__: code)
        words = ("sync", "--district", url, "--code", *(["-"] if way == "stdin" else []))

        joined = terminal.open(*words, typed=f"{code}\n" if way == "stdin" else "")

        assert joined.code == 0
        assert there.name in joined.lines[0]
        assert code not in joined.out + joined.err


def test_a_code_that_nobody_types_is_missed_before_anything_is_made(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.home = tmp_path / "new"
    monkeypatch.setattr("station.cli.opening.getpass", lambda *_, **__: "")
    for words in (("--code",), ("--code", "-")):
        refused = terminal.open("setup", *WHO, "--district", "http://x", *words)

        assert (refused.code, refused.out) == (2, "")
        assert refused.err.startswith("--code: no one-time code was typed")
    assert not terminal.home.exists()


def test_a_station_of_one_district_does_not_go_over_to_another(
    line: tuple[Office, District], tmp_path: Path
) -> None:
    office, district = line
    strange = replace(NEW_DISTRICT, id="330212")
    with (
        make(tmp_path / "strange", strange, clock=HandClock(seed="strange"), cost=WEAK) as other,
        a_server(other) as url,
    ):
        code = make_code(other, STATION, NEW.name).code
        with pytest.raises(AlreadyJoined):
            SyncDesk(office).join(url, code)

    assert SyncDesk(office).state().district == district.name
    assert synced(office, district).waiting == 0


@pytest.mark.parametrize("words", [("--district", "http://x"), ("--code", "x")])
def test_an_address_and_a_code_belong_together(terminal: Terminal, words: tuple[str, str]) -> None:
    for command in (("sync",), ("setup", *WHO)):
        refused = terminal.open(*command, *words)

        assert (refused.code, refused.out) == (2, "")
        assert refused.err.startswith("--district: ")


def test_a_port_that_is_taken_is_told_as_such(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_district(tmp_path / "district"):
        pass
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        words = ["--port", port, "--home", tmp_path / "district", "--passphrase-file", secret]
        assert district(["district", "serve", *map(str, words)]) == 1

    told = capsys.readouterr().err
    assert told.startswith(f"the server cannot listen at 127.0.0.1, port {port}: ")
    assert "--port" in told
    assert told.count("\n") == 1


def test_a_busy_moment_is_not_told_to_the_operator(tmp_path: Path) -> None:
    with a_district(tmp_path / "district") as there, a_server(there):
        assert not logging.getLogger("waitress.queue").isEnabledFor(logging.WARNING)
