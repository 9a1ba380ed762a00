"""Where the line to the district stands: what each end holds of the other.

It is the Book that `sync.ports` describes, in plain values. Everything runs inside
`transaction()`.
"""

import json
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from station.domain import backed
from station.domain.account import Account
from station.domain.backed import BackedUp, Safety
from station.domain.case import Arrived
from station.domain.chain import digest
from station.domain.reckoning import Reckoned
from station.domain.values import Side
from station.storage.journal import Head, Journal
from station.storage.memory import Memory
from station.storage.reckonings import Reckonings
from station.storage.scanbook import ScanBook
from station.storage.vault import Vault

MOST_ASIDE = 100
MOST_ASIDE_BYTES = 32 * 1024 * 1024
"""What is kept of parcels set aside: the oldest go, so that no stick can fill the disk."""


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A parcel that could not be believed: when, why, how long."""

    at: datetime
    reason: str
    size: int


class LineBook:
    """The station's memory of its line to the district."""

    def __init__(
        self,
        vault: Vault,
        journal: Journal,
        memory: Memory,
        *,
        arrived: Callable[[list[Arrived]], None],
        reborn: Callable[[str], None],
        now: Callable[[], datetime],
        shelf: ScanBook,
    ) -> None:
        """`arrived` shows new events of the district in the tables and answers unlawful ones;
        `reborn` records that a new life began, given the one before."""
        self._vault = vault
        self._journal = journal
        self._memory = memory
        self.transaction: Callable[[], AbstractContextManager[object]] = vault.transaction
        self._arrived = arrived
        self._reborn = reborn
        self._now = now
        self.shelf = shelf
        self._reckonings = Reckonings(vault, journal, memory, shelf, now)

    @property
    def me(self) -> str:
        """This station's code."""
        return self._journal.writer

    @property
    def peer(self) -> str:
        """The district's code; empty before enrolment."""
        return self._memory.get("district")

    # ---- where the line stands

    def incarnation(self) -> str:
        """The present life of our journal."""
        return self._journal.head().incarnation

    def written(self) -> int:
        """How many events the present life numbers."""
        return self._journal.head().number

    def peer_holds(self) -> int:
        """How many of them the district held when it last spoke."""
        return int(self._memory.get("peer_holds", "0"))

    def heard_last(self) -> str:
        """The life of the district's journal that spoke last; empty if none did."""
        return self._memory.get("heard_last")

    def forked(self) -> Collection[str]:
        """Lives of the district that proved to have two histories."""
        return frozenset(json.loads(self._memory.get("forked", "[]")))

    def move(self, *, peer_holds: int, heard_last: str, forked: Collection[str]) -> None:
        """Remember where the line stands now, and that the district was heard."""
        self._memory.set(
            peer_holds=str(peer_holds),
            heard_last=heard_last,
            forked=json.dumps(sorted(forked)),
            last_contact=self._now().isoformat(),
        )

    def begin_life(self, incarnation: str) -> None:
        """Number all our events again in a new life, of which the district holds nothing."""
        parent = self.incarnation()
        self._journal.begin_life(incarnation)
        self._memory.set(peer_holds="0", backed_up="")
        self._reborn(parent)

    # ---- what is kept

    def mine(self, number: int) -> str | None:
        """The hash after our event `number` of the present life; None beyond the last."""
        return self._journal.hash_at(Side.STATION, self.incarnation(), self.me, number)

    def events(self, first: int, count: int, max_bytes: int) -> Sequence[bytes]:
        """Our events of the present life from `first` on, within both bounds; one at least."""
        return self._journal.events_from(first, count, max_bytes)

    def held(self, incarnation: str) -> int:
        """How many events of this life of the district are kept."""
        return self._journal.held(incarnation, self.peer).number

    def theirs(self, incarnation: str, number: int) -> str | None:
        """The hash after event `number` of this life of the district; None if not kept."""
        return self._journal.hash_at(Side.DISTRICT, incarnation, self.peer, number)

    def take(self, incarnation: str, fresh: Sequence[tuple[int, str, bytes]]) -> int:
        """Keep events of the district that go on from what is held; how many took effect."""
        events = [data for _, _, data in fresh]
        new = self._journal.absorb(incarnation, self.peer, fresh[0][0], events) if fresh else []
        self._arrived(new)
        return len(new)

    def set_aside(self, reason: str, parcel: bytes) -> None:
        """Keep a parcel that could not be believed; the same bytes again are one record."""
        self._vault.sql(
            "INSERT OR IGNORE INTO aside (digest, at, reason, data) VALUES (?, ?, ?, ?)",
            digest(parcel),
            self._now().isoformat(),
            reason,
            parcel,
        )
        self._vault.sql(
            "DELETE FROM aside WHERE id NOT IN (SELECT id FROM"
            " (SELECT id, sum(length(data)) OVER (ORDER BY id DESC) AS size FROM aside"
            " ORDER BY id DESC LIMIT ?) WHERE size <= ?)",
            MOST_ASIDE,
            MOST_ASIDE_BYTES,
        )

    # ---- backups of the district

    def backed_up(self) -> None:
        """A station says nothing of its own backups: the district does not wait for them."""

    def believe_backup(self, said: BackedUp | None, *, at: datetime | None) -> None:
        """Remember what the district says that its last backup holds of the present life."""
        known = self.safety().heard(said, holds=self.peer_holds(), at=at or self._now())
        self._memory.set(backed_up=backed.written(known))

    def safety(self) -> Safety:
        """How far what the district holds of the present life is in its backup."""
        return backed.read(self._memory.get("backed_up"))

    # ---- comparing

    def account(self) -> Account:
        """What we hold on the line now."""
        return self._reckonings.account(
            heard=self.heard_last(), forked=frozenset(self.forked()), contact=self.last_contact()
        )

    def reckon(self, theirs: Account) -> None:
        """Remember what the district says that it holds, beside what we hold now."""
        self._reckonings.keep(self.account(), theirs)

    def reckoned(self) -> Reckoned | None:
        """Both accounts as they were last; None if the district never told."""
        return self._reckonings.last()

    # ---- for the screen

    def district_head(self) -> Head:
        """How far we hold the district's journal in the life that spoke last."""
        return self._journal.held(self.heard_last(), self.peer)

    def last_contact(self) -> datetime | None:
        """When a believable parcel of the district last came; None if never."""
        text = self._memory.get("last_contact")
        return datetime.fromisoformat(text) if text else None

    def asides(self) -> list[Aside]:
        """The parcels that were set aside, latest first."""
        rows = self._vault.sql(
            "SELECT at, reason, length(data) FROM aside ORDER BY id DESC LIMIT 100"
        )
        return [
            Aside(at=datetime.fromisoformat(at), reason=reason, size=size)
            for at, reason, size in rows.fetchall()
        ]
