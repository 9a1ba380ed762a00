"""The one-time code on paper: typed from it, it lets the station in, and it stands nowhere else."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from sync import enrol
from sync.district.enrolment import admit
from tests.district.pair import SECRET, a_district
from tests.district.test_commands import Terminal
from tests.district.test_enrolment import REQUEST
from tests.forms.reading import pages_of
from tests.office import NEW, STATION


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    with a_district(tmp_path / "district"):
        pass
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    return Terminal(tmp_path / "district", secret, capsys)


def code_on(sheet: Path) -> str:
    """As somebody reads it from the paper, full-width characters, row number and all."""
    (page,) = pages_of(sheet.read_bytes())
    (row,) = re.findall(r"^1\. ((?:\S{5} ){3}\S{5})$", page, re.MULTILINE)
    return str(row)


def test_the_code_is_typed_from_the_sheet_and_lets_the_station_in(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    sheet = tmp_path / "F41.pdf"
    assert terminal.run("enrol", STATION, "--name", NEW.name, "--out", str(sheet)) == 0
    typed = code_on(sheet)
    plain = unicodedata.normalize("NFKC", typed)
    assert not re.search(r"([0-9A-Z]{5}-){3}[0-9A-Z]{5}", terminal.out)
    assert plain.replace(" ", "") not in terminal.out.replace("-", "")
    assert "print it once, and delete the file" in terminal.out
    with a_district(tmp_path / "district") as district:
        key = enrol.code_key(typed, STATION)
        asked = enrol.ask(REQUEST, key)
        answer = enrol.read_answer(admit(district, asked), asked, key)
    assert answer.district == "330211"


def test_an_earlier_sheet_is_not_written_over_and_its_code_stays_good(
    terminal: Terminal, tmp_path: Path
) -> None:
    sheet = tmp_path / "F41.pdf"
    words = ("enrol", STATION, "--name", NEW.name, "--out", str(sheet), "--json")
    assert terminal.run(*words) == 0
    assert set(json.loads(terminal.out)) == {"station", "sheet", "until"}
    before = sheet.read_bytes()
    assert terminal.run(*words) == 2
    assert sheet.read_bytes() == before
    with a_district(tmp_path / "district") as district:
        admit(district, enrol.ask(REQUEST, enrol.code_key(code_on(sheet), STATION)))


def test_where_no_sheet_can_be_written_that_is_told(terminal: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "no folder" / "F41.pdf"
    assert terminal.run("enrol", STATION, "--name", NEW.name, "--out", str(place)) == 2
    assert terminal.err.count("\n") == 1
