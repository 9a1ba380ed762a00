"""办事指南: what an item asks and gives, for the wall, the hand and the agents' handbook.

行政许可法 30 and 优化营商环境条例 35 say what must be public; 浙江省保障“最多跑一次”改革规定 4
adds the papers that may follow (容缺).
"""

from forms.facts import Facts
from forms.parts.case import Office
from forms.parts.guide import Guide, GuidePaper
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
    Steps,
)
from forms.sheet.words import filled
from forms.text import Content
from station.domain.guide_code import GuideCode, guide_text

COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="材料名称", share=2.9),
    Column(title="原件/复印件", share=2.9),
    Column(title="必要性", share=2.6),
    Column(title="来源", share=2.0),
    Column(title="样表", share=1.3),
)
ROOM = 6
"""Rows of the list on a blank."""
NOTES = (
    "可以要求工作人员说明、解释本指南（《中华人民共和国行政许可法》第三十条）；除所列材料以外，不要求"
    "提供与申请事项无关的材料（同法第三十一条；《优化营商环境条例》第三十五条）。服务站代办、咨询、"
    "打印格式文本均不收费。",
    "可以容缺后补的材料按承诺的期限补交（《浙江省保障“最多跑一次”改革规定》第四条，其他地方依当地"
    "规定）。",
)


def _kept(paper: GuidePaper) -> str:
    parts = (
        f"原件{paper.originals}份留存" if paper.originals else "",
        "核验原件" if paper.seen else "",
        f"复印件{paper.copies}份" if paper.copies else "",
    )
    return "，".join(part for part in parts if part) or "出示"


def _paper(number: int, paper: GuidePaper) -> tuple[Content, ...]:
    need = f"{paper.necessity}：{paper.condition}" if paper.condition else paper.necessity
    return str(number), paper.name, _kept(paper), need, paper.source or "—", paper.sample or "—"


def _facts(guide: Guide) -> Grid:
    code = f"{guide.code}（版本 {guide.version}）" if guide.code else ""
    basis = "\n".join(guide.basis)
    return Grid(
        rows=(
            (
                Field(label="事项编码", content=filled(code)),
                Field(label="事项类型", content=filled(guide.item_type)),
            ),
            (
                Field(label="主管部门", content=filled(guide.department)),
                Field(label="办件类型", content=filled(guide.case_type)),
            ),
            (Field(label="设定依据", content=filled(basis)),),
            (Field(label="受理条件", content=filled(guide.who)),),
            (
                Field(label="服务对象", content=filled(guide.target)),
                Field(label="能否代办", content=filled(guide.proxy)),
            ),
            *(((Field(label="受理时间", content=guide.season),),) if guide.season else ()),
        )
    )


def _terms(guide: Guide, office: Office) -> Grid:
    excluded = "；".join(guide.excluded)
    where = "，".join(each for each in (office.name, office.address) if each)
    return Grid(
        rows=(
            (
                Field(label="法定时限", content=filled(guide.legal_limit)),
                Field(label="承诺时限", content=filled(guide.promised_limit)),
            ),
            *(((Field(label="不计时限", content=excluded),),) if excluded else ()),
            (
                Field(label="收费", content=filled(guide.fee)),
                Field(label="办理结果", content=filled(guide.result)),
            ),
            (Field(label="送达方式", content=filled("、".join(guide.delivery))),),
            (Field(label="办理地点", content=filled(where)),),
            (Field(label="办理时间", content=filled(guide.hours)),),
            (
                Field(label="咨询电话", content=filled(office.phone)),
                Field(label="监督投诉", content=filled(guide.complaint)),
            ),
        )
    )


def guide_blocks(guide: Guide, office: Office) -> tuple[Block, ...]:
    """All that is told of one item at this station."""
    rows = tuple(_paper(n, each) for n, each in enumerate(guide.papers, start=1))
    later = "、".join(each.name for each in guide.papers if each.may_follow)
    steps: tuple[Block, ...] = (
        (Heading(text="办理流程"), Steps(sentences=guide.steps)) if guide.steps else ()
    )
    trust: tuple[Block, ...] = (Prose(content=guide.trust, strong=True),) if guide.trust else ()
    return (
        _facts(guide),
        Heading(text="申请材料"),
        Listing(columns=COLUMNS, rows=rows, room=ROOM),
        Prose(content=("可以容缺后补的材料：", later or ("无" if rows else ""))),
        *steps,
        Heading(text="时限、收费、结果、窗口"),
        _terms(guide, office),
        *trust,
    )


def _build(facts: Facts) -> tuple[Block, ...]:
    name = facts.guide.name
    return (
        *((Heading(text=name),) if name else ()),
        *guide_blocks(facts.guide, facts.station),
        Notes(title="说明：", sentences=NOTES),
    )


def _code(facts: Facts) -> str:
    """Item and version, and what who scans it wants to know first."""
    guide = facts.guide
    if not guide.code:
        return ""
    phone = f"，电话{facts.station.phone}" if facts.station.phone else ""
    words = f"{guide.name}：{facts.station.name}{phone}，{guide.promised_limit}"
    return guide_text(GuideCode(item=guide.code, version=int(guide.version), words=words))


SHEET = Sheet(
    code="F25",
    title="办事指南",
    copies=1,
    basis=(
        "行政许可法 30, 31", "优化营商环境条例 35", "国务院关于在线政务服务的若干规定 6",
        "浙江省保障“最多跑一次”改革规定 4",
    ),
    needs=("sheet_number", "station.code", "station.name", "guide.code", "guide.name",
           "guide.version"),
    build=_build,
    qr=_code,
)  # fmt: skip
