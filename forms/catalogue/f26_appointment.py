"""预约凭证: when and where, what to have ready, and until when it can be put off."""

from forms.facts import Facts
from forms.sheet.blocks import Block, Field, Grid, Heading, Notes, Prose, Sheet, Signing
from forms.sheet.head import NEEDS, case_grid, case_slip, short_person
from forms.sheet.words import WRITE_DAY, filled, filled_day, filled_minute, named
from forms.text import Pen

NOTES = (
    "请在约定的时间到约定的地点；预约上门的，请在家等候。需要改期或者取消的，请在截止时间以前告知服务站。",
    "请备齐所列材料；缺少的，工作人员当场一次告知。",
    "预约、上门服务不收取任何费用。本凭证一式一份，交申请人。",
)

AT_HOME = "上门（按登记的地址）"
"""On a slip: a visit is at the applicant's home, and slips are left lying about."""


def _rows(facts: Facts, place: str) -> tuple[tuple[Field, ...], ...]:
    visit = facts.appointment
    bring = "\n".join(f"{number}. {each}" for number, each in enumerate(visit.bring, start=1))
    return (
        (Field(label="地点", content=filled(place)),),
        (Field(label="日期", content=filled_day(visit.day)),),
        (Field(label="时段", content=filled(visit.slot)),),
        (Field(label="应备材料", content=filled(bring), room=2),),
        (Field(label="取消截止", content=filled_minute(visit.cancel_by)),),
        (Field(label="服务站电话", content=filled(facts.station.phone)),),
    )


def _build(facts: Facts) -> tuple[Block, ...]:
    return (
        case_grid(facts, short_person(facts.applicant)),
        Heading(text="预约内容"),
        Grid(rows=_rows(facts, facts.appointment.place)),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=((*named("经办人：", facts.agent), "\n签名：", Pen(), "\n", *WRITE_DAY),),
        ),
    )


def _slip(facts: Facts) -> tuple[Block, ...]:
    return (
        case_slip(facts),
        Grid(rows=_rows(facts, AT_HOME)),
        Prose(content="改期、取消请提前告知服务站。不收取任何费用。"),
    )


SHEET = Sheet(
    code="F26",
    title="预约凭证",
    copies=1,
    basis=(),
    needs=(*NEEDS, "appointment.day", "appointment.place"),
    build=_build,
    slip=_slip,
)
