"""评价单, 差评核实整改单: what the applicant said, and what was mended (GB/T 39046 table 9)."""

from collections.abc import Mapping

from forms.facts import Facts
from forms.parts.rating import Rating
from forms.sheet.blocks import Block, Field, Grid, Heading, Notes, Sheet, Signing
from forms.sheet.head import NEEDS, case_grid
from forms.sheet.words import (
    WRITE_DAY,
    WRITE_MINUTE,
    choice,
    day,
    filled,
    filled_day,
    filled_minute,
    minute,
    spread,
)
from forms.text import Content, Pen

LEVELS: Mapping[str, str] = {
    "1": "非常满意",
    "2": "满意",
    "3": "基本满意",
    "4": "不满意",
    "5": "非常不满意",
}
"""GB/T 39046-2020 A.8."""
BAD = (4, 5)
CHANNELS: Mapping[str, str] = {
    "desk": "窗口评价器",
    "qr": "扫码",
    "paper": "纸质评价表",
    "kiosk": "自助机",
    "sms": "短信",
    "hotline": "12345热线",
}
OUTCOMES: Mapping[str, str] = {
    "mended": "已整改",
    "explained": "已解释说明",
    "mistaken": "误评",
    "malicious": "恶意差评",
}
NOTES = (
    "评价由申请人自愿、如实作出，任何单位和个人不得强迫或者干扰；一次一评。",
    "“不满意”“非常不满意”的，应当及时联系核实、整改并回访（参照《安阳市政务服务条例》"
    "第五十二条）；确属误评、恶意差评的，经核查不计入统计，原评价予以保留。",
    "评价人信息受保护：本单只供核实整改使用，不得向无关人员透露，不得打击报复。",
    "本单一式一份，由服务站存档。",
)


def _rating(rating: Rating | None) -> Grid:
    if rating is None:
        return Grid(
            rows=(
                (
                    Field(label="服务日期", content=WRITE_DAY),
                    Field(label="评价时间", content=WRITE_MINUTE, share=1.3),
                ),
                (Field(label="评价渠道", content=choice(CHANNELS, "")),),
                (Field(label="满意度", content=choice(LEVELS, "")),),
                (Field(label="文字评价", content=(Pen(),), room=3),),
            )
        )
    return Grid(
        rows=(
            (
                Field(label="服务日期", content=day(rating.visit)),
                Field(label="评价时间", content=minute(rating.at),
                      share=1.3),
            ),
            (Field(label="评价渠道", content=choice(CHANNELS, rating.channel)),),
            (Field(label="满意度", content=choice(LEVELS, str(rating.level))),),
            (Field(label="文字评价", content=filled(rating.text), room=2),),
        )
    )  # fmt: skip


def _settling(rating: Rating | None) -> Grid:
    contact = rating.contact if rating else ""
    settlement = rating.settlement if rating else ""
    called, settled = (rating.contacted_at, rating.settled_at) if rating else (None, None)
    return Grid(
        rows=(
            (Field(label="联系时间", content=filled_minute(called)),),
            (Field(label="核实情况", content=filled(contact), room=2),),
            (Field(label="原因", content=filled(rating.cause if rating else "")),),
            (Field(label="整改措施", content=filled(settlement), room=2),),
            (Field(label="处理结果", content=choice(OUTCOMES, rating.outcome if rating else "")),),
            (Field(label="办结时间", content=filled_minute(settled)),),
            (Field(label="回访", content=_asked_again(rating)),),
        )
    )  # fmt: skip


def _asked_again(rating: Rating | None) -> Content:
    on, said = (rating.asked_on, rating.contented) if rating else (None, None)
    word = "" if said is None else "yes" if said else "no"
    answer = choice({"yes": "满意", "no": "仍不满意"}, word)
    return (*spread(filled_day(on)), "　", *answer, Pen())


def _one(rating: Rating) -> tuple[Block, ...]:
    heading = Heading(text=f"第 {rating.times} 次评价")
    if rating.level not in BAD:
        return (heading, _rating(rating))
    return (heading, _rating(rating), Heading(text="差评核实整改"), _settling(rating))


def _build(facts: Facts) -> tuple[Block, ...]:
    empty = (
        _rating(None),
        Heading(text="差评核实整改（不满意、非常不满意的填写）"),
        _settling(None),
    )
    told = tuple(block for rating in facts.ratings for block in _one(rating))
    return (
        case_grid(facts, (Field(label="评价人", content=filled(facts.applicant.name)),)),
        *(told or empty),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                ("核实整改人签名：\n", Pen(), "\n", *WRITE_DAY),
                ("负责人签名：\n", Pen(), "\n", *WRITE_DAY),
            ),
        ),
    )


SHEET = Sheet(
    code="F32",
    title="评价单（差评核实整改单）",
    copies=1,
    basis=("GB/T 39046-2020 表9", "GB/T 39734-2020", "安阳市政务服务条例 52"),
    needs=(*NEEDS, "ratings"),
    build=_build,
)
