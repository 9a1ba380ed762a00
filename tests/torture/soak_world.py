"""A simulated month of many stations and their district, and everything that goes wrong in it.

Every day each station records its cases and calls, over a road that loses, doubles, delays, bends
and cuts, or by a stick that lies about for days. Programs are killed, disks put back to older
images, backups restored, computers cloned; the district accepts cases, and is put back itself.
After every call what the station believes of the district is compared with what the district has;
in the end, in good weather, the district has exactly what the stations wrote.
"""

import random
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from station.domain.values import Side
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.intake import book, read_backlog
from sync.district.premises import District
from sync.district.stick import visit
from tests.district.pair import CLERK, NEW_DISTRICT, a_district, join
from tests.office import HandClock
from tests.torture.soak_district import Centre
from tests.torture.soak_places import Place
from tests.torture.soak_road import Road, Weather

_ROUNDS = 12
"""So often everybody calls in good weather, at most, until nothing moves any more."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a world is."""

    days: int
    stations: int
    clones: int
    rolled_back: tuple[int, ...]
    """On the mornings of these days the district is an older one."""
    mishaps: Mapping[str, int]
    """What happens to a station before its day begins, and how often."""


MONTH = Size(
    days=30, stations=20, clones=3, rolled_back=(9, 17, 26),
    mishaps={
        "none": 380, "killed": 20, "image": 20, "put_back": 4, "backed_up": 20, "restored": 4,
        "cloned": 3,
    },
)  # fmt: skip
WEEK = Size(
    days=6, stations=3, clones=3, rolled_back=(3,),
    mishaps={
        "none": 20, "killed": 5, "image": 30, "put_back": 20, "backed_up": 10, "restored": 5,
        "cloned": 40,
    },
)  # fmt: skip


