"""Exchanges over a network on which anything happens to a call or its answer.

A real station's carrier speaks with a server that resets, hangs, drips, cuts, redirects,
compresses, sends pages of portals and receipts that are old, forged or another's. The district
behind it takes in what reaches it. Whatever happens: the station never believes that the district
holds what it does not, each exchange ends soon and in a state that has a name, and when the network
is good again everything arrives. What it takes of memory is weighed in a station's own process.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any
from unittest.mock import patch

from cryptography import x509

from sync import seal
from sync.carriers.http import Address, HttpCarrier
from sync.errors import FAULTS
from sync.exchange import SyncReport, exchange
from sync.line import Parcel
from sync.seal import MEDIA_TYPE
from sync.turns import next_parcel, take_in
from tests.sync.fault_server import FaultServer
from tests.sync.parcels import (
    DISTRICT,
    DISTRICT_KEYS,
    DISTRICT_POST,
    OTHER,
    OTHER_KEYS,
    STATION,
    STATION_KEYS,
    STATION_POST,
    post,
)
from tests.sync.weather import InMemory
from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.certificates import PAST, authority
from tests.torture.cut_scans import CUT_SCANS
from tests.torture.weighed import WEIGHED

DEADLINE = 0.4
"""Seconds for a call, in place of 60."""
LONGEST = 60.0
_SHOWN = 20
_QUICK = (
    *("drop", "rst-hello", "rst-asked", "rst", "rst-status", "rst-head", "rst-between", "rst-mid"),
    *("rst-last", "301", "302", "303", "307", "308", "204", "401", "404", "407", "413", "500"),
    *("502", "503", "html", "type", "empty", "noise", "cut", "short", "chunk-cut", "gzip"),
    *("gzip-cut", "long", "heads", "refused"),
)
_GOOD = ("ok",) * 8
_SLOW = ("hang", "drip", "drip-head", "gzip-bomb")
_ANSWERS = ("true", "true", "true", "old", "forged", "another's", "echo", "bent")


class District:
    """The other end: it takes in what reaches it, and what it answers is told to it."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self.machine = InMemory(DISTRICT, STATION, "district")
        self._sent: list[bytes] = []
        self.answers: list[str] = []
        self.at_work = Lock()
        """A call whose caller gave up may still be at work."""
        self.station: InMemory

    def reply(self, call: bytes) -> bytes:
        kind = self.answers.pop(0) if self.answers else "true"
        with self.at_work:
            if kind in ("true", "bent") or self._rng.random() < 0.5:
                take_in(self.machine.book, DISTRICT_POST.unpack(call), spare="never")
            answer = DISTRICT_POST.pack(next_parcel(self.machine.book))
            self._sent.append(answer)
            return self._instead(kind, answer, call)

    def _instead(self, kind: str, answer: bytes, call: bytes) -> bytes:
        if kind == "old":
            return self._rng.choice(self._sent)
        if kind == "forged":
            return _FORGER.pack(self._lie(STATION))
        if kind == "another's":
            return _TO_ANOTHER.pack(self._lie(OTHER))
        if kind == "echo":
            return call
        if kind == "bent":
            bent = bytearray(answer)
            bent[self._rng.randrange(len(bent))] ^= 1 << self._rng.randrange(8)
            return bytes(bent)
        return answer

    def _lie(self, recipient: str) -> Parcel:
        """That all is held which the station ever wrote."""
        disk = self.station.book.disk
        chain = tuple(disk.chain)
        return replace(
            next_parcel(self.machine.book), recipient=recipient, seen_head=chain[-1],
            seen_incarnation=disk.incarnation, seen=len(chain) - 1,
        )  # fmt: skip

    def holds(self) -> int:
        return self.machine.book.held(self.station.book.incarnation())


class _Pretended(seal.PrivateKeys):
    """Somebody's own keys under the name of the district's."""

    def public(self) -> seal.PublicKeys:
        return DISTRICT_KEYS.public()


_FORGER = post(
    DISTRICT, STATION,
    _Pretended(signing=OTHER_KEYS.signing, receiving=OTHER_KEYS.receiving), STATION_KEYS,
)  # fmt: skip
_TO_ANOTHER = post(DISTRICT, OTHER, DISTRICT_KEYS, OTHER_KEYS)


