"""不予决定书: the authority refuses, says why, and names the remedies (行政许可法 38)."""

from forms.facts import Facts
from forms.sheet.authority import AUTHORITY_NEEDS, letter
from forms.sheet.blocks import Block, Field, Grid, Sheet
from forms.sheet.remedies import remedies
from forms.sheet.words import application, filled, filled_day

NOTES = (
    "依法作出不予行政许可的书面决定的，应当说明理由，并告知申请人享有依法申请行政复议或者提起"
    "行政诉讼的权利（《中华人民共和国行政许可法》第三十八条第二款）；不属于行政许可的事项参照"
    "执行。",
    "不符合的条件消除后，可以重新提出申请。已提交的材料原件退还申请人。",
    "本决定书未加盖作出决定机关印章的无效。",
    "本决定书一式三份，申请人一份，作出决定的机关一份，服务站存档一份。",
)


def _build(facts: Facts) -> tuple[Block, ...]:
    refused, accepted = facts.deciding.refused, facts.accepting.acceptance
    return letter(
        facts,
        (
            "　　您提出的",
            *application(facts.item.name),
            "，本机关已经受理。经审查，申请不符合法定条件、标准，决定不予批准，现将事实、"
            "理由和依据告知如下：",
        ),
        Grid(
            rows=(
                (
                    Field(label="决定文号", content=filled(refused.number)),
                    Field(label="决定日期", content=filled_day(refused.at)),
                ),
                (Field(label="受理日期", content=filled_day(accepted.since or accepted.at)),),
                (Field(label="事实和理由", content=filled(refused.reason), room=5),),
                (Field(label="法律依据", content=filled(refused.basis), room=2),),
            )
        ),
        remedies(this="本决定", in_village=facts.item.in_village),
        notes=NOTES,
        at=refused.at,
        seal="行政机关印章",
    )


SHEET = Sheet(
    code="F20A",
    title="不予批准决定书",
    copies=3,
    basis=("行政许可法 38", "行政复议法 20", "行政诉讼法 46"),
    needs=(
        *AUTHORITY_NEEDS, "deciding.refused.at", "deciding.refused.reason",
        "deciding.refused.basis",
    ),
    build=_build,
    by_authority=True,
)  # fmt: skip
