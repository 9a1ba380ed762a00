"""Spaces of sample persons, for tests of what may be done with them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from station.domain.items import Item
from station.domain.person_events import DocumentFiled
from station.domain.space import Space
from station.domain.space_acts import consent
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.values import Consent, Filed
from tests import makers
from tests.domain.round import Desk

ME, OTHER = makers.id_number(), makers.id_number("19850312", "001")
CHILD = makers.id_number("20180901", "004")
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=OFFICIAL_TIME)
NOW = Stamp(at=NOON, by="示例")
HEAD: Mapping[str, Any] = {"at": NOON, "by": "示例"}


def sample(rule: str = "until_expiry") -> Item:
    """An item that asks for a card and a photo, which serve again by this rule."""
    rows = [
        makers.material_row(1, "居民身份证", reuse_rule=rule),
        makers.material_row(2, "近期照片", reuse_rule=rule, verify_original=False),
        makers.material_row(3, "申请表", reuse_rule="none"),
    ]
    return makers.item(materials=rows)


def opened(person: str = ME) -> Space:
    """A space whose owner consents, an adult's or a child's."""
    return Space.of(person, [consent(Space(person=person), Consent.SPACE, "示例监护人", NOW)])


def filed(
    space: Space, name: str = "居民身份证", expires: date | None = date(2031, 5, 1),
    entry: str = "C-1/1", form: Filed = Filed.PAPER, at: datetime = NOON,
) -> Space:  # fmt: skip
    """The space with one document more."""
    return space.after(
        DocumentFiled(
            at=at, by="示例", person=space.person, entry=entry, form=form, name=name,
            number="1", issuer="示例局", issued=None, expires=expires, case="C-1",
        )
    )  # fmt: skip


def in_hand(taken: str = "seen", rule: str = "until_expiry") -> Desk:
    """A draft of the sample item with its card taken in."""
    desk = Desk(sample(rule))
    desk.do("take_papers", papers={"1": taken})
    return desk