class Road:
    """A station, its district, and the network between them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._names = (f"n{number}" for number in count(1))
        self.district = District(rng)
        self.station = InMemory(STATION, DISTRICT, "station")
        self.station.write(next(self._names))  # of nothing nobody can lie
        self.district.station = self.station
        self.server = FaultServer(media=MEDIA_TYPE, reply=self.district.reply)
        self.address = Address(url=self.server.url, ca_file=None, connect=2.0, deadline=DEADLINE)

    def written(self) -> None:
        for _ in range(self.rng.choice((0, 1, 1, 2, 5))):
            self.station.write(next(self._names))
        if self.rng.random() < 0.2:
            with self.district.at_work:
                self.district.machine.write(next(self._names))

    def exchanged(self) -> SyncReport:
        return exchange(
            self.station.book, HttpCarrier(self.address), STATION_POST,
            spare=lambda: next(self._names), progress=lambda _: None, cancel=lambda: False,
            reckon=False,
        )  # fmt: skip


def campaign(
    words: Sequence[str], without: Callable[[], AbstractContextManager[Any]],
    folder: Path, amount: int, rng: random.Random,
) -> Seen:  # fmt: skip
    """So many exchanges, each with one to three faults."""
    faults: list[str] = []
    states: Counter[str] = Counter()
    longest = 0.0
    road = Road(rng)
    with without():
        for number in range(amount):
            plan = " ".join(rng.choice(words) for _ in range(rng.randint(1, 3)))
            road.district.answers = [rng.choice(_ANSWERS) for _ in range(3)]
            told = f"exchange {number}, {plan}, {road.district.answers}"
            road.server.expect(plan)
            road.written()
            began = monotonic()
            faults += [f"{told}: {fault}" for fault in _tried(road, states)]
            longest = max(longest, monotonic() - began)
    if longest > LONGEST:
        faults.append(f"one exchange took {longest:.0f} s")
    if not faults:
        faults += _arrived(road)
    road.server.close()
    named = ", ".join(f"{times} {state}" for state, times in states.most_common())
    remarks = f"longest {longest:.1f} s; {named}"
    return Seen(
        trials=amount, told=road.station.book.peer_holds(), faults=faults[:_SHOWN],
        remarks=remarks,
    )  # fmt: skip


def _tried(road: Road, states: Counter[str]) -> list[str]:
    """One exchange, and what is wrong after it."""
    try:
        report = road.exchanged()
    except Exception as stranger:  # noqa: BLE001 - whatever a network brings about
        return [f"told in no words: {stranger!r}"]
    states[report.road.reason if report.road else "done"] += 1
    for aside in report.set_aside:
        states[f"set aside: {aside.reason}"] += 1
    faults = []
    if report.road is not None and report.road.reason not in FAULTS:
        faults.append(f"a state without a name: {report.road.reason}")
    if road.station.book.peer_holds() > road.district.holds():
        faults.append(
            f"{road.station.book.peer_holds()} are believed to be held, {road.district.holds()} are"
        )
    return faults


def _arrived(road: Road) -> Sequence[str]:
    """When the network is good again."""
    road.server.expect("")
    road.district.answers.clear()
    road.address = replace(road.address, deadline=LONGEST)
    report = road.exchanged()
    wrong = []
    if report.waiting or road.station.written() != road.district.machine.effective():
        wrong.append("not everything arrived when the network was good again")
    if road.district.machine.written() != road.station.effective():
        wrong.append("not everything of the district came when the network was good again")
    return wrong


def unproved(folder: Path, amount: int, rng: random.Random) -> Seen:
    """So many exchanges with servers that cannot prove who they are: none gets a parcel."""
    ours, proxy = authority(folder, "ours"), authority(folder, "proxy")
    elsewhere = x509.DNSName("elsewhere.example")
    tried = {
        "expired": ours.server(until=PAST), "for another name": ours.server(elsewhere),
        "of a proxy": proxy.server(),
    }  # fmt: skip
    faults: list[str] = []
    states: Counter[str] = Counter()
    road = Road(rng)
    road.server.close()
    good = FaultServer(media=MEDIA_TYPE, tls=ours.server(), reply=road.district.reply)
    servers = {name: FaultServer(media=MEDIA_TYPE, tls=tls) for name, tls in tried.items()}
    for _ in range(amount):
        name, server = rng.choice(list(servers.items()))
        road.address = Address(url=server.url, ca_file=ours.file, connect=2.0, deadline=LONGEST)
        road.written()
        faults += [f"{name}: {fault}" for fault in _tried(road, states)]
    if set(states) - {"tls"}:
        faults.append(f"not all were told as unproved: {states}")
    faults += [f"{name}: a parcel was sent" for name, server in servers.items() if server.bodies]
    for server in servers.values():
        server.close()
    road.address = Address(url=good.url, ca_file=ours.file, connect=2.0, deadline=LONGEST)
    if road.exchanged().waiting:
        faults.append("the server that is proved got nothing either")
    good.close()
    return Seen(trials=amount, faults=faults[:_SHOWN], remarks=", ".join(states))


def _signatures_not_looked_at() -> AbstractContextManager[Any]:
    return patch.object(seal, "_verifies", lambda frame, public: True)


ROADS = Bar(
    name="roads",
    promise="whatever answers on the network: never a false word that the district has it",
    campaigns=(
        Campaign(
            name="resets, pages, cuts, wrong receipts",
            run=partial(campaign, (*_QUICK, *_GOOD), nullcontext), whole=8800, short=60,
        ),
        Campaign(
            name="hangs, drips, a bomb", run=partial(campaign, _SLOW, nullcontext), whole=300,
            short=2,
        ),
        Campaign(name="servers that prove nothing", run=unproved, whole=900, short=6),
        *CUT_SCANS,
        *WEIGHED,
        Campaign(
            name="receipts whose signature is not looked at",
            run=partial(campaign, _GOOD, _signatures_not_looked_at), whole=300, short=40,
            control=True,
        ),
    ),
    trials=10_000,
)  # fmt: skip
