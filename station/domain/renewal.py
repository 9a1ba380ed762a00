"""The acts around a licence that ends, and when silence renews it (行政许可法 50)."""

from collections.abc import Mapping

from station.domain.act import Act, Told, optional
from station.domain.codes import ItemType
from station.domain.decider_events import ResultDispatched
from station.domain.errors import RuleBroken, StationError
from station.domain.event import CaseEvent
from station.domain.expiry import SILENCE, asked_in_time, last_day_to_ask
from station.domain.fields import Field, FieldKind
from station.domain.guard import Guard
from station.domain.renewal_events import CaseDeemedGranted, RenewalAnswered, RenewalNamed


def _name(told: Told) -> CaseEvent:
    ask_by = last_day_to_ask(told.values["valid_until"], told.law.rules.renewal_ask)
    return RenewalNamed(**told.head, **told.values, ask_by=ask_by)


def _ended(told: Told) -> Mapping[str, StationError]:
    """A licence that has ended cannot go on: what is asked for then is a new one."""
    until = told.values.get("valid_until")
    if until is None or until >= told.today:
        return {}
    return {"valid_until": StationError(
        "the licence has ended already", "Ask for a new one, or look at the document."
    )}  # fmt: skip


def _answer(told: Told) -> CaseEvent:
    return RenewalAnswered(
        **told.head, wanted=told.values["wanted"] == "yes", to_case=told.values["to_case"]
    )


def _deem(told: Told) -> CaseEvent:
    named = asked_in_time(told.case)
    assert named is not None, "the guard has looked"
    return CaseDeemedGranted(
        **told.head, decision_number="", words=f"视为准予延续({SILENCE})", since=named.valid_until
    )


def _licence(told: Told) -> RuleBroken | None:
    if told.law.item.item_type is ItemType.LICENCE:
        return None
    return RuleBroken(
        "the law on renewal is about licences, and this item is none (行政许可法第五十条)",
        "Go on without it: the limits of the item hold.",
    )


def _ends(told: Told) -> RuleBroken | None:
    result = told.case.last(ResultDispatched)
    if result and result.valid_until:
        return None
    return RuleBroken(
        "the result of this case names no last day", "There is nothing that could go on."
    )


def _silent(told: Told) -> RuleBroken | None:
    named = asked_in_time(told.case)
    if named is None:
        return RuleBroken(
            "no renewal was asked for in time (行政许可法第五十条)", "Decide on the case."
        )
    if told.today > named.valid_until:
        return None
    return RuleBroken(
        "the licence is valid until {last}", "Decide by that day.", last=named.valid_until
    )


CHECKS = {
    Guard.LICENCE: _licence,
    Guard.RESULT_ENDS: _ends,
    Guard.RENEWAL_UNANSWERED: _silent,
}

RENEWAL_ACTS = (
    Act(name="name_renewal", title="Ask that a licence goes on", event=RenewalNamed, build=_name,
        look=_ended,
        fields=(
            Field(name="document_number", label="Document number"),
            Field(name="valid_until", label="Valid until", kind=FieldKind.DATE),
        )),
    Act(name="deem_granted", title="Note it as renewed", event=CaseDeemedGranted, build=_deem),
    Act(name="answer_renewal", title="Say whether it shall go on", event=RenewalAnswered,
        build=_answer,
        fields=(
            Field(name="wanted", label="Renewal wanted", kind=FieldKind.CHOICE,
                  choices=("yes", "no")),
            optional("to_case", "In the case"),
        )),
)  # fmt: skip
