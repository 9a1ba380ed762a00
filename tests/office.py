"""A station for tests: a real vault in a folder, a clock set by hand, chance that repeats."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from station.desk import opening
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import NewStation, open_station, set_up
from station.domain.stamp import OFFICIAL_TIME
from station.settings import Settings
from station.storage.instance import Instance
from station.storage.keys import Cost, Opened
from station.storage.vault import Vault

STATION = "330211105203"
PASSPHRASE = "示例 口令 正好 十五字 不短 abc"
WEAK = Cost(memory_kib=19 * 1024, passes=1, lanes=1)
"""As cheap as a slot may be. Only tests may use it."""
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=OFFICIAL_TIME)


class HandClock:
    """Time stands still until a test moves it; chance is the same in every run."""

    def __init__(self, now: datetime = FRIDAY, seed: str = "") -> None:
        self.time = now
        self.seed = seed.encode()

    def now(self) -> datetime:
        """Each look is a thousandth of a second later, as on a real day."""
        self.time += timedelta(milliseconds=1)
        return self.time

    def chance(self, count: int) -> bytes:
        """Bytes that repeat from run to run."""
        self.seed = hashlib.sha256(self.seed).digest()
        return hashlib.shake_256(self.seed).digest(count)

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.time += timedelta(**span)


NEW = NewStation(
    station=STATION, name="岚山村便民服务站", agent="示例代办员", passphrase=PASSPHRASE
)


def settings(folder: Path) -> Settings:
    """What station.ini would say."""
    return replace(
        Settings(home=folder),
        backup_daily=False,
        district_every=0,
        office_phone="0574-00000000",
        office_address="示例镇示例村1号",
    )


@dataclass(frozen=True, kw_only=True)
class Made:
    """A station that was set up and that nobody has come into: its files, and its clock then."""

    files: dict[str, bytes]
    time: datetime
    seed: bytes


@lru_cache(maxsize=8)
def _made(new: NewStation, time: datetime, seed: bytes) -> Made:
    """Set up once for all tests that begin with the same station at the same moment."""
    clock = HandClock(time)
    clock.seed = seed
    with TemporaryDirectory() as folder, patch.object(opening, "come_in", _stay_out):
        home = Home(folder=Path(folder))
        set_up(home, new, settings=settings(home.folder), clock=clock, cost=WEAK)
        files = {file.name: file.read_bytes() for file in home.folder.iterdir()}
    del files[home.lock.name]
    return Made(files=files, time=clock.time, seed=clock.seed)


def _stay_out(home: Home, vault: Vault, opened: Opened, instance: Instance, *_: object) -> None:
    vault.close()
    instance.release()


def _untouched(home: Home) -> bool:
    return {file.name for file in home.folder.glob("*")} <= {"station.ini"}


def _copy_in(home: Home, clock: HandClock, new: NewStation) -> None:
    made = _made(new, clock.time, clock.seed)
    home.folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.files.items():
        (home.folder / name).write_bytes(content)
    clock.time, clock.seed = made.time, made.seed


@contextmanager
def an_office(
    folder: Path, clock: HandClock | None = None, new: NewStation = NEW
) -> Iterator[Office]:
    """The station in this folder, set up if need be, and left at the end."""
    home = Home(folder=folder)
    clock = clock or HandClock()
    if type(clock) is HandClock and _untouched(home):
        _copy_in(home, clock, new)
    if home.vault.exists():
        office = open_station(home, new.agent, PASSPHRASE, settings=settings(folder), clock=clock)
    else:
        office = set_up(home, new, settings=settings(folder), clock=clock, cost=WEAK)
    try:
        yield office
    finally:
        office.leave()
