"""督办单(催办单): which dates of a case have passed or are near, and who has to act.

A station reminds (催办); to supervise (督办) is for the office above, which ticks it on a blank.
"""

from collections.abc import Mapping

from forms.facts import Facts
from forms.parts.urging import Late
from forms.sheet.blocks import (
    CENTRE,
    Block,
    Column,
    Field,
    Grid,
    Listing,
    Notes,
    Prose,
    Sheet,
    Signing,
)
from forms.sheet.head import NEEDS, case_grid
from forms.sheet.words import WRITE_DAY, WRITE_MINUTE, choice, filled, minute
from forms.text import Content, Pen

KINDS: Mapping[str, str] = {"remind": "催办", "supervise": "督办"}
WARNINGS: Mapping[str, str] = {"overdue": "红灯（超期）", "near": "黄灯（临期）"}
COLUMNS = (
    Column(title="序号", share=0.95, align=CENTRE),
    Column(title="督办（催办）内容", share=3),
    Column(title="应办结时间", share=2.6),
    Column(title="规则编号", share=1.5, align=CENTRE),
    Column(title="预警类型", share=2.3, align=CENTRE),
    Column(title="期限依据", share=3.4),
)
ROOM = 3
"""Rows of the list on a blank."""
NOTES = (
    "规则编号为本系统时限规则的编号；红灯、黄灯为通行做法，以期限依据为准。",
    "行政许可的期限以工作日计算，不含法定节假日（《中华人民共和国行政许可法》第八十二条）；依法"
    "告知申请人不计入期限的时间已经扣除。",
    "责任部门应当及时办理，并填写办理结果反馈发出单位，逾期的一并说明原因。",
    "本单一式两份，被督办（催办）机构一份，发出单位存档一份。",
)


def _late(number: int, late: Late) -> tuple[Content, ...]:
    return (
        str(number), late.what, minute(late.due), late.rule,
        WARNINGS.get(late.warning, late.warning), filled(late.basis),
    )  # fmt: skip


def _build(facts: Facts) -> tuple[Block, ...]:
    urging = facts.urging
    rows = tuple(_late(number, each) for number, each in enumerate(urging.late, start=1))
    sent = minute(facts.printed_at) if rows else WRITE_MINUTE
    return (
        case_grid(facts, (Field(label="申请人", content=filled(facts.applicant.name)),)),
        Prose(content=(urging.to or Pen(12), "：")),
        Prose(content="　　本办件已经超过或者临近办理期限，请抓紧办理并反馈结果："),
        Grid(
            rows=(
                (
                    Field(label="类别", content=choice(KINDS, urging.kind), share=0.6),
                    Field(label="发出时间", content=sent),
                ),
                (
                    Field(label="被督办\n机构", content=filled(urging.to)),
                    Field(label="责任部门", content=filled(urging.responsible)),
                ),
            )
        ),
        Listing(columns=COLUMNS, rows=rows, room=ROOM),
        Grid(
            rows=(
                (Field(label="办理结果\n（责任部门\n填写）", content="", room=3),),
                (Field(label="超期原因", content="", room=1),),
            )
        ),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                ("发出人签名：\n", Pen(), "\n", *WRITE_DAY),
                ("责任部门经办人签名：\n", Pen(), "\n", *WRITE_DAY),
            ),
            seal="发出单位印章",
        ),
    )


SHEET = Sheet(
    code="F31",
    title="督办单（催办单）",
    copies=2,
    basis=("GB/T 39046-2020 表11", "行政许可法 42, 82"),
    needs=(*NEEDS, "urging.to", "urging.late"),
    build=_build,
)
