"""准予决定书: the authority grants what was asked for, in writing (行政许可法 38)."""

from forms.facts import Facts
from forms.sheet.authority import AUTHORITY_NEEDS, letter
from forms.sheet.blocks import Block, Field, Grid, Sheet
from forms.sheet.words import application, filled, filled_day
from forms.text import Content

NOTES = (
    "申请人的申请符合法定条件、标准的，应当依法作出准予的书面决定（《中华人民共和国行政许可法》"
    "第三十八条第一款）；不属于行政许可的事项参照执行。",
    "需要颁发证照、文书的，应当自作出决定之日起十日内颁发、送达（同法第四十四条）；该期限以"
    "工作日计算，不含法定节假日（同法第八十二条）。",
    "本决定书未加盖作出决定机关印章的无效。请核对所载内容，如有错误请立即提出。",
    "本决定书一式三份，申请人一份，作出决定的机关一份，服务站存档一份。",
)
LOCKED = "容缺材料补齐后发放"


def _issue(facts: Facts) -> Content:
    granted = facts.deciding.granted
    return filled(LOCKED if granted.locked else "按期颁发、送达" if granted.at else "")


def _build(facts: Facts) -> tuple[Block, ...]:
    granted, accepted = facts.deciding.granted, facts.accepting.acceptance
    return letter(
        facts,
        (
            "　　您提出的",
            *application(facts.item.name),
            "，本机关已经受理。经审查，申请符合法定条件、标准，现作出如下决定：",
        ),
        Grid(
            rows=(
                (
                    Field(label="决定文号", content=filled(granted.number)),
                    Field(label="决定日期", content=filled_day(granted.at)),
                ),
                (Field(label="受理日期", content=filled_day(accepted.since or accepted.at)),),
                (Field(label="查明的事实", content=filled(granted.reason), room=4),),
                (Field(label="法律依据", content=filled(granted.basis), room=2),),
                (Field(label="决定内容", content=filled(granted.words), room=3),),
                (Field(label="证照、文书", content=_issue(facts)),),
            )
        ),
        notes=NOTES,
        at=granted.at,
        seal="行政机关印章",
    )


SHEET = Sheet(
    code="F20",
    title="准予决定书",
    copies=3,
    basis=("行政许可法 37, 38, 44, 82",),
    needs=(*AUTHORITY_NEEDS, "deciding.granted.at"),
    build=_build,
    by_authority=True,
)
