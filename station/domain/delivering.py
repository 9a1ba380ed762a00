"""The acts by which the result comes into the resident's hands: 送达."""

from collections.abc import Mapping
from datetime import datetime

from station.domain.act import Act, Told, not_past, one_of, optional, past, plain
from station.domain.decider_events import (
    AcceptanceRevoked,
    CaseNotAccepted,
    CaseNotRequired,
    CaseReturned,
    CaseTerminated,
    ResultDispatched,
)
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.fields import Field, FieldKind
from station.domain.names import clean_name
from station.domain.parties import mandate, named
from station.domain.values import DeliveryPlan, Failure, Role
from station.domain.window_events import (
    DeliveryFailed,
    DeliveryPlanned,
    PickupAppointed,
    ResultDelivered,
)

WAYS = ("direct", "left", "post", "electronic", "passed_on")
"""直接, 留置, 邮寄, 电子, 转交 (民事诉讼法 88-91, by analogy)."""
AT_HOME = ("old_age", "illness", "disability", "caring", "other")
"""Why somebody cannot come to the window."""
RELATIONS = ("self", "family", "guardian", "proxy", "other")
WITNESS = optional("witness", "Witness")


def _moment(told: Told, name: str) -> datetime:
    """The time that was filled in, or now."""
    said: datetime = told.values.get(name) or told.stamp.at
    return said if said.tzinfo else said.replace(tzinfo=told.stamp.at.tzinfo)


def _wrong_moment(told: Told, name: str) -> Mapping[str, StationError]:
    """It is not in the future, nor before there was anything to hand out."""
    said, sent = _moment(told, name), _sent(told)
    if said <= told.stamp.at and (sent is None or sent <= said):
        return {}
    fault = StationError(
        "a result is received after it was dispatched and before now",
        "Look at the date on the proof of service.",
    )
    return {name: fault}


def _sent(told: Told) -> datetime | None:
    """Since when there is something to hand out: the result, or the notice of an end."""
    sent = (told.case.last(kind) for kind in _HANDED_OUT)
    return max((event.at for event in sent if event), default=None)


_HANDED_OUT: tuple[type[CaseEvent], ...] = (
    ResultDispatched, CaseNotRequired, CaseNotAccepted, CaseReturned, AcceptanceRevoked,
    CaseTerminated,
)  # fmt: skip


def _deliver(told: Told) -> CaseEvent:
    values = {"receiver": _receiver(told), "received_at": _moment(told, "received_at")}
    return ResultDelivered(**told.head, **{**told.values, **values})


def _delivered(told: Told) -> Mapping[str, StationError]:
    faults = dict(_wrong_moment(told, "received_at"))
    if {"receiver", "relation"} <= told.values.keys():
        try:
            _receiver(told)
        except StationError as fault:
            faults["receiver"] = fault
    return faults


def _receiver(told: Told) -> str:
    """Whoever signs as somebody who is on record bears the name on record; others are told as
    they were written down. Raises StationError."""
    written: str = told.values["receiver"]
    guardian, given = named(told.case, Role.GUARDIAN), mandate(told.case)
    on_record = {
        "self": told.case.applicant,
        "guardian": guardian.person if guardian else None,
        "proxy": given.mandatary if given else None,
    }  # fmt: skip
    relation = told.values["relation"]
    known = on_record.get(relation)
    if known is None:
        return written
    if clean_name(written) != known.name:
        raise StationError(*_OTHERS[relation])
    return known.name


_OTHERS = {
    "self": (
        "this is not the name of the applicant",
        "Give the name of the case; or say who took it: family, the guardian, or somebody with"
        " a mandate to collect.",
    ),
    "guardian": (
        "this is not the name of the guardian on record",
        "Give the name on record; or name the one who is guardian now first.",
    ),
    "proxy": (
        "this is not the name in the mandate",
        "Give the name in the mandate; or record the mandate of this person first.",
    ),
}
"""Who signs is not who they are said to be, and what would allow it."""


def _fail(told: Told) -> CaseEvent:
    values = {
        **told.values, "tried_at": _moment(told, "tried_at"), "why": Failure(told.values["why"])
    }  # fmt: skip
    return DeliveryFailed(**told.head, **values)


def _appointed(told: Told) -> Mapping[str, StationError]:
    day, kept = told.values.get("day"), told.values.get("keep_until")
    if day is None or kept is None or day <= kept:
        return past(told, "day", "keep_until")
    early = StationError("this is before the day of the pick-up", "Give that day or later.")
    return {"keep_until": early, **past(told, "day", "keep_until")}


def _plan(told: Told) -> CaseEvent:
    return DeliveryPlanned(**told.head, **{**told.values, "way": DeliveryPlan(told.values["way"])})


DELIVERING_ACTS = (
    Act(
        name="appoint_pickup", title="Appoint the pick-up", event=PickupAppointed,
        build=plain(PickupAppointed), look=_appointed,
        fields=(
            Field(name="day", label="Day", kind=FieldKind.DATE),
            Field(name="slot", label="Time of day"),
            Field(name="place", label="Place"),
            Field(name="bring", label="Papers to bring"),
            Field(name="who", label="Who may collect"),
            optional("keep_until", "Kept until", FieldKind.DATE),
        ),
    ),
    Act(
        name="plan_delivery", title="Plan a delivery", event=DeliveryPlanned, build=_plan,
        look=not_past("day"),
        fields=(
            one_of("way", "Way", DeliveryPlan),
            Field(name="day", label="Day of the delivery", kind=FieldKind.DATE),
            optional("slot", "Time of day"),
            Field(name="place", label="Place"),
            optional("reference", "Courier number or locker code"),
            Field(name="why", label="Why at home", kind=FieldKind.CHOICE, required=False,
                  choices=AT_HOME),
            optional("companion", "Second of the staff, at home"),
        ),
    ),
    Act(
        name="deliver", title="Record the delivery", event=ResultDelivered, build=_deliver,
        look=_delivered,
        fields=(
            Field(name="way", label="Way", kind=FieldKind.CHOICE, choices=WAYS),
            Field(name="place", label="Place"),
            Field(name="receiver", label="Received by"),
            Field(name="relation", label="Relation", kind=FieldKind.CHOICE, choices=RELATIONS),
            optional("received_at", "Received at", FieldKind.MOMENT),
            WITNESS,
            optional("remark", "Remark", FieldKind.TEXT),
        ),
    ),
    Act(
        name="record_failure", title="Record a failed delivery", event=DeliveryFailed,
        build=_fail, look=lambda told: _wrong_moment(told, "tried_at"),
        fields=(
            one_of("why", "Why", Failure),
            Field(name="place", label="Place"),
            optional("tried_at", "Tried at", FieldKind.MOMENT),
            WITNESS,
            optional("remark", "Remark", FieldKind.TEXT),
        ),
    ),
)  # fmt: skip
