"""What the fields of an act most probably will hold, and what can be chosen for them.

Everything can be typed over. A guess is a date, a place, a person or a number that follows from
the case; what only a person can say (a reason, a finding, a look at a list) is never guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from station.desk.office import Office
from station.desk.words import N_, _, no_word, word
from station.domain.act import Told
from station.domain.case import MENDABLE, Case
from station.domain.custody import BEFORE, Original, originals
from station.domain.deadlines import OutOfTime
from station.domain.dues import Reckoning, limit_end
from station.domain.items import Item, Span
from station.domain.order_guards import outside_kinds
from station.domain.parties import mandate, named, needs_guardian
from station.domain.people import Person
from station.domain.promises import open_promises
from station.domain.ratings import next_visit
from station.domain.states import OVER, CaseState
from station.domain.values import DeliveryPlan, Place, Power, Presenter, Role, Side
from station.domain.voices import negatives
from station.domain.window_events import DeliveryPlanned

_MANDATE_RUNS = timedelta(days=180)
"""Long enough for every limit in the catalogue; the written mandate says what holds."""
_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "name": N_("Name"), "id_number": N_("Identity number"), "phone": N_("Telephone"),
        "address": N_("Address"),
    }
)  # fmt: skip

Options = tuple[tuple[str, str], ...]
"""Pairs of a value and the words that show it."""


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What stands in the form of an act when it opens: texts by field, and for some fields what
    there is to choose. A field that is `open` takes words of one's own as well."""

    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    options: Mapping[str, Options] = field(default_factory=lambda: MappingProxyType({}))
    open: frozenset[str] = frozenset()


def guess(act: str, case: Case, office: Office) -> Guess:
    """The form of this act as it opens. Raises UnknownItem."""
    told = Told(
        act=act, side=Side.STATION, case=case, law=office.law(case), stamp=office.stamp(), values={}
    )
    make = _GUESSES.get(act)
    if make is None:
        return Guess()
    with office.vault.reading():
        return make(_Known(told=told, office=office))


def promise_day(item: Item, office: Office) -> date | None:
    """The last day for which a paper may be promised now: by the local rule, else by the limit
    that the item promises. None where no calendar goes so far."""
    rule, now = office.rules.gap, office.clock.now()
    limits: list[Span] = [rule.term] if rule and rule.term else []
    if not limits or (rule and rule.within_promised_limit):
        limits.append(item.promised_limit)
    by = Reckoning(
        calendar=office.calendar, closes=office.settings.closes, rules=office.rules, item=item
    )
    try:
        return min(limit_end(now, one, by, "").at.date() for one in limits)
    except OutOfTime:
        return None


@dataclass(frozen=True, kw_only=True)
class _Known:
    told: Told
    office: Office

    @property
    def case(self) -> Case:
        return self.told.case

    @property
    def item(self) -> Item:
        return self.told.law.item

    @property
    def person(self) -> Person:
        return self.case.applicant

    @property
    def place(self) -> str:
        settings = self.office.settings
        return settings.office_pickup or settings.office_address or self.office.name

    @property
    def planned(self) -> str:
        """Where a planned delivery goes; where the applicant lives if none is planned."""
        plan = self.case.last(DeliveryPlanned)
        return plan.place if plan else self.person.address

    def day(self, days: int) -> str:
        return (self.told.today + timedelta(days=days)).isoformat()

    def after(self, limit: Span | None) -> str:
        """The day on which a limit that begins now ends."""
        if limit is None:
            return ""
        told = self.told
        return limit_end(told.stamp.at, limit, told.law.reckoning, "").at.date().isoformat()

    @property
    def presenter(self) -> Presenter:
        if needs_guardian(self.person, self.told.today):
            return Presenter.GUARDIAN
        given = mandate(self.case)
        in_force = given is not None and given.begins <= self.told.today <= given.ends
        return Presenter.PROXY if in_force else Presenter.SELF

    @property
    def receiver(self) -> tuple[str, str]:
        """Who most probably stands there, and what they are to the applicant."""
        given, guardian = mandate(self.case), named(self.case, Role.GUARDIAN)
        recipient = named(self.case, Role.RECIPIENT)
        if self.presenter is Presenter.GUARDIAN and guardian:
            return guardian.person.name, "guardian"
        if recipient:
            return recipient.person.name, "other"
        if self.presenter is Presenter.PROXY and given and Power.COLLECT in given.powers:
            return given.mandatary.name, "proxy"
        return self.person.name, "self"


def _said(**values: str) -> Guess:
    return Guess(values=values)


def _number(known: _Known) -> str:
    """District, item, day and a serial of four digits: the shape of national numbers."""
    office, today = known.office, known.told.today
    before = f"{office.code[:6]}-{known.case.opened.item}-{today:%Y%m%d}-"
    return f"{before}{office.casebook.official_serials(before) + 1:04d}"


def _accept_gap(known: _Known) -> Guess:
    day = promise_day(known.item, known.office)
    return _said(official_number=_number(known), until=day.isoformat() if day else "")


def _fix(_known: _Known) -> Guess:
    fields = tuple((name, _(_LABELS[name])) for name in MENDABLE)
    return Guess(options={"field": fields}, open=frozenset({"field"}))


def _pickup(known: _Known) -> Guess:
    return _said(
        day=known.day(1), slot=known.office.settings.office_hours, place=known.place,
        bring="居民身份证、收件回执", who=known.receiver[0],
    )  # fmt: skip


