"""Guards about papers: what is missing, what may come in now, where the originals are."""

from datetime import datetime

from station.domain.act import Told
from station.domain.case import Case
from station.domain.custody import BEFORE, WRITERS, away, originals
from station.domain.decider_events import CorrectionAsked
from station.domain.errors import RuleBroken
from station.domain.guard import Guard
from station.domain.items import Item
from station.domain.materials import IN_HAND, MaterialsMissing, completeness
from station.domain.states import CaseState
from station.domain.values import Defect, Paper, Place, Taken
from station.domain.versions import changes
from station.domain.window_events import PapersTaken

FREELY = frozenset({CaseState.DRAFT, CaseState.CORRECTION})
"""Where papers come and go; elsewhere they only come."""


def material_names(item: Item, seqs: tuple[int, ...]) -> str:
    """The names of these materials, as a sentence lists them."""
    names = {material.seq: material.name_zh for material in item.materials}
    return "、".join(names.get(seq, str(seq)) for seq in seqs)


def numbered(defects: tuple[Defect, ...], item: Item) -> tuple[Defect, ...]:
    """The defects with the numbers of the materials that their words name."""
    seqs = {material.name_zh: material.seq for material in item.materials}
    return tuple(
        Defect(
            seq=one.seq or seqs.get(one.paper, 0), paper=one.paper, fault=one.fault,
            basis=one.basis, remedy=one.remedy,
        )
        for one in defects
    )  # fmt: skip


def brought_since(case: Case, kind: type[CorrectionAsked]) -> frozenset[int]:
    """The materials that came in after the first event of this kind."""
    brought: set[int] = set()
    asked = False
    for entry in case.history:
        if entry.refused:
            continue
        asked = asked or isinstance(entry.event, kind)
        if asked and isinstance(entry.event, PapersTaken):
            brought |= {paper.seq for paper in entry.event.papers if paper.taken in IN_HAND}
    return frozenset(brought)


def still_asked(case: Case) -> tuple[Defect, ...]:
    """What the last correction notice says of papers that were not brought since."""
    brought = _brought(case, None)
    return tuple(line for line in case.asked if line.seq and line.seq not in brought)


def _brought(case: Case, by: datetime | None) -> frozenset[int]:
    """The materials that came in after the last correction notice, up to that moment."""
    brought: set[int] = set()
    for entry in reversed(case.history):
        if isinstance(entry.event, CorrectionAsked):
            break
        if entry.refused or not isinstance(entry.event, PapersTaken):
            continue
        if by is None or entry.event.at <= by:
            brought |= {paper.seq for paper in entry.event.papers if paper.taken in IN_HAND}
    return frozenset(brought)


def corrected(case: Case, by: datetime | None = None) -> bool:
    """Whether all that the correction asked for came in, by that moment if one is named."""
    brought = _brought(case, by)
    return bool(brought) and all(line.seq in brought for line in case.asked if line.seq)


def _complete(told: Told) -> RuleBroken | None:
    lacking = completeness(told.law.item, told.case.papers).missing
    return MaterialsMissing(lacking) if lacking else None


def _missing(told: Told) -> RuleBroken | None:
    """Once values are given, lines of the agent's own make a notice as well."""
    lacking = completeness(told.law.item, told.case.papers).missing
    if lacking or not told.values or told.values.get("more"):
        return None
    return RuleBroken("nothing is missing", "Receive the papers instead.")


def _asked_here(told: Told) -> RuleBroken | None:
    still = still_asked(told.case)
    if not still:
        return None
    return RuleBroken(
        "the district asked for {names}, and it was not taken in since",
        "Take in the corrected papers first, or hand the case back as it is.",
        names="、".join(line.paper for line in still),
    )


def _may_be_taken(told: Told) -> RuleBroken | None:
    if told.case.state in FREELY:
        return None
    papers: dict[int, Paper] = dict(told.values.get("papers", {}))
    here = {seq for seq, paper in told.case.papers.items() if paper.taken in IN_HAND}
    gone = tuple(seq for seq in papers if seq in here or papers[seq].taken not in IN_HAND)
    if not gone:
        return None
    return RuleBroken(
        "the papers are received: {names} cannot be changed now",
        "Take in what is promised or new; what was wrong is put right by a correction.",
        names=material_names(told.law.item, gone),
    )


