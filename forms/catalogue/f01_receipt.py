"""收件回执(材料接收清单): what was handed in, when, and to whom.

Receiving is a fact, acceptance a legal act of the authority (行政许可法 32, last paragraph): the
sheet says so, and speaks of the person in full because the person keeps it as proof.
"""

from collections.abc import Mapping

from forms.facts import Facts
from forms.parts.case import Paper, Receipt
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
from forms.sheet.head import NEEDS, applicant_rows, case_grid, case_slip
from forms.sheet.words import WRITE_DAY, day, filled, filled_minute
from forms.text import Content, Pen

TAKEN: Mapping[str, str] = {
    "original": "原件留存",
    "seen": "原件核验后退还",
    "copy": "留存复印件",
    "space": "取自“我的空间”",
    "promised": "容缺后补",
}
COLUMNS = (
    Column(title="序号", share=0.75, align=CENTRE),
    Column(title="材料名称", share=4.1),
    Column(title="原件", share=0.9, align=CENTRE),
    Column(title="复印件", share=1.0, align=CENTRE),
    Column(title="页数", share=0.8, align=CENTRE),
    Column(title="收取方式", share=3.9),
)
SLIP_COLUMNS = (
    Column(title="材料", share=3),
    Column(title="原/复", share=1.2, align=CENTRE),
    Column(title="收取方式", share=2.4),
)
ROOM = 4
"""Rows of the list on a blank."""
WIDER = 1.1
"""Of a field in which a whole moment is written by pen."""
NOTES = (
    "是否受理由有权机关决定，以其加盖专用印章并注明日期的书面凭证为准（《中华人民共和国行政许可法》"
    "第三十二条）。",
    "申请材料不齐全或者不符合法定形式的，有权机关应当当场或者在收到材料之日起五个工作日内"
    "一次告知需要补正的全部内容；逾期不告知的，自收到申请材料之日起即为受理（同条）。",
    "请核对所列材料后签名，并妥善保管本回执；查询进度、领取结果时请出示。代办服务不收取任何费用。",
    "本回执一式两份，申请人一份，服务站存档一份。",
)


def _paper(number: int, paper: Paper) -> tuple[Content, ...]:
    way = TAKEN.get(paper.taken, paper.taken)
    if paper.promised_until:
        way = f"{way}，最迟{day(paper.promised_until)}"
    pages: Content = (Pen(2),) if paper.pages is None else str(paper.pages)
    return str(number), paper.name, str(paper.originals), str(paper.copies), pages, way


def _reply(receipt: Receipt) -> Content:
    if receipt.reply_by is None:
        return ("最迟", *WRITE_DAY)
    provisional = "（暂定，以国家公布的工作日安排为准）" if receipt.reply_is_provisional else ""
    return f"最迟{day(receipt.reply_by)}{provisional}"


def _totals(papers: tuple[Paper, ...]) -> Content:
    if not papers:
        return ("合计 ", Pen(3), " 种，原件 ", Pen(3), " 份，复印件 ", Pen(3), " 份。")
    return (
        f"合计 {len(papers)} 种，原件 {sum(paper.originals for paper in papers)} 份，"
        f"复印件 {sum(paper.copies for paper in papers)} 份。"
    )


def _build(facts: Facts) -> tuple[Block, ...]:
    receipt = facts.receipt
    papers = facts.papers
    person = applicant_rows(facts.applicant, facts.proxy)
    return (
        case_grid(facts, *person),
        Heading(text="材料接收清单"),
        Listing(
            columns=COLUMNS,
            rows=tuple(_paper(number, paper) for number, paper in enumerate(papers, start=1)),
            summary=_totals(papers),
            room=ROOM,
        ),
        Grid(
            rows=(
                (
                    Field(
                        label="收件时间", content=filled_minute(receipt.received_at), share=WIDER
                    ),
                    Field(label="收件人", content=filled(facts.agent)),
                ),
                (
                    Field(label="预计答复", content=_reply(receipt), share=WIDER),
                    Field(label="查询方式", content=filled("\n".join(receipt.query_ways))),
                ),
            )
        ),
        Prose(content="本回执不代表受理。", strong=True),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                ("申请人（代理人）签名：\n", Pen(), "\n", *WRITE_DAY),
                ("收件人签名：\n", Pen(), "\n", *WRITE_DAY),
            ),
            seal="收件专用章",
        ),
    )


def _slip(facts: Facts) -> tuple[Block, ...]:
    receipt = facts.receipt
    return (
        case_slip(facts),
        Listing(
            columns=SLIP_COLUMNS,
            rows=tuple(
                (paper.name, f"{paper.originals}/{paper.copies}", _paper(0, paper)[-1])
                for paper in facts.papers
            ),
        ),
        Grid(
            rows=(
                (Field(label="收件时间", content=filled_minute(receipt.received_at)),),
                (Field(label="收件人", content=filled(facts.agent)),),
                (Field(label="预计答复", content=_reply(receipt)),),
                (Field(label="查询方式", content=filled("\n".join(receipt.query_ways))),),
            )
        ),
        Prose(content="本回执不代表受理。", strong=True),
        Prose(content=("收件人签名：", Pen())),
        Prose(content=("申请人签名：", Pen())),
    )


SHEET = Sheet(
    code="F01",
    title="收件回执（材料接收清单）",
    copies=2,
    basis=("行政许可法 32", "浙江省保障“最多跑一次”改革规定 11", "GB/T 39046-2020 表5"),
    needs=(
        *NEEDS, "papers", "papers.name", "receipt.received_at", "receipt.query_ways",
    ),
    build=_build,
    slip=_slip,
)  # fmt: skip
