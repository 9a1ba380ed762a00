"""What comes in: parcels are opened, their events kept, shown, and answered if unlawful.

All that one parcel does happens in one transaction, so parcels that come twice at the same
time, or while a clerk is acting, are taken one after the other.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from traceback import extract_tb
from typing import TypeVar

from station.domain.case import Arrived, Case, Why
from station.domain.codec import case_of
from station.domain.errors import StationError
from station.domain.judging import judged, may_be_refused, refusal
from station.domain.line_events import LineKeysAsked
from station.domain.office_events import LifeBegun, TracesPurged
from station.domain.stamp import Stamp
from station.storage.scanrows import telling
from sync import seal
from sync.district import backlog, keyring, passing, sealed_keys, sharing
from sync.district.casebook import belongs
from sync.district.premises import APP, District
from sync.district.scans import scans_of
from sync.district.serverfaults import NotAlone, ServerBusy
from sync.district.signing import Voice, trusted
from sync.district.store import StationBook
from sync.district.transfer import passing_on
from sync.errors import NotOurs, Refused
from sync.line import Parcel
from sync.pieces import Letter
from sync.post import Post
from sync.refusal import Refusal
from sync.turns import answered

Told = TypeVar("Told")


class NotRead(StationError):
    """Entries that are held and cannot be read and shown."""


MOST_ANSWERED = 512 * 1024
"""Bytes of events in one answer: what a slow line brings before a station stops waiting."""
MOST_TRIES = 5
FOREIGN = "this case belongs to another station"


@dataclass(frozen=True, kw_only=True)
class StationPost(Post):
    """The keys of the line to one station, and those that were withdrawn or replaced. `heard` is
    told the id of a key that something believable is signed with for the first time; `voice` is
    what signs for it."""

    withdrawn: tuple[bytes, ...]
    replaced: tuple[bytes, ...]
    unheard: frozenset[str]
    heard: Callable[[str], None]
    now: Callable[[], datetime]
    voice: Voice

    def pack(self, letter: Letter | Refusal, *, quick: bool = False) -> bytes:
        """As in Post, with the time: a station whose clock is wrong notices it by this. Signed
        with the key that the station believes."""
        if isinstance(letter, Parcel):
            letter = replace(letter, sent=self.now().replace(microsecond=0))
        spoken = self if self.voice.keys is self.keys else replace(self, keys=self.voice.keys)
        return Post.pack(spoken, letter, quick=quick)

    def open(self, data: bytes) -> Letter:
        """As in Post; what is signed with a withdrawn or a replaced key is refused as such."""
        if seal.is_signed(data, self.withdrawn):
            raise Refused("revoked")
        if seal.is_signed(data, self.replaced):
            raise Refused("replaced")
        letter = super().open(data)
        kid = seal.claimed_key(data)
        if kid in self.unheard:
            self.heard(kid)
        self.voice.heard(seal.claimed_trust(data))
        return letter


def book(
    district: District, station: str, *, alone: bool = False, run: Parcel | None = None
) -> StationBook:
    """The memory of the line to this station. `alone`, `run`: see `StationBook`."""
    return StationBook(
        district.vault,
        district.casebook.journal(station),
        arrived=lambda new: _arrived(district, station, new),
        reborn=lambda parent: _reborn(district, station, parent),
        now=district.clock.now,
        shelf=scans_of(district, station),
        alone=alone,
        run=run,
    )


def post(district: District, station: str, kid: str = "") -> StationPost:
    """The keys of the line to this station; for an answer to who signed with the key `kid`. Raises
    Refused if it never enrolled."""
    keys = keyring.line_keys(district, station, kid)
    if keys is None:
        raise Refused("unknown-key")
    return StationPost(
        me=district.id, peer=station, app=APP, keys=keys.own, peer_receiving=keys.to,
        peer_signing=keys.good, former_receiving=keys.former, withdrawn=keys.withdrawn,
        replaced=keys.replaced, unheard=keys.unheard, now=district.clock.now,
        heard=lambda kid: keyring.heard(district, station, kid),
        voice=Voice(
            keys.own, keys.voices, keys.trusts, lambda kid: trusted(district, station, kid)
        ),
    )  # fmt: skip


def receive(district: District, frame: bytes, *, long_run: int | None = None) -> bytes:
    """Take in one sealed parcel, or pieces, and give back what answers it. Where it has `long_run`
    events or more, they are read after the receipt: see `backlog`.

    Raises NotOurs or Refused. What claims to come from a station known here is set aside then;
    noise is not, as anybody on the network can send it.
    """
    station = seal.claimed_sender(frame)
    keys = post(district, station, seal.claimed_key(frame))
    try:
        while (letter := taken(district, keys, keys.open(frame), long_run)) is None:
            keys = post(district, station, seal.claimed_key(frame))
    except (NotOurs, Refused) as fault:
        with district.vault.transaction(station):
            book(district, station).set_aside(fault.reason, frame)
        raise
    district.pieces.tidy()
    return keys.pack(letter)


def taken(
    district: District, keys: StationPost, letter: Letter, long_run: int | None = None
) -> Letter | None:
    """What answers this letter, that was opened with these keys; None, and nothing is taken in,
    if one of them was withdrawn meanwhile. Most touch the line of their station only; one that
    passes a case on begins again, alone. What a server gave up is tried again."""

    def take(memory: StationBook) -> Letter | None:
        if memory.withdrawn() != len(keys.withdrawn):
            return None
        return answered(memory, letter, spare=district.new_life(), most_bytes=MOST_ANSWERED)

    return _tried(district, keys.peer, take, _run(letter, long_run))


def _run(letter: Letter, long_run: int | None) -> Parcel | None:
    """The letter, if its events may be read later. Who tells what they hold hears the same from
    us: for that everything is read."""
    if long_run is None or not isinstance(letter, Parcel) or letter.account is not None:
        return None
    return letter if len(letter.events) >= long_run else None


def read_backlog(district: District) -> list[NotRead]:
    """Read what long runs brought: before somebody looks. What cannot be read stays held, keeps
    nothing else from being read, and is told."""
    with district.vault.reading():
        waiting = backlog.stations(district.vault)
    return [fault for station in waiting if (fault := why_unread(district, station)) is not None]


def why_unread(district: District, station: str) -> NotRead | None:
    """Read what long runs of this station brought; why that cannot be, if it cannot."""
    try:
        _tried(district, station, lambda memory: memory.withdrawn())
    except Exception as fault:  # noqa: BLE001 - a fault of ours must not close the whole desk
        place = extract_tb(fault.__traceback__)[-1]
        return NotRead(
            "what {station} sent is held, but cannot be shown: {reason}",
            "Everything else is shown. Run run.py district verify, and report what it says.",
            station=station,
            reason=f"{type(fault).__name__}, {Path(place.filename).name}:{place.lineno}",
        )  # fmt: skip
    return None


def _tried(
    district: District, station: str, act: Callable[[StationBook], Told], run: Parcel | None = None
) -> Told:
    """What the act tells of this line, in one transaction, again and again as far as it helps."""
    alone, tries = False, 0
    while True:
        memory = book(district, station, alone=alone, run=run)
        try:
            with memory.transaction():
                return act(memory)
        except NotAlone:
            alone = True
        except ServerBusy:
            tries += 1
            if tries == MOST_TRIES:
                raise


def _arrived(district: District, station: str, new: list[Arrived]) -> None:
    """Show what a station wrote; what has no lawful place is answered with a reason.

    Unlawful events stay on record without effect, and stop nothing. What a station says is gone
    of people goes here too.
    """
    fresh = {one.digest: one for one in new}
    now = Stamp(at=district.clock.now(), by=district.name)
    journal = district.casebook.journal(station)
    named = list(filter(None, dict.fromkeys(case_of(one.entry.event) for one in new)))
    with district.settled():
        cases = journal.of_cases(named, new)
        told = [_taken_case(district, station, one, cases[one], fresh, now) for one in named]
        dates = district.casebook.show_all(station, filter(None, told))
    found = sharing.heard(district, station, new)
    for one in new:
        match one.entry.event:
            case TracesPurged() as event:
                journal.erase(event)
            case LineKeysAsked() as event:
                keyring.asked(district, station, event)
            case _:
                pass
    sealed_keys.come(district, station, new)
    sharing.pass_on(district, station, found)
    scans_of(district, station).show(telling(one.entry.event for one in new))
    passing.arrived(district, station, new, dates)


def _taken_case(
    district: District, station: str, number: str, kept: list[Arrived],
    new: Mapping[str, Arrived], now: Stamp,
) -> tuple[Case | None, list[Arrived]] | None:  # fmt: skip
    """What is to be shown of one case, of which these entries (by digest) are new; None if it is
    another station's. A case is read again where something was answered."""
    ours = belongs(number, station, kept)
    case, faults = judged(kept, district.lawbook.admits) if ours else (None, _foreign(kept))
    answers = [refusal(now, number, digest, why) for digest, why in faults if digest in new]
    if answers:
        district.record(station, *answers)
        kept = district.casebook.journal(station).of_case(number)
        case, _ = judged(kept, district.lawbook.admits)
    if not ours:
        return None
    refused = passing_on(district, station, case, kept, new)
    if refused:
        district.record(station, *refused)
        kept = district.casebook.journal(station).of_case(number)
        case, _ = judged(kept, district.lawbook.admits)
    return case, kept


def _foreign(kept: Iterable[Arrived]) -> tuple[tuple[str, Why], ...]:
    """Digest and reason of each event on a case of another station."""
    foreign = Why(reason=FOREIGN)
    return tuple((one.digest, foreign) for one in kept if may_be_refused(one.entry.event))


def _reborn(district: District, station: str, parent: str) -> None:
    life = district.life(station)
    district.record(
        station,
        LifeBegun(
            at=district.clock.now(), by=district.name, incarnation=life, parent=parent,
            reason="two histories",
        ),
    )  # fmt: skip
