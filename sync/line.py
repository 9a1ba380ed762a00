"""One end of the line between two offices: what a parcel says, and what follows from it.

Both ends run this same code. Nothing here knows whether a parcel travelled over a network or
in a pocket: parcels may be lost, doubled, late or out of order. An office may also be put back
to an old copy of itself, and a station may be copied and used twice. Still every event arrives,
in its writer's order, and takes effect once.

    number       an event's place among all that its writer wrote, from 1
    incarnation  one life of a writer's numbering; a writer who learns that one of his numbers
                 has two histories starts a new life, and sends everything again in it
    chain        the hash after each number; chains that agree at a number agree on all before

Nothing is ever marked "sent": an office sends on from what the other says that it holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from station.domain.account import Account
from station.domain.backed import BackedUp
from station.domain.chain import genesis, links
from sync.errors import NotOurs, Refused

MOST_EVENTS = 8000
MOST_BYTES = 6 * 1024 * 1024
"""How much one parcel takes along unless it is told otherwise; wire.py has the hard bounds."""


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """The only message there is; it serves both directions. Hashes are 64 hex digits."""

    sender: str
    recipient: str
    incarnation: str
    """The sender's life in which these events are numbered."""
    first: int
    """The number of events[0]."""
    after: str
    """The sender's hash before `first`."""
    events: tuple[bytes, ...]
    seen_incarnation: str
    """The recipient's life that the sender heard last; empty if none."""
    seen: int
    """How many events of that life the sender holds,"""
    seen_head: str
    """and the hash after the last of them; empty if it heard nothing."""
    wants: tuple[str, ...] = field(default=())
    """SHA-256 names of pieces that the sender lacks, the first in the order of the events."""
    sent: datetime | None = None
    """When this was written, by the sender's clock, to the second; None if it does not say."""
    lacks: int | None = None
    """How many pieces the sender lacks in all; None if `wants` names all of them."""
    room: int | None = None
    """How many bytes of pieces the sender still takes; None if it does not say."""
    bears: int | None = None
    """How many bytes of an answer the sender's road bears, sealed; None if it does not say."""
    account: Account | None = None
    """What the sender holds on this line, where both are to be compared; None if it does not
    say. Who gets one answers with an account of their own."""
    backed_up: BackedUp | None = None
    """What the sender's last backup holds of the recipient's life `seen_incarnation`; None if it
    has none, or none that knows of that life."""

    def __post_init__(self) -> None:
        if self.first < 1:
            raise NotOurs("fields", field="first")
        if self.first == 1 and self.after != genesis(self.sender, self.incarnation):
            raise NotOurs("fields", field="after")
        if self.seen < 0 or (self.seen > 0 and not self.seen_incarnation):
            raise NotOurs("fields", field="seen")
        if self.seen == 0:
            life = self.seen_incarnation
            if self.seen_head != (genesis(self.recipient, life) if life else ""):
                raise NotOurs("fields", field="seen_head")
        if self.backed_up is not None and self.backed_up.through > self.seen:
            raise NotOurs("fields", field="backed_up")


class Kept(Protocol):
    """What must be looked up: see `sync.ports.Book` for each."""

    def mine(self, number: int) -> str | None: ...
    def events(self, first: int, count: int, max_bytes: int) -> Sequence[bytes]: ...
    def held(self, incarnation: str) -> int: ...
    def theirs(self, incarnation: str, number: int) -> str | None: ...


@dataclass(frozen=True, kw_only=True)
class Line:
    """Where one end of the line stands."""

    me: str
    peer: str
    incarnation: str
    """The life I write in."""
    written: int
    """How many events it numbers."""
    peer_holds: int
    """How many of them the peer held when it last spoke."""
    heard_last: str
    """The life of the peer that spoke last; empty if none did."""
    forked: frozenset[str]
    """Lives of the peer with two histories: an old copy is back, or two are in use."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a parcel teaches: the moved line, and the events that go on from what is held."""

    line: Line
    life: str
    """The life of the peer that the events belong to."""
    fresh: tuple[tuple[int, str, bytes], ...]
    """(number, hash after it, bytes) of each event not yet held in this life."""
    heeded: bool
    """The parcel spoke of our present life, so `line.peer_holds` is news."""
    reborn: bool
    """Our journal had two histories: `line.incarnation` is new and numbers everything again."""
    gap: bool
    """Something before these events is missing; the next parcel says from where."""
    fork: bool
    """These events contradict what is held: two histories of the peer's life."""


def outgoing(
    line: Line,
    kept: Kept,
    *,
    start: int,
    most_events: int = MOST_EVENTS,
    most_bytes: int = MOST_BYTES,
) -> Parcel:
    """The parcel that carries on after event `start` of ours. Sending it twice does no harm.

    `start` is `line.peer_holds`, or further on if several parcels travel together on a stick.
    """
    before = kept.mine(start)
    if before is None:
        raise ValueError(f"event {start} of this life was never written")
    seen = kept.held(line.heard_last) if line.heard_last else 0
    head = kept.theirs(line.heard_last, seen) if line.heard_last else ""
    if head is None:
        raise ValueError(f"the hash of event {seen} that we hold was not kept")
    return Parcel(
        sender=line.me,
        recipient=line.peer,
        incarnation=line.incarnation,
        first=start + 1,
        after=before,
        events=tuple(kept.events(start + 1, most_events, most_bytes)),
        seen_incarnation=line.heard_last,
        seen=seen,
        seen_head=head,
    )


def incoming(line: Line, parcel: Parcel, kept: Kept, *, spare: str) -> Verdict:
    """What a parcel teaches us. `spare` is an unused incarnation, in case ours has two histories.

    Raises Refused if the parcel belongs to another line.
    """
    if (parcel.sender, parcel.recipient) != (line.peer, line.me):
        raise Refused("recipient")
    heeded = parcel.seen_incarnation == line.incarnation
    moved = _heed(line, parcel, kept, spare) if heeded else line
    moved = replace(moved, heard_last=parcel.incarnation)
    nothing = Verdict(
        line=moved,
        life=parcel.incarnation,
        fresh=(),
        heeded=heeded,
        reborn=moved.incarnation != line.incarnation,
        gap=False,
        fork=False,
    )
    return _take(nothing, parcel, kept)


def _heed(line: Line, parcel: Parcel, kept: Kept, spare: str) -> Line:
    """Believe what the peer says that it holds of us, if the hash proves that it is ours."""
    if kept.mine(parcel.seen) == parcel.seen_head:
        # Perhaps less than before: then the peer was put back to an old copy.
        return replace(line, peer_holds=parcel.seen)
    # It holds what we never wrote: we are the older copy of ourselves, or one of two.
    return replace(line, incarnation=spare, peer_holds=0)


def _take(nothing: Verdict, parcel: Parcel, kept: Kept) -> Verdict:
    """Add the events that go on from what we hold of this life of the peer."""
    held, start = kept.held(nothing.life), parcel.first - 1
    if start > held:
        return replace(nothing, gap=True)
    hashes = (parcel.after, *links(parcel.after, parcel.events))
    overlap = hashes[: held - start + 1]
    # Both ways: theirs may go on from ours, and ours from theirs.
    if any(ours != kept.theirs(nothing.life, number) for number, ours in enumerate(overlap, start)):
        forked = nothing.line.forked | {nothing.life}
        return replace(nothing, line=replace(nothing.line, forked=forked), fork=True)
    fresh = tuple(
        zip(
            range(parcel.first, parcel.first + len(parcel.events)),
            hashes[1:],
            parcel.events,
            strict=True,
        )
    )
    return replace(nothing, fresh=fresh[held - start :])
