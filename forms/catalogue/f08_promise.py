"""容缺受理(补正材料)承诺书: the applicant promises, in writing, the papers that follow later.

It is signed before the authority accepts: so it is printed from what was promised at the window.
"""

from forms.facts import Facts
from forms.parts.accepting import Promised
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
from forms.sheet.head import NEEDS, applicant_rows, case_grid
from forms.sheet.words import WRITE_DAY, filled, filled_day, quoted
from forms.text import Content, Pen

COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="承诺补正的材料", share=6),
    Column(title="承诺补正日期", share=3.6, align=CENTRE),
)
ROOM = 3
"""Rows of the list on a blank."""
PROMISES = (
    "一、已提交的申请材料和填报的信息真实、合法、有效，与原件一致。",
    "二、在上列日期前将所列材料补正到位；补正日期以材料送达受理机关或者服务站的日期为准。",
    "三、逾期未补正、补正的材料不符合要求或者承诺不实的，接受受理机关按规定撤销受理、按撤回申请"
    "处理，或者停止办理、取消审批，并自行承担由此产生的后果。",
    "四、在材料补正前不以容缺受理为由要求先行发放证照、文书，按规定可以先行发放的除外。",
)
NOTES = (
    "本承诺书由申请人自愿签署；代理人签署的，应当持有载明该项权限的授权委托书（《中华人民共和国"
    "民法典》第一百六十五条）。申请人对申请材料实质内容的真实性负责（《中华人民共和国行政许可法》"
    "第三十一条）。",
    "是否容缺受理由受理机关决定，以容缺受理通知书为准。有不可抗力等正当理由的，可以在期限届满前"
    "申请延长，是否准许按当地规定执行。",
    "本承诺书一式两份，申请人一份，受理机关存档一份。",
)


def _promise(number: int, promised: Promised) -> tuple[Content, ...]:
    return str(number), promised.paper, filled_day(promised.until)


def _build(facts: Facts) -> tuple[Block, ...]:
    gap = facts.accepting.gap
    rows = tuple(_promise(number, each) for number, each in enumerate(gap.promises, start=1))
    return (
        case_grid(facts, *applicant_rows(facts.applicant, facts.proxy)),
        Prose(
            content=(
                "　　本人（单位）申请办理",
                *quoted(facts.item.name),
                "，下列材料暂未能提交，申请容缺受理，并承诺如下：",
            )
        ),
        Listing(columns=COLUMNS, rows=rows, room=ROOM),
        *(Prose(content=each) for each in PROMISES),
        Grid(rows=((Field(label="规则依据", content=filled(gap.rule)),),)),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                (
                    "承诺人（代理人）签名或者盖章：\n", Pen(), "\n联系电话：",
                    facts.applicant.phone or Pen(), "\n", *WRITE_DAY,
                ),
                ("收件人签名：\n", Pen(), "\n", *WRITE_DAY),
            ),
        ),
    )  # fmt: skip


SHEET = Sheet(
    code="F08",
    title="容缺受理（补正材料）承诺书",
    copies=2,
    basis=("行政许可法 31", "民法典 165"),
    needs=(*NEEDS, "accepting.gap.promises"),
    build=_build,
)
