"""领取凭证(取件单): where and when the result waits, what to bring, who may collect it.

Identity number and telephone are masked: the card is compared at the window, and the station has
the number to call (个人信息保护法 6).
"""

from forms.facts import Facts
from forms.parts.handing import Document
from forms.sheet.blocks import (
    CENTRE,
    Block,
    Column,
    Field,
    Grid,
    Heading,
    Listing,
    Notes,
    Prose,
    Sheet,
    Signing,
)
from forms.sheet.head import NEEDS, case_grid, case_slip, short_person
from forms.sheet.words import WRITE_MINUTE, day, filled, filled_day, named
from forms.text import Content, Pen
from station.domain.names import mask_phone

COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="领取的文书、证照", share=5),
    Column(title="编号（文号）", share=4),
    Column(title="份数", share=1, align=CENTRE),
)
SLIP_COLUMNS = (Column(title="文书、证照", share=5), Column(title="份数", share=1, align=CENTRE))
ROOM = 2
"""Rows of the list on a blank."""
NOTES = (
    "请凭本凭证和有效身份证件，在约定的时间到约定的地点领取；不能按时领取的，请提前告知服务站改期。",
    "委托他人代领的，代领人应当出示本人和申请人的身份证件以及授权委托书（《中华人民共和国"
    "民法典》第一百六十五条）；依法应当由本人领取的除外。",
    "领取时请当场核对文书、证照的内容，如有错误请立即提出。",
    "领取不收取任何费用。本凭证一式一份，领取后由服务站收回存档。",
)


def _document(number: int, document: Document) -> tuple[Content, ...]:
    return str(number), document.name, filled(document.number), str(document.copies)


def _build(facts: Facts) -> tuple[Block, ...]:
    pickup = facts.pickup
    bring = "\n".join(f"{number}. {each}" for number, each in enumerate(pickup.bring, start=1))
    kept = f"保管至{day(pickup.keep_until)}" if pickup.keep_until else (Pen(),)
    locker = filled(pickup.locker or ("窗口领取" if pickup.place else ""))
    number = facts.applicant.phone
    phone = Field(label="联系电话", content=filled(mask_phone(number) if number else ""))
    station = Field(label="服务站电话", content=filled(facts.station.phone))
    return (
        case_grid(facts, short_person(facts.applicant), (phone, station)),
        Heading(text="领取的文书、证照"),
        Listing(
            columns=COLUMNS,
            rows=tuple(_document(n, each) for n, each in enumerate(facts.results, start=1)),
            room=ROOM,
        ),
        Heading(text="领取约定"),
        Grid(
            rows=(
                (Field(label="领取地点", content=filled(pickup.place)),),
                (
                    Field(label="约定日期", content=filled_day(pickup.day)),
                    Field(label="约定时段", content=filled(pickup.slot)),
                ),
                (Field(label="应带材料", content=filled(bring), room=2),),
                (Field(label="可领取人", content=filled(pickup.who)),),
                (
                    Field(label="取件码", content=locker),
                    Field(label="保管期限", content=kept),
                ),
            )
        ),
        Notes(title="说明：", sentences=NOTES),
        Signing(
            places=(
                ("以上文书、证照已核对并领取。\n领取人签名：", Pen(), "\n", *WRITE_MINUTE),
                (*named("经办人：", facts.agent), "\n发件人签名：", Pen(), "\n", *WRITE_MINUTE),
            ),
        ),
    )


def _slip(facts: Facts) -> tuple[Block, ...]:
    pickup = facts.pickup
    return (
        case_slip(facts),
        Listing(
            columns=SLIP_COLUMNS,
            rows=tuple((each.name, str(each.copies)) for each in facts.results),
        ),
        Grid(
            rows=tuple(
                (Field(label=label, content=filled(text)),)
                for label, text in (
                    ("领取地点", pickup.place),
                    ("约定日期", day(pickup.day) if pickup.day else ""),
                    ("约定时段", pickup.slot),
                    ("应带材料", "；".join(pickup.bring)),
                    ("可领取人", pickup.who),
                    ("取件码", pickup.locker or "窗口领取"),
                    ("保管期限", f"保管至{day(pickup.keep_until)}" if pickup.keep_until else ""),
                    ("服务站电话", facts.station.phone),
                )
            )
        ),
        Prose(content="领取不收取任何费用。请带本人有效身份证件。"),
    )


SHEET = Sheet(
    code="F21",
    title="领取凭证（取件单）",
    copies=1,
    basis=("行政许可法 44", "民法典 165"),
    needs=(
        *NEEDS, "results", "results.name", "pickup.place", "pickup.day", "pickup.slot",
        "pickup.bring", "pickup.who",
    ),
    build=_build,
    slip=_slip,
)  # fmt: skip
