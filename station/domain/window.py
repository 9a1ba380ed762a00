"""The acts of the window: whoever meets the resident."""

from collections.abc import Mapping
from dataclasses import replace

from station.domain.act import REASON, STATION_SAID, Act, Told, one_of, optional, plain
from station.domain.case import MENDABLE
from station.domain.decider_events import (
    CaseDeemedWithdrawn,
    CaseVoided,
    CaseWithdrawn,
)
from station.domain.delivering import DELIVERING_ACTS
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.fields import Field, FieldKind
from station.domain.items import Material
from station.domain.materials import SHEETS, completeness, defects, usual, wrong_papers
from station.domain.numbers import station_code
from station.domain.people import mended
from station.domain.transfer_events import CaseTransferred
from station.domain.values import Paper, Presenter, Side, Taken
from station.domain.versions import changes
from station.domain.window_events import (
    CaseArchived,
    CaseHandedOver,
    CaseRated,
    CaseReceived,
    CorrectionGivenUp,
    FixedOnSpot,
    NoticeGiven,
    PapersTaken,
    PreReviewAsked,
    VersionTaken,
)

LEVELS = ("very_satisfied", "satisfied", "fairly_satisfied", "dissatisfied", "very_dissatisfied")
"""GB/T 39046 A.8, 1 to 5."""
CHANNELS = ("desk", "qr", "paper", "kiosk", "sms", "hotline")

VISIT = optional("visit", "Day of the visit", FieldKind.DATE)
PRESENTER = one_of("presenter", "Who is at the window", Presenter, required=False)


def _take(told: Told) -> CaseEvent:
    materials = {material.seq: material for material in told.law.item.materials}
    papers = dict(sorted(told.values["papers"].items()))
    return PapersTaken(
        **told.head, papers=tuple(_counted(papers[seq], materials[seq]) for seq in papers)
    )


def _cannot_be(told: Told) -> Mapping[str, StationError]:
    return wrong_papers(told.law.item, told.values.get("papers", {}), told.today)


def _counted(paper: Paper, material: Material) -> Paper:
    """As many sheets as the item asks for, unless somebody counted them; originals beyond
    those that the item keeps are lent."""
    if paper.taken in SHEETS and not (paper.originals or paper.copies or paper.pages):
        paper = usual(material, paper.taken)
    if paper.taken is not Taken.ORIGINAL:
        return paper
    return replace(paper, lent=max(0, paper.originals - material.original_kept))


def _notify(told: Told) -> CaseEvent:
    lacking = completeness(told.law.item, told.case.papers).missing
    lines = (*defects(lacking, "行政许可法第三十二条第一款第四项"), *told.values["more"])
    return NoticeGiven(**told.head, defects=lines)


def presenter(told: Told) -> Presenter:
    """Who stands at the window; the applicant where nothing else was said."""
    return Presenter(told.values["presenter"] or Presenter.SELF)


def _receive(told: Told) -> CaseEvent:
    return CaseReceived(**told.head, presenter=presenter(told), for_authority=_receives(told))


def _hand(told: Told) -> CaseEvent:
    return CaseHandedOver(**told.head, for_authority=_receives(told))


def _give_up(told: Told) -> CaseEvent:
    return CorrectionGivenUp(**told.head, **told.values, for_authority=_receives(told))


def _receives(told: Told) -> bool:
    """Whether what is taken in here is with the authority: as the place has ruled; and where the
    village itself decides there is no other office to reach."""
    return told.law.rules.receiving_point or told.case.decider is Side.STATION


def _fix(told: Told) -> CaseEvent:
    """行政许可法 32(3)."""
    field, after = told.values["field"], told.values["after"]
    if field not in MENDABLE:
        return FixedOnSpot(**told.head, **told.values)
    person = mended(told.case.applicant, field, after, told.today)
    before = getattr(told.case.applicant, field)
    return FixedOnSpot(**told.head, field=field, before=before, after=getattr(person, field))


def _cannot_be_mended(told: Told) -> Mapping[str, StationError]:
    """A field of the applicant is checked as when it was first typed."""
    field, after = told.values.get("field"), told.values.get("after")
    if field not in MENDABLE or after is None:
        return {}
    try:
        person = mended(told.case.applicant, field, after, told.today)
    except StationError as fault:
        return {"after": fault}
    lent = any(paper.taken is Taken.SPACE for paper in told.case.papers.values())
    if not lent or person.id_number == told.case.applicant.id_number:
        return {}
    lender = StationError(
        "papers of this case came from the space of the person with this number",
        "Take them out of the case first: each space serves its own person.",
    )
    return {"field": lender}


