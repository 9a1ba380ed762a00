"""What the district watches over all cases: noes to applicants, bad ratings, promised papers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from peewee import SQL, Expression

from station.domain.case import Case
from station.domain.codec import read
from station.domain.consulting import Consultation, consultations
from station.domain.desk_events import ConsultationHeld, RefusalExplained
from station.domain.negatives import NegativeLine, Week, negative_list, week_of, weekly_due
from station.domain.period import Period
from station.domain.promises import open_promises, promised_for
from sync.district import beside
from sync.district.caselist import CaseLine, Wanted
from sync.district.journal import REFUSED
from sync.district.premises import District
from sync.district.tables import EntryRow, NegativeRow

YEARS = range(2004, 2101)
"""Of which there can be lists."""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A line of a list together with the case that it is about."""

    line: CaseLine
    case: Case


@dataclass(frozen=True, kw_only=True)
class Promised:
    """A paper that is promised and not here: its number in the item, and its last day."""

    seq: int
    until: date | None
    broken: bool


class Supervision:
    """The lists of what is watched."""

    def __init__(self, district: District) -> None:
        self._district = district

    def week(self, asked: str) -> Week:
        """The list that is due in the week of a day like 2026-11-20; else the one that is due
        next."""
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            day = date.min
        known, now = self._district.lawbook.calendar(), self._district.clock.now()
        with self._district.vault.reading():
            closes = self._district.closes()
        at = weekly_due(day, known, closes).at if day.year in YEARS else now
        return week_of(at, known, closes)

    def negatives(self, period: Period) -> list[tuple[str, NegativeLine]]:
        """Every no of this time with its station: those of cases, and refusals by word."""
        with self._district.vault.reading():
            cases = self._cases(period)
            return [
                (station, line)
                for station in dict.fromkeys((*cases, *self._speakers()))
                for line in negative_list(cases.get(station, ()), self._talks(station), period)
            ]

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

    # ---- inside

    def _cases(self, period: Period) -> dict[str, list[Case]]:
        """The cases that said no in this time, by station."""
        query = (
            NegativeRow.select(NegativeRow.number)
            .distinct()
            .where(NegativeRow.at > beside.instant(period.begins))
            .where(NegativeRow.at <= beside.instant(period.ends))
        )
        found: dict[str, list[Case]] = {}
        for (number,) in list(query.tuples().execute(self._district.vault.db)):
            filed = self._district.casebook.case(number)
            if filed:
                found.setdefault(filed[0], []).append(filed[1])
        return found

    def _speakers(self) -> list[str]:
        """The stations that recorded consultations."""
        query = EntryRow.select(EntryRow.station).distinct().where(_spoken(ConsultationHeld.kind))
        return [station for (station,) in query.tuples().execute(self._district.vault.db)]

    def _talks(self, station: str) -> Iterable[Consultation]:
        """The refusals by word at this station, each with what was said about it."""
        query = (
            EntryRow.select(EntryRow.kind, EntryRow.data)
            .where(_spoken(ConsultationHeld.kind, RefusalExplained.kind))
            .where(EntryRow.station == station)
            .order_by(EntryRow.seq)
        )
        rows = query.tuples().execute(self._district.vault.db)
        said = (
            read(bytes(data)) for kind, data in rows
            if kind == RefusalExplained.kind or REFUSED in bytes(data)
        )  # fmt: skip
        return consultations(said)


def _spoken(*kinds: str) -> Expression:
    """The literal lets the index of entries without a case be used."""
    return EntryRow.kind.in_(kinds) & SQL("case_number = ''")


def promised(case: Case, today: date) -> Iterator[Promised]:
    """The open promises of a case, in the order of the item."""
    for paper in open_promises(case):
        until = promised_for(case, paper.seq)
        late = until is not None and until < today
        yield Promised(seq=paper.seq, until=until, broken=late)
