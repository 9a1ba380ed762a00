"""交接单(村→镇→区): what went into the bag, and who had it when.

Names are masked: the bag passes through hands that need no more (个人信息保护法 6).
"""

from forms.facts import Facts
from forms.parts.carrying import Carried
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
from forms.sheet.words import filled, named
from forms.text import Content, Pen

COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="收件编号", share=4.8),
    Column(title="事项名称", share=3.4),
    Column(title="申请人", share=1.5),
    Column(title="材料种数", share=1.4, align=CENTRE),
    Column(title="原件份数", share=1.4, align=CENTRE),
)
MOMENT = (Pen(2), "月", Pen(2), "日", Pen(2), "时", Pen(2), "分")
"""In a third of the width; the year stands in the batch number."""
ROOM = 12
"""Rows of the list on a blank."""
NOTES = (
    "交接双方当面清点：封签完好、收件编号和材料种数与本单一致的，签名交接；不一致的，在“差异”栏"
    "写明，双方签名，差异部分不视为已经交接。",
    "收到日期自接收人签名时起算；材料在途中的，由送件人负责保管，不拆封、不复制、不转交他人。",
    "本单一式三份，移交方、送件人、接收方各一份。",
)


def _case(number: int, case: Carried) -> tuple[Content, ...]:
    return (
        str(number), case.number, case.item, case.applicant, str(case.papers),
        str(case.originals),
    )  # fmt: skip


def _total(cases: tuple[Carried, ...]) -> Content:
    if not cases:
        return ("合计 ", Pen(3), " 件，材料 ", Pen(3), " 种，原件 ", Pen(3), " 份。")
    return (
        f"合计 {len(cases)} 件，材料 {sum(one.papers for one in cases)} 种，"
        f"原件 {sum(one.originals for one in cases)} 份。"
    )


def _build(facts: Facts) -> tuple[Block, ...]:
    hand_over = facts.hand_over
    cases = hand_over.cases
    return (
        Grid(
            rows=(
                (
                    Field(label="批次号", content=filled(hand_over.batch)),
                    Field(label="站点代码", content=filled(facts.station.code)),
                ),
                (
                    Field(label="移交方", content=filled(hand_over.sender or facts.station.name)),
                    Field(label="接收方", content=filled(hand_over.receiver)),
                ),
                (
                    Field(label="材料袋\n封签号", content=(Pen(),)),
                    Field(label="袋数", content=(Pen(),)),
                ),
            )
        ),
        Heading(text="交接的办件"),
        Listing(
            columns=COLUMNS,
            rows=tuple(_case(n, each) for n, each in enumerate(cases, start=1)),
            summary=_total(cases), room=ROOM,
        ),
        Grid(rows=((Field(label="差异", content=(Pen(),), room=2),),)),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                (*named("移交人：", hand_over.handed_by), "\n签名：", Pen(), "\n", *MOMENT),
                ("送件人\n签名：", Pen(), "\n", *MOMENT),
                ("接收人\n签名：", Pen(), "\n", *MOMENT),
            ),
        ),
    )  # fmt: skip


SHEET = Sheet(
    code="F15",
    title="交接单",
    copies=3,
    basis=("个人信息保护法 6",),
    needs=("sheet_number", "station.code", "station.name", "agent", "hand_over.cases"),
    build=_build,
)
