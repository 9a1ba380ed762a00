"""Offices on a line in bad weather, and the truth about them.

Each conclusion that an office draws from a parcel is compared with what really happened: which
journal is a copy of which, who holds what. Offices keep their books in memory or in real vaults,
and their parcels travel bare or sealed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from station.domain.codec import encode
from station.domain.office_events import AgentCame
from sync import line as positions
from sync.line import Line, Parcel
from sync.ports import Book
from sync.post import Post
from sync.turns import TakenIn, line_of, take_in
from tests.office import FRIDAY
from tests.sync.memory_book import MemoryBook

Events = tuple[bytes, ...]


class Untrue(Exception):
    """An office concluded, kept or lost what it should not. `kind` is a few words, counted."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def sure(true: bool, kind: str) -> None:
    """Raises Untrue if it is not."""
    if not true:
        raise Untrue(kind)


class Machine(Protocol):
    """A computer with one office's book on its disk."""

    @property
    def book(self) -> Book: ...
    def write(self, words: str) -> None: ...
    def written(self) -> Events:
        """All events of ours, in the order of writing."""

    def effective(self) -> Events:
        """All events of the peer that took effect, in that order."""

    def shelf(self) -> Any:
        """A copy of the disk."""

    def restore(self, shelf: Any) -> None:
        """Put the disk back to a copy."""

    def twin(self) -> "Machine":
        """Another computer with a copy of this disk."""


class InMemory:
    """A machine whose disk is the memory of the test."""

    def __init__(self, me: str, peer: str, life: str) -> None:
        self.book = MemoryBook(me, peer, life)

    def write(self, words: str) -> None:
        self.book.write(encode(AgentCame(at=FRIDAY, by=words), self.book.written() + 1))

    def written(self) -> Events:
        return tuple(self.book.disk.written)

    def effective(self) -> Events:
        return tuple(self.book.disk.effective)

    def shelf(self) -> Any:
        return self.book.disk.copy()

    def restore(self, shelf: Any) -> None:
        self.book.disk = shelf.copy()

    def twin(self) -> "InMemory":
        twin = InMemory(self.book.me, self.book.peer, "")
        twin.restore(self.shelf())
        return twin


@dataclass(frozen=True)
class Posted:
    """A parcel on the road, and the truth about it."""

    parcel: Parcel
    frame: bytes
    """The same sealed; empty where it travels bare."""
    history: Events
    """All that its writer had numbered, up to the last event inside."""
    claimed: Events
    """What its writer truly holds of the life that he answers."""


