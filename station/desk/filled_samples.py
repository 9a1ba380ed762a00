"""Filled samples of the sheets that an agent prints most, for the handbook: one made-up case (示例)
of an item of this station's own catalogue, with the days that its rules and calendar give."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType

from forms.facts import Facts
from forms.parts.accepting import Accepting, Gap, Promised
from forms.parts.agency import Mandate
from forms.parts.carrying import Appointment
from forms.parts.case import Applicant, Paper, Receipt
from forms.parts.case import Item as SheetItem
from forms.parts.case import Office as SheetOffice
from forms.parts.correcting import Correction, Defect
from forms.parts.handing import Document, Pickup
from forms.parts.privacy import Privacy
from station.desk import samples
from station.desk.facts import BEFORE_RECEIPT, query_ways
from station.desk.facts_carrying import BRING, cancel_by
from station.desk.facts_words import PRINTED_HERE
from station.desk.notice import notice, wording
from station.desk.office import Office
from station.desk.words import CHINESE
from station.domain.deadlines import due
from station.domain.items import DeliveryWay, Item, Level, Material, Necessity, Span, Unit
from station.domain.notice import NoticeFaults
from station.domain.people import Person

FORMS: Mapping[str, str] = MappingProxyType({"代办委托书": "F11"})
"""Materials that are sheets of this program, by their name in the catalogue."""
MARK = "样例"
_RECEIVED = time(9, 30)
_SLOT = "上午9时至11时"
_MANDATE = timedelta(days=90)
_TEN_DAYS = Span(value=10, unit=Unit.WORKING_DAY)


@dataclass(frozen=True, kw_only=True)
class _Made:
    """The made-up case: who asks at which office for what, and when."""

    office: Office
    item: Item
    at: datetime
    person: Applicant

    def after(self, limit: Span) -> datetime:
        return due(self.at, limit, self.office.calendar, self.office.settings.closes).at


def used_by(item: Item) -> tuple[str, ...]:
    """The sheets of which samples are made that a case of this item may need."""
    wanted = {
        "F01": True, "F03": True, "F14": True,
        "F08": any(one.necessity is Necessity.GAP for one in item.materials),
        "F11": item.agent_allowed and not item.in_person_required,
        "F21": DeliveryWay.PICKUP_VILLAGE in item.delivery_ways,
        "F26": DeliveryWay.HOME in item.delivery_ways,
    }  # fmt: skip
    return tuple(sorted(code for code, needed in wanted.items() if needed))


def filled_samples(office: Office, station: SheetOffice) -> Mapping[str, Facts]:
    """The facts of each sample by the code of its sheet, of the item that uses most of them; none
    where the catalogue has no item."""
    items = sorted(office.items.values(), key=lambda one: (-len(used_by(one)), one.id))
    if not items:
        return {}
    made = _Made(
        office=office, item=items[0], person=_applicant(office),
        at=datetime.combine(office.today, _RECEIVED, office.clock.now().tzinfo),
    )  # fmt: skip
    return {code: _facts(made, station, code) for code in used_by(items[0])}


def _applicant(office: Office) -> Applicant:
    person = Person.of(samples.OLD, office.today)
    return Applicant(
        name=person.name, sex=person.sex.value, birth=person.birth, id_number=person.id_number,
        phone=person.phone, address=person.address,
    )  # fmt: skip


def _facts(made: _Made, station: SheetOffice, code: str) -> Facts:
    item = made.item
    return Facts(
        station=station,
        printed_at=made.at,
        sheet_number=f"{code}-{MARK}",
        case_number=f"{MARK}-0001",
        agent=samples.OTHERS[0]["name"],
        item=SheetItem(
            code=item.id, name=item.name_zh, version=str(item.version),
            department=item.department_zh, in_village=item.decides_level is Level.VILLAGE,
        ),
        applicant=made.person,
        papers=tuple(_paper(made, one) for one in _asked_of_all(item)),
        receipt=_receipt(made, station),
        correction=_correction(item),
        accepting=Accepting(gap=_gap(made)),
        mandate=_mandate(made, station),
        privacy=_privacy(made.office),
        results=(Document(name=item.result_name_zh, number=MARK),),
        pickup=_pickup(made, station),
        appointment=_appointment(made),
    )  # fmt: skip


def _asked_of_all(item: Item) -> tuple[Material, ...]:
    """A paper of a guardian or of who acts for another has no place in the made-up case."""
    return tuple(one for one in item.materials if one.necessity is not Necessity.REQUIRED_IF)


def _paper(made: _Made, one: Material) -> Paper:
    if one.necessity is Necessity.GAP:
        until = made.after(_TEN_DAYS).date()
        return Paper(name=one.name_zh, taken="promised", promised_until=until)
    way = "original" if one.original_kept else "seen" if one.verify_original else "copy"
    originals = one.original_kept or int(one.verify_original)
    return Paper(name=one.name_zh, taken=way, originals=originals, copies=one.copies, pages=1)


def _receipt(made: _Made, station: SheetOffice) -> Receipt:
    rules = made.office.rules
    forward = made.after(rules.forward)
    reply = due(forward, rules.notice, made.office.calendar, made.office.settings.closes)
    return Receipt(
        received_at=made.at,
        query_ways=query_ways(station.name, station.phone),
        reply_by=reply.at.date(),
        reply_is_provisional=reply.provisional,
    )


def _correction(item: Item) -> Correction:
    """The first two papers: one that is not there, one that has a fault."""
    faults = (("未提交", "按办事指南要求提交"), ("复印件不清晰，无法辨认", "重新复印，并出示原件"))
    return Correction(
        defects=tuple(
            Defect(
                paper=one.name_zh, fault=fault, basis="办事指南材料清单", remedy=remedy,
                sample=PRINTED_HERE if one.generated_by_system else "",
            )
            for one, (fault, remedy) in zip(_asked_of_all(item), faults, strict=False)
        ),
        term="备齐后随时提交",
        if_late=BEFORE_RECEIPT,
    )  # fmt: skip


def _gap(made: _Made) -> Gap:
    rule = made.office.rules.gap
    until = made.after(_TEN_DAYS).date()
    promised = (one for one in made.item.materials if one.necessity is Necessity.GAP)
    return Gap(
        promises=tuple(Promised(paper=one.name_zh, until=until) for one in promised),
        rule=rule.basis if rule else "",
    )


def _mandate(made: _Made, station: SheetOffice) -> Mandate:
    agent = samples.OTHERS[0]
    return Mandate(
        name=agent["name"], id_number=agent["id"], phone=agent["phone"],
        address=agent["address"], unit=station.name,
        matter=f"{made.item.name_zh}的材料递交、补正和结果领取",
        powers=("submit", "correct", "collect"), begins=made.at.date(),
        ends=(made.at + _MANDATE).date(), redelegation=False,
    )  # fmt: skip


def _privacy(office: Office) -> Privacy:
    """A notice of the home that cannot be used is told where it is given; here the usual words."""
    try:
        version, told = notice(office.home).version, wording(office, CHINESE)
    except (NoticeFaults, OSError):
        return Privacy(version="-", child=False)
    return Privacy(version=version, paragraphs=told.paragraphs, child=False)


def _pickup(made: _Made, station: SheetOffice) -> Pickup:
    return Pickup(
        place=made.office.settings.office_pickup or station.name, day=made.after(_TEN_DAYS).date(),
        slot=_SLOT, bring=("本人居民身份证原件", "本领取凭证", "收件回执"),
        who="本人；或者持授权委托书的代领人",
    )  # fmt: skip


def _appointment(made: _Made) -> Appointment:
    day = made.after(_TEN_DAYS).date()
    return Appointment(
        place=made.person.address, day=day, slot=_SLOT, bring=BRING, cancel_by=cancel_by(day)
    )
