"""One exchange with the other office over any road."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from station.domain.pieced import PIECE_BYTES
from sync import pieces
from sync.errors import PASSING, UNANSWERED, NoAnswer, NotOurs, Refused, SyncError
from sync.line import MOST_BYTES, Parcel
from sync.pieces import Pieces
from sync.ports import Book, Carrier
from sync.post import Post
from sync.turns import ASKED, line_of, load_of, next_parcel, slices, take_in, take_pieces

MOST_ROUNDS = 10_000
"""More than any journal needs; so that no peer can keep us talking for ever."""
LONG = 4 * 1024
"""Bytes of a sealed parcel that a bad road may not carry where a shorter one passes."""
SHORTER = 8
"""Into how many parts a parcel that did not pass is cut."""
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


def exchange(
    book: Book,
    carrier: Carrier,
    post: Post,
    *,
    spare: Callable[[], str],
    progress: Callable[[SyncReport], None],
    cancel: Callable[[], bool],
    reckon: bool,
) -> SyncReport:
    """Send and receive until nothing moves any more. What goes wrong is in the report.

    `spare` gives an incarnation that was never used, `cancel` is asked between parcels,
    `progress` is told after each. On a stick, where nothing answers, all that is waiting is
    sent on in parcels one after another; over a network each answer says from where. A parcel
    that is too long for the road is cut into shorter ones. To `reckon`, or where the peer asks for
    it, a last parcel says what we hold.
    """
    return _Visit(book, carrier, post, spare, progress, reckon).run(cancel)


class _Visit:
    """The state of one exchange: how far we have sent, and what we have said of what we hold."""

    def __init__(
        self,
        book: Book,
        carrier: Carrier,
        post: Post,
        spare: Callable[[], str],
        progress: Callable[[SyncReport], None],
        reckon: bool,
    ) -> None:
        self._book = book
        self._carrier = carrier
        self._post = post
        self._spare = spare
        self._progress = progress
        with book.transaction():
            line = line_of(book)
        self._cursor = line.peer_holds
        self._most_bytes = MOST_BYTES
        self._said: tuple[object, ...] | None = None
        self._heard = False
        self._given: set[str] = set()
        self._asked: deque[str] = deque()
        self._reckon = reckon
        self._accounted = False
        self._report = SyncReport(waiting=line.written - line.peer_holds)

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
                self._tell(road=fault)
        return self._report

    def _stands(self) -> tuple[object, ...]:
        """What the next parcel is made of. Where a round has left it as it was, the next would be
        the same again: somebody on the road answers with an old parcel."""
        with self._book.transaction():
            said = self._said, self._accounted
            return self._cursor, self._most_bytes, self._held(), said, len(self._given)

    def _has_something_to_say(self) -> bool:
        with self._book.transaction():
            return self._cursor < self._book.written() or self._held() != self._said

    def _held(self) -> tuple[object, ...]:
        book, life = self._book, self._book.heard_last()
        wants = tuple(book.shelf.wants(ASKED))
        return book.incarnation(), life, book.held(life) if life else 0, wants

    def _deliver(self, *, account: bool = False) -> None:
        parcel = next_parcel(
            self._book, start=self._cursor, most_bytes=self._most_bytes, account=account
        )
        data = self._post.pack(parcel)
        self._heard = False
        try:
            self._carrier.deliver(data)
        except NoAnswer as fault:
            if fault.reason in UNANSWERED:
                self._reach(parcel)
            if not _is_too_long(parcel, data, fault):
                raise
            self._most_bytes = sum(map(len, parcel.events)) // SHORTER
            return
        self._said = (parcel.incarnation, parcel.seen_incarnation, parcel.seen, parcel.wants)
        self._cursor = parcel.first - 1 + len(parcel.events)
        self._accounted = self._accounted or account
        self._reach(parcel)
        self._tell(
            sent=self._report.sent + len(parcel.events),
            parcels_out=self._report.parcels_out + 1,
            bytes_out=self._report.bytes_out + len(data),
        )

    def _reach(self, parcel: Parcel) -> None:
        last = parcel.first - 1 + len(parcel.events)
        self._tell(reached=max(self._report.reached, last))

    def _deliver_pieces(self) -> bool:
        """When all events are on their way: one piece that the peer asks for; on a road without
        answers many, of all that it is not known to hold. Whether there was one."""
        with self._book.transaction():
            if not self._heard and not self._given:
                self._asked = deque(self._book.shelf.owed(MOST_CARRIED))
            names = (name for name in self._asked if name not in self._given)
            load = load_of(self._book, names, 1 if self._heard else pieces.MOST)
        if load is None:
            return False
        self._given.update(name for name, _ in load.named())
        data = self._post.pack(load)
        self._carrier.deliver(data)
        self._tell(
            pieces_out=self._report.pieces_out + len(load.pieces),
            bytes_out=self._report.bytes_out + len(data),
        )
        return True

    def _collect(self) -> None:
        for data in self._carrier.collect():
            try:
                self._open(data)
            except (NotOurs, Refused) as fault:
                with self._book.transaction():
                    self._book.set_aside(fault.reason, data)
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


def _is_too_long(parcel: Parcel, data: bytes, fault: NoAnswer) -> bool:
    """Whether a shorter parcel may pass where this one did not: somebody on the road said so, or
    it was long and the road slow or shaky."""
    shaky = fault.reason in PASSING and len(data) > LONG
    return len(parcel.events) > 1 and (fault.reason == "too-big" or shaky)
