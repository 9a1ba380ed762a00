"""What opens an agent's slot: the passphrase, and where it is wanted the key file, which is looked
for where it was last and on the sticks that are plugged in."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from station.desk.home import Home
from station.desk.sticks import sticks
from station.domain.errors import StationError
from station.storage import durable
from station.storage.keyfile import (
    KeyFile,
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileOfAnother,
    found_key_file,
    own_key_file,
    place_in,
)
from station.storage.keys import Lock, slot_of
from station.storage.slots import SlotFile, read_slots


def wants_key_file(home: Home, agent: str) -> bool:
    """Whether this agent opens the station with a key file. Raises as `read_slots`."""
    slots = read_slots(home.slots).slots
    return any(slot.agent == agent and slot.key_file for slot in slots)


def asks_for_key_file(fault: StationError) -> bool:
    """Whether the station did not open because the key file was not found, or is not the one."""
    return isinstance(fault, KeyFileMissing | KeyFileDamaged | KeyFileOfAnother)


def lock_of(
    content: SlotFile, agent: str, passphrase: str, *, named: Path | None, home: Home | None
) -> Lock:
    """The passphrase, and the key file if the slot wants one: where `named` says, else where it
    was last and on the sticks that are plugged in.

    Raises UnknownAgent, KeyFileMissing, KeyFileDamaged, KeyFileOfAnother, DiskFailing.
    """
    wanted = slot_of(content, agent).key_file
    if not wanted:
        return Lock(passphrase=passphrase)
    if named is not None:
        file, place = own_key_file(named, wanted), named if named.is_dir() else named.parent
    else:
        file, place = _found(wanted, (*_last_places(home, wanted), *sticks()))
    if home is not None:
        remember(home, wanted, place)
    return Lock(passphrase=passphrase, key_file=file)


def _found(name: str, folders: Iterable[Path]) -> tuple[KeyFile, Path]:
    places = tuple(dict.fromkeys(folders))
    file = found_key_file(name, places)
    return file, next(one for one in places if place_in(one, name).is_file())


def _last_places(home: Home | None, name: str) -> Iterator[Path]:
    if home is not None:
        told = _told(home).get(name)
        if isinstance(told, str):
            yield Path(told)


def _told(home: Home) -> dict[str, object]:
    """Where key files were last; what cannot be read is not known."""
    with suppress(OSError, ValueError):
        told = json.loads(home.key_places.read_bytes())
        if isinstance(told, dict):
            return told
    return {}


def remember(home: Home, name: str, folder: Path) -> None:
    """Keep where the key file of this name was last: for convenience, and what the disk does not
    take stops nobody."""
    told, place = _told(home), str(folder.absolute())
    if told.get(name) != place:
        with suppress(OSError):
            durable.write(home.key_places, json.dumps({**told, name: place}).encode())
