"""卷内目录·备考表: what lies in the file of a case, in its order, and who made it up.

档案法 13, 14: what has to be kept is made up into files and handed to the archive.
"""

from forms.facts import Facts
from forms.parts.filing import File, Filed
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
from forms.sheet.head import NEEDS, case_grid, short_person
from forms.sheet.words import WRITE_DAY, day, filled, filled_day, named
from forms.text import Content, Pen

COLUMNS = (
    Column(title="序号", share=0.85, align=CENTRE),
    Column(title="文件名称", share=3.05),
    Column(title="文号（编号）", share=5.85),  # the longest number of a sheet, in one line
    Column(title="日期", share=2.5, align=CENTRE),
    Column(title="页数", share=0.85, align=CENTRE),
    Column(title="备注", share=0.9),
)
ROOM = 9
"""Rows of the list on a blank."""
NOTES = (
    "应当归档的材料由经办人整理，按规定定期移交归档，任何个人不得拒绝归档或者据为己有"
    "（《中华人民共和国档案法》第十三条、第十四条）。",
    "卷内文件按办理先后排列，编写页号；页数、页号由立卷人核对后填写。",
    "本表一式一份，卷内目录置于卷首，备考表置于卷末。",
)


def _filed(number: int, filed: Filed) -> tuple[Content, ...]:
    on = day(filed.on) if filed.on else ""
    pages: Content = "" if filed.pages is None else str(filed.pages)
    return str(number), filed.name, filed.number, on, pages, ""


def _count(file: File) -> Content:
    known = str(len(file.documents)) if file.documents else Pen(3)
    pages = [one.pages for one in file.documents]
    counted = [each for each in pages if each is not None]
    whole = bool(pages) and len(counted) == len(pages)
    listed = f"（已列 {sum(counted)} 页）" if counted and not whole else ""
    scans = f"；另有电子扫描件 {file.scans} 件" if file.scans else ""
    return (
        "本卷共 ", known, " 件，", str(sum(counted)) if whole else Pen(3), f" 页{listed}{scans}。"
    )  # fmt: skip


def _elsewhere(file: File) -> Content:
    told = f"不在本卷的文书：{file.elsewhere}。" if file.elsewhere else ""
    return f"{told}缺损、修改、补充、移出、销毁等情况："


def _build(facts: Facts) -> tuple[Block, ...]:
    file = facts.file
    return (
        case_grid(
            facts,
            short_person(facts.applicant),
            (
                Field(label="起始日期", content=filled_day(file.begun)),
                Field(label="办结日期", content=filled_day(file.ended)),
            ),
        ),
        Heading(text="卷内目录"),
        Listing(
            columns=COLUMNS,
            rows=tuple(_filed(n, each) for n, each in enumerate(file.documents, start=1)),
            room=ROOM,
        ),
        Heading(text="备考表"),
        Grid(
            rows=(
                (Field(label="件数、页数", content=_count(file)),),
                (Field(label="情况说明", content=_elsewhere(file), room=3),),
                (
                    Field(label="归档日期", content=filled_day(file.archived)),
                    Field(label="保管期限", content=filled(file.kept)),
                ),
            )
        ),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                (*named("立卷人：", file.archivist), "\n签名：", Pen(), "\n", *WRITE_DAY),
                ("检查人：\n签名：", Pen(), "\n", *WRITE_DAY),
            ),
        ),
    )


SHEET = Sheet(
    code="F34",
    title="卷内目录·备考表",
    copies=1,
    basis=("档案法 13, 14",),
    needs=(*NEEDS, "file.documents"),
    build=_build,
)
