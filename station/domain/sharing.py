"""Documents of a space at another station: what may be there, what is, and what was heard of it.

What is there is what was brought and not withdrawn. A withdrawal counts in whatever order the two
come, and for ever: nothing that was withdrawn is there again, a replay or an older copy of the
district brings nothing back (ADR 0044).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from station.domain.case import Arrived
from station.domain.event import Event
from station.domain.person_events import ConsentRevoked
from station.domain.sharing_events import (
    DocumentBrought,
    DocumentWithdrawn,
    FromElsewhere,
    SharingAnswer,
    SharingAnswered,
    SharingConsented,
    SharingErased,
    SharingRevoked,
)
from station.domain.space import Lent, Space, SpaceEntry, paper_kind
from station.domain.stamp import Stamp
from station.domain.values import Consent, Side

MOST = 100
"""Documents of one person that one station takes from all others; what is beyond is erased."""
KINDS: tuple[type[Event], ...] = (DocumentBrought, DocumentWithdrawn, SharingErased)
"""What has to be read to know what is there."""

Key = tuple[str, str, datetime]
"""Of a consent: whose, where it was given, when."""
Name = tuple[str, datetime]
"""Of a document in its space: the entry, and when it was filed; filed anew, it is another."""
Document = tuple[Key, Name]


# ---- where the consent was given


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """One consent, and what became of it."""

    given: SharingConsented
    ended: datetime | None = None
    """When it was taken back, by itself or with the consent to the space."""
    answer: SharingAnswer | None = None
    """The last that the district said; None: nothing yet."""
    answered: datetime | None = None

    def in_force(self, day: date) -> bool:
        """Whether documents may lie there on that day."""
        return self.ended is None and self.given.until >= day and not self.is_settled

    @property
    def is_settled(self) -> bool:
        """Whether it is sure that nothing lies there any more."""
        return self.answer is not None and self.answer is not SharingAnswer.SENT


def sharings(arrived: Iterable[Arrived]) -> tuple[Sharing, ...]:
    """All consents of one person in the order in which they were given, from what is on record of
    the person. What one office says in the other's place counts for nothing."""
    given: dict[tuple[str, datetime], SharingConsented] = {}
    ended: dict[tuple[str, datetime], datetime] = {}
    answers: dict[tuple[str, datetime], SharingAnswered] = {}
    for one in arrived:
        event = one.entry.event
        match one.entry.side, event:
            case Side.STATION, SharingConsented():
                given.setdefault((event.to, event.at), event)
            case Side.STATION, SharingRevoked() | ConsentRevoked():
                for key in given:
                    if _ends(event, key[0]):
                        ended.setdefault(key, event.at)
            case Side.DISTRICT, SharingAnswered():
                answers[event.to, event.since] = event
            case _:
                pass
    return tuple(
        Sharing(
            given=event, ended=ended.get(key),
            answer=answers[key].answer if key in answers else None,
            answered=answers[key].at if key in answers else None,
        )
        for key, event in given.items()
    )  # fmt: skip


def _ends(event: SharingRevoked | ConsentRevoked, to: str) -> bool:
    if isinstance(event, SharingRevoked):
        return event.to == to
    return event.what is Consent.SPACE


def allowed(space: Space, given: SharingConsented, day: date) -> tuple[SpaceEntry, ...]:
    """What of this space may lie at another station on that day by this consent."""
    if space.shared.get(given.to) != given or given.until < day:
        return ()
    kinds = {paper_kind(name) for name in given.documents}
    return tuple(one for one in space.entries.values() if paper_kind(one.name) in kinds)


def document_name(entry: SpaceEntry) -> Name:
    """How a document of a space is called on the line."""
    return entry.entry, entry.filed_at


# ---- where the documents go


@dataclass(frozen=True, kw_only=True)
class There:
    """What came to a station from spaces at others."""

    lying: tuple[Arrived, ...]
    """Documents that may be used."""
    spent: tuple[Arrived, ...]
    """Those whose consent ended, or that were taken out: their entries are to be erased."""
    unanswered: tuple[FromElsewhere, ...]
    """The consents that ended and of which the station has not said yet that nothing is left."""

    def entries(self, person: str) -> Mapping[str, SpaceEntry]:
        """The documents of this person by their names; of two with one name the first."""
        found: dict[str, SpaceEntry] = {}
        for one in self.lying:
            event = one.entry.event
            if isinstance(event, DocumentBrought) and event.person == person:
                found.setdefault(event.entry, _entry(event))
        return found


def there(arrived: Iterable[Arrived], day: date) -> There:
    """What is there on that day, from the entries of `KINDS` in any order. What a station says in
    the district's place counts for nothing."""
    kept = tuple(arrived)
    brought = [one for one in kept if _is(one, DocumentBrought, Side.DISTRICT)]
    withdrawn = [one.entry.event for one in kept if _is(one, DocumentWithdrawn, Side.DISTRICT)]
    said = {_key(one.entry.event) for one in kept if _is(one, SharingErased, Side.STATION)}
    over: dict[Key, FromElsewhere] = {}
    out: set[Document] = set()
    for event in withdrawn:
        assert isinstance(event, DocumentWithdrawn)
        if not event.entry or event.filed_at is None:
            over.setdefault(_key(event), event)
        else:
            out.add((_key(event), (event.entry, event.filed_at)))
    for event in (one.entry.event for one in brought):
        assert isinstance(event, DocumentBrought)
        if event.until < day:
            over.setdefault(_key(event), event)
    lying = tuple(_lying(brought, over, out))
    seqs = {one.seq for one in lying}
    return There(
        lying=lying, spent=tuple(one for one in brought if one.seq not in seqs),
        unanswered=tuple(event for key, event in over.items() if key not in said),
    )  # fmt: skip


def _lying(
    brought: Iterable[Arrived], over: Mapping[Key, object], out: set[Document]
) -> Iterator[Arrived]:
    seen: set[Document] = set()
    count: dict[str, int] = {}
    for one in brought:
        event = one.entry.event
        assert isinstance(event, DocumentBrought)
        name = (_key(event), (event.entry, event.filed_at))
        if name[0] in over or name in out or name in seen or count.get(event.person, 0) >= MOST:
            continue
        seen.add(name)
        count[event.person] = count.get(event.person, 0) + 1
        yield one


def erased(events: Iterable[FromElsewhere], stamp: Stamp) -> tuple[SharingErased, ...]:
    """The station's word that nothing is left of what came by these consents."""
    return tuple(
        SharingErased(
            at=stamp.at, by=stamp.by, person=one.person, station=one.station, since=one.since
        )
        for one in events
    )


def _is(one: Arrived, kind: type[Event], side: Side) -> bool:
    return isinstance(one.entry.event, kind) and one.entry.side is side


def _key(event: Event) -> Key:
    assert isinstance(event, FromElsewhere)
    return (event.person, event.station, event.since)


def _entry(event: DocumentBrought) -> SpaceEntry:
    return SpaceEntry(
        entry=event.entry, form=event.form, name=event.name, number=event.number,
        issuer=event.issuer, issued=event.issued, expires=event.expires, case="",
        filed_at=event.filed_at, filed_by="",
        lent=Lent(station=event.station, name=event.station_name, since=event.since,
                  until=event.until, purpose=event.purpose),
    )  # fmt: skip
