"""容缺受理通知书: accepted while papers that are not essential are promised.

What a broken promise leads to is the rule of the place, and stands here as it was told with the
acceptance.
"""

from collections.abc import Mapping

from forms.facts import Facts
from forms.parts.accepting import Gap, Promised
from forms.sheet.authority import AUTHORITY_NEEDS, letter
from forms.sheet.blocks import CENTRE, Block, Column, Field, Grid, Listing, Sheet
from forms.sheet.words import WRITE_DAY, application, choice, day, filled, filled_day
from forms.text import Content

COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="容缺材料名称", share=4.6),
    Column(title="补正方式", share=4.2),
    Column(title="补正期限", share=3.4, align=CENTRE),
)
ROOM = 3
"""Rows of the list on a blank."""
WAYS: Mapping[str, str] = {"window": "现场", "post": "邮寄", "system": "系统"}
BROKEN: Mapping[str, str] = {
    "revoked": "逾期未补齐或者补正后仍不符合要求的，撤销受理，并书面说明理由。",
    "withdrawn": "逾期未补齐或者补正后仍不符合要求的，视为撤回申请。",
    "terminated": "逾期未补齐或者补正后仍不符合要求的，停止办理或者取消审批。",
}
NOTES = (
    "容缺受理只适用于非主要申请材料；主要材料齐全且符合法定形式后方可受理。",
    "补正材料以送达受理机关或者本服务站的日期为补正日期；邮寄的，以到达日期为准，请留出在途时间。",
    "容缺受理的，办理期限自受理之日的次日起算；受理应当出具加盖行政机关专用印章和注明日期的"
    "书面凭证（《中华人民共和国行政许可法》第三十二条）。",
    "本通知书与容缺受理承诺书配套使用。补正材料可以交本服务站代收，不收取任何费用。",
    "本通知书一式两份，申请人一份，受理机关存档一份。",
)


def _promise(number: int, promised: Promised) -> tuple[Content, ...]:
    return str(number), promised.paper, choice(WAYS, ""), filled_day(promised.until)


def _course(gap: Gap) -> str:
    """What happens to the case before the papers are in."""
    if gap.at is None:
        return ""
    if gap.issue_open:
        return "补正期间继续审查，可以先行作出决定并发放证照、文书。"
    if gap.decide_open:
        return "补正期间继续审查，可以先行作出决定；材料补齐后发放证照、文书。"
    return "补正期间继续审查；材料补齐后作出决定。"


def _build(facts: Facts) -> tuple[Block, ...]:
    gap, accepted = facts.accepting.gap, facts.accepting.acceptance
    legal, promised = accepted.legal_due, accepted.promised_due
    none = "无" if gap.at else WRITE_DAY
    rows = tuple(_promise(number, each) for number, each in enumerate(gap.promises, start=1))
    return letter(
        facts,
        (
            "　　您提出的",
            *application(facts.item.name),
            "，主要材料齐全、符合法定形式，非主要材料有欠缺。根据您的承诺，本机关予以容缺"
            "受理。请按下列要求补正：",
        ),
        Listing(columns=COLUMNS, rows=rows, room=ROOM),
        Grid(
            rows=(
                (
                    Field(label="受理日期", content=filled_day(gap.at)),
                    Field(label="办件类型", content=filled(accepted.case_type)),
                ),
                (
                    Field(label="承诺办结", content=day(promised) if promised else none),
                    Field(label="法定办结", content=day(legal) if legal else none),
                ),
                (Field(label="后续办理", content=filled(_course(gap))),),
                (Field(label="逾期后果", content=filled(BROKEN.get(gap.broken, ""))),),
                (Field(label="规则依据", content=filled(gap.rule)),),
            )
        ),
        notes=NOTES,
        at=gap.at,
        seal="受理专用章",
    )


SHEET = Sheet(
    code="F07",
    title="容缺受理通知书",
    copies=2,
    basis=(
        "行政许可法 32", "浙江省保障“最多跑一次”改革规定 11", "安阳市政务服务条例 24",
    ),
    needs=(*AUTHORITY_NEEDS, "accepting.gap.at", "accepting.gap.promises"),
    build=_build,
    by_authority=True,
)  # fmt: skip
