"""日终表: the journal on paper, so that weeks without contact leave a mark elsewhere too.

Who keeps it can show later that the journal up to that entry is the one of that day: its hash
cannot be had again from another history (GB/T 22239 8.1.4.3: records are protected).
"""

from forms.facts import Facts
from forms.parts.day import DayEnd, Worker
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
from forms.sheet.words import WRITE_MINUTE, day
from forms.text import Content, Pen

DIGITS, GROUP = 16, 4
"""So many hex digits stand on paper, in groups."""
COUNTS = (
    Column(title="事项", share=4),
    Column(title="次数", share=1, align=CENTRE),
    Column(title="事项", share=4),
    Column(title="次数", share=1, align=CENTRE),
)
WORKERS = (
    Column(title="姓名", share=3),
    Column(title="角色", share=2),
    Column(title="最早登录", share=2, align=CENTRE),
    Column(title="最后记录", share=2, align=CENTRE),
    Column(title="记录条数", share=2, align=CENTRE),
)
ROLES = {"lead": "站长", "agent": "代办员", "auditor": "督查员", "trainee": "学员"}
NOTES = (
    "日志摘要由末条编号之前的全部记录算出；此后任何人改动、删除、插入其中一条，摘要都会不同。",
    "核对方法：在本站运行 run.py verify --paper 末条编号 日志摘要；不一致的，保持原状并报告区里。",
    "本表不含办事群众的个人信息。一式一份，由站长（负责人）另行存放，不与电脑放在一处，保存三年。",
)


def _grouped(head: str) -> str:
    digits = head[:DIGITS]
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))


def _paired(counts: tuple[tuple[str, int], ...]) -> tuple[tuple[Content, ...], ...]:
    """Two kinds in a row."""
    cells = [(words, str(count)) for words, count in counts]
    rest = (*cells, ("", ""))
    return tuple((*rest[at], *rest[at + 1]) for at in range(0, len(cells), 2))


def _worker(one: Worker) -> tuple[Content, ...]:
    came, last = (f"{at:%H:%M}" for at in (one.came, one.last))
    return one.name, ROLES.get(one.role, one.role), came, last, str(one.entries)


def _build(facts: Facts) -> tuple[Block, ...]:
    end = facts.day_end
    assert isinstance(end, DayEnd)
    workers = Listing(columns=WORKERS, rows=tuple(map(_worker, end.workers)))
    return (
        Grid(
            rows=(
                (
                    Field(label="日期", content=day(end.day)),
                    Field(label="站点代码", content=facts.station.code),
                ),
                (
                    Field(label="末条编号", content=str(end.number)),
                    Field(label="日志摘要", content=_grouped(end.head), share=1.4),
                ),
            )
        ),
        Heading(text="当日情况"),
        Listing(columns=COUNTS, rows=_paired(end.counts)),
        Heading(text="在岗人员"),
        workers if end.workers else Prose(content="无"),
        Heading(text="当日经办的收件编号"),
        Prose(content="、".join(end.cases) or "无"),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                (f"打印人：{end.signs}\n签名：", Pen(), "\n", *WRITE_MINUTE),
                ("站长（负责人）\n签名：", Pen(), "\n", *WRITE_MINUTE),
            ),
        ),
    )


SHEET = Sheet(
    code="F36",
    title="日终表",
    copies=1,
    basis=("GB/T 22239 8.1.4.3",),
    needs=("sheet_number", "station.code", "station.name", "agent", "day_end", "day_end.head"),
    build=_build,
    blank=False,
)
