"""无需办理告知单: the matter needs no decision, which is told at once (行政许可法 32(1))."""

from forms.facts import Facts
from forms.sheet.authority import AUTHORITY_NEEDS, letter
from forms.sheet.blocks import Block, Field, Grid, Sheet
from forms.sheet.words import application, filled, filled_day

NOTES = (
    "申请事项依法不需要取得行政许可的，应当即时告知申请人不受理（《中华人民共和国行政许可法》"
    "第三十二条第一款第一项）；不属于行政许可的事项参照执行。",
    "无需办理以您申请时说明的情况为前提；情况发生变化的，请重新咨询。",
    "已提交的材料原件退还申请人。提供告知和代办服务不收取任何费用。",
    "本告知单一式两份，申请人一份，受理机关存档一份。",
)


def _build(facts: Facts) -> tuple[Block, ...]:
    told = facts.accepting.not_required
    return letter(
        facts,
        (
            "　　您提出的",
            *application(facts.item.name),
            "，经审查依法不需要办理，本机关不受理，现将理由和依据告知如下：",
        ),
        Grid(
            rows=(
                (Field(label="告知日期", content=filled_day(told.at)),),
                (Field(label="无需办理\n的理由", content=filled(told.reason), room=4),),
                (Field(label="法律依据", content=filled(told.basis), room=2),),
            )
        ),
        notes=NOTES,
        at=told.at,
        seal="受理专用章",
    )


SHEET = Sheet(
    code="F06",
    title="无需办理告知单",
    copies=2,
    basis=("行政许可法 32(1)",),
    needs=(
        *AUTHORITY_NEEDS, "accepting.not_required.at", "accepting.not_required.reason",
        "accepting.not_required.basis",
    ),
    build=_build,
    by_authority=True,
)  # fmt: skip
