"""An office under supervision: the computers on which it works, and who hears them."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from station.domain.audit import Chained, audit
from station.domain.chain import digest
from station.domain.codec import read
from station.domain.findings import Finding
from station.domain.office_events import TracesPurged
from station.domain.purging import left_of
from station.domain.scrutiny import HeldLife, scrutinised
from station.storage.keys import verifies
from sync.exchange import next_parcel, take_in
from tests.sync.memory_book import MemoryBook
from tests.torture.history import DISTRICT, LEAD, WRITER, Trail

NAMES = ("示例甲", "示例乙", "示例丙", "示例丁")
_ROUNDS = 6
"""More than two ends need to come to rest."""


class DistrictBook(MemoryBook):
    """What the district keeps of one station: every entry once, and each life."""

    def __init__(self) -> None:
        super().__init__(DISTRICT, WRITER, "district")
        self.entries: dict[str, bytes] = {}
        self.lives: dict[str, list[tuple[str, str]]] = {}
        self.erased: set[str] = set()

    def copy(self) -> "DistrictBook":
        other = DistrictBook()
        other.disk = self.disk.copy()
        other.entries, other.erased = dict(self.entries), set(self.erased)
        other.lives = {life: [*links] for life, links in self.lives.items()}
        return other

    def take(self, incarnation: str, fresh: Sequence[tuple[int, str, bytes]]) -> int:
        for _, end, data in fresh:
            name = digest(data)
            self.entries.setdefault(name, data)
            self.lives.setdefault(incarnation, []).append((name, end))
            event = read(data)
            for gone in event.digests if isinstance(event, TracesPurged) else ():
                self.erased.add(gone)
                if gone in self.entries:
                    self.entries[gone] = left_of(self.entries[gone], gone)
        return super().take(incarnation, fresh)

    def life(self, name: str) -> list[Chained]:
        """One life as it is kept."""
        return [
            Chained(
                number=number, data=self.entries[entry], hash=end, digest=entry,
                event=read(self.entries[entry]),
            )
            for number, (entry, end) in enumerate(self.lives[name], start=1)
        ]  # fmt: skip


class Office:
    """Computers of one station; the last is the one at the desk."""

    def __init__(self, trail: Trail) -> None:
        self.machines = [trail]
        self.district = DistrictBook()
        self.did: Counter[str] = Counter()
        self._backups: list[Trail] = []
        self._images: list[Trail] = [trail.copy()]

    @property
    def trail(self) -> Trail:
        """The computer at the desk."""
        return self.machines[-1]

    # ---- what happens to it

    def add(self, rng: random.Random) -> None:
        """The lead takes somebody on."""
        new = [name for name in NAMES if name not in self.trail.agents]
        if new:
            self.trail.add(rng.choice(new), given=rng.random() < 0.5)

    def come_first(self, rng: random.Random) -> None:
        """Who was added with a passphrase that the program made gets keys of their own; or the
        power fails, and whoever comes next puts them on record."""
        trail = self.trail
        given = sorted(trail.given)
        if given:
            agent, killed = rng.choice(given), rng.random() < 0.3
            trail.own_keys(agent, killed=killed)
            if not killed:
                trail.sign(agent)
            self.did["first passphrase"] += 1

    def remove(self, rng: random.Random) -> None:
        """The lead takes somebody off."""
        others = [name for name in self.trail.agents if name != LEAD]
        if others:
            self.trail.remove(rng.choice(others))
            self.did["removal"] += 1

    def purge(self, _rng: random.Random) -> None:
        """What was kept of people goes, as far as the district holds it."""
        held = self.trail.book.peer_holds() // 2
        self.trail.purge(LEAD, held)
        self.did["purge"] += bool(held)

    def visit(self, rng: random.Random) -> None:
        """Somebody comes, works and leaves."""
        self.trail.visit(rng.choice(self.trail.working), rng.randint(0, 5))

    def power_cut(self, rng: random.Random) -> None:
        """The same, and nobody leaves."""
        self.trail.visit(rng.choice(self.trail.working), rng.randint(0, 5), killed=True)
        self.did["power cut"] += 1

    def back_up(self, rng: random.Random) -> None:
        """A copy, on record as the program does it."""
        trail = self.trail
        trail.sit(rng.choice(trail.working))
        self._backups.append(trail.copy())
        trail.back_up()
        self._images.append(trail.copy())

    def restore(self, rng: random.Random) -> None:
        """A backup in place of the computer at the desk, in a new life."""
        if self._backups:
            back = rng.choice(self._backups).copy()
            back.clock = self._later()
            back.begin_life(LEAD, "restored")
            self.machines[-1] = back
            self.did["restore"] += 1

    def clone(self, _rng: random.Random) -> None:
        """The same disk in two computers; from now on the other one is at the desk."""
        if len(self.machines) < 3:
            self.machines.append(self.trail.copy())
            self.did["clone"] += 1

    def put_an_image_back(self, rng: random.Random) -> None:
        """An old state of the disk, by a recovery card: the program does not know of it."""
        back = rng.choice(self._images).copy()
        back.clock = self._later()
        self.machines[-1] = back
        self.did["image"] += 1

    def everybody_speaks(self) -> None:
        for trail in self.machines:
            _exchange(trail, self.district, trail.here)

    def speak(self, rng: random.Random) -> None:
        """The computer at the desk exchanges with the district."""
        _exchange(self.trail, self.district, rng.choice(self.trail.working))

    # ---- what the district knows

    def anchor(self) -> tuple[int, str]:
        """How far the district holds the life of the computer at the desk, and the hash there."""
        links = self.district.lives.get(self.trail.book.incarnation(), [])
        return (len(links), links[-1][1]) if links else (0, "")

    def verdict(self) -> tuple[Finding, ...]:
        """What the district finds."""
        return _verdict(self.district, self._later())

    def after(self, changed: Trail) -> tuple[Finding, ...]:
        """What it finds once this computer has spoken in place of the one at the desk."""
        book = self.district.copy()
        _exchange(changed, book, changed.here)
        return _verdict(book, self._later() + timedelta(days=1))

    def _later(self) -> datetime:
        return max(trail.clock for trail in self.machines)


STEPS: Sequence[Callable[[Office, random.Random], None]] = (
    Office.visit, Office.visit, Office.visit, Office.power_cut, Office.add, Office.come_first,
    Office.come_first, Office.remove, Office.purge, Office.back_up, Office.restore, Office.speak,
    Office.speak, Office.clone, Office.put_an_image_back,
)  # fmt: skip
"""What may happen in honesty, and how often."""


def _exchange(trail: Trail, district: DistrictBook, agent: str) -> None:
    """Sign, send, hear, until both ends rest; who learns of two histories begins a new life."""
    trail.sit(agent if agent in trail.working else trail.working[0])
    trail.sign(trail.here)
    for _ in range(_ROUNDS):
        take_in(district, next_parcel(trail.book), spare=trail.rng.randbytes(16).hex())
        heard = take_in(
            trail.book, next_parcel(district), spare=trail.rng.randbytes(16).hex()
        )  # fmt: skip
        if heard.verdict.reborn:
            trail.note_life("two histories")
            trail.sign(trail.here)
        elif heard.verdict.line.peer_holds == trail.book.written():
            return


def _verdict(book: DistrictBook, now: datetime) -> tuple[Finding, ...]:
    lives = [
        HeldLife(
            name=name, entries=lambda name=name: book.life(name),  # type: ignore[misc]
            audit=audit(WRITER, name, book.life(name), verifies, book.erased),
            forked=name in book.forked(),
        )
        for name in book.lives
    ]  # fmt: skip
    return scrutinised(lives, now=now, heard=now)
