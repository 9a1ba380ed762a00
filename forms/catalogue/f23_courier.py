"""邮寄送达单: what goes by post, to whom, at whose cost, and when it came.

The day on the slip that comes back is the day of service (民事诉讼法 91 by analogy; GB/T 39046
table 15). Who carries it needs no more of the telephone than its ends.
"""

from forms.facts import Facts
from forms.parts.handing import Document
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
from forms.sheet.head import NEEDS, case_grid
from forms.sheet.words import WRITE_DAY, choice, filled, filled_day, named
from forms.text import Content, Pen
from station.domain.names import mask_phone

COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="邮寄的文书、证照", share=5),
    Column(title="编号（文号）", share=4),
    Column(title="份数", share=1, align=CENTRE),
)
ROOM = 2
"""Rows of the list on a blank."""
PAYERS = {"office": "免费（由服务方承担）", "applicant": "收件人付费"}
NOTES = (
    "邮寄送达的，以回执上注明的收件日期为送达日期（参照《中华人民共和国民事诉讼法》第九十一条）。",
    "收件人请当面核对封套完好和件数后签收；内件不符的，当日告知服务站。",
    "未妥投退回的，由服务站另约领取或者上门送达，不视为送达。本单一式两份，随件一份，服务站存档一份。",
)


def _document(number: int, document: Document) -> tuple[Content, ...]:
    return str(number), document.name, filled(document.number), str(document.copies)


def _build(facts: Facts) -> tuple[Block, ...]:
    courier, applicant = facts.courier, facts.applicant
    sender = "，".join(each for each in (facts.station.name, facts.station.phone) if each)
    phone = mask_phone(applicant.phone) if applicant.phone else ""
    return (
        case_grid(facts),
        Heading(text="邮寄内容"),
        Listing(
            columns=COLUMNS,
            rows=tuple(_document(n, each) for n, each in enumerate(facts.results, start=1)),
            room=ROOM,
        ),
        Heading(text="寄件和收件"),
        Grid(
            rows=(
                (
                    Field(label="承运人", content=(Pen(),)),
                    Field(label="物流单号", content=filled(courier.number)),
                ),
                (Field(label="寄件人", content=filled(sender)),),
                (
                    Field(label="收件人", content=filled(applicant.name)),
                    Field(label="联系电话", content=filled(phone)),
                ),
                (Field(label="收件地址", content=filled(courier.address or applicant.address)),),
                (Field(label="邮寄费用", content=choice(PAYERS, "")),),
                (
                    Field(label="寄出日期", content=filled_day(courier.sent)),
                    Field(label="收到日期", content=filled_day(None)),
                ),
            )
        ),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                (*named("寄件经办人：", facts.agent), "\n签名：", Pen(), "\n", *WRITE_DAY),
                ("收件人签收：\n", Pen(), "\n", *WRITE_DAY),
            ),
        ),
    )


SHEET = Sheet(
    code="F23",
    title="邮寄送达单",
    copies=2,
    basis=("民事诉讼法 91", "GB/T 39046-2020 表15"),
    needs=(*NEEDS, "results", "results.name", "courier.address"),
    build=_build,
)
