"""The district from the command line, and its server on a real port."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.states import CaseState
from sync.carriers.http import Address, HttpCarrier
from sync.district.casedesk import CaseDesk
from sync.district.commands import COMMANDS, main
from sync.district.enrolment import make_code
from sync.district.premises import District
from sync.district.tables import LinkRow
from sync.district.web.server import serving
from sync.errors import NoAnswer
from tests.district.pair import (
    CLERK,
    DISTRICT,
    SECRET,
    a_district,
    a_line,
    a_received_case,
    synced,
)
from tests.office import NEW, STATION, an_office
from tests.tui.leaky import SECRETS, fail

ROOT = Path(__file__).parents[2]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    return file


class Terminal:
    """Runs district commands in one home, and keeps what they said."""

    def __init__(self, home: Path, secret: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._rest = ["--home", str(home), "--passphrase-file", str(secret)]
        self._capsys = capsys
        self.out = self.err = ""

    def run(self, *words: str) -> int:
        code = main(["district", *words, *self._rest])
        said = self._capsys.readouterr()
        self.out, self.err = said.out, said.err
        return code


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def terminal(tmp_path: Path, secret: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path / "district", secret, capsys)


def test_the_roll_and_the_files_agree() -> None:
    files = {
        file.stem.replace("_", "-")
        for file in (ROOT / "sync" / "district" / "cli").glob("*.py")
        if "\ndef run(" in file.read_text("utf-8")
    }
    assert files == set(COMMANDS)


def test_a_district_is_made_once(terminal: Terminal) -> None:
    assert terminal.run("init", "--id", DISTRICT, "--name", "示例区", "--rules", "anyang") == 0
    assert DISTRICT in terminal.out
    assert terminal.run("rules") == 0
    assert terminal.out.startswith("anyang ")
    assert terminal.run("init", "--id", DISTRICT, "--name", "示例区") == 1
    assert terminal.err.count("\n") == 1


def test_stations_get_a_code_and_clerks_a_password(terminal: Terminal, tmp_path: Path) -> None:
    with a_district(tmp_path / "district"):
        pass
    assert terminal.run("enrol", STATION, "--name", NEW.name) == 0
    assert re.search(r"([0-9A-Z]{5}-){3}[0-9A-Z]{5}", terminal.out)
    assert terminal.run("enrol", STATION, "--name", NEW.name, "--json") == 0
    assert set(json.loads(terminal.out)) == {"station", "code", "until"}
    assert terminal.run("clerk", CLERK) == 0
    assert re.search(r"\d{4} \d{3} \d{4} \d{3}", terminal.out)
    assert terminal.run("clerk", CLERK, "--dismiss") == 0
    assert terminal.run("revoke", STATION, "--yes") == 0


def test_what_was_given_wrong_is_told_in_one_line(terminal: Terminal, tmp_path: Path) -> None:
    with a_district(tmp_path / "district"):
        pass
    wrong: list[tuple[int, list[str]]] = [
        (2, ["nonsense"]),
        (2, ["enrol"]),
        (2, ["enrol", "12", "--name", ""]),
        (2, ["act", "x", "accept", "--data", "["]),
        (2, ["act", "x", "accept", "--data", "[" * 9999]),
        (2, ["clerk", "示例无此人", "--dismiss"]),
        (1, ["acts", "330211105203-AA-20261120-0001"]),
        (1, ["verify", "330211105299"]),
        (1, ["revoke", "330211105299"]),
        (1, ["stick", str(tmp_path / "no stick")]),
    ]
    for code, words in wrong:
        assert terminal.run(*words) == code, words
        assert terminal.err.count("\n") == 1, words
        assert terminal.out == ""


def test_a_wrong_passphrase_and_a_missing_file_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], secret: Path
) -> None:
    with a_district(tmp_path / "district"):
        pass
    other = tmp_path / "other.txt"
    other.write_text("某个别的口令", encoding="utf-8")
    home = str(tmp_path / "district")
    assert main(["district", "verify", "--home", home, "--passphrase-file", str(other)]) == 1
    missing = str(tmp_path / "missing")
    assert main(["district", "verify", "--home", home, "--passphrase-file", missing]) == 1
    nowhere = ["--home", str(tmp_path / "x"), "--passphrase-file", str(secret)]
    assert main(["district", "verify", *nowhere]) == 1
    assert capsys.readouterr().err.count("\n") == 3


def test_without_a_command_the_roll_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["district"]) == 0
    told = capsys.readouterr().out
    assert [name for name in COMMANDS if f"district {name}" not in told] == []


def test_cases_can_be_decided_and_journals_verified(terminal: Terminal, tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        number = a_received_case(office).number
        synced(office, district)
        with office.vault.reading():
            ours = office.journal.head()
    assert terminal.run("acts", number) == 0
    assert terminal.out.startswith("accept")
    assert terminal.run("acts", number, "--json") == 0
    assert [json.loads(line)["act"] for line in terminal.out.splitlines()][:2] == [
        "accept", "ask_correction",
    ]  # fmt: skip
    assert terminal.run("act", number, "accept", "--data", '{"official_number": ""}') == 2
    data = json.dumps({"official_number": "甲-1"})
    assert terminal.run("act", number, "accept", "--data", data, "--by", CLERK) == 0
    assert json.loads(terminal.out) == {"case": number, "state": "accepted"}
    assert terminal.run("verify") == 0
    assert ours.hash in terminal.out
    assert "signed up to entry" in terminal.out
    assert terminal.run("verify", STATION, "--json") == 0
    (station,) = map(json.loads, terminal.out.splitlines())
    assert (station["lives"][0]["count"], station["lives"][0]["head"]) == (ours.number, ours.hash)


def test_a_changed_journal_is_noticed(terminal: Terminal, tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        a_received_case(office)
        synced(office, district)
        with district.vault.transaction():
            LinkRow.update(hash="0" * 64).where(LinkRow.number == 3).execute(district.vault.db)
            district.vault.sql("UPDATE case_row SET name = 'x'")
    assert terminal.run("verify") == 1
    assert terminal.err.count("\n") == 2
    assert "not everything is whole" in terminal.out
    assert terminal.run("verify", "--rebuild") == 1
    assert terminal.err.count("\n") == 1


def test_a_stick_is_taken_in_and_answered(terminal: Terminal, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert terminal.run("stick", str(stick)) == 1  # there is no district yet
    with a_line(tmp_path) as (office, _):
        a_received_case(office)
        SyncDesk(office).stick_out(stick, progress=lambda _: None, cancel=lambda: False)
    assert terminal.run("stick", str(stick)) == 0
    assert STATION in terminal.out
    with an_office(tmp_path / "station") as office:
        report = SyncDesk(office).stick_in(stick, progress=lambda _: None, cancel=lambda: False)
    assert report.confirmed > 0


@contextmanager
def a_server(district: District) -> Iterator[str]:
    with serving(district, host="127.0.0.1", port=0, https=False) as server:
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield server.url
    thread.join(10)
    assert not thread.is_alive()


def visited(office: Office, url: str) -> None:
    with office.vault.transaction():
        office.memory.set(district_url=url)
    report = SyncDesk(office).sync(progress=lambda _: None, cancel=lambda: False)
    assert (report.road, report.waiting) == (None, 0)


def test_a_station_enrols_and_exchanges_with_a_real_server(tmp_path: Path) -> None:
    with (
        a_district(tmp_path / "district") as district,
        an_office(tmp_path / "station") as office,
        a_server(district) as url,
    ):
        made = make_code(district, STATION, NEW.name)
        assert SyncDesk(office).join(url, made.code.lower()) == district.name
        number = a_received_case(office).number
        visited(office, url)
        desk = CaseDesk(district, CLERK)
        desk.act(number, "accept", {"official_number": "甲-1"})
        visited(office, url)
        with office.vault.reading():
            assert office.case(number).state is CaseState.ACCEPTED
        with pytest.raises(NoAnswer) as declined:
            HttpCarrier(Address(url=url, ca_file=None)).deliver(b"STATION\nnot a parcel at all")
        assert declined.value.reason == "declined"


def test_the_server_tells_its_address_and_leaves_when_asked(tmp_path: Path, secret: Path) -> None:
    with a_district(tmp_path / "district"):
        pass
    command = [
        sys.executable, "-c", "import sys; from sync.district.commands import main;"
        "sys.exit(main(sys.argv[1:]))",
        "district", "serve", "--port", "0", "--home", str(tmp_path / "district"),
        "--passphrase-file", str(secret),
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        with pytest.raises(NoAnswer) as declined:
            HttpCarrier(Address(url=url, ca_file=None)).deliver(b"STATION\nnot a parcel at all")
        server.terminate()
        assert server.wait(20) == 0
    assert declined.value.reason == "declined"


@pytest.mark.parametrize(
    ("option", "value"),
    [("--port", "99999"), ("--port", "-1"), ("--port", "x"), ("--host", "a..b")],
)
def test_a_port_or_a_host_that_cannot_be_is_one_line(
    terminal: Terminal, option: str, value: str
) -> None:
    assert terminal.run("serve", option, value) == 2
    assert terminal.err.count("\n") == 1


def test_a_passphrase_file_of_another_code_page_is_one_line(
    terminal: Terminal, secret: Path
) -> None:
    secret.write_bytes("口令".encode("gbk"))
    assert terminal.run("verify") == 2
    assert terminal.err.startswith("--passphrase-file: ")
    assert terminal.err.count("\n") == 1


@pytest.mark.parametrize("by", ["x\x1b[31m", "\udcff", "[]"])
def test_who_decides_has_a_name(terminal: Terminal, by: str) -> None:
    assert terminal.run("act", "x", "accept", "--by", by) == 2
    assert terminal.err.startswith("--by: ")


def test_what_is_no_number_names_no_case_and_no_station(terminal: Terminal, tmp_path: Path) -> None:
    with a_district(tmp_path / "district"):
        pass
    for words in (("acts", "\udcff"), ("act", "\udcff", "accept"), ("verify", "\udcff")):
        assert terminal.run(*words) == 1
        assert terminal.err.count("\n") == 1


def test_what_nobody_foresaw_is_a_number_with_its_places_and_no_values(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.district.cli.verify.run", lambda _: fail())
    assert terminal.run("verify") == 1
    assert re.search(r"E-[0-9A-F]{8}.*tests\.tui\.leaky:\d+ fail > ValueError", terminal.err)
    assert terminal.err.count("\n") == 1
    assert not [secret for secret in SECRETS if secret in terminal.err]
