"""A running case keeps the version of its item, whatever the next catalogue says."""

import json
from pathlib import Path
from typing import Any

import pytest

from station.desk.cases import CaseDesk, all_papers
from station.desk.catalogue import put_in_force
from station.desk.checking import check
from station.desk.copying import make_backup, restore_station
from station.desk.drafts import DraftDesk
from station.desk.facts import facts_of
from station.desk.home import Home
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain import canon
from station.domain.approvers import Approver
from station.domain.catalogue import CatalogueFaults
from station.domain.codec import encode
from station.domain.effective import NoLongerInForce, NotYetInForce
from station.domain.errors import RuleBroken, StationError
from station.domain.items import Item
from station.domain.states import CaseState
from station.domain.transfer_events import Carried, CaseBrought
from station.domain.values import Side
from station.domain.window_events import CaseOpened
from station.storage.itembook import ItemChanged
from tests import makers
from tests.desk.test_cases import APPLICANT
from tests.makers import approver_row, cancelling, item_row, material_row
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings

CARD, BOOK = "居民身份证", "居民户口簿"
TWO = [material_row(1, CARD), material_row(2, BOOK)]
ONE = [material_row(1, CARD)]


def use(folder: Path, *rows: dict[str, Any], cancelled: tuple[str, ...] = ()) -> None:
    """What the district's newest catalogue says at this station."""
    said = {"schema": 1, "items": rows, "cancelled": cancelling(*cancelled)}
    put_in_force(Home(folder=folder), json.dumps(said, ensure_ascii=False).encode())


def names(item: Item) -> list[str]:
    return [material.name_zh for material in item.materials]


def begun(folder: Path, clock: HandClock) -> str:
    """A case that was begun with two papers and lacks the second."""
    use(folder, item_row(materials=TWO))
    with an_office(folder, clock) as office:
        return CaseDesk(office).open("XX-01", APPLICANT, {"1": "seen"}, receive=True).case.number


@pytest.mark.parametrize(
    "rows",
    [(item_row(version=2, materials=ONE),), (item_row(id="XX-09"),)],
    ids=["a newer version", "no such item"],
)
def test_a_case_goes_on_as_it_was_begun_after_the_catalogue_changed(
    tmp_path: Path, rows: tuple[dict[str, Any], ...]
) -> None:
    clock = HandClock()
    number = begun(tmp_path, clock)
    use(tmp_path, *rows)
    with an_office(tmp_path, clock) as office:
        desk = CaseDesk(office)
        case = desk.case(number)

        assert names(desk.item(case)) == [CARD, BOOK]
        assert [material.name_zh for material in desk.lacking(case).missing] == [BOOK]
        noticed = desk.act(number, "give_notice", {})
        assert BOOK in str(noticed.history[-1].event)
        desk.act(number, "take_papers", {"papers": {"2": "seen"}})
        assert desk.act(number, "receive", {}).state is CaseState.RECEIVED
        assert SyncDesk(office).state().to_hand_over == 1
        facts = facts_of(office, desk.case(number), sheet_number="-", nth=1, printed_at=clock.now())
        assert [paper.name for paper in facts.papers] == [CARD, BOOK]
        assert check(office, progress=lambda _: None).faults == ()


def test_a_new_case_is_begun_with_the_newest_version(tmp_path: Path) -> None:
    use(tmp_path, item_row(materials=TWO), item_row(version=2, materials=ONE))
    with an_office(tmp_path) as office:
        desk = CaseDesk(office)
        made = desk.open("XX-01", APPLICANT, all_papers(office.item("XX-01")), receive=True)

        assert made.case.opened.item_version == 2
        assert names(desk.item(made.case)) == [CARD]


def test_the_desk_knows_of_a_newer_version_and_of_a_cancelled_item(tmp_path: Path) -> None:
    clock = HandClock()
    number = begun(tmp_path, clock)
    told = []
    for rows, cancelled in (
        ([item_row(materials=TWO)], ()),
        ([item_row(materials=TWO), item_row(version=2, materials=ONE)], ()),
        ([item_row(materials=TWO)], ("XX-01",)),
    ):
        use(tmp_path, *rows, cancelled=cancelled)
        with an_office(tmp_path, clock) as office:
            desk = CaseDesk(office)
            case = desk.case(number)
            newer = desk.outdated(case)
            told.append((newer and newer.version, desk.cancelled(case)))

    assert told == [(None, False), (2, False), (None, True)]


