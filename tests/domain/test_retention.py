"""How long records are kept, and what becomes of them then."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.desk.retention_plan import SHIPPED
from station.domain.retention import (
    RecordState,
    RetentionClass,
    RetentionFaults,
    frozen_from,
    parse_retention,
    purged_from,
    read_retention,
    record_state,
)
from tests import makers

ENDED = date(2026, 11, 20)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def row(**changes: Any) -> dict[str, Any]:
    return {
        "name": "示例类", "items": [], "fields": [], "item_types": [], "use_months": 24,
        "keep_years": 10, "basis": "示例", "provenance": "typical",
    } | changes  # fmt: skip


def a_class(**changes: Any) -> RetentionClass:
    return read_retention({"schema": 1, "classes": [row(**changes)]}, "示例").classes[0]


@pytest.mark.parametrize(
    ("today", "frozen", "state"),
    [
        (date(2026, 11, 20), False, RecordState.LIVE),
        (date(2028, 11, 19), False, RecordState.LIVE),
        (date(2028, 11, 20), False, RecordState.DUE),
        (date(2040, 1, 1), False, RecordState.DUE),
        (date(2028, 11, 20), True, RecordState.FROZEN),
        (date(2036, 11, 19), True, RecordState.FROZEN),
        (date(2036, 11, 20), True, RecordState.OVER),
    ],
)
def test_records_are_used_then_only_stored_then_they_go(
    today: date, frozen: bool, state: RecordState
) -> None:
    assert record_state(a_class(), ENDED, today, frozen=frozen) is state


def test_what_is_kept_for_ever_is_never_over() -> None:
    kept = a_class(keep_years=None)

    assert purged_from(kept, ENDED) is None
    assert record_state(kept, ENDED, date(9999, 1, 1), frozen=True) is RecordState.FROZEN


def test_what_is_gone_is_gone() -> None:
    assert record_state(a_class(), ENDED, ENDED, frozen=True, purged=True) is RecordState.PURGED


def test_a_term_from_the_last_day_of_a_long_month_is_not_cut_short() -> None:
    assert frozen_from(a_class(use_months=3), date(2026, 11, 30)) == date(2027, 3, 1)
    assert frozen_from(a_class(use_months=12), date(2028, 2, 29)) == date(2029, 3, 1)
    assert frozen_from(a_class(use_months=1), date(2026, 12, 31)) == date(2027, 1, 31)


@given(ended=DAYS, months=st.integers(0, 120), years=st.integers(10, 100))
def test_nothing_goes_before_it_was_frozen(ended: date, months: int, years: int) -> None:
    kept = a_class(use_months=months, keep_years=years)
    gone = purged_from(kept, ended)

    assert gone is not None
    assert ended <= frozen_from(kept, ended) <= gone
    assert (gone - ended).days >= 365 * years


def test_the_delivered_classes_have_a_place_for_every_item_and_say_how_they_are_known() -> None:
    plan = parse_retention(SHIPPED.read_bytes(), SHIPPED.name)

    assert plan.of(makers.item(item_type="公共服务")).name == "一般办件"
    assert plan.of(makers.item(item_type="行政许可")).keep_years == 30
    assert plan.of(makers.item(field="社保")).keep_years == 50
    assert plan.of(makers.item(id="ZR-03", item_type="行政确认")).keep_years is None
    assert {one.provenance.value for one in plan.classes} == {"typical"}


def test_every_fault_of_a_file_of_classes_is_told_at_once() -> None:
    with pytest.raises(RetentionFaults) as refused:
        read_retention(
            {"schema": 1, "classes": [row(use_months=-1), row(keep_years="ten", extra=1)]}, "示例"
        )

    assert {(fault.record, fault.field) for fault in refused.value.faults} == {
        ("classes.1", "use_months"), ("classes.2", "keep_years"), ("classes.2", "extra"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "classes",
    [
        [],
        [row(), row()],
        [row(fields=["民政"])],
        [row(), row(fields=["民政"]), row(fields=["民政"])],
        [row(use_months=121, keep_years=10)],
    ],
    ids=["none", "two for the rest", "none for the rest", "in two", "shorter than used"],
)
def test_classes_that_contradict_each_other_are_refused(classes: list[dict[str, Any]]) -> None:
    with pytest.raises(RetentionFaults):
        read_retention({"schema": 1, "classes": classes}, "示例")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", json.dumps({"schema": 2}).encode(), b"\xff"])
def test_what_is_no_such_file_is_refused(data: bytes) -> None:
    with pytest.raises(RetentionFaults):
        parse_retention(data, "示例")