def _delivery(known: _Known) -> Guess:
    who, relation = known.receiver
    plan = known.case.last(DeliveryPlanned)
    ways = {DeliveryPlan.COURIER: "post", DeliveryPlan.ELECTRONIC: "electronic"}
    return _said(
        way=ways.get(plan.way, "direct") if plan else "direct",
        place=plan.place if plan else known.place, receiver=who, relation=relation,
    )  # fmt: skip


def _publicity(known: _Known) -> Guess:
    posted = known.item.publicity
    return _said(place=posted.place, days=str(posted.value)) if posted else Guess()


def _suspend(known: _Known) -> Guess:
    kinds = outside_kinds(known.told)
    first = next(iter(known.item.clock_excludes), None)
    options = {"what": tuple((kind, kind) for kind in kinds)}
    if first is None:
        return Guess(options=options)
    said = {"what": first.what, "days": str(first.value), "unit": first.unit.value}
    return Guess(values=said, options=options)


def _extend(known: _Known) -> Guess:
    extension = known.told.law.rules.extension(known.item.legal_limit)
    return _said(days=str(extension.days)) if extension else Guess()


def _dispatch(known: _Known) -> Guess:
    refused = known.case.state is CaseState.REFUSED
    document = "不予办理决定书" if refused else known.item.result_name_zh
    return _said(document=document, copies="1")


def _broken(known: _Known) -> Guess:
    rule = known.told.law.rules.gap
    return _said(basis=rule.basis) if rule else Guess()


def _party(known: _Known) -> Guess:
    minor = needs_guardian(known.person, known.told.today)
    wanted = minor and named(known.case, Role.GUARDIAN) is None
    return _said(role=(Role.GUARDIAN if wanted else Role.RECIPIENT).value)


def _mandate(known: _Known) -> Guess:
    today = known.told.today
    return _said(
        matter=known.case.opened.item_name, powers=",".join(power.value for power in Power),
        begins=today.isoformat(), ends=(today + _MANDATE_RUNS).isoformat(), redelegation="no",
    )  # fmt: skip


def _paper_words(known: _Known, seq: int) -> str:
    names = {material.seq: material.name_zh for material in known.item.materials}
    return f"{seq} {names.get(seq, '')}".strip()


def _originals(known: _Known) -> Guess:
    """Those that wait for the next leg of their way, and which leg that is."""
    held = tuple(originals(known.case).values())
    to = Place.ROAD_UP
    if any(one.place is Place.ROAD_DOWN for one in held):
        to = Place.STATION
    elif known.case.state in OVER:
        to = Place.RESIDENT
    kept = to is Place.RESIDENT
    goes = [one for one in held if one.place is BEFORE[to] and (one.lent or not kept)]
    here = tuple((str(one.seq), _where(known, one)) for one in held)
    return Guess(
        values={"papers": ",".join(str(one.seq) for one in goes), "to": to.value},
        options={"papers": here},
    )


def _where(known: _Known, one: Original) -> str:
    return f"{_paper_words(known, one.seq)} ×{one.count} ({word(one.place)})"


def _more_time(known: _Known) -> Guess:
    papers = tuple(
        (str(paper.seq), _paper_words(known, paper.seq)) for paper in open_promises(known.case)
    )
    rule = known.told.law.rules.gap
    until = known.after(rule.term if rule else None)
    return Guess(values={"until": until}, options={"seq": papers})


def _explain(known: _Known) -> Guess:
    told = sorted(negatives(known.case), key=lambda one: one.explained is None, reverse=True)
    kinds = tuple(dict.fromkeys(one.what for one in told))
    return Guess(options={"what": tuple((what.value, no_word(what)) for what in kinds)})


_GUESSES: Mapping[str, Callable[[_Known], Guess]] = MappingProxyType(
    {
        "receive": lambda known: _said(presenter=known.presenter.value),
        "request": lambda known: _said(presenter=known.presenter.value),
        "fix_on_spot": _fix,
        "appoint_pickup": _pickup,
        "plan_delivery": lambda known: _said(
            way=DeliveryPlan.HOME.value, day=known.day(1), place=known.planned
        ),
        "deliver": _delivery,
        "record_failure": lambda known: _said(place=known.planned),
        "rate": lambda known: _said(channel="desk", visit=known.day(0)),
        "accept": lambda known: _said(official_number=_number(known)),
        "accept_gap": _accept_gap,
        "ask_correction": lambda known: _said(fix_by=known.after(known.told.law.rules.correction)),
        "not_required": lambda _: _said(basis="行政许可法第三十二条第一款第一项"),
        "not_accept": lambda _: _said(basis="行政许可法第三十二条第一款第二项"),
        "post_publicity": _publicity,
        "suspend": _suspend,
        "extend": _extend,
        "dispatch": _dispatch,
        "revoke_acceptance": _broken,
        "terminate": _broken,
        "contact": lambda _: _said(channel="telephone"),
        "name_party": _party,
        "give_mandate": _mandate,
        "move_originals": _originals,
        "extend_promise": _more_time,
        "visit_site": lambda known: _said(staff=known.office.agent),
        "explain_no": _explain,
        "contact_rater": lambda known: _said(visit=next_visit(known.case, contacted=False)),
        "settle_rating": lambda known: _said(visit=next_visit(known.case, contacted=True)),
    }
)
