"""What one office holds on one line, in figures and hashes: what both ends compare.

It names nobody. It travels in the head of a parcel (docs/wire.md, section 3), so it has bounds.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from station.domain.seconds import moment_of, to_the_second

MOST_LIVES = 100
"""The lives of one journal that are told, the latest ones."""
MOST_STATES = 100
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_STATE = re.compile(r"[a-z][a-z_]{0,39}")
_HASH = re.compile(r"[0-9a-f]{64}")
_LARGEST = 2**53


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """How far one life of a journal is held, and the hash after the last of it."""

    life: str
    number: int
    head: str


@dataclass(frozen=True, kw_only=True)
class Account:
    """What an office holds on a line when it says so."""

    at: datetime
    """By its own clock, in UTC, to the second."""
    own: tuple[Stretch, ...]
    """The lives of its own journal, the present one last."""
    other: tuple[Stretch, ...]
    """Those of the other office's journal of which it holds something, in the order of their
    names."""
    heard: str
    """The life of the other office that spoke last; empty if none did."""
    forked: tuple[str, ...]
    """Lives of the other office that proved to have two histories, in the order of their names."""
    cases: tuple[tuple[str, int], ...]
    """How many cases are in which state, those that go on elsewhere left out; by state."""
    open_cases: str
    """A hash of the numbers and states of all cases that are not over."""
    scans: int
    """Pieces of scans that events in force name,"""
    lacking: int
    """and how many of them are not here."""
    asides: int
    """Parcels that were set aside."""
    contact: datetime | None
    """When the other office was last heard; None if never."""

    @property
    def present(self) -> Stretch:
        """How far its own journal goes."""
        return self.own[-1]


def counted(rows: Iterable[tuple[str, str]], over: frozenset[str]) -> tuple[dict[str, int], str]:
    """How many cases are in which state, and the hash of those that are not over. `rows` are
    (number, state), in the order of the numbers."""
    counts: dict[str, int] = {}
    open_ones = hashlib.sha256(b"station/open-cases/v1\0")
    for number, state in rows:
        counts[state] = counts.get(state, 0) + 1
        if state not in over:
            open_ones.update(f"{number} {state}\n".encode())
    return counts, open_ones.hexdigest()


def plain(account: Account) -> dict[str, Any]:
    """The account as a value of JSON."""
    return {
        "asides": account.asides,
        "at": to_the_second(account.at),
        "cases": dict(account.cases),
        "contact": to_the_second(account.contact) if account.contact else "",
        "forked": list(account.forked),
        "heard": account.heard,
        "lacking": account.lacking,
        "open": account.open_cases,
        "other": [_row(one) for one in account.other],
        "own": [_row(one) for one in account.own],
        "scans": account.scans,
    }


def account_of(value: object) -> Account:
    """The account in this value of JSON; what it says beyond is left alone. Raises ValueError."""
    value = value if isinstance(value, Mapping) else {}
    cases = value.get("cases")
    if not (isinstance(cases, Mapping) and len(cases) <= MOST_STATES):
        raise ValueError("cases")
    own = _stretches(value.get("own"))
    if not own:
        raise ValueError("own")
    contact = value.get("contact")
    return Account(
        at=moment_of(value.get("at")),
        own=own,
        other=_stretches(value.get("other")),
        heard=_text(value.get("heard"), _NAME, empty=True),
        forked=tuple(_text(one, _NAME) for one in _list(value.get("forked"))),
        cases=tuple((_text(name, _STATE), _count(many)) for name, many in sorted(cases.items())),
        open_cases=_text(value.get("open"), _HASH),
        scans=_count(value.get("scans")),
        lacking=_count(value.get("lacking")),
        asides=_count(value.get("asides")),
        contact=None if contact == "" else moment_of(contact),
    )


def whole_seconds(moment: datetime) -> datetime:
    """The moment as an account says it."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _row(one: Stretch) -> list[object]:
    return [one.life, one.number, one.head]


def _stretches(value: object) -> tuple[Stretch, ...]:
    found = []
    for row in _list(value):
        if not isinstance(row, list) or len(row) != 3:
            raise ValueError("lives")
        life, number, head = row
        found.append(
            Stretch(life=_text(life, _NAME), number=_count(number), head=_text(head, _HASH))
        )
    return tuple(found)


def _list(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) > MOST_LIVES:
        raise ValueError("a list of at most a hundred")
    return value


def _text(value: object, form: re.Pattern[str], *, empty: bool = False) -> str:
    if isinstance(value, str) and (form.fullmatch(value) or (empty and not value)):
        return value
    raise ValueError("a text of another form")


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise ValueError("no count")
    return value
