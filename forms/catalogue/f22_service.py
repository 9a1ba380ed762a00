"""送达回证: the proof that a decision reached its addressee.

行政许可法 44 demands 送达 and gives no form; 民事诉讼法 87-91 (2023) is followed by analogy. What
happens at the door is written on it by hand, so nearly everything may be empty.
"""

from collections.abc import Mapping

from forms.facts import Facts
from forms.parts.handing import Document
from forms.sheet.blocks import CENTRE, Block, Column, Field, Grid, Heading, Listing, Notes, Sheet
from forms.sheet.head import NEEDS, case_grid
from forms.sheet.words import choice, filled, filled_day, filled_minute
from forms.text import Content, Pen

WAYS: Mapping[str, str] = {
    "direct": "直接送达",
    "left": "留置送达",
    "post": "邮寄送达",
    "electronic": "电子送达",
    "passed_on": "转交送达",
}
RELATIONS: Mapping[str, str] = {
    "self": "本人",
    "family": "同住成年家属",
    "guardian": "监护人",
    "proxy": "代收人（受委托）",
    "other": "其他",
}
COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="送达文书名称", share=5),
    Column(title="文号", share=4),
    Column(title="件数", share=1, align=CENTRE),
)
ROOM = 2
"""Rows of the list on a blank."""
NOTES = (
    "受送达人在送达回证上记明收到日期，签名或者盖章；签收日期为送达日期（参照《中华人民共和国"
    "民事诉讼法》第八十七条）。",
    "本人不在的，交其同住成年家属签收；有代理人或者指定代收人的，交其签收（参照第八十八条）。",
    "拒绝接收的，送达人可以邀请有关基层组织或者所在单位的代表到场，说明情况，记明拒收事由和"
    "日期，由送达人、见证人签名或者盖章，把文书留在受送达人的住所；也可以留置并采用拍照、"
    "录像等方式记录送达过程（参照第八十九条）。",
    "经受送达人同意，可以电子送达，以到达其特定系统的日期为送达日期；邮寄送达的，以回执上"
    "注明的收件日期为送达日期（参照第九十条、第九十一条）。",
    "本回证一式一份，由服务站存档；可以拍照交受送达人留存。",
)
SERVERS = 2
"""Two persons deliver; both sign."""


def _document(number: int, document: Document) -> tuple[Content, ...]:
    return str(number), document.name, filled(document.number), str(document.copies)


def _signed(names: tuple[str, ...], places: int) -> Content:
    """A line to sign for each name, and for those not known yet."""
    known = (*names, *("" for _ in range(places - len(names))))
    lines: list[str | Pen] = []
    for number, name in enumerate(known, start=1):
        lines += [f"{number}. {name}　签名：", Pen(12), "\n" if number < len(known) else ""]
    return tuple(part for part in lines if part)


def _signer(name: str) -> Content:
    return (f"{name}　签名：", Pen(12)) if name else ""


def _relation(word: str) -> Content:
    """The boxes, with a line behind the last of them to say which other."""
    return (*choice(RELATIONS, word), Pen(5))


def _build(facts: Facts) -> tuple[Block, ...]:
    service = facts.service
    return (
        case_grid(facts, (Field(label="申请人", content=filled(facts.applicant.name)),)),
        Heading(text="送达文书"),
        Listing(
            columns=COLUMNS,
            rows=tuple(_document(n, each) for n, each in enumerate(service.documents, start=1)),
            room=ROOM,
        ),
        Heading(text="送达情况"),
        Grid(
            rows=(
                (
                    Field(label="受送达人", content=filled(service.recipient)),
                    Field(label="送达单位", content=filled(service.unit), share=1.4),
                ),
                (Field(label="送达地点", content=filled(service.place)),),
                (Field(label="送达方式", content=choice(WAYS, service.way)),),
                (Field(label="收到日期", content=filled_minute(service.received_at)),),
                (Field(label="收件人\n签名或盖章", content=_signer(service.signer), room=2),),
                (Field(label="与受送达人\n关系", content=_relation(service.relation)),),
                (Field(label="代收事由", content=filled(service.substitute_reason)),),
                (
                    Field(label="拒收事由", content=filled(service.refusal_reason), share=1.6),
                    Field(label="拒收日期", content=filled_day(service.refused_on)),
                ),
                (Field(label="见证人签名", content=_signed(service.witnesses, 1)),),
                (Field(label="送达人签名", content=_signed(service.servers, SERVERS)),),
                (Field(label="备注", content=service.remark, room=2),),
            )
        ),
        Notes(title="说明：", sentences=NOTES),
    )


SHEET = Sheet(
    code="F22",
    title="送达回证",
    copies=1,
    basis=("行政许可法 44", "民事诉讼法 87-91"),
    needs=(
        *NEEDS, "service.documents", "service.documents.name", "service.recipient",
        "service.unit",
    ),
    build=_build,
)  # fmt: skip
