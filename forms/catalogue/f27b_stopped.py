"""终止(取消审批)通知书: the authority ends a case undecided, because a promise was broken, a term
passed, or nothing is left to decide about.

Which of these the law knows is the rule of the place: 撤销受理 in Zhejiang, 视为撤回 in Anyang,
停止 or 取消审批 in Gaoming.
"""

from collections.abc import Mapping

from forms.facts import Facts
from forms.sheet.authority import AUTHORITY_NEEDS, letter
from forms.sheet.blocks import Block, Field, Grid, Sheet
from forms.sheet.given_back import given_back
from forms.sheet.remedies import remedies
from forms.sheet.words import choice, filled, filled_day, quoted

KINDS: Mapping[str, str] = {
    "terminated": "终止办理（取消审批）",
    "revoked": "撤销受理",
    "withdrawn": "视为撤回申请",
}
NOTES = (
    "撤销受理、视为撤回申请、停止办理或者取消审批，适用所列依据规定的情形；申请人可以就同一事项"
    "重新提出申请。",
    "容缺材料在期限内已经交到服务站的，请出示收件回执，由服务站向作出决定的机关核实。",
    "申请人应当核对退还的材料后签收。",
    "本通知书一式两份，申请人一份，行政机关存档一份。",
)


def _build(facts: Facts) -> tuple[Block, ...]:
    told = facts.ending.stopped
    return letter(
        facts,
        (
            "　　您申请办理的",
            *quoted(facts.item.name),
            "，因下列理由不再继续办理，现予书面通知：",
        ),
        Grid(
            rows=(
                (Field(label="处理结果", content=choice(KINDS, told.kind)),),
                (Field(label="处理日期", content=filled_day(told.at)),),
                (Field(label="理由", content=filled(told.reason), room=3),),
                (Field(label="依据", content=filled(told.basis)),),
            )
        ),
        *given_back(facts.papers, known=told.at is not None),
        remedies(this="本处理决定", in_village=facts.item.in_village),
        notes=NOTES,
        at=told.at,
        seal="行政机关印章",
    )


SHEET = Sheet(
    code="F27B",
    title="终止（取消审批）通知书",
    copies=2,
    basis=("浙江省保障“最多跑一次”改革规定 11", "安阳市政务服务条例 24"),
    needs=(*AUTHORITY_NEEDS, "ending.stopped.at", "ending.stopped.reason"),
    build=_build,
    by_authority=True,
)
