"""撤回申请书: the applicant does not want it any more, and says so over a signature."""

from forms.facts import Facts
from forms.sheet.blocks import Block, Field, Grid, Notes, Prose, Sheet, Signing
from forms.sheet.given_back import given_back
from forms.sheet.head import NEEDS, applicant_rows, case_grid
from forms.sheet.words import WRITE_DAY, filled, filled_day, quoted
from forms.text import Pen

NOTES = (
    "申请人可以在行政机关作出决定前撤回申请；撤回后本次办理结束，可以重新提出申请。",
    "代理人代为撤回的，授权委托书应当载明该项权限（《中华人民共和国民法典》第一百六十五条）。",
    "撤回出于申请人自愿，任何人不得强迫或者诱导。",
    "本申请书一式两份，申请人一份，行政机关存档一份。",
)


def _build(facts: Facts) -> tuple[Block, ...]:
    told = facts.ending.withdrawal
    return (
        case_grid(facts, *applicant_rows(facts.applicant, facts.proxy)),
        Prose(content=(facts.item.department or Pen(12), "：")),
        Prose(
            content=(
                "　　本人（单位）申请办理的",
                *quoted(facts.item.name),
                "，现自愿撤回申请，请予准许，并退还已提交的材料原件。",
            )
        ),
        Grid(
            rows=(
                (Field(label="提出日期", content=filled_day(told.at)),),
                (Field(label="撤回理由", content=filled(told.reason), room=2),),
            )
        ),
        *given_back(facts.papers, known=told.at is not None),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                ("申请人（代理人）签名或者盖章：\n", Pen(), "\n", *WRITE_DAY),
                ("收件人签名：\n", Pen(), "\n", *WRITE_DAY),
            ),
        ),
    )


SHEET = Sheet(
    code="F27A",
    title="撤回申请书",
    copies=2,
    basis=("民法典 165",),
    needs=(*NEEDS, "ending.withdrawal.at"),
    build=_build,
)
