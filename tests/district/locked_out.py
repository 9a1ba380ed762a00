"""A station whose only agent forgot the passphrase, and a district with its two custodians."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from station.desk import answering, recovering
from station.desk.home import Home
from station.desk.office import Office
from station.desk.recovering import Asked
from station.domain.letters import from_letters, rows, to_letters
from station.domain.recovering import SealedKey, answer_bytes, read_request
from station.storage.faults import VaultClosed
from sync.district import recovery
from sync.district.halves import joined, read_half
from sync.district.premises import District
from tests.district.pair import a_district, join, synced
from tests.office import NEW, WEAK, HandClock, an_office, settings

FRESH = "这是一句 全新的 口令 足够十五字"


class Custodians:
    """Two people, each with half of the district's recovery key on a stick."""

    def __init__(self, folder: Path) -> None:
        self.sticks = (folder / "first", folder / "second")
        for stick in self.sticks:
            stick.mkdir(parents=True)

    def make(self, district: District, *, again: bool = False) -> None:
        self.halves = recovery.make_key(district, *self.sticks, again=again)

    def answer(self, letters: str, more: tuple[SealedKey, ...] = ()) -> str:
        """What they write on a machine without a network."""
        asked = read_request(from_letters(letters))
        key = joined(*(read_half(half) for half in self.halves))
        return "\n".join(rows(to_letters(answer_bytes(recovery.answer(asked, key, more)))))


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A station that has sealed its data key to its district."""

    office: Office
    district: District
    custodians: Custodians
    clock: HandClock


@contextmanager
def a_recoverable_station(folder: Path) -> Iterator[Scene]:
    """Both ends, the station open; who leaves it before the end need not come back."""
    custodians, clock = Custodians(folder / "sticks"), HandClock()
    with a_district(folder / "district") as district:
        custodians.make(district)
        with suppress(VaultClosed), an_office(folder / "station", clock) as office:
            join(office, district)
            synced(office, district)
            yield Scene(office=office, district=district, custodians=custodians, clock=clock)


def asked(folder: Path, clock: HandClock, agent: str = NEW.agent, station: str = "") -> Asked:
    return recovering.ask(
        Home(folder=folder / "station"), agent, FRESH, clock=clock, cost=WEAK, station=station
    )


def answered(folder: Path, clock: HandClock, letters: str, passphrase: str = FRESH) -> Office:
    home = Home(folder=folder / "station")
    return answering.answered(
        home, letters, passphrase, settings=settings(home.folder), clock=clock
    )
