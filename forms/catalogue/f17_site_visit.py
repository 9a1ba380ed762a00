"""现场踏勘(联合踏勘)记录: two of the staff at least look at the place (行政许可法 34)."""

from forms.facts import Facts
from forms.parts.visiting import Photo
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
from forms.sheet.head import NEEDS, case_grid, short_person
from forms.sheet.words import WRITE_DAY, filled, filled_minute
from forms.text import Content, Pen

COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="现场照片", share=4),
    Column(title="校验值（SHA-256）", share=6.4),
)
ROOM = 2
"""Rows of the list on a blank."""
STAFF = 2
"""行政许可法 34, third paragraph: at least."""
NOTES = (
    "需要对申请材料的实质内容进行核实的，应当指派两名以上工作人员进行核查（《中华人民共和国"
    "行政许可法》第三十四条第三款；不属于行政许可的事项参照执行）。",
    "工作人员应当出示工作证件；当事人有权陈述意见，对记录有异议的，写明后签名。",
    "照片存于办件电子档案，校验值用于核对照片未经改动。",
    "本记录一式两份，申请人一份，办理单位存档一份。",
)


def _photo(number: int, photo: Photo) -> tuple[Content, ...]:
    return str(number), photo.name, photo.sha256


def _signed(names: tuple[str, ...]) -> Content:
    """A line to sign for each of the staff, and for the two that there must be."""
    known = (*names, *("" for _ in range(STAFF - len(names))))
    lines: list[str | Pen] = []
    for number, name in enumerate(known, start=1):
        lines += [f"{number}. {name}　签名：", Pen(12), "\n" if number < len(known) else ""]
    return tuple(part for part in lines if part)


def _build(facts: Facts) -> tuple[Block, ...]:
    visit = facts.site_visit
    return (
        case_grid(facts, short_person(facts.applicant)),
        Grid(
            rows=(
                (Field(label="踏勘时间", content=filled_minute(visit.visited_at)),),
                (Field(label="记录时间", content=filled_minute(visit.at)),),
                (Field(label="踏勘地点", content=filled(visit.place)),),
                (Field(label="踏勘人员", content=_signed(visit.staff)),),
                (Field(label="参加单位", content=filled(visit.offices)),),
                (Field(label="现场情况", content=filled(visit.findings), room=3),),
                (Field(label="整改意见", content=filled(visit.remedy), room=2),),
                (Field(label="当事人意见", content=visit.statement, room=2),),
            )
        ),
        Listing(
            columns=COLUMNS,
            rows=tuple(_photo(n, each) for n, each in enumerate(visit.photos, start=1)),
            room=ROOM,
        ),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                ("当事人（在场人）签名：\n", Pen(), "\n", *WRITE_DAY),
                ("记录人签名：\n", Pen(), "\n", *WRITE_DAY),
            ),
        ),
    )


SHEET = Sheet(
    code="F17",
    title="现场踏勘（联合踏勘）记录",
    copies=2,
    basis=("行政许可法 34", "联合踏勘, 地方做法(椒江)"),
    needs=(*NEEDS, "site_visit.staff", "site_visit.findings"),
    build=_build,
)
