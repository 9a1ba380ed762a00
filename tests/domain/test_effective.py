"""On which day which version of an item counts, and who answers for the decision on it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.approvers import Approver
from station.domain.catalogue import CatalogueFaults, read_catalogue
from station.domain.effective import (
    Catalogue,
    NoLongerInForce,
    NotYetInForce,
    UnknownItem,
    beginning,
    begins,
    same_version,
)
from station.domain.items import Level
from station.domain.outlook import outlook, told
from tests.makers import TODAY, approver_row, cancelling, item_row

ITEM = "XX-01"
NEW_YEAR = date(2027, 1, 1)
EVE = NEW_YEAR - timedelta(days=1)


def catalogue(*rows: dict[str, Any], **more: Any) -> Catalogue:
    return read_catalogue({"schema": 1, "items": [*rows], **more})


def two_versions() -> Catalogue:
    return catalogue(item_row(), item_row(version=2, effective_from=str(NEW_YEAR)))


def faults(*rows: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(CatalogueFaults) as refused:
        catalogue(*rows, **more)
    return [(fault.record, fault.field) for fault in refused.value.faults]


# ---- versions


@pytest.mark.parametrize(("day", "version"), [(EVE, 1), (NEW_YEAR, 2), (date(2030, 1, 1), 2)])
def test_a_case_begins_with_the_version_of_its_day(day: date, version: int) -> None:
    assert beginning(two_versions(), ITEM, day).version == version


def test_a_version_is_known_before_its_day_and_its_end_too() -> None:
    read = two_versions()
    first, second = read.versions

    assert read.coming(ITEM, EVE) == (second,)
    assert read.coming(ITEM, NEW_YEAR) == ()
    assert (read.until(first), read.until(second)) == (NEW_YEAR, None)


def test_an_item_before_its_first_day_is_announced_and_begins_no_case() -> None:
    read = catalogue(item_row(effective_from=str(NEW_YEAR)))
    with pytest.raises(NotYetInForce) as refused:
        beginning(read, ITEM, EVE)

    assert refused.value.values["day"] == NEW_YEAR
    assert refused.value.hint
    assert [*read.on(EVE), *read.announced(EVE)] == [ITEM]
    assert [*read.on(NEW_YEAR), *read.announced(NEW_YEAR)] == [ITEM]
    assert beginning(read, ITEM, NEW_YEAR).id == ITEM


def test_a_cancelled_item_goes_on_until_its_day() -> None:
    read = catalogue(item_row(), cancelled=cancelling(ITEM, since=NEW_YEAR))
    with pytest.raises(NoLongerInForce) as refused:
        beginning(read, ITEM, NEW_YEAR)

    assert refused.value.values["day"] == NEW_YEAR
    assert beginning(read, ITEM, EVE).version == 1
    assert read.until(read.versions[0]) == NEW_YEAR


def test_a_version_that_comes_after_the_end_never_comes() -> None:
    read = catalogue(
        item_row(), item_row(version=2, effective_from=str(NEW_YEAR)),
        cancelled=cancelling(ITEM, since=NEW_YEAR),
    )  # fmt: skip

    assert read.coming(ITEM, EVE) == ()
    with pytest.raises(NoLongerInForce):
        beginning(read, ITEM, NEW_YEAR)


def test_what_is_in_no_catalogue_is_unknown_on_every_day() -> None:
    with pytest.raises(UnknownItem):
        beginning(two_versions(), "XX-99", EVE)


@pytest.mark.parametrize(
    ("version", "day", "error"),
    [(1, NEW_YEAR, NoLongerInForce), (2, EVE, NotYetInForce), (9, EVE, UnknownItem)],
    ids=["ended", "to come", "unknown"],
)
def test_a_form_typed_for_another_version_becomes_no_case(
    version: int, day: date, error: type[Exception]
) -> None:
    with pytest.raises(error) as refused:
        same_version(two_versions(), ITEM, version, day)

    assert refused.value.hint  # type: ignore[attr-defined]


def test_a_form_typed_for_the_version_of_the_day_becomes_a_case() -> None:
    assert same_version(two_versions(), ITEM, 1, EVE).version == 1
    assert same_version(two_versions(), ITEM, 2, NEW_YEAR).version == 2


DAYS = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2028, 1, 1)))


@given(st.lists(DAYS, min_size=1, max_size=5), st.dates(date(2025, 1, 1), date(2029, 1, 1)))
def test_on_every_day_one_version_at_most_and_never_one_of_tomorrow(
    starts: list[date | None], day: date
) -> None:
    rising = sorted(starts, key=lambda start: start or date.min)
    read = catalogue(
        *(
            item_row(version=n, effective_from=start and str(start))
            for n, start in enumerate(rising, start=1)
        )
    )
    now = read.in_force(ITEM, day)
    open_ = [one for one in read.versions if begins(one) <= day < (read.until(one) or date.max)]

    assert open_ == ([now] if now else [])
    assert all(begins(one) > day for one in read.coming(ITEM, day))
    assert (now is None) == all(begins(one) > day for one in read.versions)


def test_a_later_version_does_not_begin_before_an_earlier_one() -> None:
    rows = [
        item_row(effective_from=str(NEW_YEAR)),
        item_row(version=2, effective_from=str(EVE)),
        item_row(version=3),
    ]

    assert faults(*rows) == [("XX-01 v2", "effective_from"), ("XX-01 v3", "effective_from")]


@pytest.mark.parametrize("day", ["2027-13-01", "2027-1-1", "soon", 20270101, "", True])
def test_a_day_is_a_day_of_the_calendar(day: object) -> None:
    assert faults(item_row(effective_from=day)) == [(ITEM, "effective_from")]


# ---- who answers for the decision


def test_the_item_says_itself_who_decides_until_the_table_says_otherwise() -> None:
    rows = [
        approver_row(since=str(NEW_YEAR), level="township", responsible="示例主任"),
        approver_row(since="2028-01-01"),
    ]
    read = catalogue(item_row(), approvers=rows)
    (item,) = read.versions

    assert read.approver(item, EVE) == Approver.of(item)
    assert read.approver(item, NEW_YEAR).level is Level.TOWNSHIP
    assert read.approver(item, date(2027, 12, 31)).responsible == "示例主任"
    assert read.approver(item, date(2028, 1, 1)).level is Level.DISTRICT


def test_all_faults_of_the_table_are_told_at_once_with_their_place() -> None:
    rows = [
        approver_row(since="2027-02-30", level="county"),
        approver_row(item="XX-99"),
        approver_row(level="village"),
        approver_row(),
        approver_row(),
        7,
    ]

    assert faults(item_row(), approvers=rows) == [
        ("approvers.1", "since"), ("approvers.1", "approver.level"), ("approvers.6", "-"),
        ("approvers", ITEM), ("approvers", "XX-99"), ("approvers.3", "approver.level"),
    ]  # fmt: skip


def test_who_decides_must_be_on_the_way_of_every_version_of_their_time_and_of_no_other() -> None:
    village = {"decides_level": "village", "level_chain": ["village"]}
    later = item_row(version=2, effective_from=str(NEW_YEAR), **village)
    rows = [approver_row(since="2026-01-01"), approver_row(since=str(NEW_YEAR), level="village")]

    assert catalogue(item_row(), later, approvers=rows).approvers
    assert faults(item_row(), later, approvers=rows[:1]) == [("approvers.1", "approver.level")]


# ---- the file


def test_a_table_under_a_name_that_is_none_is_told() -> None:
    assert faults(item_row(), aprovers=[], cancelled={}) == [("-", "aprovers"), ("-", "cancelled")]


def test_what_is_ahead_is_told_in_lines() -> None:
    read = catalogue(
        item_row(), item_row(version=2, effective_from=str(NEW_YEAR)),
        cancelled=cancelling(ITEM, since=date(2028, 1, 1)),
        approvers=[approver_row(since=str(NEW_YEAR), level="township", responsible="示例主任")],
    )  # fmt: skip
    first, second = read.versions

    assert list(told(outlook(read, first, TODAY), str, chinese=True)) == [
        ("Decided by", "区示例局 (district)"),
        ("From 2027-01-01 decided by", "区示例局 (township), 示例主任"),
        ("From 2027-01-01", "version 2; until then this one"),
    ]
    assert list(told(outlook(read, second, TODAY), str, chinese=False)) == [
        ("Decided by", "Sample bureau (township), 示例主任"),
        ("Takes cases from", "2027-01-01"),
        ("No new cases from", "2028-01-01"),
    ]
