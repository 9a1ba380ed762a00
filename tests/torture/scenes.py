"""The roll of scenes: what is done while the power may go, or the program be killed."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

from station.desk.home import Home
from station.domain.errors import StationError
from tests.office import NEW, HandClock, an_office
from tests.torture.copy_scenes import COPIES
from tests.torture.disk import Say
from tests.torture.key_scenes import KEYS
from tests.torture.migration_scene import MIGRATION
from tests.torture.program import RealSetUp, later
from tests.torture.scan_scene import SCANS
from tests.torture.scene import Scene, Told, a_station, whole
from tests.torture.sitting import recorded, with_pragmas


def _nothing(_: Path) -> None:
    """The disk is empty at first."""


def _set_up(folder: Path, say: Say) -> None:
    with an_office(folder / "home", RealSetUp()):
        say(station=NEW.station)


def _is_set_up(folder: Path, told: Told) -> Iterator[str]:
    home = Home(folder=folder / "home")
    if told and not home.vault.exists():
        yield "the station that was set up is not there"
    try:
        with an_office(home.folder, RealSetUp()):  # what was cut short is begun again
            pass
    except StationError as refusal:
        yield f"the station neither opens nor is set up again: {refusal}"


def _record(folder: Path, say: Say) -> None:
    recorded(folder / "home", say, HandClock(), first=0, cases=8)
    recorded(folder / "home", say, later(1), first=100, cases=8)


def _recorded(folder: Path, told: Told) -> Iterator[str]:
    yield from whole(folder / "home", told)


def _normal() -> AbstractContextManager[Any]:
    return with_pragmas((("synchronous", "NORMAL"),))


_SET_UP = Scene(name="setting up", begin=_nothing, work=_set_up, judge=_is_set_up)
_RECORD = Scene(name="recording", begin=a_station, work=_record, judge=_recorded)
SCENES = (
    _SET_UP,
    _RECORD,
    MIGRATION,
    *COPIES,
    *KEYS,
    *SCANS,
    replace(_RECORD, name="recording, NORMAL", setting=_normal, control=True),
)
CUT_SHORT = tuple(one for one in SCENES if not (one.control or one is _RECORD))
"""Recording itself has campaigns of its own."""
