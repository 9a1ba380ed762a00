"""公示单、公示结果: what may hang out in the village, and what came of it.

Names keep their first character; no identity number in full, no illness, no minor (社会救助暂行
办法 11, 61; 个人信息保护法 28). The board gets this sheet, and the office keeps the same with the
result.
"""

from forms.facts import Facts
from forms.parts.carrying import Posted, Posting
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
from forms.sheet.words import WRITE_DAY, choice, day, filled, filled_day
from forms.text import Pen

NUMBER = Column(title="证件号码", share=3.4)
COLUMNS = (
    Column(title="序号", share=0.95, align=CENTRE),
    Column(title="姓名", share=1.3),
    NUMBER,
    Column(title="所在村（社区）", share=3),
    Column(title="公示事项", share=3.4),
    Column(title="金额（元）", share=1.8),
)
ROOM = 6
"""Rows of the list on a blank."""
RESULTS = {"none": "期满无异议", "objected": "有异议"}
NOTES = (
    "公示内容隐去部分姓名和证件号码，不公示病情、残疾状况，不公示未成年人（《社会救助暂行办法》"
    "第十一条、第六十一条；《中华人民共和国个人信息保护法》第二十八条）。",
    "对公示内容有异议的，请在公示期内实名通过上列电话或者到上列地点反映；受理机关对反映人的信息保密。",
    "公示期满即撤下本单，填写公示结果。本单一式两份，受理机关、服务站各一份，另张贴一份。",
)


def _lines(lines: tuple[Posted, ...]) -> Listing:
    """Without numbers where the item shows none: nobody is to write them in."""
    shown = any(line.number for line in lines)
    rows = (
        (str(n), line.name, *((line.number or "—",) if shown else ()),
         line.place or (Pen(),), line.matter, filled(line.amount))
        for n, line in enumerate(lines, start=1)
    )  # fmt: skip
    return Listing(
        columns=tuple(column for column in COLUMNS if shown or column is not NUMBER),
        rows=tuple(rows),
        room=ROOM,
    )


def _result(posting: Posting) -> tuple[Block, ...]:
    """What came of it; the board's copy leaves it open."""
    result = ("objected" if posting.objections else "none") if posting.over else ""
    return (
        Heading(text="公示结果（期满后填写，不张贴）"),
        Grid(
            rows=(
                (Field(label="结果", content=choice(RESULTS, result)),),
                (Field(label="异议和核实", content=filled(posting.objections), room=2),),
                (
                    Field(label="撤下日期", content=filled_day(None)),
                    Field(label="见证人", content=(Pen(),)),
                ),
            )
        ),
    )


def _build(facts: Facts) -> tuple[Block, ...]:
    posting, office = facts.posting, facts.station
    where = "，".join(each for each in (office.name, office.address) if each)
    period = (
        f"{day(posting.begins)}至{day(posting.ends)}"
        if posting.begins and posting.ends
        else (*WRITE_DAY, " 至 ", *WRITE_DAY)
    )
    return (
        Prose(content="现将下列申请的有关情况予以公示，接受监督："),
        _lines(posting.lines),
        Grid(
            rows=(
                (Field(label="公示期", content=period),),
                (Field(label="公示地点", content=filled(posting.place)),),
                (
                    Field(label="异议电话", content=filled(facts.station.phone)),
                    Field(label="收件编号", content=filled(facts.case_number)),
                ),
                (Field(label="反映地点", content=filled(where)),),
            )
        ),
        *_result(posting),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                ("张贴人签名：\n", Pen(), "\n", *WRITE_DAY),
                ("公示机关：\n", facts.authority or Pen(), "\n", *WRITE_DAY),
            ),
            seal="公示机关印章",
        ),
    )


SHEET = Sheet(
    code="F16",
    title="公示单",
    copies=2,
    basis=("社会救助暂行办法 11, 61", "个人信息保护法 28"),
    needs=(
        "sheet_number", "case_number", "station.code", "station.name", "authority",
        "posting.lines", "posting.begins",
    ),
    build=_build,
    by_authority=True,
)  # fmt: skip