class Office:
    """One machine, and what the test knows of it."""

    def __init__(self, machine: Machine, post: Post | None = None) -> None:
        self.machine = machine
        self.post = post
        self.truth: dict[str, Events] = {}
        """For each life of the peer: the events numbered in it, as far as they were taken in."""

    @property
    def book(self) -> Book:
        return self.machine.book

    def twin(self) -> "Office":
        twin = Office(self.machine.twin(), self.post)
        twin.truth = {**self.truth}
        return twin

    def shelf(self) -> tuple[Any, dict[str, Events]]:
        return self.machine.shelf(), {**self.truth}

    def restore(self, shelf: tuple[Any, dict[str, Events]]) -> None:
        self.machine.restore(shelf[0])
        self.truth = {**shelf[1]}

    def begin_life(self, name: str) -> None:
        """What a restore by the program does at its end."""
        with self.book.transaction():
            self.book.begin_life(name)

    def standing(self) -> tuple[Line, int]:
        with self.book.transaction():
            return line_of(self.book), self.book.held(self.book.heard_last())

    def pack(self, ahead: int = 0, most: int = 9) -> Posted:
        with self.book.transaction():
            line = line_of(self.book)
            start = min(line.peer_holds + ahead, line.written)
            parcel = positions.outgoing(line, self.book, start=start, most_events=most)
        return Posted(
            parcel,
            self.post.pack(parcel) if self.post else b"",
            self.machine.written()[: parcel.first - 1 + len(parcel.events)],
            self.truth.get(parcel.seen_incarnation, ()),
        )

    def open(self, posted: Posted, spare: str) -> TakenIn:
        """Take a parcel in. Raises Untrue where a conclusion is."""
        parcel = self.post.unpack(posted.frame) if self.post else posted.parcel
        sure(parcel == posted.parcel, "another parcel came out of the frame")
        before, _ = self.standing()
        written, effective = self.machine.written(), self.machine.effective()
        with refusals():
            taken = take_in(self.book, parcel, spare=spare)
        after, _ = self.standing()
        self._own_life(posted, written, before, after, taken)
        expected, forked = self._their_life(posted, before, taken)
        sure(after.forked == forked, "a fork was not flagged, or flagged where there is none")
        sure(after.heard_last == parcel.incarnation, "another life was heard")
        now = self.machine.effective()
        fresh = tuple(event for event in expected if event not in set(effective))
        sure(now == effective + fresh, "other events took effect than came anew")
        sure(taken.effective == len(fresh), "effects were miscounted")
        return taken

    def _own_life(
        self, posted: Posted, written: Events, before: Line, after: Line, taken: TakenIn
    ) -> None:
        """Whether it is rightly believed what the peer holds of ours."""
        answers = posted.parcel.seen_incarnation == before.incarnation
        ours = posted.claimed == written[: len(posted.claimed)]
        reborn = after.incarnation != before.incarnation
        sure(reborn == taken.verdict.reborn, "a new life was not told")
        sure(reborn == (answers and not ours), "a life with two histories went on, or one ended")
        if answers:
            holds = 0 if reborn else len(posted.claimed)
            sure(after.peer_holds == holds, "what the peer holds was misjudged")
        sure(self.machine.written() == written, "what was written changed")

    def _their_life(
        self, posted: Posted, before: Line, taken: TakenIn
    ) -> tuple[Events, frozenset[str]]:
        """Which events should have been taken in, and which lives have two histories."""
        life = posted.parcel.incarnation
        held = self.truth.get(life, ())
        if posted.parcel.first - 1 > len(held):
            sure(taken.verdict.gap, "a gap was not noticed")
            return (), before.forked
        if any(a != b for a, b in zip(held, posted.history, strict=False)):
            return (), before.forked | {life}
        self.truth[life] = max(held, posted.history, key=len)
        return posted.history[len(held) :], before.forked


@contextmanager
def refusals() -> Iterator[None]:
    """A book that refuses what it is given was given what it should not be."""
    try:
        yield
    except ValueError as fault:
        raise Untrue(f"a book refused: {fault}") from fault


def in_order(some: Events, of: Events) -> bool:
    """Whether all of some are there, in their order."""
    wanted = set(some)
    return tuple(event for event in of if event in wanted) == some


def judge(stations: list[Office], district: Office) -> None:
    """What must be true when the weather has cleared and everybody has talked."""
    heard = district.machine.effective()
    sure(len(set(heard)) == len(heard), "an event took effect twice")
    for station in stations:
        own, theirs = station.machine.written(), station.machine.effective()
        sure(set(own) <= set(heard), "events were lost")
        sure(in_order(own, heard), "events took effect out of order")
        sure(len(set(theirs)) == len(theirs), "an event took effect twice")
        sure(set(district.machine.written()) <= set(theirs), "events were lost")
        sure(in_order(district.machine.written(), theirs), "events took effect out of order")
    for one in stations:
        for other in stations:
            shared = one.standing()[0].incarnation == other.standing()[0].incarnation
            same = one.machine.written() == other.machine.written()
            sure(same or not shared, "two machines write in one life")


def clear_up(stations: list[Office], district: Office, spares: Iterator[str]) -> None:
    """Everybody calls until nothing moves any more. Raises Untrue if that takes for ever."""
    offices = (*stations, district)
    for _ in range(8 + 2 * sum(len(office.machine.written()) for office in offices)):
        before = [office.standing() for office in offices]
        for station in stations:
            call(station, district, spares)
        if before == [office.standing() for office in offices]:
            return
    raise Untrue("no peace on the line")


def call(station: Office, district: Office, spares: Iterator[str], most: int = 9) -> None:
    """A station sends, and the district answers, on a road that works."""
    district.open(station.pack(most=most), next(spares))
    station.open(district.pack(most=most), next(spares))
