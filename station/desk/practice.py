"""Practice stations: each trainee has one of their own in a folder of the home (ADR 0038).

It is a whole station with a vault and a slot, under a code that no office has. No line leads out
of it, and none of its keys opens anything else.
"""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from station.desk.home import Home
from station.domain.errors import StationError
from station.settings import Settings
from station.storage.slots import agents

if TYPE_CHECKING:  # the door asks who may come in, before anything is opened
    from station.desk.colleagues import AgentLine
    from station.desk.office import Office

UNFINISHED = ".part"


def practices(home: Home) -> Mapping[str, Home]:
    """The practice stations in this home by the name of their trainee. One whose slots cannot be
    read is nobody's."""
    found: dict[str, Home] = {}
    for folder in sorted(home.practice.glob("*")):
        place = Home(folder=folder)
        if folder.suffix != UNFINISHED and place.vault.exists():
            found |= dict.fromkeys(_opening(place), place)
    return found


def place_of(home: Home, agent: str, settings: Settings) -> tuple[Home, Settings]:
    """Which station this person opens, and how it is set: who has a slot of the real one that one,
    a trainee their own. Practice has no district and makes no backups."""
    found = practices(home).get(agent)
    if found is None or agent in _opening(home):
        return home, settings
    return found, for_practice(settings, found)


def for_practice(settings: Settings, home: Home) -> Settings:
    """How a practice station is set: without a district, and no backup of it is made anywhere."""
    return replace(
        settings, home=home.folder, district_url="", backup_daily=False, backup_folder=None,
        backup_second=None,
    )  # fmt: skip


def practising(office: "Office") -> Iterator["AgentLine"]:
    """The trainees as they are listed: `slot` says whether there is a practice station."""
    from station.desk.colleagues import AgentLine
    from station.domain.roster import PRACTISING, trainees

    here = practices(office.home)
    with office.vault.reading():
        known = trainees(office.journal.own_of(*PRACTISING))
    for name, since in known.items():
        yield AgentLine(
            name=name, role="trainee", since=since, slot=name in here, key_file=False, given=False
        )


def close_practice(office: "Office", name: str) -> None:
    """Take the practice station of this trainee away, for good. Raises NotAllowed, VaultInUse."""
    from station.domain.office_events import TraineeRemoved
    from station.storage.instance import Instance

    now = office.stamp()
    place = practices(office.home).get(name)
    if place is not None:  # raises if the trainee sits there
        Instance.take(place.lock, now=now.at).release()
    office.record(TraineeRemoved(at=now.at, by=now.by, agent=name))
    if place is not None:
        clear(place.folder)


def clear(folder: Path) -> None:
    """Delete a practice station; what cannot be deleted opens no more."""
    gone = folder.with_suffix(UNFINISHED)
    shutil.rmtree(gone, ignore_errors=True)
    if folder.exists():
        folder.replace(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _opening(home: Home) -> tuple[str, ...]:
    try:
        return agents(home.slots)
    except StationError:
        return ()
