"""What is in hand, what is still missing, and what may come later.

Necessity is the catalogue's word for each material; a material with a condition counts once
somebody has said that its condition holds (`Taken.NEEDED`, or any way of handing it in).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from station.domain.errors import BadInput, RuleBroken, StationError
from station.domain.items import Item, Material, Necessity
from station.domain.values import Defect, Paper, Taken

IN_HAND = frozenset(
    {Taken.ORIGINAL, Taken.SEEN, Taken.COPY, Taken.SCAN, Taken.SPACE, Taken.CERTIFICATE}
)
"""The ways of handing in after which a paper is here."""
SHEETS = frozenset({Taken.ORIGINAL, Taken.SEEN, Taken.COPY})
"""The ways of which sheets of paper are in hand."""


class MaterialsMissing(RuleBroken):
    """Papers that the item demands are not here. `missing` names them all."""

    def __init__(self, missing: tuple[Material, ...]) -> None:
        super().__init__(
            "still missing: {names}",
            "Print the one-time notice, and keep the case open until they are brought.",
            names="、".join(material.name_zh for material in missing),
        )
        self.missing = missing


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """The answer at the window: may the papers be received, and if not, what is lacking."""

    missing: tuple[Material, ...]
    """Demanded and not here: the one-time notice lists them."""
    promised: tuple[Material, ...]
    """To be brought later by promise (容缺)."""
    may_promise: tuple[Material, ...]
    """Not here, and a promise would do."""

    @property
    def complete(self) -> bool:
        """Whether the papers may be received now."""
        return not self.missing


def completeness(item: Item, papers: Mapping[int, Paper]) -> Completeness:
    """What these papers lack for this item.

    A gap-able paper that is neither here nor promised is missing: the resident chooses
    between bringing it and promising it (行政许可法 32(4); 地方容缺受理规定).
    """
    missing, promised, may_promise = [], [], []
    for material in item.materials:
        paper = papers.get(material.seq)
        taken = paper.taken if paper else Taken.ABSENT
        gap = material.necessity is Necessity.GAP
        if taken in IN_HAND or not (demanded(material) or taken is Taken.NEEDED):
            continue
        if gap and taken is Taken.PROMISED:
            promised.append(material)
        else:
            missing.append(material)
            if gap:
                may_promise.append(material)
    return Completeness(
        missing=tuple(missing), promised=tuple(promised), may_promise=tuple(may_promise)
    )


def demanded(material: Material) -> bool:
    """Whether the item asks it of everybody; with a condition, only once that holds."""
    always = material.necessity in (Necessity.REQUIRED, Necessity.GAP)
    return always and not material.condition


def wrong_papers(
    item: Item, papers: Mapping[int, Paper], today: date
) -> Mapping[str, StationError]:
    """Under `papers` each of these that cannot be so, as one promised for a day before `today`;
    nothing as a rule."""
    known = {material.seq: material for material in item.materials}
    faults: dict[str, StationError] = {}
    for seq, paper in papers.items():
        material = known.get(seq)
        if material is None:
            faults[str(seq)] = StationError(
                "the item has no material {seq}", "Look at the item's list of papers.", seq=seq
            )
        elif paper.taken is Taken.PROMISED and material.necessity is not Necessity.GAP:
            faults[str(seq)] = StationError(
                "{name} cannot be promised", "It must be here before the papers are received.",
                name=material.name_zh,
            )  # fmt: skip
        elif min(paper.originals, paper.copies, paper.pages) < 0:
            faults[str(seq)] = StationError("a number below zero", "Count the sheets again.")
        elif paper.until and paper.until < today:
            faults[str(seq)] = StationError(
                "this day has passed", "Give {today} or later.", today=today
            )
    return {"papers": BadInput(faults)} if faults else {}


def usual(material: Material, taken: Taken) -> Paper:
    """A paper taken in as the item asks: so many originals kept, so many copies."""
    if taken not in SHEETS:
        return Paper(seq=material.seq, taken=taken)
    kept = material.original_kept if taken is Taken.ORIGINAL else 0
    return Paper(seq=material.seq, taken=taken, originals=kept, copies=material.copies)


def best_way(material: Material) -> Taken:
    """How this material is taken in when all is as it should be."""
    if material.original_kept:
        return Taken.ORIGINAL
    return Taken.SEEN if material.verify_original else Taken.COPY


def defects(missing: tuple[Material, ...], basis: str) -> tuple[Defect, ...]:
    """The lines of a one-time notice for papers that are not here."""
    return tuple(
        Defect(
            seq=material.seq,
            paper=material.name_zh,
            fault="未提交",
            basis=basis,
            remedy=_remedy(material),
        )
        for material in missing
    )


def _remedy(material: Material) -> str:
    """What to bring, in the words of the sheet."""
    parts = []
    if material.original_kept:
        parts.append(f"原件{material.original_kept}份")
    if material.verify_original:
        parts.append("原件（核验后退还）")
    if material.copies:
        parts.append(f"复印件{material.copies}份")
    bring = "、".join(parts) or "原件"
    return f"请提交{bring}" + (f"；{material.note}" if material.note else "")
