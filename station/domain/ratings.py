"""好差评: what residents say of the service, counted (GB/T 39734; 国办发〔2019〕51号).

Rating is voluntary: nothing demands one, and by the national rule a case without one is not
counted. A rating that was found mistaken or malicious is left out and stays on record as it was
given. Who gave it is protected: statistics and lists name nobody, and a comment is shown only
where personal data are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from station.domain.case import Case
from station.domain.clocks import BAD_RATINGS
from station.domain.decider_events import CaseConcluded
from station.domain.fact_events import RatingContacted, RatingSettled
from station.domain.period import Period
from station.domain.window_events import CaseRated, ResultDelivered

SATISFIED = (1, 2, 3)
"""非常满意, 满意, 基本满意."""
LEFT_OUT = ("mistaken", "malicious")
"""误评, 恶意差评: outcomes after which a rating does not count."""


@dataclass(frozen=True, kw_only=True)
class Rating:
    """One rating of one visit, and what became of it."""

    rated: CaseRated
    contacted: RatingContacted | None = None
    settled: RatingSettled | None = None

    @property
    def bad(self) -> bool:
        """Whether it is one that has to be seen to (差评)."""
        return self.rated.level in BAD_RATINGS

    @property
    def counts(self) -> bool:
        """Whether it is part of the statistics."""
        return self.settled is None or self.settled.outcome not in LEFT_OUT


@dataclass(frozen=True, kw_only=True)
class Satisfaction:
    """The ratings of some cases in figures."""

    levels: Mapping[int, int]
    """How many ratings of each level count."""
    left_out: int
    unrated: int
    """Cases with an answer and without a rating."""
    unrated_counts: bool
    """Whether the place counts those as satisfied."""

    @property
    def rated(self) -> int:
        """How many ratings count."""
        return sum(self.levels.values())

    @property
    def satisfied(self) -> int:
        """How many of them were satisfied."""
        return sum(self.levels.get(level, 0) for level in SATISFIED)

    @property
    def share(self) -> Decimal | None:
        """满意率 in per cent to one place, rounded half up; None if there is nothing to count."""
        more = self.unrated if self.unrated_counts else 0
        whole = self.rated + more
        if not whole:
            return None
        share = Decimal(100 * (self.satisfied + more)) / whole
        return share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def ratings(case: Case) -> tuple[Rating, ...]:
    """The ratings of a case in their order, each with what was said of it: they are named by
    the day of their visit."""
    found: list[Rating] = []
    for entry in case.history:
        event = entry.event
        if entry.refused:
            continue
        if isinstance(event, CaseRated):
            found.append(Rating(rated=event))
        if isinstance(event, RatingContacted | RatingSettled):
            found = [_told(one, event) for one in found]
    return tuple(found)


def _told(one: Rating, event: RatingContacted | RatingSettled) -> Rating:
    if not one.bad or one.settled or one.rated.visit != event.visit:
        return one
    if isinstance(event, RatingSettled):
        return replace(one, settled=event)
    return replace(one, contacted=event)


def open_ratings(case: Case) -> tuple[Rating, ...]:
    """The bad ratings that nobody has settled, in their order."""
    return tuple(one for one in ratings(case) if one.bad and not one.settled)


def next_visit(case: Case, *, contacted: bool) -> str:
    """The visit that a form about a bad rating begins with, in ISO form: of those that are open
    the first whose rater was spoken to, or was not; empty if there is none."""
    found = (one for one in open_ratings(case) if bool(one.contacted) is contacted)
    return next((one.rated.visit.isoformat() for one in found), "")


def meant(case: Case, visit: date | None) -> Rating | None:
    """The open bad rating of this visit; where no visit is named, the only one there is."""
    found = [one for one in open_ratings(case) if visit in (None, one.rated.visit)]
    return found[0] if len(found) == 1 else None


def satisfaction(cases: Iterable[Case], period: Period, *, unrated_counts: bool) -> Satisfaction:
    """The ratings of this time. The share of the satisfied is (1 + 2 + 3) ÷ rated.

    `unrated_counts` is the local rule of that name: places that have it count a case that was
    answered in this time and never rated as satisfied.
    """
    levels: Counter[int] = Counter()
    left_out = unrated = 0
    for case in cases:
        every = ratings(case)
        given = [one for one in every if period.holds(one.rated.at)]
        levels.update(one.rated.level for one in given if one.counts)
        left_out += sum(not one.counts for one in given)
        unrated += not every and _answered(case, period)
    return Satisfaction(
        levels=dict(levels), left_out=left_out, unrated=unrated, unrated_counts=unrated_counts
    )


def _answered(case: Case, period: Period) -> bool:
    """Whether the resident got the answer in this time, so that there is something to rate."""
    answer = case.last(ResultDelivered) or case.last(CaseConcluded)
    return answer is not None and period.holds(answer.at)
