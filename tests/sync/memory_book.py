"""A Book in memory. It passes the same suite as the books of the station and the district."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from station.domain.chain import digest, genesis, link


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

    def copy(self) -> "Disk":
        return replace(
            self,
            written=[*self.written],
            chain=[*self.chain],
            theirs={life: [*hashes] for life, hashes in self.theirs.items()},
            effective=[*self.effective],
            aside={**self.aside},
        )


class MemoryBook:
    def __init__(self, me: str, peer: str, life: str) -> None:
        self.me, self.peer = me, peer
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
                effective += 1
        return effective

    def set_aside(self, reason: str, parcel: bytes) -> None:
        self.disk.aside[digest(parcel)] = reason
