"""The district's memory of its line to one station: the Book of `sync.ports`."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import datetime

from station.domain.account import Account
from station.domain.backed import BackedUp
from station.domain.case import Arrived
from station.domain.chain import digest
from station.domain.reckoning import Reckoned
from station.domain.values import Side
from station.storage.scanbook import ScanBook
from station.storage.store import Store
from sync import seal
from sync.district import backlog
from sync.district.backedrows import covering
from sync.district.backlog import Backlog
from sync.district.journal import Journal
from sync.district.reckonings import Reckonings
from sync.district.tables import AsideRow, CertificateRow
from sync.line import Parcel

MOST_ASIDE = 500
MOST_ASIDE_BYTES = 32 * 1024 * 1024
"""What is kept of the parcels set aside of one station: the oldest go, so that nobody can fill the
disk."""


@dataclass(frozen=True)
class _Standing:
    """Where the line stands: see `sync.ports.Book`."""

    incarnation: str
    peer_holds: int
    heard_last: str
    forked: str
    last_contact: str
    withdrawn: int
    """How many keys of the station are withdrawn."""
    backed_up: str
    """See `sync.district.backups`."""
    waiting: Backlog
    """What of the station is held and not read yet."""


_END = (
    "(SELECT number || ' ' || hash FROM link WHERE station = ? AND side = ?"
    " AND link.incarnation = {life} ORDER BY number DESC LIMIT 1)"
)
_STANDING = (
    "SELECT incarnation, peer_holds, heard_last, forked, last_contact,"  # noqa: S608 - our words
    " (SELECT count(*) FROM certificate WHERE certificate.station = code AND revoked_at <> ''),"
    " backed_up,"
    f" {backlog.STANDING},"
    f" {_END.format(life='station.incarnation')}, {_END.format(life='heard_last')}"
    " FROM station WHERE code = ?"
)
"""Where the line stands, and how far both its journals go: one question."""


class StationBook:
    """What the district remembers of one line.

    `arrived` is told the events that are new, `reborn` the life that a new one follows. Where
    what comes in may touch other lines, it is taken `alone`. What came before is read before
    anything else happens on the line; only the events of this `run` may wait with it.
    """

    def __init__(
        self,
        vault: Store,
        journal: Journal,
        *,
        arrived: Callable[[list[Arrived]], None],
        reborn: Callable[[str], None],
        now: Callable[[], datetime],
        shelf: ScanBook,
        alone: bool = False,
        run: Parcel | None = None,
    ) -> None:
        self._vault = vault
        self._db = vault.db
        self._journal = journal
        self.me = journal.district
        self.peer = journal.station
        self._arrived = arrived
        self._reborn = reborn
        self._now = now
        self.shelf = shelf
        self._reckonings = Reckonings(vault, journal, shelf, now)
        self._about = "" if alone else self.peer
        self._run = run
        self._inside = 0
        self._known: _Standing | None = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept together or not at all; one at a time on this line."""
        with self._vault.transaction(self._about), self._journal.ends.remembered():
            try:
                self._inside += 1
                if self._inside == 1 and self._row().waiting.count and not self._may_wait():
                    self._read_backlog()
                yield
            finally:
                self._inside -= 1
                if not self._inside:
                    self._known = None

    # ---- where the line stands

    def incarnation(self) -> str:
        """The present life of the district's journal for this station."""
        return self._row().incarnation

    def written(self) -> int:
        """How many events it numbers."""
        return self._journal.end(Side.DISTRICT, self.incarnation())[0]

    def peer_holds(self) -> int:
        """How many of them the station held when it last spoke."""
        return self._row().peer_holds

    def heard_last(self) -> str:
        """The station's life that spoke last; empty if none did."""
        return self._row().heard_last

    def forked(self) -> Collection[str]:
        """Lives of the station that proved to have two histories."""
        return frozenset(json.loads(self._row().forked))

    def withdrawn(self) -> int:
        """How many of the keys that the station ever had are withdrawn now."""
        return self._row().withdrawn

    def move(self, *, peer_holds: int, heard_last: str, forked: Collection[str]) -> None:
        """Remember where the line stands, and that the station was heard now."""
        self._change(
            peer_holds=peer_holds,
            heard_last=heard_last,
            forked=json.dumps(sorted(forked)),
            last_contact=self._now().isoformat(),
        )

    def begin_life(self, incarnation: str) -> None:
        """Number the district's events for this station again in a new life."""
        parent = self.incarnation()
        self._journal.begin_life(incarnation)
        self._change(incarnation=incarnation, peer_holds=0)
        self._reborn(parent)

    # ---- what is kept

    def mine(self, number: int) -> str | None:
        """The hash after the district's event `number` of the present life."""
        return self._journal.hash_at(Side.DISTRICT, self.incarnation(), number)

    def events(self, first: int, count: int, max_bytes: int) -> Sequence[bytes]:
        """The district's events of the present life from `first` on."""
        return self._journal.events_from(self.incarnation(), first, count, max_bytes)

    def held(self, incarnation: str) -> int:
        """How many events of this life of the station are kept."""
        waiting = self._row().waiting
        if waiting.count and waiting.life == incarnation:
            return waiting.last
        return self._journal.end(Side.STATION, incarnation)[0]

    def theirs(self, incarnation: str, number: int) -> str | None:
        """The hash after event `number` of this life of the station; None if not kept."""
        waiting = self._row().waiting
        if waiting.count and (waiting.life, waiting.last) == (incarnation, number):
            return waiting.head
        return self._journal.hash_at(Side.STATION, incarnation, number)

    def take(self, incarnation: str, fresh: Sequence[tuple[int, str, bytes]]) -> int:
        """Keep events of the station that go on from what is held; how many took effect, or may
        do so when they are read."""
        if fresh and self._may_wait():
            backlog.keep(self._vault, self.peer, incarnation, fresh)
            self._known = None
            return len(fresh)
        events = [data for _, _, data in fresh]
        new = self._journal.absorb(incarnation, fresh[0][0], events) if fresh else []
        self._arrived(new)
        return len(new)

    def _may_wait(self) -> bool:
        return self._run is not None and self._row().waiting.goes_on_with(self._run)

    def _read_backlog(self) -> None:
        while (run := backlog.first(self._vault, self.peer)) is not None:
            backlog.drop(self._vault, run)
            self._known = None
            self._arrived(self._journal.absorb(run.life, run.first, run.events))

    def set_aside(self, reason: str, parcel: bytes) -> None:
        """Remember a parcel that was not believed; its bytes only if the station signed it. For
        this nothing that waits has to be read: any visit will do."""
        signed = seal.is_signed(parcel, self._signers())
        AsideRow.insert(
            digest=digest(parcel), station=self.peer, at=self._now().isoformat(), reason=reason,
            size=len(parcel), data=parcel if signed else None, released="",
        ).on_conflict_ignore().execute(self._db)  # fmt: skip
        self._vault.sql(
            "DELETE FROM aside WHERE station = ? AND id NOT IN (SELECT id FROM"
            " (SELECT id, sum(coalesce(length(data), 0)) OVER (ORDER BY id DESC) AS kept"
            " FROM aside WHERE station = ? ORDER BY id DESC LIMIT ?) AS latest WHERE kept <= ?)",
            self.peer, self.peer, MOST_ASIDE, MOST_ASIDE_BYTES,
        )  # fmt: skip

    # ---- backups

    def backed_up(self) -> BackedUp | None:
        """What the last backup holds of the station's life that spoke last."""
        row = self._row()
        found = covering(row.backed_up, row.heard_last)
        return found if found and found.through <= self.held(row.heard_last) else None

    def believe_backup(self, said: BackedUp | None, *, at: datetime | None) -> None:
        """The district waits for no station's backups."""

    # ---- comparing

    def account(self) -> Account:
        """What the district holds on the line now."""
        row = self._row()
        contact = datetime.fromisoformat(row.last_contact) if row.last_contact else None
        forked = frozenset(self.forked())
        return self._reckonings.account(heard=row.heard_last, forked=forked, contact=contact)

    def reckon(self, theirs: Account) -> None:
        """Remember what the station says that it holds, beside what the district holds now."""
        self._reckonings.keep(self.account(), theirs)

    def reckoned(self) -> Reckoned | None:
        """Both accounts as they were last; None if the station never told."""
        return self._reckonings.last()

    # ---- the rows

    def _signers(self) -> list[bytes]:
        query = CertificateRow.select(CertificateRow.signing).where(
            CertificateRow.station == self.peer
        )
        return [bytes.fromhex(key) for (key,) in query.tuples().execute(self._db)]

    def _row(self) -> _Standing:
        """Read once in a transaction: nobody else changes it while that lasts."""
        if self._known is not None:
            return self._known
        *said, standing, much, ours, theirs = self._vault.sql(
            _STANDING, self.peer, Side.DISTRICT.value, self.peer, Side.STATION.value, self.peer
        ).fetchone()
        known = _Standing(*said, waiting=Backlog.of(standing, much))
        if self._inside:
            self._known = known
            self._journal.ends_at(Side.DISTRICT, known.incarnation, ours)
            self._journal.ends_at(Side.STATION, known.heard_last, theirs)
        return known

    def _change(self, **values: object) -> None:
        changed = replace(self._row(), **values)  # type: ignore[arg-type]
        self._vault.sql(
            "UPDATE station SET incarnation = ?, peer_holds = ?, heard_last = ?, forked = ?,"
            " last_contact = ? WHERE code = ?",
            *astuple(changed)[:5], self.peer,
        )  # fmt: skip
        if self._inside:
            self._known = changed
