"""双向承诺书: who does what by when, on both sides of the window, for cases of many steps.

A practice of Zhenhai for complex cases and bundles; it binds the office to its promised limits
(浙江省保障“最多跑一次”改革规定 12) and the applicant to the papers that are still to come.
"""

from forms.facts import Facts
from forms.parts.promising import Change, Owed, Step
from forms.sheet.blocks import (
    CENTRE,
    Block,
    Column,
    Heading,
    Listing,
    Notes,
    Sheet,
    Signing,
)
from forms.sheet.head import NEEDS, case_grid, short_person
from forms.sheet.words import WRITE_DAY, day, filled_day, named
from forms.text import Content, Pen

STEPS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="办理环节", share=4),
    Column(title="承诺时限", share=3.2),
    Column(title="责任单位（人）", share=4),
)
OWED = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="申请人承诺提交的材料", share=7.2),
    Column(title="提交日期", share=4, align=CENTRE),
)
CHANGES = (
    Column(title="变更日期", share=2.4, align=CENTRE),
    Column(title="变更内容", share=5),
    Column(title="原因", share=3.4),
    Column(title="双方签名", share=2.2),
)
ROOM = 3
"""Rows of each list on a blank."""
NOTES = (
    "双方按照上列环节、时限履行承诺。承诺时限短于法定期限的，按照承诺时限办理；依法不计入办理期限的"
    "时间另行书面告知。",
    "申请人按期提交所列材料并对其真实性负责；逾期的，办理时限相应顺延，或者按有关规定处理。",
    "承诺内容变更的，应当说明原因，记入变更记录并由双方签名。",
    "本承诺书一式两份，申请人一份，服务站存档一份。",
)


def _step(number: int, step: Step) -> tuple[Content, ...]:
    return str(number), step.what, step.limit or (Pen(),), step.responsible or (Pen(),)


def _owed(number: int, owed: Owed) -> tuple[Content, ...]:
    return str(number), owed.paper, filled_day(owed.until)


def _change(change: Change) -> tuple[Content, ...]:
    return day(change.on), change.what, change.reason, ""


def _build(facts: Facts) -> tuple[Block, ...]:
    told = facts.commitment
    return (
        case_grid(facts, short_person(facts.applicant)),
        Heading(text="一、办理单位承诺"),
        Listing(
            columns=STEPS,
            rows=tuple(_step(n, each) for n, each in enumerate(told.steps, start=1)),
            room=ROOM,
        ),
        Heading(text="二、申请人承诺"),
        Listing(
            columns=OWED,
            rows=tuple(_owed(n, each) for n, each in enumerate(told.owed, start=1)),
            room=ROOM,
        ),
        Heading(text="三、变更记录"),
        Listing(columns=CHANGES, rows=tuple(map(_change, told.changes)), room=2),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                (*named("办理单位责任人：", facts.agent), "\n签名：", Pen(), "\n", *WRITE_DAY),
                ("申请人（代理人）\n签名：", Pen(), "\n", *WRITE_DAY),
            ),
        ),
    )


SHEET = Sheet(
    code="F10",
    title="双向承诺书",
    copies=2,
    basis=("双向承诺, 地方做法(镇海)", "浙江省保障“最多跑一次”改革规定 12"),
    needs=(*NEEDS, "commitment.owed"),
    build=_build,
)
