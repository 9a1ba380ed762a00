"""One exchange with the other office over any road."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from station.domain.pieced import PIECE_BYTES
from sync import pieces
from sync.errors import UNANSWERED, NoAnswer, NotOurs, Refused, SyncError
from sync.line import MOST_BYTES, Parcel
from sync.pace import CUT_BY, LEAST, UNMEASURED, Pace
from sync.pieces import Pieces
from sync.ports import Book, Carrier
from sync.post import Post
from sync.turns import (
    ASKED,
    line_of,
    load_of,
    next_parcel,
    pieces_in,
    slices,
    take_in,
    take_pieces,
)

MOST_ROUNDS = 10_000
"""More than any journal needs; so that no peer can keep us talking for ever."""
RATIO = 16.0
"""Bytes of entries that make one sealed byte, as is guessed before the first parcel is packed."""
MOST_CARRIED = 4096
"""Pieces that go on a stick at once: 256 MB."""


@dataclass(frozen=True, kw_only=True)
class SyncReport:
    """What one exchange did. Grows while it runs: progress is shown from it."""

    waiting: int = 0
    """Events of ours that the peer, as far as we know, does not hold yet."""
    confirmed: int = 0
    """Events of ours that the peer says, signed, it holds since this exchange."""
    sent: int = 0
    """Events put on the road. That proves nothing."""
    reached: int = 0
    """The last event of our present life that was put on the road and may have arrived; 0 if none
    was."""
    received: int = 0
    """Events of the peer that took effect here."""
    parcels_out: int = 0
    parcels_in: int = 0
    bytes_out: int = 0
    bytes_in: int = 0
    set_aside: tuple[SyncError, ...] = ()
    """Why parcels were not believed."""
    road: NoAnswer | None = None
    """Why the exchange broke off, if the road failed."""
    reborn: bool = False
    """Our journal had two histories; it began a new life and sends everything again."""
    forked: bool = False
    """The peer's journal has two histories; what contradicts was not taken in."""
    gap: bool = False
    """Something before what came is still missing; the next exchange asks for it."""
    cancelled: bool = False
    pieces_out: int = 0
    """Pieces of scans put on the road. That proves nothing."""
    pieces_in: int = 0
    """Pieces of the peer that were kept here."""
    no_room: bool = False
    """The peer takes no more pieces."""
    reckoned: bool = False
    """The peer said what it holds: both can be compared."""
    pace: Pace = UNMEASURED
    """What the road is known to bear now."""


def exchange(
    book: Book, carrier: Carrier, post: Post, *, spare: Callable[[], str],
    progress: Callable[[SyncReport], None], cancel: Callable[[], bool], reckon: bool,
    pace: Pace = UNMEASURED,
) -> SyncReport:  # fmt: skip
    """Send and receive until nothing moves any more. What goes wrong is in the report.

    `spare` gives an incarnation that was never used, `cancel` is asked between parcels,
    `progress` is told after each. On a stick, where nothing answers, all that is waiting is
    sent on in parcels one after another; over a network each answer says from where. Messages are
    as long as the road bore last (`pace`), and what did not pass goes in shorter ones. To `reckon`,
    or where the peer asks for it, a last parcel says what we hold.
    """
    visit = _Visit(
        book, carrier, post, spare=spare, progress=progress, reckon=reckon, pace=pace
    )  # fmt: skip
    report = visit.run(cancel)
    # Where nothing passes, nothing is learnt of what would pass.
    return report if report.bytes_in else replace(report, pace=pace)


