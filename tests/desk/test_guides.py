"""Guides, blanks and the handbook, from a station's own catalogue."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forms.render import NoSuchForm, UnknownSheet
from station.desk.guides import GuideDesk
from station.desk.office import Office
from station.desk.print_journal import PrintJournal
from station.domain.effective import Catalogue, UnknownItem
from station.domain.trail_events import FormPrinted
from tests.forms.reading import close, pages_of, text_of
from tests.office import an_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path / "home") as office:
        yield office


def noted(office: Office) -> list[tuple[str, str, int, bool]]:
    with office.vault.reading():
        events = office.journal.own_of(FormPrinted)
    return [
        (one.sheet, one.about, one.nth, one.saved) for one in events if isinstance(one, FormPrinted)
    ]


def test_the_guide_to_an_item_has_its_papers_its_limits_and_what_may_follow(
    office: Office, tmp_path: Path
) -> None:
    made = GuideDesk(office).print("MZ-01", out=tmp_path / "guide.pdf")

    text = text_of(made.path.read_bytes())
    item = office.catalogue.newest["MZ-01"]
    assert [one.name_zh for one in item.materials if close(one.name_zh) not in text] == []
    assert close("25个工作日") in text
    assert close("乡镇审核：15个工作日") in text
    assert close("可以容缺后补的材料：社会保障卡(或银行卡)") in text
    assert close(office.name) in text
    assert noted(office) == [("F25", "MZ-01/1", 1, True)]


def test_a_guide_printed_again_says_so_and_counts_its_own_version_alone(
    tmp_path: Path,
) -> None:
    with an_office(tmp_path / "home") as office:
        desk = GuideDesk(office)
        first, other = (desk.print(item, out=tmp_path) for item in ("MZ-01", "SB-01"))
    with an_office(tmp_path / "home") as office:
        again = GuideDesk(office).print("MZ-01", out=tmp_path)
        item = replace(office.catalogue.newest["MZ-01"], version=2, effective_from=office.today)
        office.catalogue = Catalogue(versions=(*office.catalogue.versions, item))
        newer = GuideDesk(office).print("MZ-01", out=tmp_path)
        journal = PrintJournal(office).lines("", 0, 9)

    assert [one.nth for one in (first, other, again, newer)] == [1, 1, 2, 1]
    assert [(one.print.number, one.print.nth) for one in journal] == [
        (one.number, one.nth) for one in (newer, again, other, first)
    ]
    assert close("第 2 次打印") in text_of(again.path.read_bytes())
    for one in (first, other, newer):
        assert close("次打印") not in text_of(one.path.read_bytes())


def test_each_blank_is_another_sheet_and_no_reprint(office: Office, tmp_path: Path) -> None:
    made = [GuideDesk(office).blank("F01", out=tmp_path) for _ in "12"]

    assert [one.nth for one in made] == [1, 1]
    assert close("次打印") not in text_of(made[1].path.read_bytes())
    assert [one.print.number for one in PrintJournal(office).lines("", 0, 9)] == [
        made[1].number, made[0].number,
    ]  # fmt: skip


def test_only_a_limit_of_a_law_stands_without_a_mark(office: Office, tmp_path: Path) -> None:
    book = GuideDesk(office)
    low_income, residence = (
        text_of(book.print(item, out=tmp_path / f"{item}.pdf").path.read_bytes())
        for item in ("MZ-01", "GA-03")
    )

    assert close("30个工作日（示例，以本地公布为准）") in low_income
    assert close("25个工作日（以本地公布为准）") in low_income
    assert close("15日；《居住证暂行条例》第九条") in residence


def test_lengths_of_time_on_the_way_are_told_to_be_no_law(office: Office, tmp_path: Path) -> None:
    text = text_of(GuideDesk(office).print("MZ-01", out=tmp_path / "guide.pdf").path.read_bytes())

    assert close("环节时限、公示期和不计时限的时间，以本地公布为准") in text


def test_a_case_concluded_at_once_is_not_said_to_be_decided_by_the_station(
    office: Office, tmp_path: Path
) -> None:
    text = text_of(GuideDesk(office).print("RS-01", out=tmp_path / "guide.pdf").path.read_bytes())

    assert close("服务站收件，材料齐全的当场办结。") in text
    assert close("由乡镇（街道）决定。") in text


def test_an_item_that_does_not_exist_is_refused_and_nothing_is_noted(office: Office) -> None:
    with pytest.raises(UnknownItem):
        GuideDesk(office).print("XX-99")

    assert noted(office) == []


def test_a_blank_names_the_station_and_is_on_record(office: Office, tmp_path: Path) -> None:
    made = GuideDesk(office).blank("F01", out=tmp_path / "blank.pdf")

    text = text_of(made.path.read_bytes())
    assert close(office.name) in text
    assert made.number in text
    assert noted(office) == [("F01", "", 1, True)]


@pytest.mark.parametrize(("sheet", "fault"), [("F99", UnknownSheet), ("F36", NoSuchForm)])
def test_what_has_no_blank_is_refused_and_nothing_is_noted(
    office: Office, sheet: str, fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        GuideDesk(office).blank(sheet)

    assert noted(office) == []


def test_the_handbook_holds_every_item_in_force(office: Office, tmp_path: Path) -> None:
    _way, path = GuideDesk(office).book(out=tmp_path / "book.pdf")

    whole = close("".join(pages_of(path.read_bytes())))
    missing = [
        item.id
        for item in office.catalogue.on(office.today).values()
        if close(f"{item.id}　{item.name_zh}") not in whole
    ]
    assert missing == []
