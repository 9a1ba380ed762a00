"""个人空间材料使用记录: what of the applicant's space served this case, and that they confirmed it.

浙江省保障“最多跑一次”改革规定 7: the applicant may be asked to confirm what the offices have, and
whose paper says otherwise is right.
"""

from collections.abc import Mapping

from forms.facts import Facts
from forms.parts.privacy import SpaceUse
from forms.sheet.blocks import CENTRE, Block, Column, Listing, Notes, Prose, Sheet, Signing
from forms.sheet.head import NEEDS, case_grid, short_person
from forms.sheet.words import WRITE_DAY, minute
from forms.text import Content, Pen

CONFIRMED: Mapping[str, str] = {"self": "本人", "guardian": "监护人", "proxy": "受托人"}
COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="材料名称", share=3.4),
    Column(title="空间条目", share=3.2),
    Column(title="使用时间", share=2.2),
    Column(title="经办人", share=1.8),
    Column(title="确认人", share=1.2, align=CENTRE),
)
ROOM = 5
"""Rows of the list on a blank."""
NOTES = (
    "“我的空间”的材料只在本人单独同意后保存，每次使用由本人确认"
    "（《中华人民共和国个人信息保护法》第二十九条）；不满十四周岁的，由监护人确认（同法第三十一条）。",
    "与本人所持证照、材料不一致的，以核实后的证照、材料为准；可以随时要求更正，或者撤回同意。",
    "使用后撤回同意的，不影响撤回前已经进行的使用（同法第十五条）。",
    "本记录一式一份，由服务站存档；可以拍照留存。",
)


def _use(number: int, use: SpaceUse) -> tuple[Content, ...]:
    confirmed = CONFIRMED.get(use.confirmed_by, use.confirmed_by)
    bound = f"（其他站点提供，限用于{use.purpose}）" if use.purpose else ""
    return str(number), use.paper, use.entry + bound, minute(use.used_at), use.by, confirmed


def _build(facts: Facts) -> tuple[Block, ...]:
    rows = tuple(_use(number, each) for number, each in enumerate(facts.space_uses, start=1))
    return (
        case_grid(facts, short_person(facts.applicant)),
        Prose(
            content="　　办理本事项时，经申请人确认，下列材料取自申请人的“我的空间”，"
            "不再要求另行提交："
        ),
        Listing(columns=COLUMNS, rows=rows, room=ROOM),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                ("本人（监护人、受托人）确认签名：\n", Pen(), "\n", *WRITE_DAY),
                ("经办人签名：\n", Pen(), "\n", *WRITE_DAY),
            ),
        ),
    )


SHEET = Sheet(
    code="F35",
    title="个人空间材料使用记录",
    copies=1,
    basis=("个人信息保护法 15, 29, 31", "浙江省保障“最多跑一次”改革规定 7"),
    needs=(*NEEDS, "space_uses"),
    build=_build,
)