class World:
    """All computers, and what the test knows of them."""

    def __init__(self, folder: Path, size: Size, rng: random.Random) -> None:
        self.rng = rng
        self.size = size
        self.happened: Counter[str] = Counter()
        self.weather = Weather(rng, self.happened)
        self.faults: list[str] = []
        self._folder = folder
        self._shelf = folder / "shelf"
        self._shelf.mkdir()
        self._clock = HandClock(seed="district")
        home = folder / "district"
        with a_district(home, self._clock) as district:
            codes = [f"{NEW_DISTRICT.id}105{number:03}" for number in range(size.stations)]
            self.places = [self._settled(code, district) for code in codes]
        self._centre = Centre(home, self._shelf, self._clock)
        self._images: dict[Place, list[Path]] = {place: [] for place in self.places}
        self._backups: dict[Place, list[Path]] = {place: [] for place in self.places}
        self._sticks: dict[Place, int] = {}
        self._forgotten: frozenset[str] = frozenset()
        self._gone: dict[str, set[str]] = {place.code: set() for place in self.places}
        self._people = 0

    def _settled(self, code: str, district: District) -> Place:
        place = Place(self._folder / code, code, HandClock(seed=code))
        join(place.office, district)
        return place

    @property
    def district(self) -> District:
        return self._centre.district

    # ---- a day

    def day(self, number: int, cases: int) -> None:
        """One day of everybody, with so many new cases in all."""
        if number in self.size.rolled_back:
            self._district_put_back()
        everybody = list(self.places)
        self.rng.shuffle(everybody)
        for turn, place in enumerate(everybody):
            self._mishap(place)
            count = cases * (turn + 1) // len(everybody) - cases * turn // len(everybody)
            place.record(self._people, count)
            self._people += count
            self._called(place)
        self._clerk_works()
        self._centre.imaged()
        for clock in (self._clock, *(place.clock for place in self.places)):
            clock.wait(days=1)

    def _mishap(self, place: Place) -> None:
        kind = self.rng.choices([*self.size.mishaps], [*self.size.mishaps.values()])[0]
        images, backups = self._images[place], self._backups[place]
        match kind:
            case "killed":
                place.killed()
            case "image":
                images.append(place.image(self._shelf))
            case "backed_up":
                backups.append(place.backed_up(self._shelf))
            case "put_back" if images:
                self._gone[place.code] |= place.written()
                place.put_back(self.rng.choice(images))
            case "restored" if backups:
                self._gone[place.code] |= place.written()
                place.restored(self.rng.choice(backups))
            case "cloned" if self.happened["cloned"] < self.size.clones:
                twin = place.cloned(self._folder / f"{place.code}-{len(self.places)}")
                self.places.append(twin)
                self._images[twin], self._backups[twin] = [*images], [*backups]
            case _:
                return
        self.happened[kind] += 1

    def _called(self, place: Place) -> None:
        """By stick where one is on its way, or by chance; else over the road, once to thrice."""
        if place in self._sticks or self.rng.random() < 0.15:
            self._by_stick(place)
            return
        for _ in range(self.rng.randint(1, 3)):
            believed = self._belief(place)
            self._exchanged(place)
            self._judged(place, believed)

    def _exchanged(self, place: Place) -> bool:
        """Whether nothing waits any more."""
        desk = place.desk
        desk.hand_over()
        report = desk.exchanged(Road(self.weather, self.district, place.code))
        return report.road is None and not report.waiting

    def _by_stick(self, place: Place) -> None:
        """Written on one day, at the district some days later, read on the next."""
        stick = self._folder / f"{place.folder.name}.stick"
        days = self._sticks.pop(place, None)
        believed = self._belief(place)
        if days is None:
            stick.mkdir(exist_ok=True)
            place.desk.stick_out(stick)
            self._sticks[place] = self.rng.randint(0, 4)
            self.happened["sticks"] += 1
        elif days:
            self._sticks[place] = days - 1
        else:
            visit(self.district, stick)
            place.desk.stick_in(stick)
            shutil.rmtree(stick)
        self._judged(place, believed)

    def _clerk_works(self) -> None:
        with self.district.vault.reading():
            rows = self.district.vault.sql(
                "SELECT number FROM case_row WHERE state = 'handed_over' ORDER BY number"
            ).fetchall()
        desk = ClerkDesk(self.district, CLERK)
        for (number,) in self.rng.sample(rows, min(len(rows), 3 * self.size.stations)):
            self.happened["accepted"] += 1
            desk.act(number, "accept", {"official_number": f"示例-{self.happened['accepted']}"})

    def _district_put_back(self) -> None:
        had = self._hashes()
        self._centre.put_back()
        self._forgotten |= had - self._hashes()
        self.happened["roll_back"] += 1

    def _hashes(self) -> frozenset[str]:
        """After each entry of a station that the district has, those that wait to be read too."""
        self.faults += [str(fault.values) for fault in read_backlog(self.district)]
        query = "SELECT hash FROM link WHERE side = ?"
        return frozenset(hash_ for (hash_,) in self.district.vault.ask(query, Side.STATION.value))

    # ---- the truth

    def _belief(self, place: Place) -> tuple[str, int]:
        line = place.office.line
        with place.office.vault.reading():
            return line.incarnation(), line.peer_holds()

    def _held(self, place: Place, life: str, number: int) -> str | None:
        """The hash after this entry at the district; None too for one amid those that wait to be
        read, which have one after the last of them."""
        with self.district.vault.reading():
            return book(self.district, place.code).theirs(life, number)

    def _judged(self, place: Place, before: tuple[str, int]) -> None:
        """What the station newly believes that the district holds, the district has; or had, and
        nobody has heard yet that it was put back."""
        now = self._belief(place)
        if now == before:
            return
        life, number = now
        with place.office.vault.reading():
            ours = place.office.line.mine(number)
        self.happened["receipts"] += 1
        if ours not in {self._held(place, life, number), *self._forgotten}:
            self.faults += [str(fault.values) for fault in read_backlog(self.district)]
        if ours not in {self._held(place, life, number), *self._forgotten}:
            self.faults.append(f"{place.folder.name}: a receipt for {number} of {life} is not true")

    def cleared_up(self) -> None:
        """Everybody calls on a good road until nothing moves any more."""
        self.weather.clears_up()
        for _ in range(_ROUNDS):
            before = self._entries()
            quiet = [self._exchanged(place) for place in self.places]
            if all(quiet) and before == self._entries():
                return
        self.faults.append("no peace on the line")

    def _entries(self) -> list[int]:
        """How many everybody has."""
        vaults = (self.district.vault, *(place.office.vault for place in self.places))
        counts = []
        for vault in vaults:
            with vault.reading():
                counts.append(int(vault.sql("SELECT count(*) FROM entry").fetchone()[0]))
        return counts

    def compared(self) -> None:
        """What the district has of each station is what this station wrote, and the reverse."""
        for code in dict.fromkeys(place.code for place in self.places):
            theirs = [place for place in self.places if place.code == code]
            wrote = frozenset().union(*(place.written() for place in theirs))
            kept, said = self._kept(code, Side.STATION), self._kept(code, Side.DISTRICT)
            lost, invented = len(wrote - kept), len(kept - wrote - self._gone[code])
            unheard = sum(len(said - place.received()) for place in theirs)
            if lost or invented or unheard:
                self.faults.append(
                    f"{code}: {lost} lost, {invented} that nobody wrote, {unheard} not heard"
                )
            with self.district.vault.reading():
                shown = self.district.casebook.differences(code)
            if shown:
                self.faults.append(f"{code}: {len(shown)} cases are shown otherwise than written")

    def _kept(self, code: str, side: Side) -> frozenset[str]:
        with self.district.vault.reading():
            rows = self.district.vault.sql(
                "SELECT digest FROM entry WHERE station = ? AND side = ?", code, side.value
            ).fetchall()
        return frozenset(name for (name,) in rows)

    def close(self) -> None:
        for place in self.places:
            place.office.close()
        self.district.close()
