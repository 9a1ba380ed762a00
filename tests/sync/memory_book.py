"""A Book in memory. It passes the same suite as the books of the station and the district."""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from station.domain.account import Account, Stretch
from station.domain.backed import UNKNOWN, BackedUp, Safety
from station.domain.chain import digest, genesis, link
from station.domain.reckoning import Reckoned
from tests.office import FRIDAY


@dataclass
class Disk:
    """What survives: copying it is copying the machine."""

    incarnation: str
    written: list[bytes] = field(default_factory=list)
    chain: list[str] = field(default_factory=list)
    peer_holds: int = 0
    heard_last: str = ""
    forked: frozenset[str] = frozenset()
    theirs: dict[str, list[str]] = field(default_factory=dict)
    effective: list[bytes] = field(default_factory=list)
    aside: dict[str, str] = field(default_factory=dict)
    held: dict[str, bytes] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    owed: list[tuple[str, int]] = field(default_factory=list)
    reckoned: Reckoned | None = None
    last_backup: tuple[str, BackedUp] | None = None
    safety: Safety = UNKNOWN

    def copy(self) -> "Disk":
        return replace(
            self,
            written=[*self.written],
            chain=[*self.chain],
            theirs={life: [*hashes] for life, hashes in self.theirs.items()},
            effective=[*self.effective],
            aside={**self.aside},
            held={**self.held},
            lacking=[*self.lacking],
            owed=[*self.owed],
        )


def names_in(event: bytes) -> list[str]:
    """The pieces that an event of the tests names: see `parcels.scan`."""
    return re.findall(r"piece ([0-9a-f]{64})", event.decode())


class MemoryShelf:
    """What is here and what is lacking, in the order of the events."""

    def __init__(self, book: "MemoryBook") -> None:
        self._book = book
        self.most = 10**9

    @property
    def disk(self) -> Disk:
        return self._book.disk

    def wants(self, most: int) -> Sequence[str]:
        return self.disk.lacking[:most]

    def lacks(self) -> int:
        return len(self.disk.lacking)

    def room(self) -> int:
        return max(0, self.most - sum(map(len, self.disk.held.values())))

    def piece(self, name: str) -> bytes | None:
        return self.disk.held.get(name)

    def take(self, name: str, data: bytes) -> bool:
        if name not in self.disk.lacking or len(data) > self.room():
            return False
        self.disk.lacking.remove(name)
        self.disk.held[name] = data
        return True

    def owed(self, most: int) -> Sequence[str]:
        return [name for name, _ in self.disk.owed][:most]

    def peer_lacks(self, names: Sequence[str], *, more: bool, seen: int | None) -> None:
        ours = [name for event in self.disk.written for name in names_in(event)]
        places = [ours.index(name) for name in names if name in ours]
        upto = max(places, default=-1) if more else len(ours)
        number = {
            name: number for number, event in enumerate(self.disk.written, 1)
            for name in names_in(event)
        }  # fmt: skip
        now = {name for name, _ in self.disk.owed} | {name for name in names if name in ours}
        for name in [*now]:
            held = seen is not None and number[name] <= seen and ours.index(name) < upto
            if held and name not in names:
                now.remove(name)
        self.disk.owed = [(name, number[name]) for name in ours if name in now]


class MemoryBook:
    def __init__(self, me: str, peer: str, life: str) -> None:
        self.me, self.peer = me, peer
        self.shelf = MemoryShelf(self)
        self.disk = Disk(incarnation=life, chain=[genesis(me, life)])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        before = self.disk.copy()
        try:
            yield
        except BaseException:
            self.disk = before
            raise

    def write(self, event: bytes) -> None:
        self.disk.written.append(event)
        self.disk.chain.append(link(self.disk.chain[-1], event))

    def scan(self, event: bytes, pieces: Sequence[bytes]) -> None:
        """Write an event that names these pieces, and keep them."""
        self.write(event)
        self.disk.held.update((digest(piece), piece) for piece in pieces)
        number = self.written()
        self.disk.owed += [(name, number) for name in names_in(event)]

    def incarnation(self) -> str:
        return self.disk.incarnation

    def written(self) -> int:
        return len(self.disk.written)

    def peer_holds(self) -> int:
        return self.disk.peer_holds

    def heard_last(self) -> str:
        return self.disk.heard_last

    def forked(self) -> Collection[str]:
        return self.disk.forked

    def move(self, *, peer_holds: int, heard_last: str, forked: Collection[str]) -> None:
        self.disk.peer_holds = peer_holds
        self.disk.heard_last = heard_last
        self.disk.forked = frozenset(forked)

    def begin_life(self, incarnation: str) -> None:
        events, self.disk.written = self.disk.written, []
        self.disk.incarnation, self.disk.peer_holds = incarnation, 0
        self.disk.safety = UNKNOWN
        self.disk.chain = [genesis(self.me, incarnation)]
        for event in events:
            self.write(event)

    def mine(self, number: int) -> str | None:
        return self.disk.chain[number] if number < len(self.disk.chain) else None

    def events(self, first: int, count: int, max_bytes: int) -> Sequence[bytes]:
        taken: list[bytes] = []
        for event in self.disk.written[first - 1 : first - 1 + count]:
            if taken and sum(map(len, taken)) + len(event) > max_bytes:
                break
            taken.append(event)
        return taken

    def held(self, incarnation: str) -> int:
        return len(self.disk.theirs.get(incarnation, ()))

    def theirs(self, incarnation: str, number: int) -> str | None:
        chain = [genesis(self.peer, incarnation), *self.disk.theirs.get(incarnation, ())]
        return chain[number] if number < len(chain) else None

    def take(self, incarnation: str, fresh: Sequence[tuple[int, str, bytes]]) -> int:
        known = {digest(event) for event in self.disk.effective}
        held = self.disk.theirs.setdefault(incarnation, [])
        effective = 0
        for number, hash_, event in fresh:
            if number != len(held) + 1:
                raise ValueError(f"event {number} does not go on from {len(held)}")
            held.append(hash_)
            if digest(event) not in known:
                known.add(digest(event))
                self.disk.effective.append(event)
                names = names_in(event)
                self.disk.lacking += [one for one in names if one not in self.disk.held]
                effective += 1
        return effective

    def set_aside(self, reason: str, parcel: bytes) -> None:
        self.disk.aside[digest(parcel)] = reason

    def backed_up(self) -> BackedUp | None:
        life, said = self.disk.last_backup or ("", None)
        return said if life == self.disk.heard_last else None

    def believe_backup(self, said: BackedUp | None, *, at: datetime | None) -> None:
        self.disk.safety = self.disk.safety.heard(said, holds=self.peer_holds(), at=at or FRIDAY)

    def account(self) -> Account:
        disk = self.disk
        own = Stretch(life=disk.incarnation, number=len(disk.written), head=disk.chain[-1])
        return Account(
            at=FRIDAY.astimezone(UTC), own=(own,), heard=disk.heard_last,
            other=tuple(
                Stretch(life=life, number=len(held), head=held[-1])
                for life, held in sorted(disk.theirs.items()) if held
            ),
            forked=tuple(sorted(disk.forked)), cases=(), open_cases="0" * 64,
            scans=len(disk.held), lacking=len(disk.lacking), asides=len(disk.aside), contact=None,
        )  # fmt: skip

    def reckon(self, theirs: Account) -> None:
        mine = self.account()
        self.disk.reckoned = Reckoned(at=FRIDAY, mine=mine, theirs=theirs, moved=0)

    def reckoned(self) -> Reckoned | None:
        return self.disk.reckoned
