"""A sheet that somebody brings: genuine or not, with no network."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from station.desk import line_keys
from station.desk.agents import AgentDesk
from station.desk.cases import CaseDesk, all_papers
from station.desk.guides import GuideDesk
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import open_station
from station.desk.printing import PrintDesk
from station.desk.sheet_check import SheetDesk
from station.domain.errors import StationError
from station.domain.guide_code import CheckedGuide
from station.domain.numbers import PRACTICE
from station.domain.scans import NotAScan
from station.domain.sheet_code import numbers_text
from station.domain.sheet_told import CheckedSheet, OnRecord
from sync.paper import SheetRefused
from tests.desk.test_cases import APPLICANT, PENSION
from tests.domain.round import ANSWERS
from tests.office import HandClock, an_office, settings

SECOND = "示例 第二位 另外一个 口令 qwx"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path / "home") as office:
        yield office


def a_case(office: Office) -> str:
    papers = all_papers(office.item(PENSION))
    return CaseDesk(office).open(PENSION, APPLICANT, papers, receive=True).case.number


def printed(office: Office, number: str, out: Path, sheet: str = "F01") -> str:
    """The text in the square of a fresh print."""
    made = PrintDesk(office).print(sheet, number, out=out)
    [text] = SheetDesk(office).texts(str(made.path))
    return text


def checked(office: Office, text: str, certificate: Path | None = None) -> CheckedSheet:
    found = SheetDesk(office).check(text, certificate)
    assert isinstance(found, CheckedSheet)
    return found


def test_a_fresh_print_is_genuine_and_what_it_tells_is_what_the_journal_says(
    office: Office, tmp_path: Path
) -> None:
    number = a_case(office)
    found = checked(office, printed(office, number, tmp_path))
    told = dict(found.rows(str))

    assert found.on_record is OnRecord.SAME
    assert found.headline(str) == (
        "genuine: signed by 岚山村便民服务站 (330211105203) on 2026-11-20 09:30, print no. 1"
    )
    assert told["Case"] == number
    assert told["Sheet"].endswith("-0001 收件回执（材料接收清单）")
    assert told["Printed by"] == office.agent
    assert "no district has certified it" in told["Key"]


def test_the_second_print_says_so_and_has_another_text(office: Office, tmp_path: Path) -> None:
    number = a_case(office)
    first, second = (printed(office, number, tmp_path) for _ in "12")

    assert first != second
    assert "print no. 2" in checked(office, second).headline(str)


def test_other_settings_make_an_old_sheet_one_that_cannot_be_made_again(
    office: Office, tmp_path: Path
) -> None:
    text = printed(office, a_case(office), tmp_path)
    office.settings = replace(office.settings, office_phone="0574-86000001")

    found = checked(office, text)

    assert found.on_record is OnRecord.OTHER
    assert found.sure


def test_a_colleague_who_checks_finds_the_same(tmp_path: Path) -> None:
    with an_office(tmp_path / "home") as office:
        text = printed(office, a_case(office), tmp_path)
    with an_office(tmp_path / "home") as office:
        assert checked(office, text).on_record is OnRecord.SAME


def test_a_print_that_no_journal_knows_is_told(office: Office, tmp_path: Path) -> None:
    from station.desk.facts import facts_of
    from station.desk.paper_keys import sealed

    number = a_case(office)
    with office.transaction():
        facts = facts_of(
            office, office.case(number), sheet_number=f"F01-{office.code}-KQ-20261120-0009",
            nth=1, printed_at=office.clock.now(),
        )  # fmt: skip
        text = sealed(office, facts)

    found = checked(office, text)

    assert found.on_record is OnRecord.NONE
    assert not found.sure


def test_a_sheet_of_the_day_is_on_record_and_compared_by_eye(
    office: Office, tmp_path: Path
) -> None:
    made = PrintDesk(office).day_end(date(2026, 11, 20), out=tmp_path)
    [text] = SheetDesk(office).texts(str(made.path))

    assert checked(office, text).on_record is OnRecord.NOTED


def test_a_form_without_facts_proves_nothing_of_what_is_written_on_it(
    office: Office, tmp_path: Path
) -> None:
    made = GuideDesk(office).blank("F01", out=tmp_path / "blank.pdf")
    [text] = SheetDesk(office).texts(str(made.path))
    found = checked(office, text)

    assert found.on_record is OnRecord.BLANK
    assert not found.sure
    assert dict(found.rows(str))["Case"].startswith("none: a form without facts")


def test_a_practice_sheet_is_never_genuine(office: Office) -> None:
    practice = numbers_text(f"F01-{PRACTICE}-LX-20261120-0001", f"{PRACTICE}-LX-20261120-0001")

    with pytest.raises(SheetRefused, match="practice station"):
        SheetDesk(office).check(practice)


def test_a_square_of_a_picture_is_read_and_a_file_without_one_is_told(
    office: Office, tmp_path: Path
) -> None:
    made = PrintDesk(office).print("F01", a_case(office), out=tmp_path)
    photo, empty, text = tmp_path / "p.png", tmp_path / "e.png", tmp_path / "t.pdf"
    page = PdfDocument(made.path)[0].render(scale=2).to_pil()
    page.rotate(7, expand=True, fillcolor="white").save(photo)
    page.crop((0, 400, 300, 600)).save(empty)
    text.write_bytes(b"%PDF-1.4\nnothing")

    [found] = SheetDesk(office).texts(str(photo))
    assert checked(office, found).on_record is OnRecord.SAME
    for file, words in (
        (empty, "no square code"), (text, "damaged"), (tmp_path / "no.png", "there is no file"),
    ):  # fmt: skip
        with pytest.raises(NotAScan, match=words):
            SheetDesk(office).texts(str(file))


def test_the_guide_to_an_item_says_whether_it_is_todays(office: Office) -> None:
    version = office.items[PENSION].version
    found = SheetDesk(office).check(f"办事指南 {PENSION} 版本{version}\n带身份证")

    assert isinstance(found, CheckedGuide)
    assert found.sure
    assert not SheetDesk(office).check("办事指南 XX-99 版本1").sure


def test_a_station_without_a_district_has_no_certificate_to_show(
    office: Office, tmp_path: Path
) -> None:
    with pytest.raises(StationError, match="does not belong to a district"):
        line_keys.save_certificate(office, tmp_path / "certificate.json")


def test_a_mandate_to_who_printed_is_told_as_then_when_a_colleague_checks(tmp_path: Path) -> None:
    with an_office(tmp_path / "home") as office:
        number = a_case(office)
        mandate = {**ANSWERS["give_mandate"], "name": office.agent}
        CaseDesk(office).act(number, "give_mandate", mandate)
        text = printed(office, number, tmp_path)
        AgentDesk(office).add("示例同事", SECOND)
    home = Home(folder=tmp_path / "home")
    colleague = open_station(
        home, "示例同事", SECOND, settings=settings(home.folder), clock=HandClock()
    )
    assert checked(colleague, text).on_record is OnRecord.SAME
    colleague.leave()
