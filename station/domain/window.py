"""The acts of the window: whoever meets the resident."""

from station.domain.act import REASON, Act, Told, plain
from station.domain.case import Case
from station.domain.errors import BadInput, RuleBroken, StationError
from station.domain.events import (
    CaseArchived,
    CaseEvent,
    CaseHandedOver,
    CaseReceived,
    CaseVoided,
    CaseWithdrawn,
    CorrectionAsked,
    NoticeGiven,
    PapersTaken,
    PickupAppointed,
    ResultDelivered,
    ResultDispatched,
)
from station.domain.fields import Field, FieldKind
from station.domain.materials import (
    IN_HAND,
    MaterialsMissing,
    checked_papers,
    completeness,
    defects,
    usual,
)
from station.domain.values import Paper

WAYS = ("direct", "left", "post", "electronic", "passed_on")
"""直接, 留置, 邮寄, 电子, 转交 (民事诉讼法 88-91, by analogy)."""
RELATIONS = ("self", "family", "guardian", "proxy", "other")


def _take(told: Told) -> CaseEvent:
    materials = {material.seq: material for material in told.law.item.materials}
    papers: tuple[Paper, ...] = checked_papers(told.law.item, told.values["papers"])
    filled = tuple(
        usual(materials[paper.seq], paper.taken)
        if paper.taken in IN_HAND and not (paper.originals or paper.copies or paper.pages)
        else paper
        for paper in papers
    )
    return PapersTaken(**told.head, papers=filled)


def _notify(told: Told) -> CaseEvent:
    lacking = completeness(told.law.item, told.case.papers).missing
    lines = (*defects(lacking, "行政许可法第三十二条第一款第四项"), *told.values["more"])
    if not lines:
        raise RuleBroken("nothing is missing", "Receive the papers instead.")
    return NoticeGiven(**told.head, defects=lines)


def _receive(told: Told) -> CaseEvent:
    lacking = completeness(told.law.item, told.case.papers).missing
    if lacking:
        raise MaterialsMissing(lacking)
    return CaseReceived(**told.head)


def _hand_over(told: Told) -> CaseEvent:
    """After a correction notice, everything it asked for must have been brought since."""
    still = _still_asked(told.case)
    if still:
        raise RuleBroken(
            "the district asked for {names}, and it was not taken in since",
            "Take in the corrected papers first.",
            names="、".join(still),
        )
    return CaseHandedOver(**told.head)


def _still_asked(case: Case) -> tuple[str, ...]:
    brought: set[int] = set()
    for entry in reversed(case.history):
        if isinstance(entry.event, CorrectionAsked):
            break
        if isinstance(entry.event, PapersTaken):
            brought |= {paper.seq for paper in entry.event.papers if paper.taken in IN_HAND}
    return tuple(line.paper for line in case.asked if line.seq and line.seq not in brought)


def _deliver(told: Told) -> CaseEvent:
    values = dict(told.values)
    received = values["received_at"] or told.stamp.at
    if received.tzinfo is None:
        received = received.replace(tzinfo=told.stamp.at.tzinfo)
    dispatched = told.case.last(ResultDispatched)
    if received > told.stamp.at or (dispatched and received < dispatched.at):
        raise BadInput(
            {
                "received_at": StationError(
                    "a result is received after it was dispatched and before now",
                    "Look at the date on the proof of service.",
                )
            }
        )
    return ResultDelivered(**told.head, **{**values, "received_at": received})


WINDOW_ACTS = (
    Act(
        name="take_papers", title="Take in papers", event=PapersTaken, build=_take,
        fields=(Field(name="papers", label="Papers", kind=FieldKind.PAPERS),),
    ),
    Act(
        name="receive", title="Receive the papers", event=CaseReceived, build=_receive,
    ),
    Act(
        name="give_notice", title="Give the one-time notice", event=NoticeGiven,
        build=_notify,
        fields=(
            Field(
                name="more", label="Further defects", kind=FieldKind.DEFECTS,
                required=False,
            ),
        ),
    ),
    Act(
        name="hand_over", title="Hand over for decision", event=CaseHandedOver,
        build=_hand_over,
    ),
    Act(
        name="appoint_pickup", title="Appoint the pick-up", event=PickupAppointed,
        build=plain(PickupAppointed),
        fields=(
            Field(name="day", label="Day", kind=FieldKind.DATE),
            Field(name="slot", label="Time of day"),
            Field(name="place", label="Place"),
            Field(name="bring", label="Papers to bring"),
            Field(name="who", label="Who may collect"),
            Field(
                name="keep_until", label="Kept until", kind=FieldKind.DATE,
                required=False,
            ),
        ),
    ),
    Act(
        name="deliver", title="Record the delivery", event=ResultDelivered,
        build=_deliver,
        fields=(
            Field(name="way", label="Way", kind=FieldKind.CHOICE, choices=WAYS),
            Field(name="place", label="Place"),
            Field(name="receiver", label="Received by"),
            Field(
                name="relation", label="Relation", kind=FieldKind.CHOICE,
                choices=RELATIONS,
            ),
            Field(
                name="received_at", label="Received at", kind=FieldKind.MOMENT,
                required=False,
            ),
            Field(name="remark", label="Remark", kind=FieldKind.TEXT, required=False),
        ),
    ),
    Act(
        name="archive", title="Archive", event=CaseArchived, build=plain(CaseArchived),
    ),
    Act(
        name="withdraw", title="Withdraw", event=CaseWithdrawn,
        build=plain(CaseWithdrawn), fields=(REASON,),
    ),
    Act(
        name="void", title="Void", event=CaseVoided, build=plain(CaseVoided),
        fields=(REASON,),
    ),
)  # fmt: skip