def test_a_cancelled_item_takes_no_new_case(tmp_path: Path) -> None:
    use(tmp_path, item_row(), cancelled=("XX-01",))
    with an_office(tmp_path) as office, pytest.raises(NoLongerInForce) as refused:
        CaseDesk(office).open("XX-01", APPLICANT, {}, receive=False)

    assert refused.value.hint


def test_a_version_that_says_something_else_opens_no_case_and_changes_no_running_one(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    number = begun(tmp_path, clock)
    use(tmp_path, item_row(materials=ONE))
    with an_office(tmp_path, clock) as office:
        desk = CaseDesk(office)
        with pytest.raises(ItemChanged) as refused:
            desk.open("XX-01", APPLICANT, {}, receive=False)

        assert "without a new version" in refused.value.hint
        assert sum(desk.by_state().values()) == 1
        assert names(desk.item(desk.case(number))) == [CARD, BOOK]
        assert [fault.values["item"] for fault in faults(office)] == ["XX-01"]


def faults(office: Office) -> tuple[Any, ...]:
    return check(office, progress=lambda _: None).faults


def test_a_backup_brings_the_kept_versions_to_where_the_catalogue_is_not(tmp_path: Path) -> None:
    clock, old, new = HandClock(), tmp_path / "a", tmp_path / "b"
    number = begun(old, clock)
    with an_office(old, clock) as office:
        make_backup(office, tmp_path / "copy.backup")
    office = restore_station(
        Home(folder=new), tmp_path / "copy.backup", NEW.agent, PASSPHRASE,
        settings=settings(new), clock=clock,
    )  # fmt: skip
    try:
        desk = CaseDesk(office)
        assert names(desk.item(desk.case(number))) == [CARD, BOOK]
        assert "XX-01" not in office.items
        assert faults(office) == ()
    finally:
        office.leave()


def test_a_broken_catalogue_opens_no_station_and_locks_none(tmp_path: Path) -> None:
    number = begun(tmp_path, HandClock())
    file = Home(folder=tmp_path).catalogue
    sound = file.read_bytes()
    file.write_bytes(b"{")
    with pytest.raises(CatalogueFaults), an_office(tmp_path):
        pass
    file.write_bytes(sound)

    with an_office(tmp_path) as office:
        assert CaseDesk(office).case(number).state is CaseState.DRAFT


def test_a_case_that_goes_on_with_the_newer_version_needs_that_one_kept_too(tmp_path: Path) -> None:
    clock = HandClock()
    number = begun(tmp_path, clock)
    use(tmp_path, item_row(version=2, materials=ONE))
    with an_office(tmp_path, clock) as office:
        desk = CaseDesk(office)
        moved = desk.act(number, "take_version", {})

        assert names(desk.item(moved)) == [CARD]
        assert desk.outdated(moved) is None
    use(tmp_path, item_row(id="XX-09"))
    with an_office(tmp_path, clock) as office:
        desk = CaseDesk(office)
        assert names(desk.item(desk.case(number))) == [CARD]
        assert faults(office) == ()
        with office.vault.transaction():
            office.vault.sql("DROP TRIGGER item_version_stays")
            office.vault.sql("DELETE FROM item_version")

        assert [fault.values["version"] for fault in faults(office)] == [1, 2]


# ---- days


NEW_YEAR = "2027-01-01"
VILLAGE = {"decides_level": "village", "level_chain": ["village", "district"]}


def on_new_years_day() -> HandClock:
    return HandClock(HandClock().time.replace(year=2027, month=1, day=1))


def test_a_case_of_new_years_day_takes_the_new_version_and_one_of_before_keeps_its_own(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    use(tmp_path, item_row(materials=TWO), item_row(version=2, effective_from=NEW_YEAR))
    with an_office(tmp_path, clock) as office:
        desk = CaseDesk(office)
        before = desk.open("XX-01", APPLICANT, {}, receive=False).case.number
        assert desk.outdated(desk.case(before)) is None
        clock.time = on_new_years_day().time
        after = desk.open("XX-01", APPLICANT, {}, receive=False).case.number

        assert [desk.case(one).item_version for one in (before, after)] == [1, 2]
        newer = desk.outdated(desk.case(before))
        assert newer is not None
        assert newer.version == 2
        assert desk.act(before, "take_version", {}).item_version == 2


def test_a_case_does_not_go_on_with_a_version_of_tomorrow(tmp_path: Path) -> None:
    use(tmp_path, item_row(materials=TWO), item_row(version=2, effective_from=NEW_YEAR))
    with an_office(tmp_path) as office:
        desk = CaseDesk(office)
        number = desk.open("XX-01", APPLICANT, {}, receive=False).case.number
        with pytest.raises(RuleBroken):
            desk.act(number, "take_version", {})


@pytest.mark.parametrize(
    ("version", "late", "error"), [(1, True, NoLongerInForce), (2, False, NotYetInForce)]
)
def test_papers_marked_for_another_version_are_recorded_under_none(
    tmp_path: Path, version: int, late: bool, error: type[StationError]
) -> None:
    use(tmp_path, item_row(materials=TWO), item_row(version=2, effective_from=NEW_YEAR))
    with an_office(tmp_path, on_new_years_day() if late else HandClock()) as office:
        desk = CaseDesk(office)
        with pytest.raises(error):
            desk.open("XX-01", APPLICANT, {"1": "seen"}, receive=False, version=version)

        assert not desk.by_state()


def test_a_draft_of_an_item_that_ended_is_kept_and_told_as_not_usable(tmp_path: Path) -> None:
    clock = HandClock()
    use(tmp_path, item_row(), cancelled=())
    with an_office(tmp_path, clock) as office:
        DraftDesk(office).keep("", {"item": "XX-01", "name": "示例"}, item="XX-01", version=1)
    use(tmp_path, item_row(), cancelled=("XX-01",))
    with an_office(tmp_path, clock) as office:
        (line,) = DraftDesk(office).new_cases()

        assert (line.usable, line.item_name) == (False, item_row()["name_zh"])


def test_a_running_case_keeps_its_decider_and_a_new_one_goes_to_the_new_one(tmp_path: Path) -> None:
    clock = HandClock()
    said = {"schema": 1, "items": [item_row(**VILLAGE)]}
    said["approvers"] = [approver_row(since=NEW_YEAR, responsible="示例科长")]
    put_in_force(Home(folder=tmp_path), json.dumps(said).encode())
    with an_office(tmp_path, clock) as office:
        desk = CaseDesk(office)
        before = desk.open("XX-01", APPLICANT, {}, receive=False).case
        clock.time = on_new_years_day().time
        after = desk.open("XX-01", APPLICANT, {}, receive=False).case

        assert desk.case(before.number).decider is Side.STATION
        assert after.decider is Side.DISTRICT
        assert after.opened.decided_by.responsible == "示例科长"


def test_a_case_that_is_brought_comes_in_also_where_the_catalogue_changed_without_a_version(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    begun(tmp_path, clock)
    use(tmp_path, item_row(materials=ONE))
    with an_office(tmp_path, clock) as office:
        opened = CaseOpened(
            at=clock.now(), by="示例", case="330211105299-AA-20261120-0001", item="XX-01",
            item_version=1, item_name="示例事项申请", applicant=makers.person(),
            decider=Side.DISTRICT, decided_by=Approver.of(office.catalogue.newest["XX-01"]),
        )  # fmt: skip
        brought = CaseBrought(
            at=clock.now(), by="示例", case=opened.case, from_station="330211105299",
            from_name="示例村", reason="两村合并", part=1, parts=1,
            told=(Carried(side=Side.STATION, event=canon.read(encode(opened, 1))),),
        )  # fmt: skip
        with office.vault.transaction():
            office.line.take("ab" * 16, [(1, "", encode(brought, 1))])
        case = CaseDesk(office).case(opened.case)

        assert names(CaseDesk(office).item(case)) == [CARD, BOOK]
