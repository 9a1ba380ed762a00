"""How much memory the process of a station takes, as a whole, whatever answers it.

It is a process of its own that does what `run.py sync` does (`exchanging`): vault and passphrase
are real, only that it exchanges again and again. The server resets, hangs, drips and bombs, and
says things as long as they may be. Most of the time it hears nothing, so that the station has to
send as much as a parcel holds each time; then it hears, and everything must arrive.
"""

import hashlib
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from station.desk.cases import CaseDesk, all_papers
from station.domain.office_events import AgentCame
from station.storage.locks import DEFAULT
from sync import packing, seal
from sync.district import intake
from sync.district.premises import District
from sync.turns import next_parcel
from tests import office as offices
from tests.district.pair import PENSION, a_district, join
from tests.office import FRIDAY, PASSPHRASE, STATION, an_office
from tests.sync.fault_server import ALL, FaultServer
from tests.torture.campaign import Campaign, Seen
from tests.torture.hostile import packed_bombs
from tests.torture.program import ROOT, RealSetUp, applicants

MOST = 150_000_000 // 1024
"""KiB that the process may hold, all in all."""
_SHOWN = 20
_TRIES = 3
_TEXTS = 380
"""So many entries of 12 kB beside the cases: nothing of them can be packed, and a parcel is as long
as it may be."""
_IN_ONE = 60
"""Exchanges of one process."""
_FROM = 30
"""From so many exchanges on there is more to be said than one parcel holds."""


@dataclass(kw_only=True)
class Liar:
    """The server's end: what it answers instead of the truth."""

    district: District
    life: str
    """The district's life that its contents are of."""
    kind: str = ""
    bombs: Iterator[bytes] = field(default_factory=lambda: cycle(packed_bombs()))

    def reply(self, call: bytes) -> bytes:
        return KINDS[self.kind](self, call)

    def heard(self, call: bytes) -> bytes:
        """The truth."""
        return intake.receive(self.district, call)

    def deaf(self, _call: bytes) -> bytes:
        """As if nothing had come."""
        return self._post.pack(next_parcel(intake.book(self.district, STATION)))

    def noise(self, _call: bytes) -> bytes:
        return seal.MAGIC + _noise(seal.MAX_SEALED - len(seal.MAGIC))

    def bomb(self, _call: bytes) -> bytes:
        """Signed, and there is more inside than it promises."""
        packed = next(self.bombs)
        with patch.object(packing, "pack", lambda _, **__: packed):
            return seal.seal(
                bytes(seal.MAX_BODY), sender=self.district.id, recipient=STATION,
                incarnation=self.life, said={"app": "t"}, keys=self.district.keys,
                to=self._post.peer_receiving,
            )  # fmt: skip

    @property
    def _post(self) -> intake.StationPost:
        return intake.post(self.district, STATION)


KINDS: Mapping[str, Callable[[Liar, bytes], bytes]] = MappingProxyType(
    {
        "deaf": Liar.deaf, "heard": Liar.heard, "noise": Liar.noise, "bomb": Liar.bomb,
    }
)  # fmt: skip


def _noise(size: int, number: int = 0) -> bytes:
    """Nothing of it can be packed."""
    return hashlib.shake_256(str(number).encode()).digest(size)


