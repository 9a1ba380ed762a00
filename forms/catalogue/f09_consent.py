"""同意函: this case will be granted and is not finished; another office may go on meanwhile."""

from forms.facts import Facts
from forms.sheet.authority import AUTHORITY_NEEDS, authority_grid
from forms.sheet.blocks import Block, Field, Grid, Notes, Prose, Sheet, Signing
from forms.sheet.words import WRITE_MINUTE, application, filled, filled_day, spread
from forms.text import Pen

NOTES = (
    "本函供关联事项先行审查使用，不是准予决定，不得代替证照、批准文件对外使用。",
    "正式决定作出后，以决定文号替代本函；决定不予批准或者本函有效期届满的，本函失效，接收单位"
    "应当停止以本函为依据继续办理。",
    "同意函是地方做法，适用范围按当地规定执行。",
    "本函一式两份，接收单位一份，出具单位存档一份。",
)


def _build(facts: Facts) -> tuple[Block, ...]:
    consent = facts.deciding.consent
    conditions = consent.conditions or ("无" if consent.at else "")
    return (
        authority_grid(facts),
        Prose(content=(consent.to or Pen(12), "：")),
        Prose(
            content=(
                "　　我单位受理的",
                *application(facts.item.name),
                "，经审查拟同意，正在办理后续手续。请你单位据此对关联事项先行审查。",
            )
        ),
        Grid(
            rows=(
                (Field(label="函号", content=filled(consent.number)),),
                (
                    Field(label="出具单位", content=filled(facts.authority)),
                    Field(label="出具日期", content=filled_day(consent.at)),
                ),
                (
                    Field(label="接收单位", content=filled(consent.to)),
                    Field(label="关联事项", content=filled(consent.to_item)),
                ),
                (Field(label="关联办件", content=filled(consent.to_case)),),
                (Field(label="审查意见", content="拟同意"),),
                (Field(label="附加条件", content=filled(conditions), room=2),),
                (
                    Field(label="有效期至", content=filled_day(consent.valid_until)),
                    Field(
                        label="替代本函的\n决定文号", content=filled(facts.deciding.granted.number)
                    ),
                ),
            )
        ),
        Notes(title="说明：", sentences=NOTES),
        _signing(facts),
    )


def _signing(facts: Facts) -> Signing:
    return Signing(
        places=(
            ("接收单位签收：\n", Pen(), "\n", *WRITE_MINUTE),
            (facts.authority or Pen(), "\n", *spread(filled_day(facts.deciding.consent.at))),
        ),
        seal="行政机关印章",
    )


SHEET = Sheet(
    code="F09",
    title="同意函",
    copies=2,
    basis=("同意函, 地方做法(高明)",),
    needs=(*AUTHORITY_NEEDS, "deciding.consent.at", "deciding.consent.number"),
    build=_build,
    by_authority=True,
)
