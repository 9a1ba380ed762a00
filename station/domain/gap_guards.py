"""Guards about 容缺: who may be accepted with a gap, and what waits for promised papers."""

from station.domain.act import Told
from station.domain.decider_events import CaseAcceptedWithGap, CaseGranted, CaseGrantedPending
from station.domain.errors import RuleBroken
from station.domain.guard import Guard
from station.domain.local_rules import Broken
from station.domain.materials import completeness
from station.domain.papers_guards import material_names
from station.domain.promises import broken, open_promises
from station.domain.stamp import official_day

CLEAN = "clean"
"""The applicant is on no list of broken promises."""
CONSEQUENCES = {
    "revoke_acceptance": Broken.REVOKED,
    "deem_withdrawn": Broken.WITHDRAWN,
    "terminate": Broken.TERMINATED,
}
"""What each act makes of a broken promise."""


def _names(told: Told) -> str:
    return material_names(told.law.item, tuple(one.seq for one in open_promises(told.case)))


def _no_open(told: Told) -> RuleBroken | None:
    if not open_promises(told.case):
        return None
    return RuleBroken(
        "{names} is promised and not here yet",
        "Accept with a gap, or wait until the promised papers are in.",
        names=_names(told),
    )


def _only_promised(told: Told) -> RuleBroken | None:
    lacking = completeness(told.law.item, told.case.papers)
    if lacking.missing:
        return RuleBroken(
            "{names} is missing and was not promised", "Return the case for correction.",
            names=material_names(told.law.item, tuple(one.seq for one in lacking.missing)),
        )  # fmt: skip
    if not lacking.promised:
        return RuleBroken("no paper is promised", "Accept the case: there is no gap.")
    return None


def _gap_allowed(told: Told) -> RuleBroken | None:
    rule = told.law.rules.gap
    if rule is None:
        return RuleBroken(
            "this district has no rule on acceptance with a gap",
            "Return the case for correction; or choose the district's rules.",
        )
    if told.values and rule.honest_only and told.values.get("credit") != CLEAN:
        return RuleBroken(
            "acceptance with a gap is not for those who broke a promise ({basis})",
            "Look at the list; if the applicant is not on it, say so in the form.",
            basis=rule.basis,
        )
    return None


def _lets_decide(told: Told) -> RuleBroken | None:
    gap = told.case.last(CaseAcceptedWithGap)
    if gap is None or not open_promises(told.case) or (gap.decide_open and gap.issue_open):
        return None
    if gap.decide_open:
        return RuleBroken(
            "{names} is promised and not here yet",
            "Grant with the document locked, or wait until they are in.", names=_names(told),
        )  # fmt: skip
    return RuleBroken(
        "{names} is promised and not here yet", "The local rule decides only when they are in.",
        names=_names(told),
    )  # fmt: skip


def _locks(told: Told) -> RuleBroken | None:
    gap = told.case.last(CaseAcceptedWithGap)
    if gap is None or not open_promises(told.case):
        return RuleBroken("no promised paper is open", "Grant without a lock.")
    if gap.decide_open and not gap.issue_open:
        return None
    return RuleBroken(
        "the local rule knows no decision with a locked document ({rule})",
        "Wait until the promised papers are in.", rule=gap.rule,
    )  # fmt: skip


def _lets_issue(told: Told) -> RuleBroken | None:
    gap = told.case.last(CaseAcceptedWithGap)
    if gap is None or gap.issue_open or not open_promises(told.case):
        return None
    if told.case.last(CaseGranted) is None:
        return None
    return _no_open(told)


def _kept(told: Told) -> RuleBroken | None:
    granted = told.case.last(CaseGranted) or told.case.last(CaseGrantedPending)
    return _no_open(told) if granted else None


def _broken(told: Told) -> RuleBroken | None:
    gap = told.case.last(CaseAcceptedWithGap)
    if gap is None:
        return RuleBroken("nothing was promised", "Decide on the case as it is.")
    if gap.broken is not CONSEQUENCES[told.act]:
        return _ruled_otherwise(gap)
    if told.values.get("bad_paper") or (not told.values and open_promises(told.case)):
        return None
    if broken(told.case, told.today):
        return _unheard(told)
    return RuleBroken(
        "no promise is broken yet", "Wait for the promised day, or name the paper that is bad."
    )


def _termination(told: Told) -> RuleBroken | None:
    """What a broken promise leads to is the local rule's alone; a case ends as well when there
    is nothing left to decide about."""
    gap, bad = told.case.last(CaseAcceptedWithGap), told.values.get("bad_paper")
    if gap is None:
        return RuleBroken("nothing was promised", "Leave the bad paper out.") if bad else None
    late = broken(told.case, told.today)
    if (late or bad) and gap.broken is not CONSEQUENCES[told.act]:
        return _ruled_otherwise(gap)
    return _unheard(told) if late and told.values and not bad else None


def _ruled_otherwise(gap: CaseAcceptedWithGap) -> RuleBroken:
    return RuleBroken(
        "the local rule has another consequence for a broken promise ({rule})",
        _FOLLOWS[gap.broken], rule=gap.rule,
    )  # fmt: skip


_FOLLOWS = {
    Broken.REVOKED: "Revoke the acceptance, with written reasons.",
    Broken.WITHDRAWN: "Note it as withdrawn.",
    Broken.TERMINATED: "Terminate, with written reasons.",
}


def _unheard(told: Told) -> RuleBroken | None:
    """A promised paper may lie at a station whose entries of that day are not here yet."""
    heard = told.law.heard
    if heard is None or told.values.get("station_said") or broken(told.case, official_day(heard)):
        return None
    return RuleBroken(
        "a promise is over, but the station was not heard since: the paper may lie there",
        "Wait for its entries; or call the station, and say in the form who told you what.",
    )


def _may_extend(told: Told) -> RuleBroken | None:
    rule = told.law.rules.gap
    if rule is None or not rule.may_extend:
        return RuleBroken(
            "the local rule gives no more time for promised papers",
            "The promise stands as it was given.",
        )
    seq = told.values.get("seq")
    if seq is None or seq in {one.seq for one in open_promises(told.case)}:
        return None
    return RuleBroken("this paper is not promised and open", "Look at the list of papers.")


CHECKS = {
    Guard.NO_OPEN_PROMISE: _no_open,
    Guard.ONLY_PROMISED_MISSING: _only_promised,
    Guard.GAP_ALLOWED: _gap_allowed,
    Guard.GAP_LETS_DECIDE: _lets_decide,
    Guard.GAP_LOCKS_RESULT: _locks,
    Guard.GAP_LETS_ISSUE: _lets_issue,
    Guard.PROMISES_KEPT: _kept,
    Guard.PROMISE_BROKEN: _broken,
    Guard.PROMISE_OPEN: _may_extend,
    Guard.TERMINATION_RULED: _termination,
}
