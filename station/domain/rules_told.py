"""Local rules as a list that people read: what is ruled, how, and why it holds."""

from collections.abc import Iterator

from station.domain.items import Provenance, Span, Unit
from station.domain.local_rules import Broken, Extension, GapRule, LocalRules, Overdue
from station.domain.telling import Say, fill

Row = tuple[str, str, str]
"""What is ruled, how, and its basis (may be empty)."""


def rows(rules: LocalRules, say: Say) -> Iterator[Row]:
    """All that is ruled, in the order of a case."""
    yield from _limits(rules, say)
    yield from _gap(rules.gap, say)
    for one in rules.extensions:
        yield _extension(one, say)
    kinds = "、".join(rules.excluded) or say("nothing")
    yield say("Outside the clock"), kinds, rules.excluded_basis
    counts = say("from the station's receipt") if rules.receiving_point else (
        say("from the arrival at the authority")
    )  # fmt: skip
    yield say("The law's clocks run"), counts, ""
    unrated = say("counts as satisfied") if rules.unrated_counts else say("is not counted")
    yield say("A case without a rating"), unrated, ""


def _limits(rules: LocalRules, say: Say) -> Iterator[Row]:
    for what, limit in (
        (say("Hand over"), rules.forward),
        (say("Pre-review"), rules.pre_review),
        (say("One-time notice"), rules.notice),
        (say("Correction"), rules.correction),
        (say("Review by the lower level"), rules.lower_review),
        (say("Delivery"), rules.deliver),
        (say("To ask for a hearing"), rules.hearing_ask),
        (say("To hold a hearing"), rules.hearing_hold),
        (say("To ask for a renewal, before the end"), rules.renewal_ask),
        (say("To call after a bad rating"), rules.rating_contact),
        (say("To mend what was rated badly"), rules.rating_fix),
    ):
        if limit is None:
            yield what, say("as each notice says"), ""
        else:
            yield what, length(limit, say), _known(limit.basis, limit.provenance, say)
    overdue = {
        Overdue.WAITS: say("the authority decides"),
        Overdue.WITHDRAWN: say("counts as withdrawn"),
    }[rules.correction_overdue]
    yield say("An overdue correction"), overdue, rules.correction_basis


def _gap(gap: GapRule | None, say: Say) -> Iterator[Row]:
    what = say("Acceptance on promised papers")
    if gap is None:
        yield what, say("no"), ""
        return
    yield what, gap.name_zh, _known(gap.basis, gap.provenance, say)
    yes, no = say("yes"), say("no")
    yield say("Decided before they are in"), yes if gap.decide_open else no, ""
    yield say("Handed out before they are in"), yes if gap.issue_open else no, ""
    term = length(gap.term, say) if gap.term else say("as promised")
    yield say("Longest promise"), term, ""
    yield say("Within the promised limit"), yes if gap.within_promised_limit else no, ""
    yield say("Longer for what nobody could prevent"), yes if gap.may_extend else no, ""
    yield say("Closed to the dishonesty list"), yes if gap.honest_only else no, ""
    broken = {
        Broken.REVOKED: say("the acceptance is revoked"),
        Broken.WITHDRAWN: say("counts as withdrawn"),
        Broken.TERMINATED: say("the approval is stopped"),
    }[gap.broken]
    yield say("A broken promise"), broken, ""


def _extension(one: Extension, say: Say) -> Row:
    over = fill(say("Extension of limits from {count} working days"), {"count": one.over})
    what = over if one.over else say("Extension of the decision")
    how = fill(say("{count} working days"), {"count": one.days})
    return what, how, _known(one.basis, one.provenance, say)


def length(span: Span, say: Say) -> str:
    """A length of time in words; 0 is on the spot."""
    words = {
        Unit.WORKING_DAY: say("{count} working days"),
        Unit.CALENDAR_DAY: say("{count} calendar days"),
        Unit.NATURAL_DAY: say("{count} natural days"),
        Unit.HOUR: say("{count} hours"),
        Unit.MINUTE: say("{count} minutes"),
    }[span.unit]
    return fill(words, {"count": span.value}) if span.value else say("at once")


def _known(basis: str, provenance: Provenance, say: Say) -> str:
    mark = {
        Provenance.STATUTE: say("text of the law read"),
        Provenance.SOURCED: say("public guide of some place read"),
        Provenance.MEMORY: say("recalled, not read again"),
        Provenance.TYPICAL: say("invented for demonstration"),
    }[provenance]
    return f"{basis} ({mark})" if basis else mark
