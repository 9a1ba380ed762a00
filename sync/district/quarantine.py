"""Parcels in quarantine: those that a station's withdrawn key had signed. They lie sealed, as they
came, and do nothing.

What the station itself had written before its computer was lost may be taken in after all, when
somebody who knows decides it: a stick that lay in a drawer. No computer can tell that from what a
thief wrote with the same key, so it needs a name and a reason, and stands on record at both ends.
What is taken goes on from what is held and contradicts nothing; every entry passes the same table
as on any other day. Nothing that the parcel says of this office is heeded.
"""

from dataclasses import dataclass
from datetime import datetime

from station.domain.codec import read
from station.domain.errors import StationError
from station.domain.office_events import ParcelReleased
from sync import seal
from sync.district.deciding import decision
from sync.district.intake import StationPost, book, post
from sync.district.premises import District
from sync.district.store import StationBook
from sync.district.tables import AsideRow
from sync.errors import NotOurs, Refused
from sync.line import Parcel, incoming
from sync.pieces import Letter, Pieces
from sync.post import Post
from sync.turns import line_of, take_pieces


class NotReleased(StationError):
    """A parcel that stays in quarantine."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a parcel in quarantine holds, by its own words: whoever has the key can write any time
    into it. `first` and `last` are numbers of entries of this life; none in pieces of files."""

    life: str
    first: int
    last: int
    begins: datetime | None
    ends: datetime | None
    pieces: int


def contents(district: District, number: int) -> Contents | None:
    """What the parcel with this number holds; None for what is not kept, or was not signed with a
    withdrawn key. Raises NotReleased for an unknown number."""
    with district.vault.reading():
        row = _row(district, number)
        letter = _opened(district, row) if row.reason == "revoked" and row.data else None
    if isinstance(letter, Parcel):
        times = [read(data).at for data in letter.events]
        return Contents(
            life=letter.incarnation, first=letter.first,
            last=letter.first - 1 + len(letter.events), begins=times[0] if times else None,
            ends=times[-1] if times else None, pieces=0,
        )  # fmt: skip
    if isinstance(letter, Pieces):
        count = len(letter.pieces)
        return Contents(
            life=letter.incarnation, first=0, last=0, begins=None, ends=None, pieces=count
        )
    return None


def release(district: District, number: int, by: str, reason: str) -> int:
    """Take the parcel with this number in; how many entries, or pieces, were new.

    Raises BadInput without a name and a reason, NotReleased where it cannot be taken: then nothing
    has changed.
    """
    decided = decision(by, reason)
    with district.vault.transaction():
        row = _row(district, number)
        letter = _opened(district, row)
        memory, now = book(district, row.station), district.clock.now()
        if isinstance(letter, Pieces):
            count = take_pieces(memory, letter)
        else:
            count = _taken(district, row.station, letter)
        district.record(
            row.station,
            ParcelReleased(
                at=now, by=decided.by, parcel=row.digest, entries=count, reason=decided.reason
            ),
        )
        AsideRow.update(released=now.isoformat()).where(AsideRow.id == number).execute(
            district.vault.db
        )
    district.pieces.tidy()
    return count


def _taken(district: District, station: str, parcel: Parcel) -> int:
    """Only the entries: where the line stands is for the station to say that is on it now."""
    memory = book(district, station)
    with memory.transaction():  # what waits is read first
        return _added(memory, parcel, district.new_life())


def _added(memory: StationBook, parcel: Parcel, spare: str) -> int:
    verdict = incoming(line_of(memory), parcel, memory, spare=spare)
    if verdict.gap:
        raise NotReleased(
            "something before this parcel is missing", "Take in the earlier ones first."
        )
    if verdict.fork:
        raise NotReleased(
            "this parcel contradicts what is held of the station: it has two histories",
            "It cannot be taken. Ask the station what it is; the parcel stays where it is.",
        )
    return memory.take(verdict.life, verdict.fresh) if verdict.fresh else 0


def _opened(district: District, row: AsideRow) -> Letter:
    """What the parcel holds, if a withdrawn key of this station signed it. Raises NotReleased."""
    if row.released:
        raise NotReleased("this parcel was taken in already", "There is nothing more to do.")
    if row.reason != "revoked" or row.data is None:
        raise NotReleased(
            "only a parcel that a withdrawn key of the station had signed can be taken",
            "What is damaged or forged is not: the station has to send it again.",
        )
    frame, keys = bytes(row.data), post(district, row.station)
    signers = tuple(key for key in keys.withdrawn if seal.is_signed(frame, (key,)))
    try:
        return _reading(keys, signers).open(frame)
    except (NotOurs, Refused) as fault:
        raise NotReleased(
            "this parcel cannot be opened: {why}", "It stays where it is.", why=fault
        ) from fault


def _reading(keys: StationPost, signers: tuple[bytes, ...]) -> Post:
    return Post(
        me=keys.me, peer=keys.peer, app=keys.app, keys=keys.keys,
        peer_receiving=keys.peer_receiving, peer_signing=signers,
        former_receiving=keys.former_receiving,
    )  # fmt: skip


def _row(district: District, number: int) -> AsideRow:
    query = AsideRow.select().where(AsideRow.id == number)
    row: AsideRow | None = next(iter(query.execute(district.vault.db)), None)
    if row is None:
        raise NotReleased(
            "there is no parcel {number} here", "run.py district aside lists them.", number=number
        )
    return row
