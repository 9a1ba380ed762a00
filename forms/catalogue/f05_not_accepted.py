"""不予受理通知书: not this authority's power, or still not in order after the correction.

行政许可法 32(2): the applicant is told to which authority to apply; last paragraph: in writing,
with the authority's special seal and the date.
"""

from forms.facts import Facts
from forms.sheet.authority import AUTHORITY_NEEDS, letter
from forms.sheet.blocks import Block, Field, Grid, Sheet
from forms.sheet.remedies import remedies
from forms.sheet.words import application, filled, filled_day

NOTES = (
    "申请事项依法不属于本机关职权范围的，应当即时作出不予受理的决定，并告知申请人向有关行政机关"
    "申请（《中华人民共和国行政许可法》第三十二条第一款第二项）。",
    "不予受理应当出具加盖行政机关专用印章和注明日期的书面凭证（同条）；本通知书未加盖受理机关"
    "专用印章的无效。",
    "不予受理的情形消除后，可以重新提出申请；已提交的材料原件退还申请人。",
    "本通知书一式两份，申请人一份，受理机关存档一份。",
)


def _build(facts: Facts) -> tuple[Block, ...]:
    told = facts.accepting.not_accepted
    return letter(
        facts,
        (
            "　　您提出的",
            *application(facts.item.name),
            "，经审查，本机关决定不予受理，现将理由和依据告知如下：",
        ),
        Grid(
            rows=(
                (Field(label="决定日期", content=filled_day(told.at)),),
                (Field(label="不予受理\n的理由", content=filled(told.reason), room=4),),
                (Field(label="法律依据", content=filled(told.basis), room=2),),
                (Field(label="应当申请的\n行政机关", content=filled(told.where), room=2),),
            )
        ),
        remedies(this="本不予受理决定", in_village=facts.item.in_village),
        notes=NOTES,
        at=told.at,
        seal="受理专用章",
    )


SHEET = Sheet(
    code="F05",
    title="不予受理通知书",
    copies=2,
    basis=(
        "行政许可法 32(2)", "浙江省保障“最多跑一次”改革规定 11", "行政复议法 20",
        "行政诉讼法 46",
    ),
    needs=(
        *AUTHORITY_NEEDS, "accepting.not_accepted.at", "accepting.not_accepted.reason",
        "accepting.not_accepted.basis",
    ),
    build=_build,
    by_authority=True,
)  # fmt: skip
