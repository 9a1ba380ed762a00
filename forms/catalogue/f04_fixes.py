"""当场更正记录: errors that the applicant may put right on the spot (行政许可法 32(3))."""

from collections.abc import Mapping

from forms.facts import Facts
from forms.parts.mending import Fix
from forms.sheet.blocks import CENTRE, Block, Column, Listing, Notes, Prose, Sheet, Signing
from forms.sheet.head import NEEDS, case_grid, short_person
from forms.sheet.words import WRITE_MINUTE, minute
from forms.text import Content, Pen

PLACES: Mapping[str, str] = {
    "name": "姓名",
    "id_number": "公民身份号码",
    "phone": "联系电话",
    "address": "住址",
}
COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="更正之处", share=2.2),
    Column(title="更正前", share=3.2),
    Column(title="更正后", share=3.2),
    Column(title="更正时间", share=2.2),
    Column(title="经办人", share=1.7),
)
ROOM = 5
"""Rows of the list on a blank."""
NOTES = (
    "申请材料存在可以当场更正的错误的，应当允许申请人当场更正（《中华人民共和国行政许可法》"
    "第三十二条第一款第三项；不属于行政许可的事项参照执行）。",
    "更正由申请人本人或者其代理人作出，工作人员不得代为修改；更正处应当签名或者按指印。",
    "申请人对申请材料实质内容的真实性负责（《中华人民共和国行政许可法》第三十一条）。",
    "本记录一式一份，由服务站存档。",
)


def _fix(number: int, fix: Fix) -> tuple[Content, ...]:
    place = PLACES.get(fix.field, fix.field)
    return str(number), place, fix.before or "（空白）", fix.after, minute(fix.at), fix.by


def _build(facts: Facts) -> tuple[Block, ...]:
    rows = tuple(_fix(number, each) for number, each in enumerate(facts.fixes, start=1))
    return (
        case_grid(facts, short_person(facts.applicant)),
        Prose(content="　　申请人对申请材料中的下列错误当场作了更正："),
        Listing(columns=COLUMNS, rows=rows, room=ROOM),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                (
                    "以上更正由本人作出，内容属实\n申请人（代理人）签名：",
                    Pen(),
                    "\n",
                    *WRITE_MINUTE,
                ),
                ("经办人签名：\n", Pen(), "\n", *WRITE_MINUTE),
            ),
        ),
    )


SHEET = Sheet(
    code="F04",
    title="当场更正记录",
    copies=1,
    basis=("行政许可法 31, 32(3)",),
    needs=(*NEEDS, "fixes"),
    build=_build,
)
