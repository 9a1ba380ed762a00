"""代办委托书: the applicant lets somebody act for them.

民法典 165: a written mandate names agent, matter, powers and period, and the principal signs it;
without one of these it is none, so the sheet demands them all.
"""

from forms.facts import Facts
from forms.parts.agency import Mandate
from forms.parts.case import Paper
from forms.sheet.blocks import (
    CENTRE,
    Block,
    Column,
    Field,
    Grid,
    Listing,
    Notes,
    Sheet,
    Signing,
)
from forms.sheet.head import NEEDS, case_grid, person_rows
from forms.sheet.mandate import period, powers
from forms.sheet.words import WRITE_DAY, choice, filled
from forms.text import Content, Pen

COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="移交受托人的材料", share=6),
    Column(title="原件", share=1, align=CENTRE),
    Column(title="复印件", share=1.1, align=CENTRE),
    Column(title="备注", share=2.4),
)
ROOM = 2
"""Rows of the list on a blank."""
HANDED = ("original", "seen", "copy")
"""What changed hands at the window."""
NOTES = (
    "委托书应当载明代理人的姓名或者名称、代理事项、权限和期限，并由被代理人"
    "签名或者盖章（《中华人民共和国民法典》第一百六十五条）；未勾选的，无权代办。",
    "依法或者依事项性质应当由本人亲自办理的，不得代办（同法第一百六十一条）。",
    "需要转委托的，应当取得委托人的同意或者追认（同法第一百六十九条）。",
    "委托期限届满或者事务完成、委托人取消委托或者受托人辞去委托的，委托终止（同法第一百七十三条）。",
    "委托人对申请材料实质内容的真实性负责。代办服务不收取任何费用，不得接受礼品、礼金。",
    "本委托书一式两份，委托人一份，服务站存档一份。",
)


def _passing(mandate: Mandate) -> Content:
    word = "" if mandate.redelegation is None else "yes" if mandate.redelegation else "no"
    return choice({"no": "不得转委托", "yes": "可以转委托"}, word)


def mandatary_rows(mandate: Mandate) -> tuple[tuple[Field, ...], ...]:
    """Who acts: name, station, document, telephone and address."""
    kind = mandate.id_kind
    document: Content = f"{kind} {mandate.id_number}" if mandate.id_number else (f"{kind} ", Pen())
    return (
        (
            Field(label="受托人", content=filled(mandate.name)),
            Field(label="所在站点", content=filled(mandate.unit)),
        ),
        (
            Field(label="身份证件", content=document),
            Field(label="联系电话", content=filled(mandate.phone)),
        ),
        (Field(label="住址", content=filled(mandate.address)),),
    )


def _paper(number: int, paper: Paper) -> tuple[Content, ...]:
    note = "核验后退还" if paper.taken == "seen" else ""
    return str(number), paper.name, str(paper.originals), str(paper.copies), note


def _build(facts: Facts) -> tuple[Block, ...]:
    mandate = facts.mandate
    handed = [paper for paper in facts.papers if paper.taken in HANDED]
    return (
        case_grid(facts, *person_rows(facts.applicant, "委托人"), *mandatary_rows(mandate)),
        Grid(
            rows=(
                (Field(label="委托事项", content=filled(mandate.matter)),),
                (Field(label="委托权限", content=powers(mandate)),),
                (Field(label="委托期限", content=period(mandate)),),
                (
                    Field(label="转委托", content=_passing(mandate)),
                    Field(label="代办费用", content="无"),
                ),
                (Field(label="特别说明", content=filled(mandate.notes)),),
            )
        ),
        Listing(
            columns=COLUMNS,
            rows=tuple(_paper(number, paper) for number, paper in enumerate(handed, start=1)),
            room=ROOM,
        ),
        Notes(title="说明：", sentences=NOTES),
        Signing(places=(_principal(mandate), _mandatary())),
    )


def _principal(mandate: Mandate) -> Content:
    """For whom is not of full capacity the guardian signs (民法典 23)."""
    known = mandate.guardian and f"（监护人{mandate.guardian}代签）"
    return (f"委托人签名或者盖章{known}：\n", Pen(), "\n", *WRITE_DAY)


def _mandatary() -> Content:
    return ("受托人签名：\n", Pen(), "\n", *WRITE_DAY)


SHEET = Sheet(
    code="F11",
    title="代办委托书",
    copies=2,
    basis=("民法典 161, 165, 169, 173", "DB14/T 2233-2020 附录A"),
    needs=(
        *NEEDS, "mandate.name", "mandate.matter", "mandate.powers", "mandate.begins",
        "mandate.ends",
    ),
    build=_build,
)  # fmt: skip
