"""我的空间: a person's filed documents and results, and what of them serves a new case.

The space is the fold of what is on record of one person (`PersonEvent`). It is open while the
person consents (个人信息保护法 29), closed otherwise. A closed one holds nothing: with the consent
its documents go (个人信息保护法 15, 47), and consent given again opens an empty space. What a case
took from it stays with that case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeVar

from station.domain.case import Case
from station.domain.decider_events import CaseConcluded, CaseGranted, ResultDispatched
from station.domain.event import Event
from station.domain.items import Item, Material, ResultKind, ReuseRule
from station.domain.masking import mask_document
from station.domain.names import half_width
from station.domain.people import ResidentId
from station.domain.person_events import (
    ConsentGiven,
    ConsentRevoked,
    DocumentFiled,
    DocumentRemoved,
    PersonEvent,
)
from station.domain.sharing_events import SharingConsented, SharingPurpose, SharingRevoked
from station.domain.stamp import OFFICIAL_TIME, official_day
from station.domain.values import Consent, Filed
from station.domain.window_events import ResultDelivered

LASTING = date.max
"""The last day of a document without an end (长期)."""
DAYS = {ReuseRule.DAYS_180: 180, ReuseRule.DAYS_365: 365}
RESULT = "result"
"""The place of a case's result, where a paper has its number."""
_NO_PAPER = frozenset({ResultKind.PAYMENT, ResultKind.GOODS})

_NOTHING: Mapping[str, Any] = MappingProxyType({})

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, kw_only=True)
class Lent:
    """From which station a document came, by which consent, what for and until when it may be
    used (个人信息保护法 23)."""

    station: str
    name: str
    since: datetime
    until: date
    purpose: SharingPurpose


@dataclass(frozen=True, kw_only=True)
class SpaceEntry:
    """A document in somebody's space."""

    entry: str
    form: Filed
    name: str
    number: str
    issuer: str
    issued: date | None
    expires: date | None
    case: str
    filed_at: datetime
    filed_by: str
    lent: Lent | None = None
    """Where it came from, if it lies in the space at another station."""

    @property
    def masked_number(self) -> str:
        """See `masking.mask_document`: the number on a card may be the person's own."""
        return mask_document(self.number)

    def good_until(self, rule: ReuseRule) -> date | None:
        """The last day on which it serves for a material with this rule; None: never. What does
        not say when it ends serves only where the rule asks for no end."""
        until = valid_until(rule, self.issued or _day(self.filed_at), self.expires)
        return min(until, self.lent.until) if until and self.lent else until

    def fits(self, material: Material) -> bool:
        """Whether it is this kind of paper; a mere copy is not where the original is seen."""
        if self.form is Filed.COPY and (material.verify_original or material.original_kept):
            return False
        return material.reusable and paper_kind(self.name) == paper_kind(material.name_zh)


@dataclass(frozen=True, kw_only=True)
class Space:
    """What one person consents to, and the documents that lie in their space."""

    person: str
    """The identity number."""
    consents: Mapping[Consent, ConsentGiven] = field(default_factory=lambda: MappingProxyType({}))
    """Those in force, each by itself."""
    entries: Mapping[str, SpaceEntry] = field(default_factory=lambda: MappingProxyType({}))
    gone: frozenset[str] = frozenset()
    """The names of what was taken out one by one, so that it does not file itself again."""
    shared: Mapping[str, SharingConsented] = field(default_factory=lambda: MappingProxyType({}))
    """By the code of another station the last consent that documents go there."""
    brought: Mapping[str, SpaceEntry] = field(default_factory=lambda: MappingProxyType({}))
    """What came from spaces at other stations: no event of this station makes it."""

    @classmethod
    def of(cls, person: str, events: Iterable[Event]) -> "Space":
        """The space that these events make; what is about somebody else is passed over."""
        space = cls(person=person)
        for event in events:
            if isinstance(event, PersonEvent) and event.person == person:
                space = space.after(event)
        return space

    def after(self, event: PersonEvent) -> "Space":
        """The space after one more event of its person. What is filed into a closed space, or
        taken out of where it is not, has no effect."""
        match event:
            case ConsentGiven(what=what):
                return replace(self, consents=_with(self.consents, {what: event}))
            case ConsentRevoked(what=what):
                return self._without_consent(what)
            case DocumentFiled(entry=name) if self.is_open:
                entries = _with(self.entries, {name: _entry(event)})
                return replace(self, entries=entries, gone=self.gone - {name})
            case SharingConsented() | SharingRevoked() if self.is_open:
                others = _without(self.shared, event.to)
                given = {event.to: event} if isinstance(event, SharingConsented) else {}
                return replace(self, shared=_with(others, given))
            case DocumentRemoved(entry=name):
                return replace(self, entries=_without(self.entries, name), gone=self.gone | {name})
            case _:
                return self

    def _without_consent(self, what: Consent) -> "Space":
        consents = _without(self.consents, what)
        if what is not Consent.SPACE:
            return replace(self, consents=consents)
        return replace(self, consents=consents, entries=_NOTHING, gone=frozenset(), shared=_NOTHING)

    @property
    def is_open(self) -> bool:
        """Whether the consent to the space is in force."""
        return Consent.SPACE in self.consents

    @property
    def at_hand(self) -> Mapping[str, SpaceEntry]:
        """Everything that may serve a case here; of two with one name the own."""
        return _with(self.brought, self.entries)

    @property
    def owner(self) -> ResidentId:
        """Whose it is."""
        return ResidentId(number=self.person)