def _rate(told: Told) -> CaseEvent:
    return CaseRated(
        **told.head, level=LEVELS.index(told.values["level"]) + 1, channel=told.values["channel"],
        visit=told.values["visit"] or told.today, comment=told.values["words"],
    )  # fmt: skip


def _rated(told: Told) -> Mapping[str, StationError]:
    visit = told.values.get("visit")
    if visit is None or visit <= told.today:
        return {}
    return {"visit": StationError("this day is still to come", "A visit is rated after it.")}


def _newer(told: Told) -> CaseEvent:
    """Papers keep their place by name: the new version may count them otherwise."""
    newest = told.law.newest
    assert newest is not None, "the guard has looked"
    places = changes(told.law.item, newest).places
    was = sorted((seq for seq in told.case.papers if seq in places), key=lambda seq: places[seq])
    papers = tuple(replace(told.case.papers[seq], seq=places[seq]) for seq in was)
    return VersionTaken(
        **told.head, item_version=newest.version, papers=papers, was=tuple(was)
    )  # fmt: skip


def _ended_code(told: Told) -> Mapping[str, StationError]:
    to, areas = told.values.get("to"), told.law.areas
    ended = areas.ended(to, told.today) if areas and to else None
    return {"to": ended} if ended else {}


def _deemed(told: Told) -> CaseEvent:
    """A term passed: what follows is the local rule's, and its words are kept."""
    gap = told.law.rules.gap
    correction = told.case.state.value == "correction"
    basis = told.law.rules.correction_basis if correction else gap.basis if gap else ""
    reason = told.values["reason"] or ("补正期限已过" if correction else "容缺材料逾期未补齐")
    return CaseDeemedWithdrawn(
        **told.head, reason=reason, basis=basis, station_said=told.values["station_said"]
    )


WINDOW_ACTS = (
    Act(
        name="take_papers", title="Take in papers", event=PapersTaken, build=_take,
        look=_cannot_be,
        fields=(Field(name="papers", label="Papers", kind=FieldKind.PAPERS),),
    ),
    Act(
        name="receive", title="Receive the papers", event=CaseReceived, build=_receive,
        fields=(PRESENTER,),
    ),
    Act(
        name="give_notice", title="Give the one-time notice", event=NoticeGiven, build=_notify,
        fields=(optional("more", "Further defects", FieldKind.DEFECTS),),
    ),
    Act(
        name="fix_on_spot", title="Mend on the spot", event=FixedOnSpot, build=_fix,
        look=_cannot_be_mended,
        fields=(
            Field(name="field", label="What is wrong"),
            optional("before", "As it was"),
            Field(name="after", label="As it should be"),
        ),
    ),
    Act(name="take_version", title="Go on with the new version", event=VersionTaken, build=_newer),
    Act(
        name="ask_pre_review", title="Ask for a pre-review", event=PreReviewAsked,
        build=plain(PreReviewAsked),
        fields=(optional("question", "Question", FieldKind.TEXT),),
    ),
    Act(
        name="hand_over", title="Hand over for decision", event=CaseHandedOver,
        build=_hand,
    ),
    Act(
        name="give_up_correction", title="Hand back uncorrected", event=CorrectionGivenUp,
        build=_give_up, fields=(REASON,),
    ),
    *DELIVERING_ACTS,
    Act(
        name="rate", title="Record a rating", event=CaseRated, build=_rate, look=_rated,
        fields=(
            Field(name="level", label="Level", kind=FieldKind.CHOICE, choices=LEVELS),
            Field(name="channel", label="Channel", kind=FieldKind.CHOICE, choices=CHANNELS),
            VISIT,
            optional("words", "Words", FieldKind.TEXT),
        ),
    ),
    Act(
        name="archive", title="Archive", event=CaseArchived, build=plain(CaseArchived),
        fields=(optional("by_hand", "Where the sheets on paper are", FieldKind.TEXT),),
    ),
    Act(
        name="transfer", title="Transfer to another station", event=CaseTransferred,
        build=plain(CaseTransferred), look=_ended_code,
        fields=(Field(name="to", label="To station", check=station_code), REASON),
    ),
    Act(
        name="withdraw", title="Withdraw", event=CaseWithdrawn, build=plain(CaseWithdrawn),
        fields=(REASON,),
    ),
    Act(
        name="deem_withdrawn", title="Note it as withdrawn", event=CaseDeemedWithdrawn,
        build=_deemed, fields=(optional("reason", "Reason", FieldKind.TEXT), STATION_SAID),
    ),
    Act(
        name="void", title="Void", event=CaseVoided, build=plain(CaseVoided), fields=(REASON,),
    ),
)  # fmt: skip
