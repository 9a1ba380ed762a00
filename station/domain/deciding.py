"""The acts of the review, the decision and its way to the window."""

import re
from collections.abc import Mapping

from station.domain.act import (
    BASIS,
    REASON,
    STATION_SAID,
    Act,
    Told,
    not_past,
    one_of,
    optional,
    plain,
)
from station.domain.decider_events import (
    AcceptanceRevoked,
    CaseConcluded,
    CaseForwarded,
    CaseGranted,
    CaseGrantedPending,
    CaseRefused,
    CaseResumed,
    CaseReturned,
    CaseSuspended,
    CaseTerminated,
    DecisionExtended,
    PublicityEnded,
    PublicityPosted,
    ResultDispatched,
    ResultReleased,
    ReviewStarted,
)
from station.domain.dues import decision_dues, limit_end
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.fields import Field, FieldKind
from station.domain.items import Span, Unit
from station.domain.order_guards import outside_kinds

PUBLICITY = ("公示", "公布")
"""What items call a public notice, some with words before it (村级公示, 村张榜公布)."""


_A_YEAR = 366
_SUM = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
"""Days beyond which a procedure is a typing mistake."""


def _publicity(told: Told) -> str:
    """The public notice as the item calls it among its times outside the clock."""
    kinds = (one for one in outside_kinds(told) if one.endswith(PUBLICITY))
    return next(kinds, PUBLICITY[0])


def _post(told: Told) -> CaseEvent:
    """公示 is outside the clock only if the item says so."""
    publicity = told.law.item.publicity
    days, place = _hangs(told)
    unit = publicity.unit if publicity else Unit.NATURAL_DAY
    end = limit_end(told.stamp.at, Span(value=days, unit=unit), told.law.reckoning, "")
    return PublicityPosted(
        **told.head, what=_publicity(told), reason=told.values["reason"], days=days, place=place,
        amount=told.values["amount"], unit=unit, until=end.at.date(),
        excluded=_publicity(told) in outside_kinds(told),
    )  # fmt: skip


def _hangs(told: Told) -> tuple[int, str]:
    """For how long and where, as it was said, or else as the item says; 0 and nothing where
    neither does."""
    publicity, days = told.law.item.publicity, told.values.get("days")
    usual = (publicity.value, publicity.place) if publicity else (0, "")
    return usual[0] if days is None else days, told.values.get("place") or usual[1]


def _posted(told: Told) -> Mapping[str, StationError]:
    days, place = _hangs(told)
    faults = {
        name: StationError("the item does not say it", "Fill it in.")
        for name, value in (("days", days), ("place", place)) if not value
    }  # fmt: skip
    return {**faults, **_wrong_days(told.values.get("days"))}


def _wrong_days(days: int | None) -> Mapping[str, StationError]:
    """行政许可法 45: how long it takes is told in writing."""
    if days is None or 0 < days <= _A_YEAR:
        return {}
    return {"days": StationError("this is not a number of days", "Give 1 to {most}.", most=_A_YEAR)}


def _suspend(told: Told) -> CaseEvent:
    unit = Unit(told.values["unit"] or Unit.WORKING_DAY)
    return CaseSuspended(**told.head, **{**told.values, "unit": unit, "excluded": True})


def _extend(told: Told) -> CaseEvent:
    """行政许可法 42: by ten working days, or fifteen where offices decide together."""
    extension = told.law.rules.extension(told.law.item.legal_limit)
    assert extension is not None, "the guard has looked"
    days = told.values["days"] or extension.days
    event = DecisionExtended(
        **told.head, days=days, reason=told.values["reason"], approver=told.values["approver"],
        legal_due=None, promised_due=None,
    )  # fmt: skip
    longer = told.case.after(told.side, event)
    legal, promised = decision_dues(longer, told.law.reckoning, told.today)
    return DecisionExtended(
        **told.head, days=days, reason=event.reason, approver=event.approver,
        legal_due=legal, promised_due=promised,
    )  # fmt: skip


def _too_many(told: Told) -> Mapping[str, StationError]:
    """More days than the law has, or none; where it has none at all the guard says so."""
    extension = told.law.rules.extension(told.law.item.legal_limit)
    days = told.values.get("days")
    if extension is None or days is None or 0 < days <= extension.days:
        return {}
    return {"days": StationError(
        "the law allows up to {days} days", "Give 1 to {days}.", days=extension.days
    )}  # fmt: skip


