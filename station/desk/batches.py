"""Printing many sheets at once: a batch is a row that says which sheet, and what it is about.

Each sheet is noted in a transaction of its own, and printed before the next is made. One that
cannot be made is told with its reason and stops nothing; after one that the printer did not take
the others wait behind it without being tried, for a printer that is off would be asked each time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType

from station.desk.copying import UNWATCHED
from station.desk.guides import GUIDE, GuideDesk
from station.desk.hand_overs import LIST, HandOverDesk
from station.desk.office import Office
from station.desk.printing import PrintDesk, Printed
from station.desk.showing import CannotSave, Way
from station.desk.words import N_
from station.domain.agenda import Matter
from station.domain.errors import StationError
from station.domain.stamp import OFFICIAL_TIME, official_day
from station.storage.agenda import AgendaLine, Sought
from station.storage.copies import Watch

PICKUP = "F21"
_PRINTING = "Printing"
_AHEAD = timedelta(days=366)
"""No pick-up is appointed for later than this."""


class UnknownBatch(StationError):
    """A name of no batch."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Sheets that are printed together."""

    name: str
    words: str
    """What it is, an English msgid."""
    sheet: str
    about: Callable[[Office, date], Sequence[str]]
    """For a day the cases, items or offices, each of which gets a sheet."""
    print: Callable[[Office, date, str, Path | None, bool], Printed]
    """Makes that sheet, saved to a folder if there is one, else printed, or behind another."""
    usual: Callable[[Office], date] = lambda office: office.today
    """The day that is meant where none is said at the desk."""


@dataclass(frozen=True, kw_only=True)
class BatchDone:
    """What came of a batch: sheets that were handed on or saved, sheets that wait with the reason,
    cases or items without a sheet with theirs, and how many were not begun when it was stopped."""

    made: int
    waiting: tuple[tuple[str, str], ...]
    failed: tuple[tuple[str, StationError], ...]
    left: int

    @property
    def nothing(self) -> bool:
        """Whether there was nothing of the kind on that day."""
        return not (self.made or self.waiting or self.failed or self.left)


def _offices(office: Office, day: date) -> Sequence[str]:
    return [bag.receiver for bag in HandOverDesk(office).bags(day)]


def _list(office: Office, day: date, receiver: str, out: Path | None, behind: bool) -> Printed:
    desk = HandOverDesk(office)
    [bag] = [one for one in desk.bags(day) if one.receiver == receiver]
    return desk.print(day, bag, out=out, behind=behind)


def _slip(office: Office, _: date, case: str, out: Path | None, behind: bool) -> Printed:
    return PrintDesk(office).print(PICKUP, case, out=out, behind=behind)


def _guide(office: Office, _: date, item: str, out: Path | None, behind: bool) -> Printed:
    return GuideDesk(office).print(item, out=out, behind=behind)


def _picked_up(office: Office, day: date) -> Sequence[str]:
    lines = _pick_ups(office, day + timedelta(days=1))
    return [one.number for one in lines if official_day(one.thing.at) == day]


def _pick_ups(office: Office, before: date) -> list[AgendaLine]:
    until = datetime.combine(before, time.min, OFFICIAL_TIME)
    sought = Sought(matters=(Matter.PICK_UP,), until={Matter.PICK_UP: until})
    with office.vault.reading():
        book = office.casebook.agenda
        return book.lines(sought, 0, book.count(sought))


def visit_days(office: Office) -> list[tuple[date, int]]:
    """The days from today on for which somebody is told to come, and how many are."""
    counts: dict[date, int] = {}
    for line in _pick_ups(office, office.today + _AHEAD):
        day = official_day(line.thing.at)
        counts[day] = counts.get(day, 0) + 1
    return sorted((day, count) for day, count in counts.items() if day >= office.today)


def next_visit(office: Office) -> date:
    """The first day from today on for which somebody is told to come; today if nobody is."""
    return next((day for day, _count in visit_days(office)), office.today)


def _in_force(office: Office, day: date) -> Sequence[str]:
    return sorted(office.catalogue.on(day))


BATCHES: Mapping[str, Batch] = MappingProxyType(
    {
        one.name: one
        for one in (
            Batch(
                name="handover", words=N_("the hand-over lists of the day"), sheet=LIST,
                about=_offices, print=_list,
            ),
            Batch(
                name="pickups", words=N_("the pick-up slips of a visit day"), sheet=PICKUP,
                about=_picked_up, print=_slip, usual=next_visit,
            ),
            Batch(
                name="guides", words=N_("the guides to all items, for the wall"), sheet=GUIDE,
                about=_in_force, print=_guide,
            ),
        )
    }
)  # fmt: skip
"""By the name that is typed."""


def batch(name: str) -> Batch:
    """The batch of this name. Raises UnknownBatch."""
    try:
        return BATCHES[name]
    except KeyError:
        raise UnknownBatch(
            "there is no batch {name}", "run.py batch lists them.", name=name or "-"
        ) from None


def print_batch(
    office: Office, which: Batch, day: date, *, out: Path | None = None, watch: Watch = UNWATCHED
) -> BatchDone:
    """Print the batch of this day, or save each sheet as a file to the folder `out`. It can be
    stopped between two sheets; what was not begun is noted nowhere. Raises CannotSave where there
    is no such folder: under the name of one file each sheet would take the place of the last."""
    if out is not None and not out.is_dir():
        raise CannotSave(
            "there is no folder {folder}", "Make it first, or look whether the stick is in.",
            folder=out,
        )  # fmt: skip
    numbers = which.about(office, day)
    waiting: list[tuple[str, str]] = []
    failed: list[tuple[str, StationError]] = []
    made = 0
    for done, number in enumerate(numbers):
        if watch.cancel():
            break
        watch.progress(_PRINTING, done, len(numbers))
        try:
            printed = which.print(office, day, number, out, bool(waiting))
        except StationError as fault:
            failed.append((number, fault))
            continue
        if printed.way is Way.QUEUED:
            waiting.append((printed.number, printed.why))
        else:
            made += 1
    begun = made + len(waiting) + len(failed)
    return BatchDone(
        made=made, waiting=tuple(waiting), failed=tuple(failed), left=len(numbers) - begun
    )
