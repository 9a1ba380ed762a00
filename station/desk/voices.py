"""What the station is asked to answer for: the noes that it passed on, and how it was rated."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from station.desk.office import Office
from station.domain.case import Case
from station.domain.decider_events import CaseConcluded
from station.domain.negatives import (
    NegativeLine,
    Week,
    negative_list,
    week_of,
    weekly_due,
)
from station.domain.period import Period, days
from station.domain.ratings import Rating, Satisfaction, ratings, satisfaction
from station.domain.voices import NEGATIVES
from station.domain.window_events import CaseRated, ResultDelivered
from station.storage.talkbook import TalkBook

_RATED = (CaseRated, ResultDelivered, CaseConcluded)
"""What a case in the statistics has had: a rating, or an answer that could be rated."""


@dataclass(frozen=True, kw_only=True)
class RatingLine:
    """A rating as the list tells it: it names nobody. `case` is empty but for a bad rating that
    somebody still has to see to."""

    rating: Rating
    item: str
    case: str

    @property
    def at(self) -> datetime:
        """When it was given."""
        return self.rating.rated.at


class VoiceDesk:
    """Lists of noes and of ratings."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._book = TalkBook(office.vault)

    def week(self, day: date | None = None) -> Week:
        """The weekly list that is due in the week of this day; else the one that is next."""
        calendar, closes = self._office.calendar, self._office.settings.closes
        at = weekly_due(day, calendar, closes).at if day else self._office.clock.now()
        return week_of(at, calendar, closes)

    def negatives(self, period: Period) -> tuple[NegativeLine, ...]:
        """Every no of this time, the oldest first."""
        with self._office.vault.reading():
            cases = list(self._cases(self._book.cases_with(tuple(NEGATIVES), period)))
            return negative_list(cases, self._book.refused(period), period)

    def satisfaction(self, first: date, last: date) -> tuple[Satisfaction, list[RatingLine]]:
        """The ratings of these days, in figures and one by one; cases with an answer
        of these days and without a rating are counted beside them."""
        period = days(first, last)
        with self._office.vault.reading():
            cases = list(self._cases(self._book.cases_with(_RATED, period)))
        counts = self._office.rules.unrated_counts
        lines = [line for case in cases for line in _lines(case) if period.holds(line.at)]
        lines.sort(key=lambda line: line.at)
        return satisfaction(cases, period, unrated_counts=counts), lines

    def _cases(self, numbers: list[str]) -> Iterator[Case]:
        found = (self._office.casebook.case(number) for number in numbers)
        return (case for case in found if case is not None)


def _lines(case: Case) -> Iterator[RatingLine]:
    for one in ratings(case):
        to_see_to = one.bad and one.settled is None
        yield RatingLine(
            rating=one, item=case.opened.item_name, case=case.number if to_see_to else ""
        )
