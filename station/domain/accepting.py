"""The acts by which the decider takes a case, or does not: 受理."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from station.domain.act import BASIS, REASON, Act, Told, optional, plain
from station.domain.clocks import Clock
from station.domain.decider_events import (
    CaseAccepted,
    CaseAcceptedWithGap,
    CaseDeemedAccepted,
    CaseNotAccepted,
    CaseNotRequired,
    CorrectionAsked,
    PreReviewAnswered,
)
from station.domain.dues import limit_end
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.fields import Field, FieldKind
from station.domain.local_rules import GapRule
from station.domain.materials import completeness, defects
from station.domain.papers_guards import material_names, numbered
from station.domain.promises import open_promises, promised_for
from station.domain.values import Deadline, Promise

OPINIONS = ("pass", "mend")
CREDIT = ("clean", "listed")


def _dues(told: Told, start: datetime) -> dict[str, Any]:
    """行政许可法 42, 82: both limits, counted from acceptance (or the receipt it goes back to)."""
    by, item = told.law.reckoning, told.law.item
    promised, legal = item.promised_limit, item.legal_limit
    return {
        "promised_due": limit_end(start, promised, by, promised.basis),
        "legal_due": limit_end(start, legal, by, legal.basis) if legal else None,
    }


def _accept(told: Told) -> CaseEvent:
    """A case that counts as accepted already keeps the start that the law gave it."""
    run = told.case.clocks.get(Clock.DECISION)
    start = run.since if run and not run.stopped else told.stamp.at
    return CaseAccepted(**told.head, **told.values, **_dues(told, start))


def _accept_gap(told: Told) -> CaseEvent:
    rule = told.law.rules.gap
    assert rule is not None, "the guard has looked"
    promises = tuple(
        Promise(seq=seq, paper=material_names(told.law.item, (seq,)), until=day)
        for seq, day in _days(told, _bound(told, rule)).items() if day
    )  # fmt: skip
    return CaseAcceptedWithGap(
        **told.head, **_dues(told, told.stamp.at), official_number=told.values["official_number"],
        promises=promises, decide_open=rule.decide_open, issue_open=rule.issue_open,
        broken=rule.broken, rule=rule.basis,
    )  # fmt: skip


def _bound(told: Told, rule: GapRule) -> date | None:
    """The last day for which anything may be promised; None if the rule knows none."""
    limit: Deadline = _dues(told, told.stamp.at)["promised_due"]
    latest = limit.at.date() if rule.within_promised_limit else None
    term = rule.term and limit_end(told.stamp.at, rule.term, told.law.reckoning, "").at.date()
    return min((day for day in (latest, term) if day), default=None)


def _days(told: Told, bound: date | None) -> Mapping[int, date | None]:
    """The day of each open paper: as it was promised at the window, as it is said now, or the
    last that the rule allows."""
    usual = told.values.get("until") or bound
    return {
        one.seq: promised_for(told.case, one.seq) or usual for one in open_promises(told.case)
    }  # fmt: skip


def _bad_days(told: Told) -> Mapping[str, StationError]:
    """Days that the rule of the place does not allow; where there is no rule the guard says so."""
    rule, today = told.law.rules.gap, told.today
    if rule is None or "until" not in told.values:
        return {}
    bound = _bound(told, rule)
    days = _days(told, bound).values()
    if all(day and today <= day and (bound is None or day <= bound) for day in days):
        return {}
    if bound is None:
        fault = StationError("a promise needs a day", "Give {today} or a later day.", today=today)
    else:
        fault = StationError(
            "a promise is kept between {today} and {last}", "Agree on a day within the rule.",
            today=today, last=bound,
        )  # fmt: skip
    return {"until": fault}


def _deem(told: Told) -> CaseEvent:
    """行政许可法 32(4): accepted from the day on which the papers were received."""
    since = told.case.clocks[Clock.NOTICE].since
    return CaseDeemedAccepted(**told.head, since=since, **_dues(told, since))


def _ask(told: Told) -> CaseEvent:
    """行政许可法 32(4): all at once. What the papers lack by the item is added by itself."""
    lines = numbered(told.values["defects"], told.law.item)
    said = {line.seq for line in lines}
    lacking = completeness(told.law.item, told.case.papers).missing
    further = defects(
        tuple(one for one in lacking if one.seq not in said), "行政许可法第三十二条第一款第四项"
    )
    return CorrectionAsked(**told.head, **{**told.values, "defects": (*lines, *further)})


def _over_already(told: Told) -> Mapping[str, StationError]:
    """The last day to correct is not over when the applicant is told of it."""
    until = told.values.get("fix_by")
    if until is None or until >= told.today:
        return {}
    fault = StationError(
        "this day is before the day of the notice", "Give {today} or a later day.",
        today=told.today,
    )  # fmt: skip
    return {"fix_by": fault}


def _answer(told: Told) -> CaseEvent:
    return PreReviewAnswered(
        **told.head, passed=told.values["opinion"] == "pass",
        defects=told.values["defects"], words=told.values["words"],
    )  # fmt: skip


NUMBER = Field(name="official_number", label="Official number")

ACCEPTING_ACTS = (
    Act(
        name="answer_pre_review", title="Answer the pre-review", event=PreReviewAnswered,
        build=_answer,
        fields=(
            Field(name="opinion", label="Opinion", kind=FieldKind.CHOICE, choices=OPINIONS),
            optional("defects", "All defects", FieldKind.DEFECTS),
            optional("words", "Words", FieldKind.TEXT),
        ),
    ),
    Act(
        name="accept", title="Accept", event=CaseAccepted, build=_accept, fields=(NUMBER,),
    ),
    Act(
        name="ask_correction", title="Return for correction", event=CorrectionAsked,
        build=_ask, look=_over_already,
        fields=(
            Field(name="defects", label="All defects", kind=FieldKind.DEFECTS),
            optional("fix_by", "Correct until", FieldKind.DATE),
            optional("again", "Why it was not named before", FieldKind.TEXT),
        ),
    ),
    Act(
        name="accept_gap", title="Accept with a gap", event=CaseAcceptedWithGap,
        build=_accept_gap, look=_bad_days,
        fields=(
            NUMBER,
            optional("until", "Promised for", FieldKind.DATE),
            Field(
                name="credit", label="List of broken promises", kind=FieldKind.CHOICE,
                choices=CREDIT, required=False,
            ),
        ),
    ),
    Act(
        name="deem_accepted", title="Note it as accepted", event=CaseDeemedAccepted, build=_deem,
    ),
    Act(
        name="not_required", title="No decision is needed", event=CaseNotRequired,
        build=plain(CaseNotRequired), fields=(REASON, BASIS),
    ),
    Act(
        name="not_accept", title="Do not accept", event=CaseNotAccepted,
        build=plain(CaseNotAccepted),
        fields=(REASON, BASIS, optional("authority", "Where to apply instead")),
    ),
)  # fmt: skip