def offers(item: Item, space: Space, day: date) -> Mapping[int, SpaceEntry]:
    """What the space has for a case of this item on that day: material number -> the entry that
    serves longest, of several alike the one filed last. A closed space has only what came from
    another station."""
    found = {
        material.seq: best
        for material in item.materials
        if (best := _best(material, space.at_hand.values(), day)) is not None
    }
    return MappingProxyType(found)


def serves(entry: SpaceEntry, material: Material, day: date) -> bool:
    """Whether the entry may stand for this material on that day."""
    until = entry.good_until(material.reuse_rule)
    return entry.fits(material) and until is not None and until >= day


def _best(material: Material, entries: Iterable[SpaceEntry], day: date) -> SpaceEntry | None:
    fitting = [one for one in entries if serves(one, material, day)]
    return max(fitting, key=lambda one: _rank(one, material), default=None)


def _rank(entry: SpaceEntry, material: Material) -> tuple[date, datetime]:
    return entry.good_until(material.reuse_rule) or date.min, entry.filed_at


def valid_until(rule: ReuseRule, since: date, expires: date | None) -> date | None:
    """The last day on which a document of `since` that expires then serves under this rule;
    None: it does not serve, or the rule asks for an end and none was told."""
    match rule:
        case ReuseRule.NONE:
            return None
        case ReuseRule.UNTIL_EXPIRY:
            return expires
        case ReuseRule.PERMANENT:
            return expires or LASTING
        case _:
            served = timedelta(days=DAYS[rule])
            return min(min(since, LASTING - served) + served, expires or LASTING)


def paper_kind(name: str) -> str:
    """The name of a paper in one form: two papers with the same are the same kind. Widths of
    letters, spaces and the shapes of brackets and commas do not count."""
    return "".join(half_width(name).casefold().replace("、", ",").split())


def entry_name(case: str, place: int | str) -> str:
    """How an entry is called: the case it came from, and the number of the paper in it, or
    `RESULT`."""
    return f"{case}/{place}"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result of a concluded case, as a document."""

    name: str
    number: str
    issuer: str
    issued: date
    expires: date | None


def result_of(case: Case, item: Item) -> Outcome | None:
    """What a granted case gave its applicant: the document that was handed out, or what was
    concluded without one. None before that, and where nothing but money or goods was given; a
    refusal is no document that serves again."""
    granted, sent = case.last(CaseGranted), case.last(ResultDispatched)
    handed_out = sent is not None and case.count(ResultDelivered) > 0
    concluded = case.count(CaseConcluded) > 0 and item.result_kind not in _NO_PAPER
    if granted is None or not (handed_out or concluded):
        return None
    return Outcome(
        name=sent.document if sent else item.result_name_zh,
        number=(sent.document_number if sent else "") or granted.decision_number,
        issuer=case.opened.decided_by.department_zh,
        issued=granted.at.astimezone(OFFICIAL_TIME).date(),
        expires=sent.valid_until if sent else None,
    )


def _day(filed_at: datetime) -> date:
    """In official time; another station may write the first or the last day of all calendars."""
    try:
        return official_day(filed_at)
    except OverflowError:
        return filed_at.date()


def _entry(event: DocumentFiled) -> SpaceEntry:
    return SpaceEntry(
        entry=event.entry, form=event.form, name=event.name, number=event.number,
        issuer=event.issuer, issued=event.issued, expires=event.expires, case=event.case,
        filed_at=event.at, filed_by=event.by,
    )  # fmt: skip


def _with(kept: Mapping[K, V], more: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType({**kept, **more})


def _without(kept: Mapping[K, V], name: K) -> Mapping[K, V]:
    return MappingProxyType({key: value for key, value in kept.items() if key != name})
