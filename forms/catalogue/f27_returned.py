"""退件通知书: the case goes back to the applicant undecided, with a reason and the remedies."""

from forms.facts import Facts
from forms.sheet.authority import AUTHORITY_NEEDS, letter
from forms.sheet.blocks import Block, Field, Grid, Sheet
from forms.sheet.given_back import given_back
from forms.sheet.remedies import remedies
from forms.sheet.words import filled, filled_day, quoted

NOTES = (
    "退件适用于经告知后长期不补正、补正后仍不符合要求或者申请人放弃的情形，不影响申请人就同一事项"
    "重新提出申请。",
    "申请人应当核对退还的材料后签收。",
    "本通知书一式两份，申请人一份，行政机关存档一份。",
)


def _build(facts: Facts) -> tuple[Block, ...]:
    told = facts.ending.returned
    return letter(
        facts,
        (
            "　　您申请办理的",
            *quoted(facts.item.name),
            "，因下列理由予以退件，本次办理结束：",
        ),
        Grid(
            rows=(
                (Field(label="退件日期", content=filled_day(told.at)),),
                (Field(label="退件理由", content=filled(told.reason), room=3),),
                (Field(label="退件依据", content=filled(told.basis)),),
            )
        ),
        *given_back(facts.papers, known=told.at is not None),
        remedies(this="本退件决定", in_village=facts.item.in_village),
        notes=NOTES,
        at=told.at,
        seal="行政机关印章",
    )


SHEET = Sheet(
    code="F27",
    title="退件通知书",
    copies=2,
    basis=("浙江省保障“最多跑一次”改革规定 11",),
    needs=(*AUTHORITY_NEEDS, "ending.returned.at", "ending.returned.reason"),
    build=_build,
    by_authority=True,
)
