"""What may be done with a case, as both ends' commands list it."""

import json
from pathlib import Path

import pytest

from station.cli.main import main as station
from station.desk.cases import CaseDesk
from sync.district.commands import main as district_main
from tests.district.pair import SECRET, a_line, a_received_case, synced
from tests.office import PASSPHRASE


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    run = district_main if words[0] == "district" else station
    assert run([*words]) == 0
    return capsys.readouterr().out


@pytest.fixture
def secrets(tmp_path: Path) -> dict[str, str]:
    """Files with the passphrase of each end."""
    found = {}
    for end, words in (("station", PASSPHRASE), ("district", SECRET)):
        file = tmp_path / f"{end}.txt"
        file.write_text(words, encoding="utf-8")
        found[end] = str(file)
    return found


def test_both_ends_list_who_does_what_by_which_clause_and_what_hinders_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], secrets: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with a_line(tmp_path) as (office, district):
        number = a_received_case(office).number
        here = ["acts", number, "--home", str(tmp_path / "station"),
                "--passphrase-file", secrets["station"]]  # fmt: skip
        there = ["district", "acts", number, "--home", str(tmp_path / "district"),
                 "--passphrase-file", secrets["district"]]  # fmt: skip
        lack = CaseDesk(office).open("SB-01", {
            "name": "示例乙", "id": "330211195804120024", "phone": "", "address": "示例"
        }, {}, receive=False).case.number  # fmt: skip
        synced(office, district)
    ours = [json.loads(line) for line in listed(capsys, *here, "--json").splitlines()]
    theirs = [json.loads(line) for line in listed(capsys, *there, "--json").splitlines()]

    assert {tuple(one) for one in (*ours, *theirs)} == {
        ("act", "title", "actor", "basis", "fields", "hindrance")
    }
    accept = next(one for one in theirs if one["act"] == "accept")
    assert (accept["actor"], accept["basis"]) == ("the one who decides", "行政许可法 32(5)")
    assert accept["hindrance"] is None
    gap = next(one for one in theirs if one["act"] == "accept_gap")
    assert "no rule" in gap["hindrance"]["why"]
    assert gap["hindrance"]["hint"]
    assert next(one for one in theirs if one["act"] == "write")["actor"] is None
    assert "accept" not in [one["act"] for one in ours]
    told = listed(capsys, *there)
    assert f"accept  {accept['title']}  the one who decides  行政许可法 32(5)" in told
    assert f"  !  {gap['hindrance']['why']}" in told
    here[1] = lack
    told = listed(capsys, *here)
    assert "  !  " in told[told.index("receive ") :].split("\n")[1]