def _broken(kind: type[AcceptanceRevoked] | type[CaseTerminated], told: Told) -> CaseEvent:
    bad = told.values["bad_paper"]
    reason = f"{told.values['reason']}（{bad}）" if bad else told.values["reason"]
    return kind(
        **told.head, reason=reason, basis=told.values["basis"],
        station_said=told.values["station_said"],
    )  # fmt: skip


def _yuan(text: str) -> str:
    """A sum of money as it stands on a notice, with two digits behind the point at most."""
    plain_number = text.replace(",", "").replace("，", "").removesuffix("元").strip()
    if not _SUM.fullmatch(plain_number):
        raise StationError("this is not a sum of money", "Write it in yuan, like 1250 or 1250.50.")
    return plain_number


AMOUNT = Field(name="amount", label="Amount in yuan", required=False, check=_yuan)
DECISION = (
    optional("decision_number", "Decision number"),
    optional("words", "Decision", FieldKind.TEXT),
)

DECIDING_ACTS = (
    Act(
        name="start_review", title="Start the review", event=ReviewStarted,
        build=plain(ReviewStarted), fields=(optional("note", "Note", FieldKind.TEXT),),
    ),
    Act(
        name="post_publicity", title="Post the public notice", event=PublicityPosted,
        build=_post, look=_posted,
        fields=(
            optional("place", "Place"), optional("days", "Days", FieldKind.NUMBER),
            optional("reason", "Reason", FieldKind.TEXT), AMOUNT,
        ),
    ),
    Act(
        name="end_publicity", title="Take the public notice down", event=PublicityEnded,
        build=plain(PublicityEnded),
        fields=(optional("objections", "Objections", FieldKind.TEXT),),
    ),
    Act(
        name="suspend", title="Wait for a special procedure", event=CaseSuspended,
        build=_suspend, look=lambda told: _wrong_days(told.values.get("days")),
        fields=(
            Field(name="what", label="Procedure"), REASON,
            Field(name="days", label="Days", kind=FieldKind.NUMBER),
            one_of("unit", "Counted in", Unit, required=False),
        ),
    ),
    Act(
        name="resume", title="Go on after the procedure", event=CaseResumed,
        build=plain(CaseResumed),
        fields=(Field(name="outcome", label="Outcome", kind=FieldKind.TEXT),),
    ),
    Act(
        name="extend", title="Extend the limit", event=DecisionExtended, build=_extend,
        look=_too_many,
        fields=(
            optional("days", "Days", FieldKind.NUMBER), REASON,
            Field(name="approver", label="Approved by"),
        ),
    ),
    Act(
        name="forward", title="Forward upward", event=CaseForwarded, build=plain(CaseForwarded),
        fields=(Field(name="to", label="To"), optional("letter_number", "Letter number")),
    ),
    Act(
        name="grant", title="Grant", event=CaseGranted, build=plain(CaseGranted), fields=DECISION,
    ),
    Act(
        name="grant_pending", title="Grant, document locked", event=CaseGrantedPending,
        build=plain(CaseGrantedPending), fields=DECISION,
    ),
    Act(
        name="release", title="Release the document", event=ResultReleased,
        build=plain(ResultReleased),
    ),
    Act(
        name="refuse", title="Refuse", event=CaseRefused, build=plain(CaseRefused),
        fields=(optional("decision_number", "Decision number"), REASON, BASIS),
    ),
    Act(
        name="revoke_acceptance", title="Revoke the acceptance", event=AcceptanceRevoked,
        build=lambda told: _broken(AcceptanceRevoked, told),
        fields=(REASON, BASIS, optional("bad_paper", "Paper that is bad"), STATION_SAID),
    ),
    Act(
        name="return", title="Return to the applicant", event=CaseReturned,
        build=plain(CaseReturned), fields=(REASON, BASIS),
    ),
    Act(
        name="terminate", title="Terminate", event=CaseTerminated,
        build=lambda told: _broken(CaseTerminated, told),
        fields=(REASON, BASIS, optional("bad_paper", "Paper that is bad"), STATION_SAID),
    ),
    Act(
        name="dispatch", title="Dispatch the result", event=ResultDispatched,
        build=plain(ResultDispatched), look=not_past("valid_until"),
        fields=(
            Field(name="document", label="Document"),
            optional("document_number", "Document number"),
            Field(name="copies", label="Copies", kind=FieldKind.NUMBER),
            optional("valid_until", "Valid until", FieldKind.DATE),
        ),
    ),
    Act(
        name="conclude", title="Conclude without a document", event=CaseConcluded,
        build=plain(CaseConcluded), fields=(optional("words", "Words", FieldKind.TEXT),),
    ),
)  # fmt: skip
