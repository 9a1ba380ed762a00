"""A table of approvers on the command line: days to come are welcome, the past is refused."""

from typing import Any

import pytest

from tests.cli.terminal import Terminal
from tests.cli.test_catalogue import Clerk
from tests.makers import approver_row, item_row


def appoints(clerk: Clerk, *rows: Any, **item: Any) -> None:
    clerk.writes(item_row(**item), item_row(id="XX-02"), approvers=list(rows))


@pytest.fixture
def clerk(terminal: Terminal) -> Clerk:
    """In force is a first catalogue whose table reaches back: a new home has no past."""
    clerk = Clerk(terminal)
    appoints(clerk, approver_row(since="2024-01-01"))
    assert clerk.catalogue("--use").code == 0
    return clerk


def test_a_table_that_changes_who_answered_in_the_past_is_refused_row_by_row(
    clerk: Clerk,
) -> None:
    before = clerk.in_force.read_bytes()
    appoints(
        clerk, approver_row(since="2024-01-01", level="township"),
        approver_row(item="XX-02", since="2025-06-01", responsible="示例科长"),
        fee_note="收费",
    )  # fmt: skip
    answer = clerk.catalogue("--use")

    assert answer.code == 2
    assert [line for line in answer.lines if line.startswith("reaches back")] == [
        "reaches back  XX-01  from 2024-01-01  Sample bureau (district) → Sample bureau (township)",
        "reaches back  XX-02  from 2025-06-01"
        "  Sample bureau (district) → Sample bureau (district), 示例科长",
    ]
    assert "FILE.approvers: who answered for decisions before today would change: " in answer.err
    assert "XX-01 2024-01-01, XX-02 2025-06-01. Leave the rows of before as they are" in answer.err
    assert "FILE.items: changed without a new version: XX-01 v1" in answer.err
    assert clerk.in_force.read_bytes() == before


def test_rows_for_days_to_come_are_put_in_force(clerk: Clerk) -> None:
    appoints(clerk, approver_row(since="2024-01-01"), approver_row(since="2099-01-01"))

    assert clerk.catalogue("--use").code == 0


def test_a_broken_catalogue_has_no_past_that_could_be_compared(clerk: Clerk) -> None:
    clerk.in_force.write_bytes(b"{")
    appoints(clerk, approver_row(since="2020-01-01", responsible="示例科长"))

    assert clerk.catalogue("--use").code == 0
