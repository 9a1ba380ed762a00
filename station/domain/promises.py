"""容缺: which papers are promised and open, for which day, and which promise is broken."""

from dataclasses import dataclass
from datetime import date

from station.domain.case import Case
from station.domain.decider_events import CaseAcceptedWithGap
from station.domain.fact_events import PromiseExtended
from station.domain.materials import IN_HAND
from station.domain.stamp import official_day
from station.domain.values import Paper, Taken
from station.domain.window_events import PapersTaken


def open_promises(case: Case) -> tuple[Paper, ...]:
    """The papers that were promised and are not here yet, in the order of the item."""
    return tuple(
        case.papers[seq] for seq in sorted(case.papers)
        if case.papers[seq].taken is Taken.PROMISED
    )  # fmt: skip


def promised_for(case: Case, seq: int) -> date | None:
    """The last day for this paper: as it was lengthened, as the acceptance told it, or as it
    was promised at the window; None if no day was named."""
    longer = [one.until for one in case.all(PromiseExtended) if one.seq == seq]
    if longer:
        return longer[-1]
    gap = case.last(CaseAcceptedWithGap)
    told = [one.until for one in gap.promises if one.seq == seq] if gap else []
    paper = case.papers.get(seq)
    return told[0] if told else paper.until if paper else None


def first_promise(case: Case) -> date | None:
    """The nearest day for which an open paper is promised; None if none is."""
    days = (promised_for(case, paper.seq) for paper in open_promises(case))
    return min((day for day in days if day), default=None)


def broken(case: Case, today: date) -> tuple[Paper, ...]:
    """The open papers whose day has passed."""
    return tuple(
        paper for paper in open_promises(case)
        if (day := promised_for(case, paper.seq)) and day < today
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A promised paper that came: on which day the window took it in, and its last day.

    What counts is the day at the window, however long the word of it was on the road.
    """

    seq: int
    on: date
    until: date

    @property
    def in_time(self) -> bool:
        """Whether it came on its last day or before."""
        return self.on <= self.until


def kept(case: Case) -> tuple[Kept, ...]:
    """The papers that were promised when the case was accepted and have come since."""
    gap = case.last(CaseAcceptedWithGap)
    found = []
    for promise in gap.promises if gap else ():
        days = [
            official_day(event.at) for event in case.all(PapersTaken)
            if any(one.seq == promise.seq and one.taken in IN_HAND for one in event.papers)
        ]  # fmt: skip
        paper = case.papers.get(promise.seq)
        if days and paper and paper.taken in IN_HAND:
            until = promised_for(case, promise.seq) or promise.until
            found.append(Kept(seq=promise.seq, on=days[-1], until=until))
    return tuple(found)
