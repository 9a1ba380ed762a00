"""代办终止单, 续办委托书, 代办办结单: what became of a mandate, on one sheet.

民法典 173: a mandate ends with its period, with the matter, or when either side gives it up. One
that goes on is a mandate of its own and names everything anew (165).
"""

from collections.abc import Mapping

from forms.facts import Facts
from forms.parts.agency import AgencyEnd, Returned
from forms.sheet.blocks import (
    CENTRE,
    Block,
    Column,
    Field,
    Grid,
    Heading,
    Listing,
    Notes,
    Sheet,
    Signing,
)
from forms.sheet.head import NEEDS, case_grid, short_person
from forms.sheet.mandate import period, powers
from forms.sheet.words import WRITE_DAY, choice, filled, filled_day
from forms.text import Content, Pen

KINDS: Mapping[str, str] = {
    "ended": "代办终止",
    "renewed": "续办委托",
    "finished": "代办办结",
}
COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="退还材料名称", share=6),
    Column(title="份数", share=1, align=CENTRE),
    Column(title="退还情况", share=2.4, align=CENTRE),
)
ROOM = 2
"""Rows of the list on a blank."""
NOTES = (
    "代理期限届满或者代理事务完成、被代理人取消委托或者代理人辞去委托的，委托代理终止"
    "（《中华人民共和国民法典》第一百七十三条）。自终止之日起，受托人不得再行代办。",
    "续办的，应当重新写明代理人、代理事项、权限和期限，由委托人签名或者盖章（同法第一百六十五条）。",
    "终止、办结后，受托人应当退还所持的全部原件；委托人核对无误后签名。",
    "代办服务不收取任何费用。",
    "本单一式两份，委托人一份，服务站存档一份。",
)


def _paper(number: int, paper: Returned) -> tuple[Content, ...]:
    return str(number), paper.name, str(paper.count), "已退还" if paper.back else (Pen(6),)


def _renewal(end: AgencyEnd) -> tuple[tuple[Field, ...], ...]:
    """Only a renewal has them, and a blank, which may become one."""
    if end.kind not in ("", "renewed"):
        return ()
    return (
        (
            Field(label="续办受托人", content=filled(end.renewed.name)),
            Field(label="联系电话", content=filled(end.renewed.phone)),
        ),
        (Field(label="续办事项", content=filled(end.renewed.matter)),),
        (Field(label="续办权限", content=powers(end.renewed)),),
        (Field(label="续办期限", content=period(end.renewed)),),
    )


def _build(facts: Facts) -> tuple[Block, ...]:
    end = facts.agency_end
    outcome = (Field(label="办理结果", content=filled(end.outcome)),)
    rows = tuple(_paper(number, paper) for number, paper in enumerate(end.papers, start=1))
    return (
        case_grid(facts, short_person(facts.applicant)),
        Heading(text="原委托"),
        Grid(
            rows=(
                (
                    Field(label="受托人", content=filled(end.former.name)),
                    Field(label="联系电话", content=filled(end.former.phone)),
                ),
                (Field(label="委托事项", content=filled(end.former.matter)),),
                (Field(label="委托权限", content=powers(end.former)),),
                (Field(label="委托期限", content=period(end.former)),),
            )
        ),
        Heading(text="办理情况"),
        Grid(
            rows=(
                (
                    Field(label="办理种类", content=choice(KINDS, end.kind), share=1.6),
                    Field(label="日期", content=filled_day(end.on)),
                ),
                (Field(label="原因", content=filled(end.reason)),),
                *_renewal(end),
                *((outcome,) if end.kind in ("", "finished") else ()),
            )
        ),
        Listing(columns=COLUMNS, rows=rows, room=ROOM),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                ("委托人签名或者盖章：\n", Pen(), "\n", *WRITE_DAY),
                ("受托人签名：\n", Pen(), "\n", *WRITE_DAY),
            ),
        ),
    )


SHEET = Sheet(
    code="F12",
    title="代办终止（续办、办结）单",
    copies=2,
    basis=("民法典 165, 173", "DB14/T 2233-2020 附录B-D"),
    needs=(*NEEDS, "agency_end.kind"),
    build=_build,
)