def _words(number: int, length: int) -> str:
    """As long a text; hardly anything of it can be packed."""
    drawn = _noise(2 * length, number)
    return "".join(chr(0x4E00 + int.from_bytes(drawn[at : at + 2]) % 20_000)
                   for at in range(0, 2 * length, 2))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Station:
    """A station that knows its district, and the files that `run.py sync` is given."""

    home: Path
    district: District
    server: FaultServer

    def written(self, first: int, texts: int) -> None:
        """It has something to say."""
        with an_office(self.home, RealSetUp()) as office:
            if not first:
                join(office, self.district)
            desk, papers = CaseDesk(office), all_papers(office.item(PENSION))
            with office.vault.transaction():
                for applicant in applicants(first, texts):
                    desk.open(PENSION, applicant, papers, receive=True)
                for number in range(first, first + texts):
                    office.journal.append(AgentCame(at=FRIDAY, by=_words(number, 4000)))

    @contextmanager
    def running(self, *setting: str) -> Iterator[Callable[[], dict[str, Any]]]:
        """Its process; each call makes it exchange, and says how that went."""
        ini, secret = self.home / "station.ini", self.home.with_name("secret")
        ini.write_text(f"[district]\nurl = {self.server.url}\ntimeout = 5\n", "utf-8")
        secret.write_text(PASSPHRASE, "utf-8")
        words = ("sync", "--home", str(self.home), "--passphrase-file", str(secret))
        command = [sys.executable, "-X", "utf8", "-m", "tests.torture.exchanging", *setting, *words]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=ROOT, encoding="utf-8",
        ) as process:  # fmt: skip
            assert process.stdin is not None
            assert process.stdout is not None
            talk, heard = process.stdin, process.stdout

            def exchanged() -> dict[str, Any]:
                talk.write("once more\n")
                talk.flush()
                told = heard.readline()
                assert process.stderr is not None
                return json.loads(told) if told else {"ended": process.stderr.read()[-600:]}

            yield exchanged
            talk.close()


@contextmanager
def _a_station(folder: Path) -> Iterator[Station]:
    """Its passphrase is stretched as for people, not as for tests."""
    with a_district(folder / "district") as district, patch.object(offices, "WEAK", DEFAULT):
        server = FaultServer(media=seal.MEDIA_TYPE)
        yield Station(home=folder / "station", district=district, server=server)
        server.close()


def campaign(
    setting: str, kinds: Sequence[str], folder: Path, amount: int, rng: random.Random
) -> Seen:
    """So many exchanges of processes that hold, one after the other, what one station holds."""
    faults: list[str] = []
    most = told = 0
    states: Counter[str] = Counter()
    with _a_station(folder) as station:
        texts = _TEXTS if amount >= _FROM else _FROM
        for first in range(0, amount, _IN_ONE):
            station.written(first * texts, texts)
            liar = Liar(district=station.district, life=f"life{first}")
            station.server.answer_by(liar.reply)
            with station.running(*setting.split()) as exchanged:
                for plan, liar.kind in islice(_plans(kinds, rng), min(_IN_ONE, amount - first)):
                    station.server.expect(plan)
                    seen = exchanged()
                    if "ended" in seen:
                        faults.append(f"after {plan} {liar.kind} it ended: {seen['ended']}")
                        break
                    states[seen["road"] or "done"] += 1
                    if seen["peak"] > max(most, MOST):
                        faults.append(f"{seen['peak']:,} KiB from {plan} {liar.kind} on")
                    most = max(most, seen["peak"])
                    told += seen["received"]
                else:
                    faults += _arrives(station, liar, exchanged)
    named = ", ".join(f"{times} {state}" for state, times in states.most_common())
    remarks = f"{most * 1024 / 1e6:.0f} MB in all at most; {named}"
    return Seen(trials=amount, told=told, faults=faults[:_SHOWN], remarks=remarks)


def _plans(kinds: Sequence[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """What the network does, and what the server says: each kind, each fault, then any."""
    yield from (("ok", kind) for kind in kinds)
    yield from ((fault, kinds[0]) for fault in rng.sample(ALL, len(ALL)))
    while True:
        yield " ".join(rng.choice(ALL) for _ in range(rng.randint(1, 2))), rng.choice(kinds)


def _arrives(
    station: Station, liar: Liar, exchanged: Callable[[], dict[str, Any]]
) -> Iterator[str]:
    """When the network is good and the district hears."""
    station.server.expect("")
    liar.kind = "heard"
    for _ in range(_TRIES):
        left = exchanged()
        if left.get("waiting") == 0 and not left["road"]:
            return
    yield f"not everything arrived when the network was good again: {left}"


WEIGHED = (
    Campaign(
        name="the whole process of a station, weighed",
        run=partial(campaign, "", ("deaf", "noise")),
        whole=60, short=6,
        hindered=lambda: "" if sys.platform == "linux" else "only Linux says what a process held",
    ),
    Campaign(
        name="its contents are unpacked without a bound",
        run=partial(campaign, "unbounded", ("bomb",)), whole=7, short=0, control=True,
        hindered=lambda: "" if sys.platform == "linux" else "only Linux says what a process held",
    ),
)  # fmt: skip
