"""受理通知书(受理凭证): the authority takes the case, and by when it decides.

It bears the authority's special seal and a date (行政许可法 32, last paragraph): a station prints
it for the authority once the acceptance is in its journal, and never seals it.
"""

from forms.facts import Facts
from forms.parts.accepting import Acceptance
from forms.sheet.authority import AUTHORITY_NEEDS, letter
from forms.sheet.blocks import Block, Field, Grid, Sheet
from forms.sheet.words import WRITE_DAY, application, day, filled, filled_day, spread
from forms.text import Content, Pen

NOTES = (
    "受理凭证应当加盖行政机关专用印章并注明日期（《中华人民共和国行政许可法》第三十二条）；"
    "未加盖的无效。",
    "办理期限自受理之日的次日起算，以工作日计算的不含法定节假日（同法第八十二条）；承诺期限"
    "短于法定期限的，受理机关在承诺期限内办结。",
    "依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在期限内，"
    "由受理机关将所需时间书面告知申请人（同法第四十五条）。",
    "受理机关应当自作出决定之日起十日内向申请人颁发、送达决定或者证照（同法第四十四条）。",
    "本通知书一式三份，申请人一份，受理机关一份，服务站存档一份。",
)
GAP = "有容缺后补材料，补正要求以容缺受理通知书为准。"


def _taken(accepted: Acceptance) -> Content:
    """The day; of a case that silence had accepted, from when its clock counts."""
    since = f"（视为受理，期限自{day(accepted.since)}起计算）" if accepted.since else ""
    return (*spread(filled_day(accepted.at)), since)


def _limits(accepted: Acceptance) -> tuple[tuple[Field, ...], ...]:
    doubt = "（暂定）" if accepted.provisional else ""
    known = accepted.at is not None

    def end(value: object, text: str) -> Content:
        return f"{text}{doubt}" if value else "无" if known else WRITE_DAY

    legal, promised = accepted.legal_due, accepted.promised_due
    return (
        (
            Field(label="法定期限", content=filled(accepted.legal_limit)),
            Field(label="届满日期", content=end(legal, day(legal) if legal else "")),
        ),
        (
            Field(label="承诺期限", content=filled(accepted.promised_limit)),
            Field(label="届满日期", content=end(promised, day(promised) if promised else "")),
        ),
    )


def _build(facts: Facts) -> tuple[Block, ...]:
    accepted = facts.accepting.acceptance
    excluded = "；".join(accepted.excluded) or ("事项未规定" if accepted.at else "")
    gap = ((Field(label="容缺情况", content=GAP),),) if facts.accepting.gap.promises else ()
    return letter(
        facts,
        (
            "　　您提出的",
            *application(facts.item.name),
            "，经审查属于本机关职权范围，依照《中华人民共和国行政许可法》第三十二条"
            "（不属于行政许可的事项参照执行），本机关予以受理。",
        ),
        Grid(
            rows=(
                (
                    Field(label="受理机关", content=filled(facts.authority)),
                    Field(label="办件类型", content=filled(accepted.case_type)),
                ),
                (
                    Field(label="受理日期", content=_taken(accepted)),
                    Field(label="受理文书\n编号", content=(Pen(),)),
                ),
                *_limits(accepted),
                (Field(label="不计入期限\n的程序", content=filled(excluded)),),
                *gap,
                (
                    Field(label="承办人", content=filled(accepted.clerk)),
                    Field(label="联系电话", content=(Pen(),)),
                ),
                (Field(label="进度查询", content=filled("；".join(facts.receipt.query_ways))),),
                (Field(label="结果领取", content=filled(accepted.pickup)),),
            )
        ),
        notes=NOTES,
        at=accepted.at,
        seal="受理专用章",
    )


SHEET = Sheet(
    code="F02",
    title="受理通知书",
    copies=3,
    basis=("行政许可法 32, 42, 44, 45, 82",),
    needs=(*AUTHORITY_NEEDS, "accepting.acceptance.at"),
    build=_build,
    by_authority=True,
)
