"""What whoever supervises a station looks for in its journal, besides what must simply be right.

Chain, signatures and roles are right or wrong (`audit`, `roles`): a fault. Whether somebody looked
at too many records, whether an old copy came back or a history was rewritten, only people can
say: then there is something to ask, and the numbers say where.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from station.domain.audit import Audit, Chained, signed_name
from station.domain.event import CaseEvent, Event
from station.domain.fact_events import CaseViewed
from station.domain.findings import Finding, Oddity
from station.domain.office_events import (
    RESTORED,
    AgentKeysChanged,
    BackupMade,
    ClockDoubted,
    LifeBegun,
    SlotsFoundStrange,
)
from station.domain.person_events import PersonEvent, PersonExported, PersonViewed
from station.domain.purging import OF_THE_OFFICE
from station.domain.recovery_events import AgentRecovered
from station.domain.roles import overstepped
from station.domain.stamp import OFFICIAL_TIME, SYSTEM

_Day = tuple[str, date]
"""Somebody's day."""


@dataclass(frozen=True, kw_only=True)
class Typical:
    """From where on something is odd. Typical values, in no law: a place may choose its own."""

    looks: int = 50
    """Different cases and people that somebody looked at on one day,"""
    acted: int = 10
    """of which they worked on less than one in so many."""
    silent_days: int = 7
    """Without a word from the station."""
    clock: timedelta = timedelta(minutes=10)
    """By which a clock may be set back, or be ahead of the district's."""


TYPICAL = Typical()


@dataclass(frozen=True, kw_only=True)
class HeldLife:
    """One life of a station's journal as it is held elsewhere."""

    name: str
    entries: Callable[[], Iterable[Chained]]
    """All of them, in order."""
    audit: Audit
    forked: bool = False
    """The line saw that it has two histories."""


def scrutinised(
    lives: Iterable[HeldLife], *, now: datetime, heard: datetime | None,
    granted: Callable[[AgentRecovered], bool] = lambda _: False, typical: Typical = TYPICAL,
) -> tuple[Finding, ...]:  # fmt: skip
    """Everything odd, all at once, life by life in the order in which they began. `heard` is when
    the station spoke last; `granted` says whether the request of a locked-out agent was answered,
    and for the keys with which they came."""
    found: list[Finding] = []
    before: list[_Read] = []
    came: dict[str, str] = {}
    told: set[str] = set()
    ended: set[str] = set()
    for life in lives:
        read = _Read(life, told, now, typical)
        found += [*_audited(read), *_torn(read, before), *read.noticed, *read.looks()]
        asked: set[str] = set()
        for (_, origin, signs, _), (let_in, one) in read.keyed.items():
            # An answer lets one person in, and a key is given up once: who comes by it again
            # comes with the same keys.
            if came.setdefault(origin, signs) != signs or (let_in and not granted(let_in)):
                found.append(one)
                asked.add(origin)
        found += _by_keys(read, ended - asked, told)
        before.append(read)
        told.update(read.names)
        ended |= life.audit.given_up
    days = (now - heard).days if heard else 0
    if days >= typical.silent_days:
        found.append(Finding(what=Oddity.SILENT, life="", number=0, count=days))
    return tuple(found)


