"""What the sheets of the window may know: what was mended there, what came from a space."""

from forms.parts.mending import Fix
from forms.parts.privacy import SpaceUse
from station.desk.facts_words import local
from station.desk.words import in_chinese
from station.domain.act import Law
from station.domain.case import Case
from station.domain.fact_events import SpaceUsed
from station.domain.telling import name_of
from station.domain.window_events import FixedOnSpot


def fixes(case: Case) -> tuple[Fix, ...]:
    """Every error that was mended on the spot, in order."""
    return tuple(
        Fix(
            field=one.field, before=one.before, after=one.after, by=one.by,
            at=local(one.at),
        )
        for one in case.all(FixedOnSpot)
    )  # fmt: skip


def space_uses(case: Case, law: Law) -> tuple[SpaceUse, ...]:
    """Every document of the applicant's space that served this case; it may be gone since."""
    names = {material.seq: material.name_zh for material in law.item.materials}
    return tuple(
        SpaceUse(
            paper=names.get(one.seq, f"材料{one.seq}"), entry=one.entry, by=one.by,
            used_at=local(one.at), confirmed_by=one.confirmed_by.value,
            purpose=in_chinese(name_of(one.purpose)) if one.purpose else "",
        )
        for one in case.all(SpaceUsed)
    )  # fmt: skip
