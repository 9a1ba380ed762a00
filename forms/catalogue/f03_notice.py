"""一次性告知书(补正告知书): once, in writing, everything that must be put right.

A second notice about something that could have been named in the first breaks 行政许可法 72(4).
"""

from forms.facts import Facts
from forms.parts.correcting import Correction, Defect
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
from forms.sheet.head import NEEDS, case_grid, short_person
from forms.sheet.words import WRITE_MINUTE, day, filled, named, quoted
from forms.text import Content, Pen

COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="材料名称", share=2.6),
    Column(title="存在的问题", share=2.6),
    Column(title="依据", share=2.2),
    Column(title="补正方法", share=2.8),
    Column(title="样表", share=1.3, align=CENTRE),
)
ROOM = 5
"""Rows of the list on a blank."""
NOTES = (
    "申请材料不齐全或者不符合法定形式的，应当当场或者在五日内一次告知申请人需要补正的全部"
    "内容，逾期不告知的，自收到申请材料之日起即为受理（《中华人民共和国行政许可法》"
    "第三十二条第一款第四项）。",
    "按照本告知书提交全部补正材料的，有权机关应当受理（同款第五项）。",
    "对本告知书的内容有疑问的，可以要求工作人员当面说明，并可以使用样表。",
    "提供申请书格式文本和代办服务不收取任何费用。",
    "本告知书一式两份，申请人一份，服务站存档一份。",
)


def _defect(number: int, defect: Defect) -> tuple[Content, ...]:
    return (
        str(number), defect.paper, defect.fault, defect.basis, defect.remedy,
        defect.sample or "—",
    )  # fmt: skip


def _term(correction: Correction) -> str:
    """How long, or until when, or both."""
    until = f"至{day(correction.until)}止" if correction.until else ""
    return (
        f"{correction.term}（{until}）" if correction.term and until else correction.term or until
    )


def _build(facts: Facts) -> tuple[Block, ...]:
    correction = facts.correction
    where = "，".join(each for each in (facts.station.address, facts.station.phone) if each)
    rows = tuple(_defect(number, each) for number, each in enumerate(correction.defects, start=1))
    return (
        case_grid(facts, short_person(facts.applicant)),
        Prose(content=(facts.applicant.name or Pen(8), "：")),
        Prose(
            content=(
                "　　您申请办理的",
                *quoted(facts.item.name),
                "，申请材料不齐全或者不符合法定形式。"
                "依照《中华人民共和国行政许可法》第三十二条第一款第四项（不属于行政许可的事项"
                "参照执行），现将需要补正的全部内容一次告知如下：",
            )
        ),
        Listing(columns=COLUMNS, rows=rows, room=ROOM),
        Prose(
            content=("以上为需要补正的全部内容，共 ", str(len(rows)) if rows else Pen(3), " 项。"),
            strong=True,
        ),
        Grid(
            rows=(
                (Field(label="补正期限", content=filled(_term(correction))),),
                (Field(label="逾期后果", content=filled(correction.if_late), room=2),),
                (Field(label="补正地点", content=filled(where)),),
            )
        ),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                (*named("告知人：", facts.agent), "\n签名：", Pen(), "\n", *WRITE_MINUTE),
                ("申请人（代理人）已收到本告知书\n签名：", Pen(), "\n", *WRITE_MINUTE),
            ),
        ),
    )


SHEET = Sheet(
    code="F03",
    title="一次性告知书",
    copies=2,
    basis=("行政许可法 32(4), 72(4)",),
    needs=(
        *NEEDS, "correction.defects", "correction.defects.paper", "correction.defects.fault",
        "correction.defects.basis", "correction.defects.remedy",
    ),
    build=_build,
)  # fmt: skip
