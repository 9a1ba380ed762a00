"""上门服务单: two of the staff come to who cannot come; what happens is written by hand."""

from collections.abc import Mapping

from forms.facts import Facts
from forms.parts.handing import Document
from forms.parts.visiting import HomeVisit
from forms.sheet.blocks import (
    CENTRE,
    Block,
    Column,
    Field,
    Grid,
    Listing,
    Notes,
    Sheet,
    Signing,
)
from forms.sheet.head import NEEDS, case_grid
from forms.sheet.words import WRITE_DAY, WRITE_MINUTE, choice, day, filled, filled_minute
from forms.text import Content, Pen

KINDS: Mapping[str, str] = {"handle": "上门办理", "deliver": "上门送达"}
REASONS: Mapping[str, str] = {
    "old_age": "年老",
    "illness": "患病",
    "disability": "行动不便",
    "caring": "需照护家人",
    "other": "其他",
}
COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="携带、收取或者送达的材料", share=6),
    Column(title="文号", share=3.4),
    Column(title="件数", share=1, align=CENTRE),
)
ROOM = 3
"""Rows of the list on a blank."""
STAFF = 2
NOTES = (
    "上门服务由两名工作人员同行，出示工作证件；不收取任何费用，不接受礼品、宴请。",
    "上门收取材料的，当场出具收件回执；上门送达的，另填送达回证。",
    "拍照前征得服务对象同意，只拍摄与办件有关的内容；照片存入办件电子档案。",
    "本单一式一份，由服务站存档。",
)


def _document(number: int, document: Document) -> tuple[Content, ...]:
    return str(number), document.name, document.number, str(document.copies)


def _staff(names: tuple[str, ...]) -> Content:
    known = (*names, *("" for _ in range(STAFF - len(names))))
    return tuple(
        part for number, name in enumerate(known, start=1)
        for part in (f"{number}. ", name or Pen(8), "　　")
    )  # fmt: skip


def _when(visit: HomeVisit) -> Content:
    if visit.day is None:
        return (*WRITE_DAY, "　", Pen())
    return f"{day(visit.day)}　{visit.slot}".rstrip("　")


def _build(facts: Facts) -> tuple[Block, ...]:
    visit = facts.home_visit
    person = facts.applicant
    return (
        case_grid(
            facts,
            (
                Field(label="服务对象", content=filled(person.name)),
                Field(label="联系电话", content=filled(person.phone)),
            ),
        ),
        Grid(
            rows=(
                (
                    Field(label="服务方式", content=choice(KINDS, visit.kind)),
                    Field(label="来电时间", content=filled_minute(visit.called_at), share=1.3),
                ),
                (Field(label="上门原因", content=(*choice(REASONS, visit.why), Pen(5))),),
                (Field(label="约定时间", content=_when(visit)),),
                (Field(label="上门地址", content=filled(visit.place)),),
                (Field(label="上门人员", content=_staff(visit.staff)),),
                (Field(label="服务情况", content=filled(visit.words), room=3),),
                (Field(label="现场照片", content=("共 ", Pen(3), " 张，文件名：", Pen())),),
            )
        ),
        Listing(
            columns=COLUMNS,
            rows=tuple(_document(n, each) for n, each in enumerate(visit.papers, start=1)),
            room=ROOM,
        ),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                ("服务对象（家属）签名：\n", Pen(), "\n", *WRITE_MINUTE),
                ("上门人员签名：\n", Pen(), "\n", Pen()),
            ),
        ),
    )


SHEET = Sheet(
    code="F24",
    title="上门服务单",
    copies=1,
    basis=("上门服务, 地方做法(镇海、高明)",),
    needs=(*NEEDS, "home_visit.day"),
    build=_build,
)
