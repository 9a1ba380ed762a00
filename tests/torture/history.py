"""A station in memory for questions about its trail: real entries, chain, signatures and line.

The rule of signing is written here a second time, entry by entry, so that the audit is held
against something else than itself.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station.domain import canon
from station.domain.audit import Chained
from station.domain.chain import digest, genesis, link, signable, signable_keys
from station.domain.codec import encode, read
from station.domain.event import Event
from station.domain.fact_events import CaseViewed
from station.domain.office_events import (
    AgentAdded,
    AgentCame,
    AgentKeysChanged,
    AgentRemoved,
    BackupMade,
    EntryPurged,
    HeadSigned,
    LifeBegun,
    StationOpened,
    TracesPurged,
)
from station.domain.person_events import PersonViewed
from station.domain.purging import left_of
from station.domain.stamp import SYSTEM
from tests.makers import id_number
from tests.sync.memory_book import MemoryBook

WRITER, DISTRICT = "330211105203", "330211"
LEAD = "示例站长"
BEGINS = datetime(2026, 11, 20, 9, tzinfo=UTC)


@dataclass
class Keys:
    """Everybody's keys as the slots beside this vault hold them; a copy of the disk has its own,
    and whoever is added again there gets others there alone."""

    rng: random.Random
    made: int = 0
    of: dict[str, Ed25519PrivateKey] = field(default_factory=dict)

    def new(self, name: str) -> str:
        """Keys for this agent from now on; the public one."""
        self.of[name] = Ed25519PrivateKey.from_private_bytes(self.rng.randbytes(32))
        return self.of[name].public_key().public_bytes_raw().hex()


class Trail:
    """One vault: a journal, and what its program does. `kept` are the entries in the order of
    writing, each with the name under which it was first written."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.keys, self.clock = Keys(self.rng), BEGINS
        self.book = MemoryBook(WRITER, DISTRICT, self._name())
        self.names: list[str] = []
        self.agents, self.here = [LEAD], LEAD
        self.given: set[str] = set()
        self.untold: AgentKeysChanged | None = None
        self.write(StationOpened(at=self.now(), by=LEAD, station=WRITER, name="示例村"))
        self._added(LEAD, by=LEAD)

    def copy(self) -> "Trail":
        """Another machine with the same disk, and the same people."""
        other = object.__new__(Trail)
        other.rng, other.clock = self.rng, self.clock
        other.keys = Keys(self.rng, self.keys.made, {**self.keys.of})
        other.book = MemoryBook(WRITER, DISTRICT, "")
        other.book.disk = self.book.disk.copy()
        other.names, other.agents, other.here = [*self.names], [*self.agents], self.here
        other.given, other.untold = {*self.given}, self.untold
        return other

    # ---- what the program does

    def now(self) -> datetime:
        self.clock += timedelta(seconds=self.rng.randint(1, 900))
        return self.clock

    def write(self, event: Event) -> None:
        data = encode(event, self.book.written() + 1)
        self.book.write(data)
        self.names.append(digest(data))

    def visit(self, agent: str, acts: int, *, killed: bool = False) -> None:
        """Somebody comes, works, and leaves by signing; or the power fails."""
        self.come(agent)
        for _ in range(acts):
            self._act(agent)
        if not killed:
            self.sign(agent)

    def come(self, agent: str) -> None:
        """Unlock."""
        self.here = agent
        self.write(AgentCame(at=self.now(), by=agent))
        if self.untold:
            self.write(replace(self.untold, at=self.now(), by=agent))
            self.untold = None

    def own_keys(self, agent: str, *, killed: bool = False) -> None:
        """Somebody changes the passphrase that was made for them; or the power fails when their
        slot is written, and nobody has put it on record."""
        self.come(agent)
        self.sign(agent)
        self.untold = self.keys_told(agent)
        self.given.discard(agent)
        if killed:
            self.here = ""
        else:
            self.write(self.untold)
            self.untold = None

    def keys_told(self, agent: str) -> AgentKeysChanged:
        """New keys for this agent, and what is put on record of them."""
        former = self.keys.of[agent]
        signs = self.keys.new(agent)
        return AgentKeysChanged(
            at=self.now(), by=agent, agent=agent, signs=signs, opens="",
            former=former.public_key().public_bytes_raw().hex(),
            proof=former.sign(signable_keys(WRITER, agent, signs, "")).hex(),
        )  # fmt: skip

    def sit(self, agent: str) -> None:
        """Somebody works here now, who may have been here already."""
        if self.here != agent:
            self.come(agent)

    def sign(self, agent: str) -> None:
        """As the program of this agent signs."""
        signature = self._signature(agent)
        self.write(HeadSigned(at=self.now(), by=agent, signature=signature))

    def add(self, name: str, *, by: str = LEAD, given: bool = False) -> None:
        self.sit(by)
        self._added(name, by=by, given=given)
        self.agents.append(name)

    def remove(self, name: str, *, by: str = LEAD) -> None:
        self.sit(by)
        self.write(AgentRemoved(at=self.now(), by=by, agent=name))
        self.agents.remove(name)
        self.given.discard(name)

    def purge(self, by: str, upto: int) -> None:
        """Let go of what was kept of people in the first `upto` entries, in place. A station does
        so only with what its district holds."""
        first = self.names[:upto]
        events = [read(data) for data in self.book.disk.written]
        gone = [
            place for place, _ in enumerate(first) if isinstance(events[place], PersonViewed)
        ]  # fmt: skip
        if gone:
            self.sit(by)
            told = tuple(self.names[place] for place in gone)
            self.write(TracesPurged(at=self.now(), by=by, digests=told, head="", unbacked=""))
        for place in gone:
            data = self.book.disk.written[place]
            self.book.disk.written[place] = left_of(data, self.names[place])

    def back_up(self) -> None:
        """That a copy was made is on record, with how much it holds."""
        self.write(BackupMade(at=self.now(), by=SYSTEM, events=self.book.written()))

    def begin_life(self, by: str, reason: str) -> None:
        self.book.begin_life(self._name())
        self.here = by
        self.note_life(reason)

    def note_life(self, reason: str) -> None:
        """That a new life began is its first own entry."""
        life = self.book.incarnation()
        self.write(
            LifeBegun(at=self.now(), by=self.here, incarnation=life, parent="", reason=reason)
        )  # fmt: skip

    def rewrite(self, life: Sequence[Chained], *, chained: bool, sealed: bool) -> None:
        """Put these entries in place of all: with their old hashes, or a chain that closes, and
        with signatures that were made anew by whoever has all keys."""
        disk = self.book.disk
        hashes = [disk.chain[0], *(one.hash for one in life)]
        disk.written, disk.chain, self.names = [], disk.chain[:1], []
        disk.peer_holds = min(disk.peer_holds, len(life))
        for one in life:
            event, data = one.event, one.data
            if sealed and isinstance(event, HeadSigned) and event.by in self.keys.of:
                number = canon.read(data)["no"]
                signed = replace(event, signature=self._signature(event.by))
                data = encode(signed, number)
            self.book.write(data)
            purged = isinstance(event, EntryPurged) and one.digest == event.digest
            self.names.append(one.digest if purged or not chained else digest(data))
        if not chained:
            disk.chain = hashes

    @property
    def working(self) -> list[str]:
        """Who may do more than change the passphrase that was made for them."""
        return [name for name in self.agents if name not in self.given]

    def agents_now(self) -> list[str]:
        """Who works here by the journal as it stands."""
        known: dict[str, None] = {}
        for event in map(read, self.book.disk.written):
            if isinstance(event, AgentAdded):
                known[event.agent] = None
            elif isinstance(event, AgentRemoved):
                known.pop(event.agent, None)
        return [*known] or [LEAD]

    # ---- what is there

    def life(self) -> list[Chained]:
        """The present life as an audit reads it."""
        disk = self.book.disk
        return [
            Chained(number=number, data=data, hash=end, digest=name, event=read(data))
            for number, (data, end, name) in enumerate(
                zip(disk.written, disk.chain[1:], self.names, strict=True), start=1
            )
        ]  # fmt: skip

    # ---- inside

    def _added(self, name: str, *, by: str, given: bool = False) -> None:
        self.given |= {name} if given else set()
        self.write(
            AgentAdded(
                at=self.now(), by=by, agent=name, role="lead" if name == LEAD else "agent",
                signs=self.keys.new(name),
                opens="", given=given,
            )
        )  # fmt: skip

    def _act(self, agent: str) -> None:
        match self.rng.randrange(5):
            case 0:
                self.back_up()
            case 1 | 2:
                person = id_number("19540302", f"{self.rng.randrange(1000):03}")
                self.write(PersonViewed(at=self.now(), by=agent, person=person, purpose="handling"))
            case _:
                case = f"{WRITER}-AA-20261120-{self.rng.randrange(10_000):04}"
                self.write(
                    CaseViewed(at=self.now(), by=agent, case=case, revealed=False, purpose="")
                )

    def _signature(self, agent: str) -> str:
        message = signable(self.names[place] for place in sorted(self._covered(agent)))
        return self.keys.of[agent].sign(message).hex()

    def _covered(self, agent: str) -> Iterator[int]:
        """Places of what this agent signs now."""
        events = [read(data) for data in self.book.disk.written]
        signed = [place for place, one in enumerate(events) if isinstance(one, HeadSigned)]
        block = signed[-1] if signed else 0
        keyed = [
            place for place, one in enumerate(events)
            if isinstance(one, AgentAdded | AgentRemoved) and one.agent == agent
        ]  # fmt: skip
        since = max([
            keyed[-1] if len(keyed) > 1 else -1,
            *(place for place in signed if events[place].by == agent),
        ], default=-1)  # fmt: skip
        for place, one in enumerate(events):
            if place >= block or (place > since and one.by == agent):
                yield place

    def _name(self) -> str:
        return self.rng.randbytes(16).hex()


def rechained(life: list[Chained], incarnation: str) -> list[Chained]:
    """The same entries with a chain that closes: as whoever holds the data key can write."""
    last, fresh = genesis(WRITER, incarnation), list[Chained]()
    for number, one in enumerate(life, start=1):
        was_here = isinstance(one.event, EntryPurged) and one.event.digest == one.digest
        last = link(last, one.data)
        name = one.digest if was_here else digest(one.data)
        fresh.append(
            Chained(number=number, data=one.data, hash=last, digest=name, event=read(one.data))
        )  # fmt: skip
    return fresh