class _Read:
    """One life, read once."""

    def __init__(self, life: HeldLife, told: Set[str], now: datetime, typical: Typical) -> None:
        self.life = life
        self.names: list[str] = []
        self.by: list[str] = []
        self.begun: int | None = None
        """How many entries stand before the word that this life began."""
        self.restored: set[int] = set()
        """The same of each life that began with a restore, this one and those it comes from."""
        self.backups: set[int] = set()
        """How many entries the copies hold that were made in this life."""
        self.noticed: list[Finding] = []
        self.keyed: dict[tuple[str, str, str, str], tuple[AgentRecovered | None, Finding]] = {}
        """Who got other keys, through the district or by their first own passphrase: by name, the
        request or the key that they came from, and the new ones."""
        self._told, self._now, self._typical = told, now, typical
        self._latest: datetime | None = None
        self._seen: dict[_Day, dict[str, int]] = {}
        self._acted: dict[_Day, set[str]] = {}
        self.overstepped = tuple(overstepped(self._passed()))

    def author(self, number: int) -> str:
        """Who wrote this entry, as far as it is there."""
        return self.by[number - 1] if number <= len(self.by) else ""

    def looks(self) -> Iterator[Finding]:
        """Who looked at very much on one day and worked on little of it."""
        for day, looks in self._seen.items():
            worked = len(looks.keys() & self._acted.get(day, set()))
            if len(looks) >= self._typical.looks and worked * self._typical.acted < len(looks):
                who, when = day
                yield Finding(
                    what=Oddity.MANY_LOOKS, life=self.life.name, number=min(looks.values()),
                    who=who, count=len(looks), numbers=when.isoformat(),
                )  # fmt: skip

    def _passed(self) -> Iterator[tuple[int, Event]]:
        people: dict[str, str] = {}
        for one in self.life.entries():
            name, event = signed_name(one), one.event
            if isinstance(event, LifeBegun) and event.incarnation == self.life.name:
                self.begun = len(self.names)
            if isinstance(event, LifeBegun) and event.reason == RESTORED:
                self.restored.add(len(self.names))
            if isinstance(event, BackupMade):
                self.backups.add(event.events)
            if isinstance(event, AgentRecovered | AgentKeysChanged):
                self._take_keys(event, one.number)
            self.names.append(name)
            self.by.append(people.setdefault(event.by, event.by))
            if name not in self._told:
                self._look_at_the_clock(one)
                self._look_at_the_look(one)
                if isinstance(one.event, SlotsFoundStrange):
                    self._notice(Oddity.SLOTS, one)
            yield one.number, event

    def _take_keys(self, event: AgentRecovered | AgentKeysChanged, number: int) -> None:
        let_in = event if isinstance(event, AgentRecovered) else None
        what = Oddity.LET_IN if let_in else Oddity.KEYS_AGAIN
        origin = event.request if isinstance(event, AgentRecovered) else event.former
        found = Finding(what=what, life=self.life.name, number=number, who=event.agent)
        self.keyed[event.agent, origin, event.signs, event.opens] = let_in, found

    def _look_at_the_clock(self, one: Chained) -> None:
        at, late = one.event.at, self._typical.clock
        if isinstance(one.event, ClockDoubted):
            self._notice(Oddity.CLOCK_DOUBTED, one)
        if self._latest is not None and self._latest - at > late:
            self._notice(Oddity.CLOCK_BACK, one)
            self._latest = None
        if at - self._now > late:
            self._notice(Oddity.CLOCK_AHEAD, one)
        self._latest = at if self._latest is None else max(self._latest, at)

    def _notice(self, what: Oddity, one: Chained) -> None:
        number, who = one.number, one.event.by
        self.noticed.append(Finding(what=what, life=self.life.name, number=number, who=who))

    def _look_at_the_look(self, one: Chained) -> None:
        event = one.event
        about = _about(event)
        if not about or event.by == SYSTEM:
            return
        day = event.by, event.at.astimezone(OFFICIAL_TIME).date()
        if isinstance(event, CaseViewed | PersonViewed | PersonExported):
            self._seen.setdefault(day, {}).setdefault(about, one.number)
        elif not isinstance(event, OF_THE_OFFICE):
            self._acted.setdefault(day, set()).add(about)


def _audited(read: _Read) -> Iterator[Finding]:
    """What is right or wrong. Where the chain breaks nothing behind it was looked at."""
    audit, life = read.life.audit, read.life.name
    if audit.breaks_at is not None:
        yield Finding(what=Oddity.BROKEN, life=life, number=audit.breaks_at)
    flagged = {
        Oddity.DOUBTFUL: audit.doubtful, Oddity.STRANGER: audit.strangers,
        Oddity.FOISTED: audit.foisted,
        Oddity.OVERSTEPPED: (n for n in read.overstepped if n not in audit.strangers),
    }  # fmt: skip
    for what, numbers in flagged.items():
        for number in numbers:
            yield Finding(what=what, life=life, number=number, who=read.author(number))
    for one in audit.waiting:
        if one.numbers[0] < audit.signed:
            yield Finding(
                what=Oddity.WAITING, life=life, number=one.numbers[0], who=one.agent,
                count=len(one.numbers), numbers=one.told,
            )  # fmt: skip


def _by_keys(read: _Read, ended: Set[str], told: Set[str]) -> Iterator[Finding]:
    """Signatures of this life alone by keys that were given up in one before it."""
    for key, number in read.life.audit.signing:
        if key in ended and read.names[number - 1] not in told:
            yield Finding(
                what=Oddity.KEYS_ENDED, life=read.life.name, number=number, who=read.author(number)
            )


def _torn(read: _Read, before: Sequence[_Read]) -> Iterator[Finding]:
    """How this life goes on from those before it. Two histories end with different entries; one
    in which entries come again behind the first difference was rewritten in between."""
    life = read.life.name
    if read.life.forked:
        yield Finding(what=Oddity.FORKED, life=life, number=len(read.names))
    if read.begun is None or not before:
        return
    common, parent = max(
        ((_shared(one.names, read.names), one) for one in before), key=lambda pair: pair[0]
    )
    tail = parent.names[common:]
    if not tail:
        return
    if set(tail) & set(read.names[common:]):
        what = Oddity.REWRITTEN
    elif common < read.begun and common not in {parent.begun, *read.restored}:
        # From a restored branch back to where it left is a restore too, and so is a restore of
        # what was restored before, in a life that nobody heard.
        what = Oddity.FORKED
    else:
        # A state that was restored before has a backup, also if nobody heard of its making.
        backed_up = any(common in one.backups or common == one.begun for one in before)
        what = Oddity.WENT_BACK if backed_up else Oddity.CUT_OFF
    yield Finding(
        what=what, life=life, number=common + 1, who=read.author(read.begun + 1), count=len(tail)
    )


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many names both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (here, there) in pairs if here != there), min(len(one), len(other)))


def _about(event: Event) -> str:
    if isinstance(event, CaseEvent):
        return event.case
    return event.person if isinstance(event, PersonEvent) else ""
