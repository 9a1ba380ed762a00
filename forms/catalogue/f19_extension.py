"""延期通知书: the head of the authority allowed more days, and the applicant is told why.

行政许可法 42: once, before the limit is over.
"""

from forms.facts import Facts
from forms.parts.deciding import Longer
from forms.sheet.authority import AUTHORITY_NEEDS, letter
from forms.sheet.blocks import Block, Field, Grid, Sheet
from forms.sheet.words import WRITE_DAY, day, filled, filled_day, quoted, spread
from forms.text import Content, Pen

NOTES = (
    "自受理之日起二十日内不能作出决定的，经本行政机关负责人批准，可以延长十日，并应当将延长期限"
    "的理由告知申请人；统一办理、联合办理、集中办理的，四十五日内不能办结的，经本级人民政府负责人"
    "批准可以延长十五日（《中华人民共和国行政许可法》第四十二条）。",
    "上列期限以工作日计算，不含法定节假日（同法第八十二条）；依法不计入期限的程序所需时间另行"
    "扣除。",
    "期限届满仍未作出决定的，可以持本通知书向代办站点或者政务服务管理部门反映。",
    "本通知书一式两份，申请人一份，行政机关存档一份。",
)


def _promised(longer: Longer) -> Content:
    if longer.promised_due:
        return day(longer.promised_due)
    return "无" if longer.at else WRITE_DAY


def _build(facts: Facts) -> tuple[Block, ...]:
    longer = facts.deciding.longer
    days = (str(longer.days) if longer.days else Pen(3), "个工作日")
    return letter(
        facts,
        (
            "　　您申请办理的",
            *quoted(facts.item.name),
            "，因下列理由不能在法定期限内作出决定，经负责人批准，决定延长办理期限",
            *days,
            "，现予告知：",
        ),
        Grid(
            rows=(
                (Field(label="延期理由", content=filled(longer.reason), room=4),),
                (
                    Field(label="延长时间", content=days),
                    Field(label="批准人", content=filled(longer.approver)),
                ),
                (
                    Field(label="原法定\n届满日", content=filled_day(longer.was)),
                    Field(label="批准日期", content=filled_day(longer.at)),
                ),
                (
                    Field(
                        label="延期后法定\n届满日",
                        content=("最迟", *spread(filled_day(longer.legal_due))),
                    ),
                    Field(label="延期后承诺\n届满日", content=_promised(longer)),
                ),
                (Field(label="延期依据", content=filled(longer.rule)),),
            )
        ),
        notes=NOTES,
        at=longer.at,
        seal="行政机关印章",
    )


SHEET = Sheet(
    code="F19",
    title="延期通知书",
    copies=2,
    basis=("行政许可法 42, 82",),
    needs=(*AUTHORITY_NEEDS, "deciding.longer.at", "deciding.longer.reason"),
    build=_build,
    by_authority=True,
)
