"""Guides, blanks and the handbook, from a station's own catalogue."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forms.catalogue import SHEETS
from forms.facts import missing
from forms.render import NoSuchForm, UnknownSheet, render
from station.desk import samples
from station.desk.filled_samples import filled_samples
from station.desk.guides import GuideDesk
from station.desk.office import Office
from station.desk.print_journal import PrintJournal
from station.domain.effective import Catalogue, UnknownItem
from station.domain.items import Necessity
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


def test_the_handbook_has_filled_samples_of_a_made_up_case_and_items_point_to_them(
    office: Office, tmp_path: Path
) -> None:
    _, path = GuideDesk(office).book(out=tmp_path / "book.pdf")
    pages = [close(page) for page in pages_of(path.read_bytes())]

    sampled = {number: page for number, page in enumerate(pages, start=1) if "样例SAMPLE" in page}
    assert len(sampled) >= 7
    assert all(samples.OLD["name"] in page or "F14" in page for page in sampled.values())
    used = re.findall(r"，第(\d+)页", "".join(pages))
    assert {int(number) for number in used} <= sampled.keys()
    assert sum("用到的文书样例" in page for page in pages) == len(office.items)


@pytest.mark.parametrize("code", ["F01", "F03", "F08", "F11", "F14", "F21", "F26"])
def test_a_sample_lacks_nothing_that_its_sheet_needs(office: Office, code: str) -> None:
    facts = filled_samples(office, GuideDesk(office).office())[code]

    assert missing(facts, SHEETS[code].needs) == ()
    assert render(code, facts).startswith(b"%PDF")


def test_a_sample_has_no_paper_that_only_some_must_bring(office: Office) -> None:
    made = filled_samples(office, GuideDesk(office).office())["F11"]
    asked = {one.name_zh: one.necessity for one in office.items[made.item.code].materials}

    assert Necessity.REQUIRED_IF in asked.values()
    assert {asked[paper.name] for paper in made.papers} == {*asked.values()} - {
        Necessity.REQUIRED_IF
    }


def test_where_no_item_is_in_force_there_is_no_sample(office: Office) -> None:
    office.catalogue = replace(office.catalogue, versions=())

    assert filled_samples(office, GuideDesk(office).office()) == {}
