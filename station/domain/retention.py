"""How long the records of a case are kept, and what becomes of them then.

    live -> due -> frozen -> over -> purged

个人信息保护法 19: no longer than the purpose needs. 个人信息保护法 47: what no purpose needs any
more is deleted; while another law still has it kept, it is only stored and protected. So a
class of records has two spans: after the first nobody uses them (frozen), after the second
they go (purged). Both run from the day on which the case ended: archived, or void.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Annotated

from msgspec import Meta

from station.domain.case import Case
from station.domain.errors import RuleBroken
from station.domain.items import Item, Provenance, Words
from station.domain.reading import DataFault, DataFaults, Flaw, Reader, parsed
from station.domain.states import HOLDER, Holder
from station.domain.steps import ROWS

SCHEMA = 1
"""The form of a file of retention classes that this program reads."""
Months = Annotated[int, Meta(ge=0, le=600)]
Years = Annotated[int, Meta(ge=1, le=200)]


ENDING = frozenset(row.event for row in ROWS if HOLDER[row.to] is Holder.NOBODY)
"""With these events a case ends here."""


class NotNow(RuleBroken):
    """Records that cannot be frozen or purged now."""


class RetentionFaults(DataFaults):
    """A file of retention classes cannot be used; each fault names its class and field."""


class RecordState(Enum):
    """What may be done with the records of an ended case."""

    LIVE = "live"
    """In use."""
    DUE = "to_freeze"
    """To be frozen."""
    FROZEN = "frozen"
    """Only stored and protected."""
    OVER = "to_purge"
    """Frozen, and the term of keeping is over: to be purged."""
    PURGED = "purged"


@dataclass(frozen=True, kw_only=True)
class RetentionClass:
    """保管期限: one class of records. It holds for the items it names, else for a field or a
    type of item; one that names nothing holds for all the rest."""

    name: Words
    items: tuple[Words, ...]
    fields: tuple[Words, ...]
    item_types: tuple[Words, ...]
    use_months: Months
    """Months after the end in which the records are used: objections, reviews, questions."""
    keep_years: Years | None
    """Years after the end for which they are kept; None for ever (永久)."""
    basis: str
    provenance: Provenance
    """`typical` where no rule was read."""


@dataclass(frozen=True, kw_only=True)
class RetentionPlan:
    """All classes of a place."""

    classes: tuple[RetentionClass, ...]

    def of(self, item: Item) -> RetentionClass:
        """The class of this item: the one that names it, else its field, else its type."""
        return next(one for hits in self._by_rank(item) for one in hits)

    @property
    def longest(self) -> RetentionClass:
        """The class that keeps longest: for an item that nobody knows any more."""
        return max(self.classes, key=lambda one: (one.keep_years is None, one.keep_years or 0))

    def _by_rank(self, item: Item) -> Iterator[list[RetentionClass]]:
        yield [one for one in self.classes if item.id in one.items]
        yield [one for one in self.classes if item.field in one.fields]
        yield [one for one in self.classes if item.item_type.value in one.item_types]
        yield [one for one in self.classes if names_nothing(one)]


@dataclass(frozen=True, kw_only=True)
class RecordLine:
    """The records of one ended case, and what is due with them."""

    number: str
    item: str
    ended: date
    kept: RetentionClass
    state: RecordState
    freezes: date
    """The first day on which they are only stored."""
    goes: date | None
    """The first day on which they may go; None: never."""

    @property
    def is_typical(self) -> bool:
        """Whether no rule was read for its terms."""
        return self.kept.provenance is Provenance.TYPICAL


def names_nothing(one: RetentionClass) -> bool:
    """Whether this class is the one for all the rest."""
    return not (one.items or one.fields or one.item_types)


def ended_at(case: Case) -> datetime | None:
    """When the case ended; None while somebody may still move it."""
    events = (entry.event for entry in reversed(case.history) if not entry.refused)
    over = HOLDER[case.state] is Holder.NOBODY
    return next((one.at for one in events if over and type(one) in ENDING), None)


def record_line(
    number: str, item: str, ended: date, kept: RetentionClass, today: date, *, frozen: bool
) -> RecordLine:
    """What is due today with the records of a case that ended on that day."""
    return RecordLine(
        number=number, item=item, ended=ended, kept=kept,
        state=record_state(kept, ended, today, frozen=frozen),
        freezes=frozen_from(kept, ended), goes=purged_from(kept, ended),
    )  # fmt: skip


def record_state(
    kept: RetentionClass, ended: date, today: date, *, frozen: bool, purged: bool = False
) -> RecordState:
    """What may be done today with the records of a case that ended on that day."""
    if purged:
        return RecordState.PURGED
    if not frozen:
        return RecordState.DUE if today >= frozen_from(kept, ended) else RecordState.LIVE
    gone = purged_from(kept, ended)
    return RecordState.OVER if gone and today >= gone else RecordState.FROZEN


def frozen_from(kept: RetentionClass, ended: date) -> date:
    """The first day on which nobody uses the records any more."""
    return _months_after(ended, kept.use_months)


def purged_from(kept: RetentionClass, ended: date) -> date | None:
    """The first day on which they go; None if they are kept for ever."""
    return None if kept.keep_years is None else _months_after(ended, 12 * kept.keep_years)


def _months_after(day: date, months: int) -> date:
    """The day after so many months and that day: terms are not cut short by a short month. The
    last of all days where calendars end before: another office may write any year."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years >= date.max.year:
        return date.max
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:  # no such day in that month: the first of the next
        later = day.month + months
        return date(day.year + later // 12, later % 12 + 1, 1)


def read_retention(raw: object, name: str) -> RetentionPlan:
    """The classes in parsed JSON. Raises RetentionFaults with all that is wrong."""
    reader = Reader()
    rows = raw.get("classes") if isinstance(raw, dict) and raw.get("schema") == SCHEMA else None
    if not isinstance(rows, list) or not rows:
        expected = Flaw("a list of classes in schema {schema} is expected", schema=SCHEMA)
        reader.note(name, "classes", expected)
        rows = []
    read = [reader.read(RetentionClass, row, f"classes.{n}") for n, row in enumerate(rows, 1)]
    classes = tuple(one for one in read if one is not None)
    for place, what in _contradictions(classes) if not reader.faults else ():
        reader.note(name, place, what)
    if reader.faults:
        raise RetentionFaults(name, tuple(reader.faults))
    return RetentionPlan(classes=classes)


def _contradictions(classes: Sequence[RetentionClass]) -> Iterator[tuple[str, Flaw]]:
    if sum(map(names_nothing, classes)) != 1:
        yield "classes", Flaw("exactly one class names nothing and holds for the rest")
    for part in ("items", "fields", "item_types"):
        named = [name for one in classes for name in getattr(one, part)]
        for name in sorted({name for name in named if named.count(name) > 1}):
            yield part, Flaw("{name} is in two classes", name=name)
    for one in classes:
        if one.keep_years is not None and one.keep_years * 12 < one.use_months:
            yield one.name, Flaw("kept for a shorter time than used")


def parse_retention(data: bytes, name: str) -> RetentionPlan:
    """The classes in the bytes of a file of this name. Raises RetentionFaults."""
    try:
        raw = parsed(data)
    except Flaw as flaw:
        raise RetentionFaults(name, (DataFault(record=name, field="-", what=flaw),)) from None
    return read_retention(raw, name)