class _Visit:
    """The state of one exchange: how far we have sent, and what we have said of what we hold."""

    def __init__(
        self, book: Book, carrier: Carrier, post: Post, *, spare: Callable[[], str],
        progress: Callable[[SyncReport], None], reckon: bool, pace: Pace,
    ) -> None:  # fmt: skip
        self._book = book
        self._carrier = carrier
        self._post = post
        self._spare = spare
        self._progress = progress
        with book.transaction():
            line = line_of(book)
        self._cursor = line.peer_holds
        self._pace = pace
        self._ratio = RATIO
        self._sent = 0, 0.0  # the bytes of the last message, and how long it took
        self._said: tuple[object, ...] | None = None
        self._heard = False
        self._given: set[str] = set()
        self._asked: deque[str] = deque()
        self._reckon = reckon
        self._accounted = False
        self._report = SyncReport(waiting=line.written - line.peer_holds, pace=pace)

    def run(self, cancel: Callable[[], bool]) -> SyncReport:
        try:
            self._collect()
            for _ in range(MOST_ROUNDS):
                if cancel():
                    self._tell(cancelled=True)
                    break
                stood = self._stands()
                if self._has_something_to_say():
                    self._deliver()
                elif self._deliver_pieces():
                    pass
                elif self._reckon and not self._accounted:
                    self._deliver(account=True)
                else:
                    break
                self._collect()
                if self._stands() == stood:
                    break
        except NoAnswer as fault:
            if cancel():
                self._tell(cancelled=True)
            else:
                self._tell(road=fault.bare())
        return self._report

    def _stands(self) -> tuple[object, ...]:
        """What the next parcel is made of. Where a round has left it as it was, the next would be
        the same again: somebody on the road answers with an old parcel."""
        with self._book.transaction():
            said = self._said, self._accounted, len(self._given)
            return self._cursor, self._pace.most, self._held(), said

    def _has_something_to_say(self) -> bool:
        with self._book.transaction():
            return self._cursor < self._book.written() or self._held() != self._said

    def _held(self) -> tuple[object, ...]:
        book, life = self._book, self._book.heard_last()
        wants = tuple(book.shelf.wants(ASKED))
        return book.incarnation(), life, book.held(life) if life else 0, wants

    def _deliver(self, *, account: bool = False) -> None:
        parcel, data = self._packed(account=account)
        self._heard = False
        if not self._carried(data, parts=len(parcel.events), parcel=parcel):
            return
        self._said = (parcel.incarnation, parcel.seen_incarnation, parcel.seen, parcel.wants)
        self._cursor = parcel.first - 1 + len(parcel.events)
        self._accounted = self._accounted or account
        self._reach(parcel)
        self._tell(
            sent=self._report.sent + len(parcel.events), parcels_out=self._report.parcels_out + 1,
            bytes_out=self._report.bytes_out + len(data),
        )  # fmt: skip

    def _reach(self, parcel: Parcel) -> None:
        last = parcel.first - 1 + len(parcel.events)
        self._tell(reached=max(self._report.reached, last))

    def _packed(self, *, account: bool) -> tuple[Parcel, bytes]:
        """The next parcel, as long as the road bears: how short packing makes it is learnt."""
        while True:
            most = min(MOST_BYTES, max(1, int(self._pace.most * self._ratio)))
            parcel = next_parcel(
                self._book, start=self._cursor, most_bytes=most, account=account,
                bears=max(LEAST, self._pace.most) if self._pace.measured else None,
            )  # fmt: skip
            data = self._post.pack(parcel, quick=self._pace.quick)
            size = sum(map(len, parcel.events))
            if len(parcel.events) <= 1 or len(data) <= self._pace.most:
                return parcel, data
            self._ratio = min(self._ratio, size / len(data)) * 7 / 8  # so it ends

    def _deliver_pieces(self) -> bool:
        """When all events are on their way: as many of the pieces that the peer asks for as the
        road bears; on a road without answers many, of all that it is not known to hold. Whether
        there was one."""
        with self._book.transaction():
            if not self._heard and not self._given:
                self._asked = deque(self._book.shelf.owed(MOST_CARRIED))
            names = (name for name in self._asked if name not in self._given)
            bears = self._pace.most if self._pace.measured else None
            load = load_of(self._book, names, pieces_in(bears) if self._heard else pieces.MOST)
        if load is None:
            return False
        data = self._post.pack(load)
        if not self._carried(data, parts=len(load.pieces)):
            return True
        self._given.update(name for name, _ in load.named())
        self._tell(
            pieces_out=self._report.pieces_out + len(load.pieces),
            bytes_out=self._report.bytes_out + len(data),
        )
        return True

    def _carried(self, data: bytes, *, parts: int, parcel: Parcel | None = None) -> bool:
        """Whether this message passed; not, where the next one has to be shorter. Raises NoAnswer
        where no shorter one would help."""
        begun = self._pace.passed()
        try:
            self._carrier.deliver(data)
        except NoAnswer as fault:
            if parcel is not None and fault.reason in UNANSWERED:
                self._reach(parcel)
            if fault.bare().reason in CUT_BY:
                self._learn(self._pace.refused(len(data), fault.reason))
            long = fault.reason == "too-big" or len(data) > LEAST
            if parts > 1 and long and fault.reason in CUT_BY:
                return False
            raise
        self._sent = len(data), self._pace.passed() - begun
        return True

    def _learn(self, pace: Pace) -> None:
        self._pace = pace
        self._tell(pace=pace)

    def _collect(self) -> None:
        size, seconds = self._sent
        for data in self._carrier.collect():
            if size:
                longest, both = max(size, len(data)), size + len(data)
                self._learn(self._pace.bore(longest=longest, both=both, seconds=seconds))
                size = 0
            try:
                self._open(data)
            except (NotOurs, Refused) as fault:
                with self._book.transaction():
                    self._book.set_aside(fault.bare().reason, data)
                self._tell(set_aside=(*self._report.set_aside, fault))

    def _open(self, data: bytes) -> None:
        letter = self._post.open(data)
        if isinstance(letter, Pieces):
            self._heard = True
            kept = take_pieces(self._book, letter)
            self._tell(
                pieces_in=self._report.pieces_in + kept,
                bytes_in=self._report.bytes_in + len(data),
            )
        else:
            self._take(letter, len(data))

    def _take(self, parcel: Parcel, size: int) -> None:
        """By slices: who types meanwhile waits for one of them at most."""
        for part in slices(parcel):
            self._take_part(part)
        self._tell(
            parcels_in=self._report.parcels_in + 1, bytes_in=self._report.bytes_in + size,
            reckoned=self._report.reckoned or parcel.account is not None,
        )  # fmt: skip
        self._reckon = self._reckon or parcel.account is not None

    def _take_part(self, parcel: Parcel) -> None:
        with self._book.transaction():
            held_before = self._book.peer_holds()
        taken = take_in(self._book, parcel, spare=self._spare())
        verdict, line = taken.verdict, taken.verdict.line
        gained = 0
        if verdict.heeded:
            self._heard = True
            full = parcel.room is not None and parcel.room < PIECE_BYTES
            self._asked = deque(() if full else parcel.wants)
            self._tell(no_room=full and bool(parcel.wants))
            self._cursor = line.peer_holds
            gained = 0 if verdict.reborn else max(0, line.peer_holds - held_before)
        report = self._report
        self._tell(
            waiting=line.written - line.peer_holds, confirmed=report.confirmed + gained,
            received=report.received + taken.effective, reborn=report.reborn or verdict.reborn,
            forked=report.forked or verdict.fork, gap=verdict.gap,
            reached=0 if verdict.reborn else report.reached,
        )  # fmt: skip

    def _tell(self, **changed: object) -> None:
        self._report = replace(self._report, **changed)  # type: ignore[arg-type]
        self._progress(self._report)
