"""What an exchange needs from outside: a road, and one office's memory of one line.

Only plain values and those of the domain pass through a Book and its Shelf, so that the vault can
be both without knowing this room.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from station.domain.account import Account
from station.domain.backed import BackedUp


class Carrier(Protocol):
    """Carries sealed parcels to one other office and brings back what it has sent.

    That something was delivered proves nothing: only what the other office says that it
    holds, in a parcel that it signed, is held. tests/sync/carrier_suite.py is the contract.
    """

    def deliver(self, parcel: bytes) -> None:
        """Send one sealed parcel on its way. Raises NoAnswer and nothing else."""

    def collect(self) -> Iterable[bytes]:
        """What has come since this was last asked; oldest first. Raises NoAnswer."""


class Shelf(Protocol):
    """What one office holds and lacks of the pieces that events on one line name: see
    `station.domain.scans`. tests/sync/shelf_suite.py is the contract.

    A piece is wanted as long as an event in force names it and it is not here, whoever wrote that
    event: an office that lost one gets it again. Everything is called inside the book's
    `transaction()`.
    """

    def wants(self, most: int) -> Sequence[str]:
        """The first pieces that we lack, in the order of the events that name them."""

    def lacks(self) -> int:
        """How many pieces we lack in all."""

    def room(self) -> int:
        """How many more bytes of pieces we take on this line."""

    def piece(self, name: str) -> bytes | None:
        """The bytes of a piece that an event in force on this line names; None if not here."""

    def take(self, name: str, data: bytes) -> bool:
        """Keep a piece that we lack; whether we did. `data` hashes to `name`.

        One that nobody asked for is not kept, and none for which there is no room.
        """

    def owed(self, most: int) -> Sequence[str]:
        """The first pieces of ours that the peer does not hold, as far as we know."""

    def peer_lacks(self, names: Sequence[str], *, more: bool, seen: int | None) -> None:
        """The peer lacks these, the first in its order, and `more` behind them; it holds our events
        up to number `seen`. None: what it holds is of another life of ours."""


class Book(Protocol):
    """What one office remembers of its line to one peer. tests/sync/book_suite.py is the contract.

    Hashes are 64 hex digits as made by `station.domain.chain`; hash 0 of a life is its
    genesis. Everything is called inside `transaction()`.
    """

    @property
    def me(self) -> str:
        """The name of the office whose memory this is."""

    @property
    def peer(self) -> str:
        """The name of the office at the other end."""

    def transaction(self) -> AbstractContextManager[object]:
        """All that happens inside is kept together, durably, or not at all if it raises.

        No other writer of the same memory is let in between.
        """

    @property
    def shelf(self) -> Shelf:
        """The pieces of this line."""

    # ---- where the line stands

    def incarnation(self) -> str:
        """The present life of our own journal."""

    def written(self) -> int:
        """How many events of ours the present life numbers."""

    def peer_holds(self) -> int:
        """How many of them the peer held when it last spoke. 0 at first."""

    def heard_last(self) -> str:
        """The life of the peer that spoke last; empty if none did."""

    def forked(self) -> Collection[str]:
        """Lives of the peer that proved to have two histories."""

    def move(self, *, peer_holds: int, heard_last: str, forked: Collection[str]) -> None:
        """Remember where the line stands now."""

    def begin_life(self, incarnation: str) -> None:
        """Number all events of ours anew, in the order of writing, in a new life.

        Their bytes stay; their hashes start from the new genesis; `peer_holds` becomes 0.
        """

    # ---- what is kept

    def mine(self, number: int) -> str | None:
        """The hash after our event `number` of the present life; None beyond the last."""

    def events(self, first: int, count: int, max_bytes: int) -> Sequence[bytes]:
        """Our events of the present life from `first` on, within both bounds.

        At least one if there is any, even if it alone is longer than `max_bytes`.
        """

    def held(self, incarnation: str) -> int:
        """How many events of this life of the peer are kept; 0 for an unknown life."""

    def theirs(self, incarnation: str, number: int) -> str | None:
        """The hash after event `number` of this life of the peer; None if not kept.

        Number 0 is the genesis of the life, kept or not.
        """

    def take(self, incarnation: str, fresh: Sequence[tuple[int, str, bytes]]) -> int:
        """Keep events of the peer: (number, hash, bytes), going on from `held(incarnation)`.

        An event whose digest is kept already, from another life of the same peer, gets its
        place in this life but has no effect again. Returns how many took effect. An event
        that cannot be read or is unlawful is kept, refused, and stops nothing.
        """

    def set_aside(self, reason: str, parcel: bytes) -> None:
        """Remember a parcel that could not be believed, for a person to look at.

        `reason` is a key of `sync.errors.FAULTS`. The same bytes again are one record.
        """

    # ---- backups

    def backed_up(self) -> BackedUp | None:
        """What our last backup holds of the life of the peer that spoke last, no more than we hold;
        None if it is unknown there."""

    def believe_backup(self, said: BackedUp | None, *, at: datetime | None) -> None:
        """Remember what the peer, that spoke at this moment of its clock, said of its backup and
        our present life. A new life begins with nothing known."""

    # ---- comparing

    def account(self) -> Account:
        """What we hold on this line now."""

    def reckon(self, theirs: Account) -> None:
        """Remember what the peer says that it holds, beside what we hold now."""
