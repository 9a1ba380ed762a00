"""What the district publishes is in force at its stations when it is here whole, and not before."""

from datetime import date
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.transferring import TransferDesk
from station.domain.errors import BadInput
from station.domain.published_events import Published
from station.domain.reading import DataFaults
from sync.district import publishing
from sync.district.casedesk import CaseDesk as ClerkDesk
from tests.district.pair import CLERK, a_district, a_line, a_received_case, join, synced
from tests.district.published import (
    BOOK,
    CARD,
    FIRST,
    ITEM,
    SECOND,
    answers,
    calendar,
    catalogue,
    code_row,
    codes,
    published,
    told,
)
from tests.makers import item_row
from tests.office import an_office


def test_a_catalogue_comes_with_the_next_exchange_and_counts_at_once(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        assert ITEM not in office.items
        synced(office, district)

        assert list(office.items) == [ITEM]
        assert [told(one) for one in answers(office)] == [("publication_taken", 1)]
    with a_line(tmp_path) as (office, district):
        assert list(office.items) == [ITEM]
        assert list(district.lawbook.catalogue().newest) == [ITEM]


def test_a_running_case_keeps_the_version_it_was_opened_under_and_says_so(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        synced(office, district)
        number = a_received_case(office, ITEM).number
        synced(office, district)
        published(district, Published.CATALOGUE, catalogue(2, FIRST, SECOND))
        synced(office, district)
        desk = CaseDesk(office)

        case = desk.case(number)
        assert [one.name_zh for one in office.item_of(case).materials] == [CARD, BOOK]
        assert "2" in desk.version_words(case)
        assert office.item(ITEM).version == 2
        assert ClerkDesk(district, CLERK).open(number).item is not None


def test_a_version_with_a_day_to_come_begins_cases_on_that_day(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        later = SECOND | {"effective_from": "2026-11-23"}
        published(district, Published.CATALOGUE, catalogue(1, FIRST, later))
        synced(office, district)

        assert office.item(ITEM).version == 1
        office.clock.wait(days=3)  # type: ignore[attr-defined]
        assert office.item(ITEM).version == 2


def test_a_new_calendar_moves_the_dates_of_running_cases(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        number = a_received_case(office).number
        before = office.clocks(CaseDesk(office).case(number))[0].due.at
        day = before.date()
        published(
            district, Published.CALENDAR,
            calendar(2026, 2, off={f"{day:%Y-%m-%d}": "示例休假"}),
        )  # fmt: skip
        synced(office, district)

        assert office.calendar.years[2026].version == 2
        assert office.clocks(CaseDesk(office).case(number))[0].due.at > before


def test_code_lists_come_and_a_case_goes_to_no_village_that_is_no_more(tmp_path: Path) -> None:
    ended = code_row("330211105299", until="2026-01-01", successor="330211105298")
    with a_line(tmp_path) as (office, district):
        published(district, Published.CODES, codes(3, ended, code_row("330211105298")))
        synced(office, district)

        assert office.codes["areas"].version == 3
        assert not office.codes["areas"].rows["330211105299"].counts(date(2026, 11, 20))
        with pytest.raises(BadInput) as refused:
            TransferDesk(office).transfer([], to="330211105299", reason="并村", done=print)
        assert str(refused.value.fields["to"].values["successor"]) == "330211105298"
        number = a_received_case(office).number
        with pytest.raises(BadInput) as refused:
            CaseDesk(office).act(number, "transfer", {"to": "330211105299", "reason": "并村"})
        assert str(refused.value.fields["to"].values["successor"]) == "330211105298"
        assert district.lawbook.codes()["areas"].version == 3


@pytest.mark.parametrize("again", [1, 2])
def test_versions_only_go_up_at_the_district(tmp_path: Path, again: int) -> None:
    with a_district(tmp_path) as district:
        published(district, Published.CATALOGUE, catalogue(2, FIRST))
        with pytest.raises(BadInput) as refused:
            published(district, Published.CATALOGUE, catalogue(again, FIRST))

        assert list(refused.value.fields) == ["version"]
        assert district.lawbook.catalogue().version == 2


def test_a_file_with_faults_is_not_published_and_all_of_them_are_told(tmp_path: Path) -> None:
    with a_district(tmp_path) as district:
        wrong = item_row(decides_level="village", level_chain=["district"], fee_yuan=-1)
        with pytest.raises(DataFaults) as refused:
            published(district, Published.CATALOGUE, catalogue(0, wrong))

        assert len(refused.value.faults) >= 1
        assert district.lawbook.catalogue().version == 0


def test_a_catalogue_without_a_version_that_has_running_cases_is_not_published(
    tmp_path: Path,
) -> None:
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        synced(office, district)
        a_received_case(office, ITEM)
        synced(office, district)
        silent = FIRST | {"fee_yuan": 5}
        for rows, part in (((SECOND,), "cases"), ((silent, SECOND), "items")):
            with pytest.raises(BadInput) as refused:
                published(district, Published.CATALOGUE, catalogue(2, *rows))
            assert list(refused.value.fields) == [part]


def test_a_station_that_comes_later_gets_the_newest_of_everything(tmp_path: Path) -> None:
    with a_district(tmp_path / "district") as district, an_office(tmp_path / "station") as office:
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        published(district, Published.CATALOGUE, catalogue(2, FIRST, SECOND))
        published(district, Published.CALENDAR, calendar(2027, 1))
        join(office, district)
        synced(office, district)

        assert (office.catalogue.version, 2027 in office.calendar.years) == (2, True)
        assert len(answers(office)) == 2


def test_what_one_process_of_the_district_publishes_the_others_go_by(tmp_path: Path) -> None:
    with a_district(tmp_path) as served, a_district(tmp_path) as command:
        assert ITEM not in served.lawbook.catalogue().newest
        published(command, Published.CATALOGUE, catalogue(1, FIRST))
        assert ITEM in served.lawbook.catalogue().newest
        with pytest.raises(BadInput):
            published(served, Published.CATALOGUE, catalogue(1, FIRST))


def test_a_publication_that_was_cut_short_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise KeyboardInterrupt

    with a_line(tmp_path) as (office, district):
        with monkeypatch.context() as broken:
            broken.setattr(publishing, "_tell", fails)
            with pytest.raises(KeyboardInterrupt):
                published(district, Published.CATALOGUE, catalogue(1, FIRST))
        assert district.lawbook.catalogue().version == 0
        assert publishing.published(district) == []
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        synced(office, district)
        assert office.catalogue.version == 1
