"""The acts of the one who decides: the district, or the station for what a village decides."""

from station.domain.act import REASON, Act, Told, plain
from station.domain.deadlines import due
from station.domain.errors import BadInput, StationError
from station.domain.events import (
    CaseAccepted,
    CaseEvent,
    CaseGranted,
    CaseRefused,
    CorrectionAsked,
    ResultDispatched,
    ReviewStarted,
)
from station.domain.fields import Field, FieldKind
from station.domain.items import TimeLimit
from station.domain.values import Deadline


def _accept(told: Told) -> CaseEvent:
    """行政许可法 32, 42, 82: the decision clock starts on the day of acceptance."""
    item = told.law.item
    return CaseAccepted(
        **told.head,
        official_number=told.values["official_number"],
        legal_due=_deadline(told, item.legal_limit),
        promised_due=_deadline(told, item.promised_limit),
    )


def _ask(told: Told) -> CaseEvent:
    """The last day to correct is not over when the applicant is told of it."""
    until, today = told.values["fix_by"], told.stamp.at.date()
    if until is not None and until < today:
        raise BadInput(
            {
                "fix_by": StationError(
                    "this day is before the day of the notice", "Give {today} or a later day.",
                    today=today,
                )
            }
        )  # fmt: skip
    return CorrectionAsked(**told.head, **told.values)


def _deadline(told: Told, limit: TimeLimit | None) -> Deadline | None:
    if limit is None:
        return None
    found = due(told.stamp.at, limit, told.law.calendar, told.law.closes)
    return Deadline(at=found.at, provisional=found.provisional, basis=limit.basis)


DECIDER_ACTS = (
    Act(
        name="accept", title="Accept", event=CaseAccepted, build=_accept,
        fields=(Field(name="official_number", label="Official number"),),
    ),
    Act(
        name="ask_correction", title="Return for correction", event=CorrectionAsked,
        build=_ask,
        fields=(
            Field(name="defects", label="All defects", kind=FieldKind.DEFECTS),
            Field(
                name="fix_by", label="Correct until", kind=FieldKind.DATE,
                required=False,
            ),
        ),
    ),
    Act(
        name="start_review", title="Start the review", event=ReviewStarted,
        build=plain(ReviewStarted),
        fields=(
            Field(name="note", label="Note", kind=FieldKind.TEXT, required=False),
        ),
    ),
    Act(
        name="grant", title="Grant", event=CaseGranted, build=plain(CaseGranted),
        fields=(
            Field(name="decision_number", label="Decision number", required=False),
            Field(
                name="words", label="Decision", kind=FieldKind.TEXT, required=False
            ),
        ),
    ),
    Act(
        name="refuse", title="Refuse", event=CaseRefused, build=plain(CaseRefused),
        fields=(
            Field(name="decision_number", label="Decision number", required=False),
            REASON,
            Field(name="basis", label="Legal clause"),
        ),
    ),
    Act(
        name="dispatch", title="Dispatch the result", event=ResultDispatched,
        build=plain(ResultDispatched),
        fields=(
            Field(name="document", label="Document"),
            Field(name="document_number", label="Document number", required=False),
            Field(name="copies", label="Copies", kind=FieldKind.NUMBER),
        ),
    ),
)  # fmt: skip
