"""One file with several versions of an item, and with items that take no new cases."""

import pytest

from station.domain.catalogue import CatalogueFaults, read_catalogue
from tests.makers import TODAY, cancelling, item_row


def test_an_item_may_stand_in_several_versions_and_the_highest_is_the_present_one() -> None:
    rows = [item_row(version=2), item_row(version=10), item_row(version=1)]
    read = read_catalogue({"schema": 1, "items": rows})

    assert read.on(TODAY)["XX-01"].version == 10
    assert [read.item("XX-01", n) is not None for n in (1, 2, 3)] == [True, True, False]


def test_a_cancelled_item_takes_no_new_cases_and_stays_for_those_that_run() -> None:
    read = read_catalogue({"schema": 1, "items": [item_row()], "cancelled": cancelling("XX-01")})

    assert not read.on(TODAY)
    assert read.item("XX-01", 1) is read.newest["XX-01"]


def test_what_is_cancelled_must_be_in_the_file_and_a_version_may_stand_once() -> None:
    rows = [item_row(), item_row(version=2, handling="代"), item_row(), item_row()]
    with pytest.raises(CatalogueFaults) as refused:
        read_catalogue(
            {"schema": 1, "items": rows, "cancelled": [*cancelling("XX-02", "XX-02"), 7]}
        )

    assert [(fault.record, fault.field) for fault in refused.value.faults] == [
        ("XX-01 v2", "handling"), ("cancelled.3", "-"), ("XX-01", "id"),
        ("cancelled", "XX-02"), ("cancelled", "XX-02"),
    ]  # fmt: skip


@pytest.mark.parametrize("cancelled", [None, "XX-01", {"XX-01": 1}, 7])
def test_what_is_cancelled_is_a_list(cancelled: object) -> None:
    with pytest.raises(CatalogueFaults):
        read_catalogue({"schema": 1, "items": [item_row()], "cancelled": cancelled})
