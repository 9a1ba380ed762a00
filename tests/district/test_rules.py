"""The local rules of a district: chosen when it is made, changed by one command."""

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from station.domain.errors import BadInput
from station.domain.local_rules import RulesFaults, UnknownRules
from station.settings import RULES
from sync.district.commands import main
from sync.district.founding import NewDistrict, make
from sync.district.premises import District
from tests.district.pair import DISTRICT, SECRET, a_district
from tests.office import WEAK, HandClock


def in_force(district: District) -> str:
    with district.vault.reading():
        return district.rules().name


def a_new(rules: str) -> NewDistrict:
    return NewDistrict(id=DISTRICT, name="示例区", passphrase=SECRET, rules=rules)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    file = tmp_path / "ours.json"
    text = (RULES / "zhejiang.json").read_text("utf-8")
    file.write_text(text.replace('"name": "zhejiang"', '"name": "ours"'), "utf-8")
    return file


def test_a_district_begins_with_the_law_of_the_nation(tmp_path: Path) -> None:
    with a_district(tmp_path) as district:
        assert in_force(district) == "national"


def test_the_rules_it_was_made_with_are_kept(tmp_path: Path) -> None:
    with make(tmp_path, a_new("anyang"), clock=HandClock(), cost=WEAK) as district:
        assert in_force(district) == "anyang"
    with a_district(tmp_path) as district:
        assert in_force(district) == "anyang"


def test_no_district_is_made_with_rules_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as told:
        make(tmp_path, a_new("anyyang"), clock=HandClock(), cost=WEAK)

    assert set(told.value.fields) == {"rules"}
    assert not (tmp_path / "district.db").exists()


def test_a_file_of_its_own_is_found_from_everywhere(
    tmp_path: Path, ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_district(tmp_path / "district") as district:
        monkeypatch.chdir(tmp_path)
        district.choose_rules("ours.json")
        monkeypatch.chdir(tmp_path / "district")
        assert in_force(district) == "ours"

        ours.unlink()
        with pytest.raises(UnknownRules):
            in_force(district)


def test_the_closing_time_is_the_districts_own(tmp_path: Path) -> None:
    """民法典 203: the last day ends when the office closes."""
    new = replace(a_new("national"), closes="18：00")
    with make(tmp_path, new, clock=HandClock(), cost=WEAK) as district:
        with district.vault.reading():
            assert district.closes() == time(18)
        district.close_at("17:30")
    with a_district(tmp_path) as district, district.vault.reading():
        assert district.closes() == time(17, 30)


@pytest.mark.parametrize("text", ["", "25:00", "17", "09:00", "17:60", "５点半", "17:30\u202e"])
def test_what_is_no_closing_time_is_refused_with_everything_else(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput) as told:
        make(tmp_path, replace(a_new("anyyang"), closes=text), clock=HandClock(), cost=WEAK)

    assert set(told.value.fields) == {"rules", "closes"}


def test_the_command_changes_nothing_if_one_of_the_two_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_district(tmp_path):
        pass
    file = tmp_path / "passphrase"
    file.write_text(SECRET, "utf-8")
    opened = ["--home", str(tmp_path), "--passphrase-file", str(file)]
    assert main(["district", "rules", "anyang", "--closes", "5pm", *opened]) == 2
    assert "--closes" in capsys.readouterr().err
    assert main(["district", "rules", "anyang", "--closes", "17:45", *opened]) == 0
    assert "17:45" in capsys.readouterr().out


def test_no_district_is_called_as_the_program(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as told:
        make(tmp_path, replace(a_new("national"), name="系 统"), clock=HandClock(), cost=WEAK)

    assert set(told.value.fields) == {"name"}


def test_rules_that_cannot_be_used_leave_the_old_ones_in_force(tmp_path: Path, ours: Path) -> None:
    ours.write_text("{}", "utf-8")
    with a_district(tmp_path / "district") as district:
        district.choose_rules("gaoming")
        for name, refused in ((str(ours), RulesFaults), ("../gaoming", UnknownRules)):
            with pytest.raises(refused):
                district.choose_rules(name)
        assert in_force(district) == "gaoming"


def test_the_command_shows_and_changes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{SECRET}\n", "utf-8")
    rest = ["--home", str(tmp_path / "district"), "--passphrase-file", str(secret)]
    with a_district(tmp_path / "district"):
        pass

    assert main(["district", "rules", *rest]) == 0
    assert capsys.readouterr().out.startswith("national ")
    assert main(["district", "rules", "zhejiang", *rest]) == 0
    assert "A broken promise:  the acceptance is revoked" in capsys.readouterr().out
    assert main(["district", "rules", "elsewhere", *rest]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("NAME: there are no local rules elsewhere")
    assert said.err.count("\n") == 1
    assert main(["district", "rules", *rest]) == 0
    assert capsys.readouterr().out.startswith("zhejiang ")
