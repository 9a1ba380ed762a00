"""容缺: which papers are promised and open, for which day, and which promise is broken."""

from datetime import date

from station.domain.case import Case
from station.domain.decider_events import CaseAcceptedWithGap
from station.domain.fact_events import PromiseExtended
from station.domain.values import Paper, Taken


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
