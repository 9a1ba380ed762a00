"""Sheets at other offices: by certificates, and by what the journals at the district know."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk import line_keys
from station.desk.cases import CaseDesk as StationDesk
from station.desk.office import Office
from station.desk.sheet_check import SheetDesk
from station.domain.case import Case
from station.domain.errors import BadInput
from station.domain.sheet_code import read_code
from station.domain.sheet_told import CheckedSheet, OnRecord
from station.storage.squares import squares_in
from sync.district.casedesk import CaseDesk
from sync.district.enrolment import make_code, revoke
from sync.district.enrolment_sheet import code_sheet
from sync.district.premises import District
from sync.district.sheet_check import check
from sync.paper import SheetRefused, proved
from tests.desk.test_sheet_check import checked, printed
from tests.district.pair import CLERK, SECRET, a_district, a_received_case, join, synced
from tests.district.test_commands import Terminal
from tests.district.test_line_keys import renewed, wait
from tests.district.three import THERE, Three, three
from tests.office import an_office

Line = tuple[Office, District]


@pytest.fixture
def parties(tmp_path: Path) -> Iterator[Three]:
    with three(tmp_path) as all_three:
        yield all_three


def at_the_district(district: District, text: str) -> CheckedSheet:
    found = check(district, text)
    assert isinstance(found, CheckedSheet)
    return found


def a_print(office: Office, out: Path) -> tuple[Case, str]:
    case = a_received_case(office)
    return case, printed(office, case.number, out)


def test_the_district_proves_a_sheet_before_and_after_it_heard_of_it(
    line: Line, tmp_path: Path
) -> None:
    office, district = line
    _case, text = a_print(office, tmp_path)
    assert at_the_district(district, text).on_record is OnRecord.AWAITED
    synced(office, district)
    found = at_the_district(district, text)

    assert found.on_record is OnRecord.NOTED
    assert found.printed_by == office.agent
    assert "certified by district 330211" in dict(found.rows(str))["Key"]


def test_what_the_case_has_become_since_the_print_is_noticed(line: Line, tmp_path: Path) -> None:
    office, district = line
    case, text = a_print(office, tmp_path)
    synced(office, district)
    clerk = CaseDesk(district, CLERK)
    official = clerk.suggested_number(clerk.open(case.number))
    clerk.act(case.number, "accept", {"official_number": official})
    synced(office, district)

    assert checked(office, text).on_record is OnRecord.CHANGED
    again = printed(office, case.number, tmp_path)
    assert checked(office, again).on_record is OnRecord.SAME
    assert StationDesk(office).case(case.number).number == case.number


def test_a_sheet_from_before_the_station_joined_is_certified_afterwards(tmp_path: Path) -> None:
    with a_district(tmp_path / "d") as district, an_office(tmp_path / "s") as office:
        _case, text = a_print(office, tmp_path)
        with pytest.raises(SheetRefused, match="not known here"):
            check(district, text)
        join(office, district)

        assert at_the_district(district, text).office == office.code
        assert "certified by district 330211" in dict(checked(office, text).rows(str))["Key"]


def test_a_neighbour_believes_a_sheet_by_the_certificate_of_that_station(
    parties: Three, tmp_path: Path
) -> None:
    _case, text = a_print(parties.old, tmp_path)
    shown, own = tmp_path / "old.json", tmp_path / "new.json"
    line_keys.save_certificate(parties.old, shown)
    line_keys.save_certificate(parties.new, own)
    with pytest.raises(SheetRefused, match="not known here"):
        SheetDesk(parties.new).check(text)
    with pytest.raises(SheetRefused, match="not known here"):
        SheetDesk(parties.new).check(text, own)
    found = checked(parties.new, text, shown)

    assert (found.office, found.on_record) == (parties.old.code, OnRecord.ELSEWHERE)
    (tmp_path / "not.json").write_text("{}", "utf-8")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.json")
    for wrong in ("not.json", "nowhere.json", "pipe.json"):
        with pytest.raises(BadInput):
            SheetDesk(parties.new).check(text, tmp_path / wrong)


def test_a_certificate_of_another_district_is_none_here(parties: Three, tmp_path: Path) -> None:
    line_keys.save_certificate(parties.old, tmp_path / "old.json")
    _case, text = a_print(parties.old, tmp_path)
    with an_office(tmp_path / "lonely") as lonely, pytest.raises(BadInput):
        SheetDesk(lonely).check(text, tmp_path / "old.json")


def test_a_station_cannot_print_under_the_number_of_another(parties: Three, tmp_path: Path) -> None:
    from dataclasses import replace

    from station.desk.paper_keys import sealed
    from tests.forms.samples import facts

    with parties.new.transaction():
        text = sealed(
            parties.new, replace(facts(), sheet_number=f"F01-{parties.old.code}-KQ-20261120-0001")
        )
    assert read_code(text).office != THERE
    with pytest.raises(SheetRefused, match="not known here"):
        check(parties.district, text)
    line_keys.save_certificate(parties.new, tmp_path / "new.json")
    with pytest.raises(SheetRefused, match="with a number of"):
        SheetDesk(parties.old).check(text, tmp_path / "new.json")


def test_sheets_under_replaced_keys_stay_provable_and_new_ones_under_them_end(
    line: Line, tmp_path: Path
) -> None:
    office, district = line
    case, text = a_print(office, tmp_path)
    former = renewed(line)
    wait(line, days=31)
    late = printed(office, case.number, tmp_path)

    assert checked(office, text).on_record is OnRecord.SAME
    assert at_the_district(district, text).on_record is OnRecord.NOTED
    assert at_the_district(district, late).on_record is OnRecord.AWAITED
    with office.transaction():
        office.memory.set(signing_key=former.signing.hex())
    backdated = printed(office, case.number, tmp_path)
    with pytest.raises(SheetRefused, match="printed later"):
        check(district, backdated)


def test_under_withdrawn_keys_only_what_a_journal_knows_is_genuine(
    line: Line, tmp_path: Path
) -> None:
    office, district = line
    case, known = a_print(office, tmp_path)
    synced(office, district)
    unknown = printed(office, case.number, tmp_path)
    revoke(district, office.code)

    assert at_the_district(district, known).on_record is OnRecord.NOTED
    with pytest.raises(SheetRefused, match="was withdrawn on"):
        check(district, unknown)


def test_the_districts_own_sheet_is_proved_at_both_ends(line: Line, tmp_path: Path) -> None:
    office, district = line
    made = make_code(district, THERE, "示例站")
    sheet = tmp_path / "F41.pdf"
    sheet.write_bytes(code_sheet(district, made, at=district.clock.now()))
    [text] = squares_in(sheet)

    assert at_the_district(district, text).on_record is OnRecord.UNNOTED
    found = checked(office, text)
    assert (found.office, found.on_record) == (district.id, OnRecord.ELSEWHERE)
    assert dict(found.rows(str))["Key"] == "the district's own"
    assert made.code.replace("-", "") not in text


def test_the_districts_command_tells_and_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    with a_district(tmp_path / "d") as district, an_office(tmp_path / "s") as office:
        join(office, district)
        _case, text = a_print(office, tmp_path)
    terminal = Terminal(tmp_path / "d", secret, capsys)

    assert terminal.run("check-sheet", text) == 0
    assert "genuine: signed by" in terminal.out
    assert terminal.run("check-sheet", text[:-1] + "Z") == 1
    assert "not the code of a sheet" in terminal.err
    assert terminal.run("check-sheet", text, "--json") == 0
    assert '"on_record":"awaited"' in terminal.out.replace(" ", "")


def test_a_key_that_nobody_certified_proves_nothing_to_others(tmp_path: Path) -> None:
    with an_office(tmp_path / "s") as office:
        _case, text = a_print(office, tmp_path)
    with pytest.raises(SheetRefused, match="not known here"):
        proved(read_code(text), [])
