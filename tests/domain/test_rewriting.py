"""A new table of approvers may say what it likes of days to come, and nothing else of the past."""

from datetime import date
from typing import Any

import pytest

from station.domain.catalogue import read_catalogue
from station.domain.effective import Catalogue
from station.domain.rewriting import rewritten
from tests.makers import approver_row, item_row

TODAY = date(2026, 11, 20)


def a_table(*rows: dict[str, Any], **item: Any) -> Catalogue:
    return read_catalogue({"schema": 1, "items": [item_row(**item)], "approvers": list(rows)})


def row(since: str, who: str) -> Any:
    return approver_row(since=since, responsible=who)


BEFORE = (row("2024-01-01", "甲"), row("2026-01-01", "乙"), row("2026-12-01", "丙"))


@pytest.mark.parametrize(
    "rows",
    [
        BEFORE,
        BEFORE[:2],
        (*BEFORE[:2], row("2026-11-20", "丁")),
        (*BEFORE[:2], row("2027-01-01", "丁"), row("2028-01-01", "甲")),
        (*BEFORE, row("2025-01-01", "甲")),
    ],
    ids=["the same", "one to come dropped", "from today", "others to come", "the same said twice"],
)
def test_rows_for_days_to_come_and_an_unchanged_past_are_welcome(rows: tuple[Any, ...]) -> None:
    assert rewritten(a_table(*BEFORE), a_table(*rows), TODAY) == ()


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ((), ["2024-01-01", "2026-01-01"]),
        (BEFORE[1:], ["2024-01-01"]),
        ((row("2020-01-01", "甲"), BEFORE[1]), ["2020-01-01"]),
        ((*BEFORE, row("2026-11-19", "丁")), ["2026-11-19"]),
        ((row("2024-01-01", "戊"), row("2026-02-01", "乙")), ["2024-01-01", "2026-01-01"]),
    ],
    ids=["no table", "the first dropped", "since earlier", "since yesterday", "moved and renamed"],
)
def test_every_day_from_which_the_past_would_be_another_is_named(
    rows: tuple[Any, ...], days: list[str]
) -> None:
    found = rewritten(a_table(*BEFORE), a_table(*rows), TODAY)

    assert [one.since.isoformat() for one in found] == days
    assert all(one.was != one.now for one in found)


def test_an_item_that_no_case_was_begun_with_has_no_past() -> None:
    ahead = {"effective_from": "2026-12-01"}
    old, new = a_table(**ahead), a_table(row("2020-01-01", "甲"), **ahead)

    assert rewritten(old, new, TODAY) == ()
    assert rewritten(a_table(id="XX-09"), a_table(row("2020-01-01", "甲")), TODAY) == ()


def test_the_mark_of_a_catalogue_is_that_of_what_it_says_and_not_of_how_it_is_written() -> None:
    one, two = item_row(), item_row(id="XX-02")
    said = read_catalogue({"schema": 1, "items": [one, two], "approvers": list(BEFORE)})
    turned = read_catalogue({"approvers": [*BEFORE[::-1]], "items": [two, one], "schema": 1})

    assert said.mark == turned.mark
    assert said.mark != a_table(*BEFORE).mark
    assert len({a_table(*BEFORE[:n]).mark for n in range(4)}) == 4
