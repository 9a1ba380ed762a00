"""Residents of one test alone, and what lies in their spaces."""

from collections.abc import Mapping

from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.desk.space import SpaceDesk
from station.domain.fact_events import SpaceUsed
from station.domain.values import Consent
from tests import makers
from tests.desk.story import AWARD


def somebody(sequence: str, birth: str = "19580412") -> dict[str, str]:
    """A resident of one test alone: the tests of this file share a station."""
    number = makers.id_number(birth, sequence)
    return {"name": "示例甲", "id": number, "phone": "", "address": ""}


def card_of(office: Office, item: str = AWARD) -> int:
    """The number of the identity card among the item's papers."""
    return next(one.seq for one in office.item(item).materials if one.name_zh == "居民身份证")


def with_card(office: Office, who: Mapping[str, str], *, expires: str = "2031-05-01") -> str:
    """The card of a first case lies in the person's space; the name of the entry."""
    seq, desk = card_of(office), SpaceDesk(office)
    case = CaseDesk(office).open(AWARD, who, {str(seq): "seen"}, receive=False).case
    if not desk.space(who["id"]).is_open:
        desk.consent(who["id"], Consent.SPACE)
    return desk.file(case.number, str(seq), {"number": "示-1", "expires": expires}).entry


def uses_in(office: Office, number: str) -> tuple[SpaceUsed, ...]:
    return CaseDesk(office).case(number).all(SpaceUsed)
