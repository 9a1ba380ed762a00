"""对账单: what this station and its district hold of each other's journals, side by side.

The record of a comparison that both signed with the keys of their offices (GB/T 22239 8.1.4.3:
records are protected).
"""

from forms.facts import Facts
from forms.parts.comparison import Comparison
from forms.sheet.blocks import (
    CENTRE,
    Block,
    Column,
    Field,
    Grid,
    Heading,
    Listing,
    Notes,
    Prose,
    Sheet,
    Signing,
)
from forms.sheet.words import WRITE_MINUTE, minute
from forms.text import Pen

SIDES = (
    Column(title="项目", share=3),
    Column(title="我方", share=3, align=CENTRE),
    Column(title="对方", share=3, align=CENTRE),
)
TO_DO = (Column(title="不一致的内容", share=1), Column(title="处理办法", share=1))
NOTES = (
    "“对方”一栏由对方签名报送，我方核对签名后采信；摘要是日志条目依次计算的结果，前16位相同即此前各条相同。",
    "结果不一致的，按处理办法办理后重新对账；仍不一致的，保持原状并报告区里。",
    "本表不含办事群众的个人信息。一式一份，由站长（负责人）保存。",
)


def _build(facts: Facts) -> tuple[Block, ...]:
    found = facts.comparison
    assert isinstance(found, Comparison)
    differing = Listing(columns=TO_DO, rows=found.differences)
    return (
        Grid(
            rows=(
                (
                    Field(label="对方", content=found.other),
                    Field(label="站点代码", content=facts.station.code),
                ),
                (
                    Field(label="对账时间", content=minute(found.at)),
                    Field(label="结果", content="一致" if found.same else "见下"),
                ),
            )
        ),
        Prose(content=found.result),
        Heading(text="双方所存"),
        Listing(columns=SIDES, rows=found.rows),
        Heading(text="不一致的内容和处理办法"),
        differing if found.differences else Prose(content="无"),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                (f"打印人：{facts.agent}\n签名：", Pen(), "\n", *WRITE_MINUTE),
                ("站长（负责人）\n签名：", Pen(), "\n", *WRITE_MINUTE),
            ),
        ),
    )


SHEET = Sheet(
    code="F40",
    title="对账单",
    copies=1,
    basis=("GB/T 22239 8.1.4.3",),
    needs=("sheet_number", "station.code", "station.name", "agent", "comparison"),
    build=_build,
    blank=False,
)