def _originals_stay(told: Told) -> RuleBroken | None:
    """In a draft a row ticked by mistake is simply unticked."""
    if told.case.state is CaseState.DRAFT:
        return None
    papers: dict[int, Paper] = dict(told.values.get("papers", {}))
    held = {seq for seq, one in originals(told.case).items() if not one.home or not one.lent}
    lost = tuple(seq for seq in papers if seq in held and papers[seq].taken is Taken.ABSENT)
    if not lost:
        return None
    return RuleBroken(
        "the originals of {names} are in custody", "Record where they go first.",
        names=material_names(told.law.item, lost),
    )  # fmt: skip


def _originals_back(told: Told) -> RuleBroken | None:
    out = away(told.case)
    if not out:
        return None
    return RuleBroken(
        "the originals of {names} are not back where they belong",
        "Give them back to the resident, or record that they came back, first.",
        names=material_names(told.law.item, tuple(one.seq for one in out)),
    )


def _originals_here(told: Told) -> RuleBroken | None:
    """Those that the district keeps in its file stay there."""
    gone = tuple(
        one.seq for one in originals(told.case).values()
        if one.place in _ROADS or (one.lent and one.place is Place.DISTRICT)
    )  # fmt: skip
    if not gone:
        return None
    return RuleBroken(
        "the originals of {names} are not at the station",
        "Record that they came back first; then the whole file goes to the other station.",
        names=material_names(told.law.item, gone),
    )


_ROADS = (Place.ROAD_UP, Place.ROAD_DOWN)


def _original_there(told: Told) -> RuleBroken | None:
    if not told.values:
        return None
    to, seqs = Place(told.values["to"]), told.values["papers"]
    if WRITERS[to] is not told.side:
        return RuleBroken("the other office records this", "Ask it in a message.")
    held = originals(told.case)
    lost = tuple(seq for seq in seqs if seq not in held or held[seq].place is not BEFORE[to])
    if not lost:
        return None
    return RuleBroken(
        "the originals of {names} are not at {place}", "Look where they are first.",
        names=material_names(told.law.item, lost), place=BEFORE[to],
    )  # fmt: skip


def _first_complete(told: Told) -> RuleBroken | None:
    """行政许可法 72(4): what could have been named the first time is not named a second time."""
    defects = told.values.get("defects")
    if not defects or told.values.get("again") or not told.case.count(CorrectionAsked):
        return None
    new = brought_since(told.case, CorrectionAsked)
    old = [one.paper for one in numbered(defects, told.law.item) if one.seq not in new]
    if not old:
        return None
    return RuleBroken(
        "{names} could have been named in the first notice (行政许可法第七十二条第四项)",
        "Leave it out, or give the reason why it is named only now: it will be counted.",
        names="、".join(old),
    )


def _newer_version(told: Told) -> RuleBroken | None:
    newest = told.law.newest
    if newest is None or newest.version <= told.case.item_version:
        return RuleBroken("the case has the newest version of the item", "Go on with it.")
    places = changes(told.law.item, newest).places
    held = tuple(
        seq for seq, one in originals(told.case).items()
        if seq not in places and one.place is not Place.RESIDENT
    )  # fmt: skip
    if not held:
        return None
    return RuleBroken(
        "the originals of {names} are in custody", "Record where they go first.",
        names=material_names(told.law.item, held),
    )  # fmt: skip


CHECKS = {
    Guard.PAPERS_COMPLETE: _complete,
    Guard.SOMETHING_MISSING: _missing,
    Guard.ASKED_PAPERS_HERE: _asked_here,
    Guard.MAY_BE_TAKEN_NOW: _may_be_taken,
    Guard.ORIGINALS_STAY: _originals_stay,
    Guard.ORIGINALS_BACK: _originals_back,
    Guard.ORIGINALS_HERE: _originals_here,
    Guard.ORIGINAL_IS_THERE: _original_there,
    Guard.FIRST_NOTICE_COMPLETE: _first_complete,
    Guard.NEWER_VERSION: _newer_version,
}
