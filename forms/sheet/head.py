"""What all sheets of a case begin with: case, item, and who asks."""

from forms.facts import Facts
from forms.parts.case import Applicant, Proxy
from forms.sheet.blocks import Field, Grid
from forms.sheet.words import SEXES, day, filled, masked_id
from forms.text import Content, Pen

NEEDS = (
    "sheet_number", "case_number", "station.code", "station.name", "agent", "item.code",
    "item.name", "item.version", "applicant.name",
)  # fmt: skip
"""The facts of the common head."""


def case_rows(facts: Facts) -> tuple[tuple[Field, ...], ...]:
    """Numbers and item: the same on every sheet of the case. The office stands in the title."""
    item = facts.item
    name = Field(label="事项名称", content=filled(item.name))
    code = f"{item.code}（版本 {item.version}）" if item.code else ""
    department = Field(label="主管部门", content=item.department)
    return (
        (
            Field(label="收件编号", content=filled(facts.case_number)),
            Field(label="办件编号", content=filled(facts.official_number)),
        ),
        (name, department) if item.department else (name,),
        (
            Field(label="事项编码", content=filled(code)),
            Field(label="站点代码", content=filled(facts.station.code)),
        ),
    )


def applicant_rows(applicant: Applicant, proxy: Proxy | None) -> tuple[tuple[Field, ...], ...]:
    """The person in full, for the sheets that the person keeps as proof of the request."""
    rows = person_rows(applicant, "申请人")
    return rows if proxy is None else (*rows, *_proxy_rows(proxy))


def person_rows(applicant: Applicant, called: str) -> tuple[tuple[Field, ...], ...]:
    """The applicant in full, as what the sheet calls them: a principal, somebody who is told."""
    sex = SEXES.get(applicant.sex, applicant.sex)
    birth = day(applicant.birth) if applicant.birth else ""
    return (
        (
            Field(label=called, content=filled(applicant.name), share=62),
            Field(label="性别", content=filled(sex), share=8),
            Field(label="出生日期", content=filled(birth), share=31),
        ),
        (
            Field(label="身份证件", content=_document(applicant)),
            Field(label="联系电话", content=filled(applicant.phone)),
        ),
        (Field(label="住址", content=filled(applicant.address)),),
    )


def _proxy_rows(proxy: Proxy) -> tuple[tuple[Field, ...], ...]:
    """Who came in the applicant's place."""
    relation = f"（{proxy.relation}）" if proxy.relation else ""
    return (
        (
            Field(label="代理人", content=f"{proxy.name}{relation}"),
            Field(label="联系电话", content=filled(proxy.phone)),
        ),
        (Field(label="身份证件", content=_document(proxy)),),
    )


def _document(person: Applicant | Proxy) -> Content:
    """Kind and number; the number can be written behind the kind."""
    if person.id_number:
        return f"{person.id_kind} {person.id_number}"
    return (f"{person.id_kind} ", Pen())


def short_person(applicant: Applicant) -> tuple[Field, ...]:
    """The person for comparing at the window: no more than that needs (个人信息保护法 6)."""
    return (
        Field(label="申请人", content=filled(applicant.name)),
        Field(label="证件号码", content=filled(masked_id(applicant.id_number))),
    )


def case_slip(facts: Facts) -> Grid:
    """The head of a slip: no more of the person than the name, for slips are left lying about
    (个人信息保护法 6)."""
    return Grid(
        rows=(
            (Field(label="收件编号", content=filled(facts.case_number)),),
            (Field(label="事项名称", content=filled(facts.item.name)),),
            (Field(label="申请人", content=filled(facts.applicant.name)),),
        )
    )


def case_grid(facts: Facts, *rows: tuple[Field, ...]) -> Grid:
    """The common head, with the rows that this sheet adds to it."""
    return Grid(rows=(*case_rows(facts), *rows))
