"""A station for tests: a real vault in a folder, a clock set by hand, chance that repeats."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import NewStation, open_station, set_up
from station.domain.stamp import OFFICIAL_TIME
from station.settings import Settings
from station.storage.keys import Cost

STATION = "330211105203"
PASSPHRASE = "示例 口令 正好 十五字 不短 abc"
WEAK = Cost(memory_kib=19 * 1024, passes=1, lanes=1)
"""As cheap as a slot may be. Only tests may use it."""
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=OFFICIAL_TIME)


class HandClock:
    """Time stands still until a test moves it; chance is the same in every run."""

    def __init__(self, now: datetime = FRIDAY, seed: str = "") -> None:
        self.time = now
        self._seed = seed.encode()

    def now(self) -> datetime:
        """Each look is a thousandth of a second later, as on a real day."""
        self.time += timedelta(milliseconds=1)
        return self.time

    def chance(self, count: int) -> bytes:
        """Bytes that repeat from run to run."""
        self._seed = hashlib.sha256(self._seed).digest()
        return hashlib.shake_256(self._seed).digest(count)

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.time += timedelta(**span)


NEW = NewStation(
    station=STATION, name="岚山村便民服务站", agent="示例代办员", passphrase=PASSPHRASE
)


def settings(folder: Path) -> Settings:
    """What station.ini would say."""
    return replace(
        Settings(home=folder), office_phone="0574-00000000", office_address="示例镇示例村1号"
    )


@contextmanager
def an_office(
    folder: Path, clock: HandClock | None = None, new: NewStation = NEW
) -> Iterator[Office]:
    """The station in this folder, set up if need be, and left at the end."""
    home = Home(folder=folder)
    clock = clock or HandClock()
    if home.vault.exists():
        office = open_station(home, new.agent, PASSPHRASE, settings=settings(folder), clock=clock)
    else:
        office = set_up(home, new, settings=settings(folder), clock=clock, cost=WEAK)
    try:
        yield office
    finally:
        office.leave()
