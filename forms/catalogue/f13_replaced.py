"""告知承诺书(证明事项): a written promise in place of a proof (安阳市政务服务条例 25-27).

It is another thing than 容缺: the proof never comes, the office checks for itself. The station
hands it out; whether a proof can be replaced is what the authority has published.
"""

from forms.facts import Facts
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
from forms.sheet.head import NEEDS, applicant_rows, case_grid
from forms.sheet.words import WRITE_DAY, filled
from forms.text import Content, Pen, Tick

COLUMNS = (
    Column(title="选用", share=0.8, align=CENTRE),
    Column(title="证明名称", share=4.4),
    Column(title="证明的内容", share=5),
)
ROOM = 3
"""Rows of the list on a blank."""
PROMISES = (
    "已经知晓告知的全部内容，自愿选择告知承诺方式办理；",
    "已经符合告知的条件、标准和要求，所作陈述真实、准确；",
    "愿意承担不实承诺、违反承诺的法律责任；同意办理单位依法核查。",
)
TOLD = (
    (Field(label="承诺方式", content="书面承诺；申请人不愿或者无法承诺的，提交规定的证明"),),
    (
        Field(
            label="核查方式",
            content="办理单位可以通过信息共享、部门协查、现场核查等方式核实承诺内容",
        ),
    ),
    (
        Field(
            label="不实承诺\n的责任",
            content="依法终止办理、责令限期整改、撤销决定或者给予处罚，并按规定记入信用记录；"
            "涉嫌犯罪的，依法移送",
        ),
    ),
)
NOTES = (
    "可以用告知承诺替代的证明，以办理单位公布的目录为准（参照《安阳市政务服务条例》第二十五条、"
    "第二十六条、第二十七条）；有不良信用记录尚未修复的，不适用（参照同条例第二十九条）。",
    "告知承诺不同于容缺受理：经承诺的证明不再补交，由办理单位事中事后核查。",
    "是否公开承诺书、公开的范围，按照有关规定执行；涉及个人隐私的不公开。",
    "本承诺书一式两份，申请人一份，办理单位存档一份。",
)


def _proof(name: str) -> tuple[Content, ...]:
    return (Tick(False),), name, (Pen(),)


def _build(facts: Facts) -> tuple[Block, ...]:
    replaced = facts.replaced
    return (
        case_grid(facts, *applicant_rows(facts.applicant, facts.proxy)),
        Heading(text="一、告知内容"),
        Listing(columns=COLUMNS, rows=tuple(map(_proof, replaced.proofs)), room=ROOM),
        Grid(
            rows=(
                (Field(label="设定依据", content=filled("；".join(replaced.basis))),),
                *TOLD,
            )
        ),
        Heading(text="二、申请人承诺"),
        Prose(content="　　就上列选用的证明，本人承诺：" + "".join(PROMISES)),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                ("申请人（代理人）签名：\n", Pen(), "\n", *WRITE_DAY),
                ("告知单位经办人签名：\n", Pen(), "\n", *WRITE_DAY),
            ),
            seal="告知单位印章",
        ),
    )


SHEET = Sheet(
    code="F13",
    title="证明事项告知承诺书",
    copies=2,
    basis=("安阳市政务服务条例 25, 26, 27",),
    needs=(*NEEDS, "replaced.proofs"),
    build=_build,
)
