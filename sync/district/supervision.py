"""What the district watches over all cases: noes to applicants, bad ratings, promised papers.

否定事项监审 (Gaoming's plan of April 2017): every no is told with its reason, explained to who
asks, and sent up each Friday before the office closes; a week without any is reported as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from station.domain.calendar import WorkCalendar
from station.domain.case import Case
from station.domain.names import mask_name
from station.domain.promises import open_promises, promised_for
from station.domain.stamp import OFFICIAL_TIME
from station.domain.states import CaseState
from station.domain.values import NegativeKind
from station.domain.voices import bad_rating, contacted
from station.domain.window_events import CaseRated
from sync.district import beside
from sync.district.casebook import CaseLine, Wanted
from sync.district.premises import District
from sync.district.rules import CLOSES, calendar
from sync.district.tables import CaseRow, NegativeRow

FRIDAY = 4
YEARS = range(2004, 2101)
"""Of which there can be reports."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Week:
    """The time of one report: from when the one before was due until it is due itself, so that
    every no stands in exactly one."""

    friday: date
    begins: datetime
    due: datetime


@dataclass(frozen=True, kw_only=True)
class NegativeLine:
    """One no to an applicant, as the weekly list tells it. The name is masked."""

    number: str
    station: str
    name: str
    item_name: str
    state: CaseState
    what: NegativeKind
    at: datetime
    by: str
    reason: str
    basis: str
    explained: str
    """yes, no, or empty: nobody has spoken about it."""
    explained_by: str
    objection: str


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A line of a list together with what it is watched for."""

    line: CaseLine
    case: Case


def week_of(day: date, known: WorkCalendar) -> Week:
    """The report in which what happens on this day stands: the first that is due on it or
    after. A day after the closing of a short week belongs to the next Friday."""
    friday = day + _DAY * ((FRIDAY - day.weekday()) % 7)
    while _due(friday, known).date() < day:
        friday += 7 * _DAY
    return _week_to(friday, known)


def _week_to(friday: date, known: WorkCalendar) -> Week:
    return Week(friday=friday, begins=_due(friday - 7 * _DAY, known), due=_due(friday, known))


def _due(friday: date, known: WorkCalendar) -> datetime:
    """When the office closes on Friday, or on the last working day before it."""
    day = friday
    while not known.likely(day).works:
        day -= _DAY
    return datetime.combine(day, CLOSES, tzinfo=OFFICIAL_TIME)


class Supervision:
    """The lists of what is watched."""

    def __init__(self, district: District) -> None:
        self._district = district

    def week(self, asked: str) -> Week:
        """The week of a day like 2026-11-20; else the one that runs now."""
        now = self._district.clock.now().astimezone(OFFICIAL_TIME)
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            day = date.min
        if day.year in YEARS:
            return week_of(day, calendar())
        week = week_of(now.date(), calendar())
        return week_of(week.due.date() + _DAY, calendar()) if week.due < now else week

    def negatives(self, week: Week) -> list[NegativeLine]:
        """The noes of a week at all stations, station by station, in their order."""
        shown = (CaseRow.name, CaseRow.item_name, CaseRow.state)
        query = (
            NegativeRow.select(NegativeRow, *shown)
            .join(CaseRow, on=(CaseRow.number == NegativeRow.number))
            .where(NegativeRow.at > beside.instant(week.begins))
            .where(NegativeRow.at <= beside.instant(week.due))
            .order_by(NegativeRow.station, NegativeRow.at, NegativeRow.id)
        )
        with self._district.vault.reading():
            return [_negative(row) for row in query.dicts().execute(self._district.vault.db)]

    def count(self, clocks: frozenset[str]) -> int:
        """On how many cases one of these clocks runs."""
        with self._district.vault.reading():
            return self._district.casebook.count(Wanted(clocks=clocks))

    def watched(self, clocks: frozenset[str], first: int, count: int) -> list[Watched]:
        """The cases on which one of these clocks runs, the most urgent first."""
        with self._district.vault.reading():
            book = self._district.casebook
            lines = book.lines(Wanted(clocks=clocks), first, count)
            found = [(line, book.case(line.number)) for line in lines]
        return [Watched(line=line, case=filed[1]) for line, filed in found if filed]


@dataclass(frozen=True, kw_only=True)
class Promised:
    """A paper that is promised and not here: its number in the item, and its last day."""

    seq: int
    until: date | None
    broken: bool


def promised(case: Case, today: date) -> Iterator[Promised]:
    """The open promises of a case, in the order of the item."""
    for paper in open_promises(case):
        until = promised_for(case, paper.seq)
        late = until is not None and until < today
        yield Promised(seq=paper.seq, until=until, broken=late)


def rating(case: Case) -> tuple[CaseRated | None, bool]:
    """The bad rating that is open, and whether its giver was spoken to."""
    return bad_rating(case), contacted(case)


def _negative(row: Mapping[str, str]) -> NegativeLine:
    return NegativeLine(
        number=row["number"], station=row["station"], name=mask_name(row["name"]),
        item_name=row["item_name"], state=CaseState(row["state"]),
        what=NegativeKind(row["what"]), at=datetime.fromisoformat(row["at"]), by=row["by"],
        reason=row["reason"], basis=row["basis"], explained=row["explained"],
        explained_by=row["explained_by"], objection=row["objection"],
    )  # fmt: skip
