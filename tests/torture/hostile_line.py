"""Entries that are canonical and signed, and say what no honest program would say.

A station that is known sends them to a real district, a district to a real station. Each parcel
holds the entries of a case with something in them changed: a type, a date, a number beyond all
bounds, an unknown kind or value, a field more or less, another station's case. Nothing may fail
in words that are not ours; what is unlawful is kept, answered, and stops nothing; in the end an
honest case arrives, and all is whole.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, islice
from pathlib import Path
from time import thread_time
from typing import Any

from station.desk.checking import check
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain import canon
from station.domain.chain import genesis, links
from station.domain.codec import encode
from station.domain.errors import StationError
from station.domain.values import Side
from sync.district import intake
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.premises import District
from sync.district.verify import examine
from sync.errors import NotOurs, Refused
from sync.line import Parcel
from sync.post import Post
from sync.turns import take_in
from tests.district.pair import CLERK, OTHER, a_line, a_received_case, synced
from tests.domain.round import NUMBER
from tests.postgres import why_not
from tests.sync.make_dictionary import said
from tests.sync.village import HERE, Week
from tests.sync.village import every_item as items
from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.changed import changed
from tests.torture.hostile import FRAMES
from tests.torture.hostile_json import hostile_value
from tests.torture.servers import on_postgres

_SHOWN = 20
_ON_ONE_CASE = 5
_STRANGE: Sequence[object] = (
    "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999-12:00", "2026-02-30T00:00:00+08:00",
    "2026-11-20T09:30:00+99:99", "2026-11-20T09:30:00", "0001-01-01T00:00:00+23:59",
    "9999-12-31", "0001-01-01", 2**63 - 1, -(2**63) + 1, 0, -1, "", "x" * 60_000, "\u0000", "\r\n",
    "\u202e", "\u0085", "[/foo]", "=1+1", "'; DROP TABLE entry; --", "../../x", None, True, [], {},
    [{}], [[]], {"at": "9999-12-31T23:59:59+00:00"}, "𠮷" * 3000, f"{OTHER}-KQ-20261123-0001",
    "330211105203-KQ-20261123-0001", "district", "station", "none_of_these", "3" * 18,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Writer:
    """A journal that somebody writes into as they like."""

    name: str
    life: str

    def parcels(self, loads: Iterator[tuple[bytes, ...]], peer: str) -> Iterator[Parcel]:
        """Each goes on from the one before."""
        first, after = 1, genesis(self.name, self.life)
        for events in loads:
            yield Parcel(
                sender=self.name, recipient=peer, incarnation=self.life, first=first, after=after,
                events=events, seen_incarnation="", seen=0, seen_head="",
            )  # fmt: skip
            first, after = first + len(events), (after, *links(after, events))[-1]


def strange(event: bytes, rng: random.Random) -> bytes:
    """The same entry with one or a few places in it changed; still canonical."""
    value: Any = canon.read(event)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        _change(value, rng)
    try:
        data = canon.write(value)
        canon.read(data)
    except (TypeError, ValueError, OverflowError, RecursionError):
        return event
    return data if len(data) <= 65_536 else event


def _change(value: Any, rng: random.Random) -> None:
    """Somewhere in this object or list, at any depth."""
    places = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not places:
        return
    place = rng.choice(places)
    inner = value[place]
    if isinstance(inner, dict | list) and inner and rng.random() < 0.7:
        _change(inner, rng)
    elif isinstance(value, dict) and rng.random() < 0.15:
        del value[place]
    elif isinstance(value, dict) and rng.random() < 0.15:
        value[rng.choice(("later", "x", "kind", "at", "case"))] = _a_strange_one(rng)
    else:
        value[place] = _a_strange_one(rng) if rng.random() < 0.8 else hostile_value(rng)


def _a_strange_one(rng: random.Random) -> object:
    """Its own: the next change may be inside it."""
    return deepcopy(rng.choice(_STRANGE))


def _of_a_station(rng: random.Random) -> Iterator[tuple[bytes, ...]]:
    week = Week(HERE, rng, items())
    while True:
        *events, _signature = week.cases(1)
        yield _some_strange(events, rng)


def _of_a_district(office: Office, rng: random.Random) -> Iterator[tuple[bytes, ...]]:
    """What is said on a case at a district, and it is said of one that the station has."""
    for serial in count():
        if serial % _ON_ONE_CASE == 0:
            number = a_received_case(office).number.encode()
        told = (event for side, event in said(rng.choice(items()), rng) if side is Side.DISTRICT)
        events = (encode(event, place) for place, event in enumerate(told, serial))
        yield _some_strange([data.replace(NUMBER.encode(), number) for data in events], rng)


def _some_strange(events: list[bytes], rng: random.Random) -> tuple[bytes, ...]:
    return tuple(strange(event, rng) if rng.random() < 0.6 else event for event in events)


@dataclass(kw_only=True)
class Tally:
    """What was seen so far."""

    events: int = 0
    faults: list[str]
    slowest: float = 0.0
    outcomes: Counter[str]

    def timed(self, work: Callable[[], object], about: Parcel) -> None:
        began = thread_time()
        try:
            work()
        except (NotOurs, Refused) as refusal:
            self.outcomes[refusal.reason] += 1
        except Exception as stranger:  # noqa: BLE001 - whatever such entries bring about
            shown = b" ".join(about.events)[:600].decode()
            self.faults.append(f"told in no words: {stranger!r}: {shown}")
        self.events += len(about.events)
        self.slowest = max(self.slowest, thread_time() - began)


def to_the_district(folder: Path, amount: int, rng: random.Random) -> Seen:
    """So many parcels from a station whose program is bad."""
    tally = Tally(faults=[], outcomes=Counter())
    with a_line(folder) as (office, district):
        synced(office, district)
        post = SyncDesk(office)._post()
        writer = Writer(name=office.code, life="bad")
        parcels = writer.parcels(_of_a_station(rng), district.id)
        for parcel in islice(parcels, amount):
            long_run = rng.choice((None, 1))
            take = partial(intake.receive, district, post.pack(parcel), long_run=long_run)
            tally.timed(take, parcel)
        tally.faults += [str(fault.values) for fault in intake.read_backlog(district)]
        tally.faults += _district_whole(office, district, tally.events)
        with district.vault.reading():
            kinds = dict(district.vault.sql(
                "SELECT kind, count(*) FROM entry WHERE side = 'district' GROUP BY kind"
            ).fetchall())  # fmt: skip
    answered = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return _seen(tally, f"answered by {answered}")


def _district_whole(office: Office, district: District, sent: int) -> Iterator[str]:
    memory = intake.book(district, office.code)
    with district.vault.reading():
        held = memory.held("bad")
        foreign = district.vault.sql(
            "SELECT count(*) FROM case_row WHERE number NOT LIKE ?", f"{office.code}-%"
        ).fetchone()[0]
    if held != sent:
        yield f"of {sent} entries {held} are kept"
    if foreign:
        yield f"{foreign} cases of other stations are shown"
    case = a_received_case(office)
    synced(office, district)
    try:
        ClerkDesk(district, CLERK).open(case.number)
    except StationError as refusal:
        yield f"an honest case did not arrive: {refusal}"
    yield from (str(fault) for fault in examine(district, office.code).faults)


def to_the_station(folder: Path, amount: int, rng: random.Random) -> Seen:
    """So many parcels that a district signed, and as many answers that it did not."""
    tally = Tally(faults=[], outcomes=Counter())
    with a_line(folder) as (office, district):
        a_received_case(office)
        synced(office, district)
        post, back = SyncDesk(office)._post(), intake.post(district, office.code)
        plain = Post(
            me=district.id, peer=office.code, app="t", keys=back.keys,
            peer_receiving=back.peer_receiving, peer_signing=(),
        )  # fmt: skip
        with office.vault.reading():
            held = office.line.peer_holds()
        writer = Writer(name=district.id, life="bad")
        parcels = writer.parcels(_of_a_district(office, rng), office.code)
        for parcel in islice(parcels, amount):
            tally.timed(partial(_taken, office, post, plain.pack(parcel), rng), parcel)
            noise = changed(rng)
            tally.timed(partial(_taken, office, post, noise, rng), replace(parcel, events=(b"",)))
        with office.vault.reading():
            if office.line.peer_holds() != held:
                tally.faults.append("what the district holds was believed without its word")
        tally.faults += [str(fault) for fault in check(office, progress=lambda _: None).faults]
        a_received_case(office)
        tally.faults += ["the line stopped"] * bool(synced(office, district).waiting)
    return _seen(tally, "")


def _taken(office: Office, post: Post, frame: bytes, rng: random.Random) -> None:
    take_in(office.line, post.unpack(frame), spare=rng.randbytes(16).hex())


def _seen(tally: Tally, told: str) -> Seen:
    outcomes = ", ".join(f"{count} {name}" for name, count in tally.outcomes.most_common())
    remarks = f"slowest {1000 * tally.slowest:.0f} ms; {told}; {outcomes}"
    return Seen(trials=tally.events, faults=tally.faults[:_SHOWN], remarks=remarks)


HOSTILE = Bar(
    name="hostile",
    promise="of hostile parcels none is believed, each is refused in words of ours and at once",
    campaigns=(
        *FRAMES,
        Campaign(
            name="strange entries to a district", run=to_the_district, whole=4000, short=10
        ),
        Campaign(
            name="strange entries to a district on PostgreSQL",
            run=partial(on_postgres, to_the_district), whole=4000, short=10, hindered=why_not,
        ),
        Campaign(name="strange entries to a station", run=to_the_station, whole=1500, short=4),
    ),
    trials=1_000_000,
)  # fmt: skip
