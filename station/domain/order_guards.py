"""Guards about time and order: what is overdue, what may be excluded, which sheets are there."""

from datetime import datetime

from station.domain.act import Told
from station.domain.clocks import Clock
from station.domain.deadlines import Due, due
from station.domain.decider_events import CorrectionAsked, DecisionExtended, PublicityPosted
from station.domain.dues import LEGAL, clocks
from station.domain.errors import RuleBroken
from station.domain.event import CaseEvent
from station.domain.fact_events import SheetPrinted
from station.domain.guard import Guard
from station.domain.items import Span, Unit
from station.domain.local_rules import Overdue
from station.domain.papers_guards import corrected
from station.domain.people_guards import withdrawal_asked
from station.domain.stamp import OFFICIAL_TIME
from station.domain.values import Deadline
from station.domain.window_events import (
    CaseHandedOver,
    CaseReceived,
    CorrectionGivenUp,
    ResultDelivered,
)

NOTICE_BY_LAW = Span(value=5, unit=Unit.WORKING_DAY)
"""行政许可法 32(4). A quicker local rule makes the light red earlier; only the law makes a case
accepted by silence."""

SHEETS_OF: tuple[tuple[type[CaseEvent], str], ...] = (
    (CaseReceived, "F01"),
    (ResultDelivered, "F22"),
)
"""The sheets that the file of a case must hold once this has happened."""


def notice_end(told: Told) -> Due | None:
    """When the time of 行政许可法 32(4) ends, counted from the receipt of the papers, where the
    station does not receive for the authority from their arrival there; None if it does not
    run."""
    run = told.case.clocks.get(Clock.NOTICE)
    if run is None or run.stopped:
        return None
    return due(run.since, NOTICE_BY_LAW, told.law.calendar, told.law.closes)


def notice_overdue(told: Told) -> bool:
    """Whether the time of 行政许可法 32(4) has passed since the papers were received."""
    end = notice_end(told)
    return end is not None and end.at < told.stamp.at


def handed_back(told: Told) -> bool:
    """Whether the case came back from the window without what the correction asked for."""
    came = [
        entry.event for entry in told.case.history
        if not entry.refused and isinstance(entry.event, CaseHandedOver | CorrectionGivenUp)
    ]  # fmt: skip
    return bool(came) and isinstance(came[-1], CorrectionGivenUp)


def _notice_overdue(told: Told) -> RuleBroken | None:
    if notice_end(told) is None:
        return RuleBroken(
            "the papers are not with the authority yet (行政许可法第三十二条第一款第四项)",
            "The time of the one-time notice begins when they reach it.",
        )
    if handed_back(told):
        return RuleBroken(
            "the applicant was told in time what is missing, and did not bring it",
            "Accept the case, do not accept it, or return it.",
        )
    if notice_overdue(told):
        return None
    return RuleBroken(
        "the time for the one-time notice is not over (行政许可法第三十二条第一款第四项)",
        "Look at the due dates of the case.",
    )


def _correction_failed(told: Told) -> RuleBroken | None:
    """行政许可法 32 knows no return of papers about which nobody was told anything."""
    if told.case.count(CorrectionAsked) or withdrawal_asked(told.case):
        return None
    return RuleBroken(
        "nobody asked the applicant for a correction, and the applicant did not give up",
        "Return it for correction first; or accept it, or do not accept it.",
    )


def correction_end(told: Told) -> Deadline | None:
    """When the correction clock strikes; None if it does not run or nobody set a day."""
    name = Clock.CORRECTION.value
    ends = clocks(told.case, told.law.reckoning, told.today)
    return next((one.due for one in ends if one.clock == name), None)


def correction_overdue(told: Told) -> bool:
    """Whether the correction clock has struck."""
    end = correction_end(told)
    return end is not None and end.at < told.stamp.at


def _correction_overdue(told: Told) -> RuleBroken | None:
    if told.law.rules.correction_overdue is not Overdue.WITHDRAWN:
        return RuleBroken(
            "no local rule makes an overdue correction a withdrawal",
            "Hand the case back as it is: the authority decides.",
        )
    if not correction_overdue(told):
        return RuleBroken("the time for the correction is not over", "Wait for its last day.")
    end = correction_end(told)
    if end and corrected(told.case, end.at):
        return RuleBroken(
            "what the correction asked for came in time", "Hand the case over: it waits here."
        )
    return None


def _outside(told: Told) -> RuleBroken | None:
    """行政许可法 45: a decision waits only for what the law, the place or the item names."""
    what = told.values.get("what")
    if what is None or what in outside_kinds(told):
        return None
    return RuleBroken(
        "{what} is not named as time outside the clock (行政许可法第四十五条)",
        "Choose one of: {kinds}; or go on reviewing while the clock runs.",
        what=what, kinds="、".join(outside_kinds(told)),
    )  # fmt: skip


def outside_kinds(told: Told) -> tuple[str, ...]:
    """What may be left out of the clock: the kinds of the rules and those of the item."""
    item = tuple(one.what for one in told.law.item.clock_excludes)
    return tuple(dict.fromkeys((*told.law.rules.excluded, *item)))


def _hung(told: Told) -> RuleBroken | None:
    """社会救助暂行办法 11: the notice hangs out for the days that were posted; the last of them
    ends when the office closes (民法典 203)."""
    posted = told.case.last(PublicityPosted)
    if posted is None:
        return None
    end = datetime.combine(posted.until, told.law.closes, tzinfo=OFFICIAL_TIME)
    if told.stamp.at >= end:
        return None
    return RuleBroken(
        "the public notice hangs out until the close of {last}",
        "Take it down when the office has closed on that day, or later.", last=posted.until,
    )  # fmt: skip


def _extendable(told: Told) -> RuleBroken | None:
    """行政许可法 42: once, before the limit is over, by the head of the authority."""
    if told.case.count(DecisionExtended):
        return RuleBroken(
            "the limit was extended already (行政许可法第四十二条)", "Decide within it."
        )
    ends = {one.clock: one for one in clocks(told.case, told.law.reckoning, told.today)}
    legal = ends.get(LEGAL)
    if legal is None or told.law.rules.extension(told.law.item.legal_limit) is None:
        return RuleBroken("no law has more days for this item", "Decide within the limit.")
    if legal.due.at < told.stamp.at:
        return RuleBroken(
            "the limit is over: it can no longer be extended (行政许可法第四十二条)",
            "Decide now; the delay stays on record.",
        )
    return None


def _sheets(told: Told) -> RuleBroken | None:
    printed = {one.sheet for one in told.case.all(SheetPrinted)}
    lacking = [code for kind, code in SHEETS_OF if told.case.last(kind) and code not in printed]
    if not lacking or told.values.get("by_hand"):
        return None
    if not told.values:
        return None
    return RuleBroken(
        "not printed for this file: {sheets}",
        "Print them with F4, or say where the ones on paper are.",
        sheets=", ".join(lacking),
    )


CHECKS = {
    Guard.NOTICE_OVERDUE: _notice_overdue,
    Guard.CORRECTION_FAILED: _correction_failed,
    Guard.CORRECTION_OVERDUE: _correction_overdue,
    Guard.OFFICE_OUTSIDE_CLOCK: _outside,
    Guard.NOTICE_HUNG: _hung,
    Guard.NOT_EXTENDED_YET: _extendable,
    Guard.SHEETS_THERE: _sheets,
}
