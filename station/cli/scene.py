"""What demonstrations play on: a station and a district that know each other, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from station.cli.stage import DistrictStage
from station.desk.opening import NewStation
from station.desk.premises import Premises, premises
from station.desk.syncing import SyncDesk
from station.desk.words import language
from station.domain.errors import StationError

STATION, STATION_NAME, AGENT = "330211105203", "岚山村便民服务站", "示例代办员"
_INI = """\
# A demonstration: nothing here is real. 演示用, 内容均为示例。
[station]
home = .
language = {language}

[office]
phone = 0574-00000000
address = 示例镇岚山村示例路 1 号
hours = 周一至周五 8:30-11:30, 14:00-17:00
"""


class SceneTaken(StationError):
    """An earlier demonstration lies there, and its passphrase with it."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A station that is set up and enrolled, a district whose server runs, and their passphrase."""

    station: Premises
    district: DistrictStage
    passphrase: str = field(repr=False)
    root: Path


@contextmanager
def scene(home: Path | None) -> Iterator[Scene]:
    """Set everything up in `home`, or in a folder that is thrown away at the end."""
    with nullcontext(home) if home else TemporaryDirectory(prefix="station-demo-") as folder:
        root = Path(folder).resolve()
        secret = root / "passphrase.txt"
        if secret.exists():
            raise SceneTaken(
                "there is a demonstration in {place} already", "Choose another folder.", place=root
            )
        place = _station(root / "station")
        passphrase = place.passphrase()
        secret.write_text(f"{passphrase}\n", "utf-8")
        district = DistrictStage(root / "district", secret)
        district.make()
        district.start()
        try:
            _join(place, district, passphrase)
            yield Scene(station=place, district=district, passphrase=passphrase, root=root)
        finally:
            district.stop()


def _station(folder: Path) -> Premises:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "station.ini").write_text(_INI.format(language=language()), "utf-8")
    return premises(folder)


def _join(place: Premises, district: DistrictStage, passphrase: str) -> None:
    code = district.one_time_code(STATION, STATION_NAME)
    office = place.set_up(
        NewStation(station=STATION, name=STATION_NAME, agent=AGENT, passphrase=passphrase)
    )
    try:
        SyncDesk(office).join(district.url, code)
    finally:
        office.leave()
