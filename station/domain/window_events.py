"""What happens at the window: papers come in, results go out."""

from dataclasses import dataclass
from datetime import date, datetime

from station.domain.approvers import Approver
from station.domain.event import CaseEvent
from station.domain.people import Person
from station.domain.values import Defect, DeliveryPlan, Failure, Paper, Presenter, Side


@dataclass(frozen=True, kw_only=True)
class CaseOpened(CaseEvent):
    """A resident asks for an item. `decider` is the end of the line that will decide, `decided_by`
    who answers for the decision there: as on this day, whoever is appointed later."""

    kind = "case_opened"
    item: str
    item_version: int
    item_name: str
    decider: Side
    decided_by: Approver
    applicant: Person


@dataclass(frozen=True, kw_only=True)
class VersionTaken(CaseEvent):
    """The draft goes on by a newer version of its item. `papers` are those in hand under the
    numbers of the new version, `was` the numbers that they had before, in the same order; what
    the new version no longer asks for is left out and stays on record."""

    kind = "version_taken"
    item_version: int
    papers: tuple[Paper, ...]
    was: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PapersTaken(CaseEvent):
    """Papers were handed in, promised, or given back. Each replaces its row of before."""

    kind = "papers_taken"
    papers: tuple[Paper, ...]


@dataclass(frozen=True, kw_only=True)
class NoticeGiven(CaseEvent):
    """The one-time notice of all that is missing was handed to the resident at the window."""

    kind = "notice_given"
    defects: tuple[Defect, ...]


@dataclass(frozen=True, kw_only=True)
class FixedOnSpot(CaseEvent):
    """当场更正: the applicant mended an error on the spot (行政许可法 32(3)).

    `field` is a field of `Person` and then `after` is its new value, or any words that name
    a place on a form.
    """

    kind = "fixed_on_spot"
    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class PreReviewAsked(CaseEvent):
    """预审: the district is asked to look at the papers before they are received. No statutory
    clock runs."""

    kind = "pre_review_asked"
    question: str


@dataclass(frozen=True, kw_only=True)
class CaseReceived(CaseEvent):
    """收件: the papers are in the station's hands.

    `for_authority`: the station receives for the authority, or decides itself, so that the notice
    clock runs from here (行政许可法 32); else it runs from the arrival there (`CaseArrived`).
    """

    kind = "case_received"
    presenter: Presenter
    for_authority: bool


@dataclass(frozen=True, kw_only=True)
class CaseHandedOver(CaseEvent):
    """The case goes to the one who decides. For `for_authority` see `CaseReceived`."""

    kind = "case_handed_over"
    for_authority: bool


@dataclass(frozen=True, kw_only=True)
class CorrectionGivenUp(CaseEvent):
    """What was asked for does not come: the case goes back to the decider as it is. For
    `for_authority` see `CaseReceived`."""

    kind = "correction_given_up"
    reason: str
    for_authority: bool


@dataclass(frozen=True, kw_only=True)
class PickupAppointed(CaseEvent):
    """The resident was told when and where to fetch the result."""

    kind = "pickup_appointed"
    place: str
    day: date
    slot: str
    bring: str
    who: str
    keep_until: date | None


@dataclass(frozen=True, kw_only=True)
class DeliveryPlanned(CaseEvent):
    """The result is brought or sent. `reference` is the courier's number, the locker's code or
    the address to which it goes. Who brings it home says `why` and goes with `companion`."""

    kind = "delivery_planned"
    way: DeliveryPlan
    day: date
    slot: str
    place: str
    reference: str
    why: str
    companion: str


@dataclass(frozen=True, kw_only=True)
class ResultDelivered(CaseEvent):
    """送达: the result is in the recipient's hands, or lawfully left for them."""

    kind = "result_delivered"
    way: str
    place: str
    receiver: str
    relation: str
    received_at: datetime
    witness: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class DeliveryFailed(CaseEvent):
    """送达不成: tried, and not delivered. The proof of service says why."""

    kind = "delivery_failed"
    why: Failure
    place: str
    tried_at: datetime
    witness: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class CaseArchived(CaseEvent):
    """归档: nothing more will happen to this case. `by_hand` says where the sheets are that
    were not printed here."""

    kind = "case_archived"
    by_hand: str


@dataclass(frozen=True, kw_only=True)
class CaseRated(CaseEvent):
    """好差评: the applicant's own and free word on one visit (GB/T 39734). `level` is 1 (非常
    满意) to 5 (非常不满意), as GB/T 39046 A.8 numbers them."""

    kind = "case_rated"
    level: int
    channel: str
    visit: date
    comment: str
    """In the applicant's words; hidden where personal data are."""
