"""One turn at a line: what one letter of the peer does here, and the next one of ours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from station.domain.chain import links
from station.domain.pieced import PIECE_BYTES
from sync import line as positions
from sync.errors import Refused
from sync.line import MOST_BYTES, Line, Parcel, Verdict
from sync.pieces import Letter, Pieces
from sync.ports import Book

PIECES_AT_ONCE = 16
"""Pieces in one message over a network at most, however good the road is: one that breaks off costs
all of them."""
_AROUND = 512
"""Bytes of a message of pieces besides them, and for each of them."""
AT_ONCE = 50
"""Events that are taken in by one transaction, where people work in the same memory."""
RAW_FOR_SEALED = 8
"""So many bytes of entries make one sealed byte, or more of them do."""
ASKED = 32
"""How many of the pieces that are lacking a parcel names: each answer names the next."""


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """What one parcel did here."""

    verdict: Verdict
    effective: int
    """How many of its events took effect."""


def line_of(book: Book) -> Line:
    """Where the line stands, as the book remembers."""
    return Line(
        me=book.me,
        peer=book.peer,
        incarnation=book.incarnation(),
        written=book.written(),
        peer_holds=book.peer_holds(),
        heard_last=book.heard_last(),
        forked=frozenset(book.forked()),
    )


def take_in(book: Book, parcel: Parcel, *, spare: str) -> TakenIn:
    """Take one parcel into the book, wholly or not at all.

    `spare` is an incarnation that was never used. Raises Refused if it is not for this line.
    """
    with book.transaction():
        before = line_of(book)
        verdict = positions.incoming(before, parcel, book, spare=spare)
        effective = book.take(verdict.life, verdict.fresh) if verdict.fresh else 0
        if verdict.reborn:
            book.begin_life(verdict.line.incarnation)
        after = verdict.line
        book.move(peer_holds=after.peer_holds, heard_last=after.heard_last, forked=after.forked)
        seen = parcel.seen if verdict.heeded and not verdict.reborn else None
        more = parcel.lacks is not None and parcel.lacks > len(parcel.wants)
        book.shelf.peer_lacks(parcel.wants, more=more, seen=seen)
        if verdict.heeded and not verdict.reborn:
            book.believe_backup(parcel.backed_up, at=parcel.sent)
        if parcel.account is not None:
            book.reckon(parcel.account)
    return TakenIn(verdict=verdict, effective=effective)


def slices(parcel: Parcel) -> Iterator[Parcel]:
    """The same parcel as shorter ones, that come one behind the other: whatever stops between two
    of them, the next parcel goes on there."""
    hashes = (parcel.after, *links(parcel.after, parcel.events))
    for start in range(0, max(1, len(parcel.events)), AT_ONCE):
        end = start + AT_ONCE
        yield replace(
            parcel, first=parcel.first + start, after=hashes[start],
            events=parcel.events[start:end],
            account=parcel.account if end >= len(parcel.events) else None,
        )  # fmt: skip


def take_pieces(book: Book, load: Pieces) -> int:
    """Keep those of these pieces that we lack; how many. Raises Refused if they are not for this
    line."""
    with book.transaction():
        if (load.sender, load.recipient) != (book.peer, book.me):
            raise Refused("recipient")
        return sum(book.shelf.take(name, piece) for name, piece in load.named())


def pieces_in(bears: int | None) -> int:
    """How many pieces go in one message on a road that bears so much; one at least."""
    fit = ((bears or 0) - _AROUND) // (PIECE_BYTES + _AROUND)
    return max(1, min(fit, PIECES_AT_ONCE))


def answered(book: Book, letter: Letter, *, spare: str, most_bytes: int = MOST_BYTES) -> Letter:
    """Take in what came, and what is said to it on a road that brings one answer to each.

    It is a parcel, unless the peer told nothing new, asked nothing, lacks nothing but pieces, and
    we have some of those: then it is as many of them as the peer's road bears. Raises Refused if it
    is not for this line.
    """
    if isinstance(letter, Pieces):
        take_pieces(book, letter)
        return next_parcel(book, most_bytes=most_bytes)
    asked = letter.account is not None
    with book.transaction():
        verdict = take_in(book, letter, spare=spare).verdict
        quiet = verdict.heeded and not (verdict.reborn or verdict.fork)
        known = book.held(letter.incarnation) == letter.first - 1
        if quiet and known and not (letter.events or asked) and book.peer_holds() == book.written():
            load = load_of(book, letter.wants, pieces_in(letter.bears))
            if load is not None:
                return load
        if letter.bears is not None:
            most_bytes = min(most_bytes, RAW_FOR_SEALED * letter.bears)
        return next_parcel(book, most_bytes=most_bytes, account=asked)


def load_of(book: Book, names: Iterable[str], most: int) -> Pieces | None:
    """The first of these pieces that we have; None if we have none of them."""
    found = (book.shelf.piece(name) for name in names)
    here = tuple(islice((piece for piece in found if piece is not None), most))
    if not here:
        return None
    return Pieces(sender=book.me, recipient=book.peer, incarnation=book.incarnation(), pieces=here)


def next_parcel(
    book: Book, *, start: int | None = None, most_bytes: int = MOST_BYTES, account: bool = False,
    bears: int | None = None,
) -> Parcel:  # fmt: skip
    """The parcel that carries on after event `start`, or after what the peer holds.

    Its events have at most `most_bytes` bytes together; one is in it even if it is longer. With
    `account` it says what we hold on the line, for both to be compared; with `bears`, how long an
    answer may be.
    """
    with book.transaction():
        now = line_of(book)
        first = now.peer_holds if start is None else start
        parcel = positions.outgoing(now, book, start=first, most_bytes=most_bytes)
        parcel = replace(parcel, bears=bears, backed_up=book.backed_up())
        if account:
            parcel = replace(parcel, account=book.account())
        lacks = book.shelf.lacks()
        if not lacks:
            return parcel
        wants = tuple(book.shelf.wants(ASKED))
        return replace(parcel, wants=wants, lacks=lacks, room=book.shelf.room())
