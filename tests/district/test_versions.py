"""A case keeps its version at both ends of the line, whatever either catalogue says next."""

import json
from pathlib import Path
from typing import Any

import pytest

from station.desk.catalogue import put_in_force
from station.desk.home import Home
from station.desk.office import Office
from station.domain.case import Case
from station.domain.items import Item
from station.domain.states import CaseState
from station.domain.values import Side
from sync.district import lawbook, rules
from sync.district.casedesk import CaseDesk
from sync.district.premises import District
from tests.district.browser import Browser
from tests.district.pair import CLERK, a_line, a_received_case, synced
from tests.makers import approver_row, item_row, material_row
from tests.office import HandClock

CARD, BOOK = "居民身份证", "居民户口簿"
FIRST = item_row(materials=[material_row(1, CARD), material_row(2, BOOK)])
SECOND = item_row(version=2, materials=[material_row(1, CARD)])
ITEM = "XX-01"


class Catalogues:
    """What the station's catalogue says, and what the district's."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._station = Home(folder=folder / "station")
        self._district = folder / "district.json"
        self._monkeypatch = monkeypatch

    def at_both(self, *rows: dict[str, Any], **more: Any) -> None:
        data = json.dumps({"schema": 1, "items": rows, **more}, ensure_ascii=False).encode()
        put_in_force(self._station, data)
        self._district.write_bytes(data)
        self._monkeypatch.setattr(rules, "CATALOGUE", self._district)


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogues:
    return Catalogues(tmp_path, monkeypatch)


def names(item: Item | None) -> list[str]:
    return [material.name_zh for material in item.materials] if item else []


def handed_over(office: Office, district: District) -> str:
    number = a_received_case(office, ITEM).number
    synced(office, district)
    return number


def test_a_running_case_keeps_the_paper_that_the_new_version_drops_at_both_ends(
    tmp_path: Path, catalogues: Catalogues
) -> None:
    catalogues.at_both(FIRST)
    with a_line(tmp_path) as (office, district):
        number = handed_over(office, district)
    catalogues.at_both(FIRST, SECOND)
    with a_line(tmp_path) as (office, district):
        clerk = CaseDesk(district, CLERK)

        assert names(clerk.open(number).item) == [CARD, BOOK]
        assert names(office.item_of(office_case(office, number))) == [CARD, BOOK]
        assert names(office.item(ITEM)) == [CARD]
        clerk.act(number, "ask_correction", {"defects": f"{BOOK};已过期;;"})
        clerk.act(handed_over(office, district), "accept", {"official_number": "示例-1"})
        synced(office, district)
        assert office_case(office, number).state is CaseState.CORRECTION


def office_case(office: Office, number: str) -> Case:
    with office.vault.reading():
        return office.case(number)


def test_the_district_takes_a_case_of_an_older_version_that_it_knows(
    tmp_path: Path, catalogues: Catalogues
) -> None:
    village = item_row(decides_level="village", level_chain=["village"])
    catalogues.at_both(village)
    with a_line(tmp_path) as (office, district):
        catalogues.at_both(village, SECOND)
        number = handed_over(office, district)

        assert CaseDesk(district, CLERK).open(number).case.state is CaseState.RECEIVED


def test_a_version_that_the_district_does_not_know_is_told_and_its_page_opens(
    tmp_path: Path, catalogues: Catalogues
) -> None:
    catalogues.at_both(FIRST)
    with a_line(tmp_path) as (office, district):
        number = handed_over(office, district)
        catalogues.at_both(SECOND)
        clerk = CaseDesk(district, CLERK)

        assert clerk.open(number).item is None
        with pytest.raises(lawbook.UnknownItem, match="version 1 of item XX-01") as refused:
            clerk.act(number, "accept", {"official_number": "示例-1"})
        assert "put this one back" in refused.value.hint
        assert clerk.open(number).case.state is CaseState.HANDED_OVER


def test_the_page_of_a_case_of_an_unknown_version_says_so(
    browser: Browser, number: str, catalogues: Catalogues
) -> None:
    assert BOOK in browser.get(f"/cases/{number}?lang=en")
    catalogues.at_both(SECOND)
    page = browser.get(f"/cases/{number}?lang=en")

    assert browser.status == 200
    assert "does not have this version" in page
    assert BOOK not in page


def test_the_district_takes_what_the_village_decided_while_it_was_to_decide_it(
    tmp_path: Path, catalogues: Catalogues
) -> None:
    village = item_row(decides_level="village", level_chain=["village", "district"])
    catalogues.at_both(village)
    with a_line(tmp_path) as (office, district):
        before = handed_over(office, district)
        catalogues.at_both(village, approvers=[approver_row(since="2026-11-23")])
        assert isinstance(office.clock, HandClock)
        office.clock.wait(days=3)
        after = handed_over(office, district)
        clerk = CaseDesk(district, CLERK)

        assert office_case(office, after).decider is Side.STATION
        assert clerk.open(before).case.state is CaseState.RECEIVED
        with district.vault.reading():
            assert district.casebook.case(after) is None


def test_the_page_of_a_case_names_who_answers_for_the_decision(
    tmp_path: Path, catalogues: Catalogues
) -> None:
    row = approver_row(since="2026-11-01", level="township", responsible="示例科长")
    catalogues.at_both(FIRST, approvers=[row])
    with a_line(tmp_path) as (office, district):
        number = handed_over(office, district)

        assert (
            CaseDesk(district, CLERK).open(number).case.opened.decided_by.responsible == "示例科长"
        )
