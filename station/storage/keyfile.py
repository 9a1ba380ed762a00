"""A key file: 32 random bytes on an agent's own stick, without which the passphrase opens nothing.

    station-key-<name>.json   {"form": "station/key-file", "version": 1, "name": 16 hex digits,
                               "key": 64 hex digits, "check": SHA-256 of all the rest}

It names neither the station nor the agent: who finds the stick learns nothing. The slot knows the
name of its key file, so the file of another agent is told from a wrong passphrase.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from station.domain import canon
from station.domain.errors import StationError
from station.storage import durable
from station.storage.faults import translated

_FORM, _VERSION = "station/key-file", 1
_NAME = re.compile(r"[0-9a-f]{16}")
_KEY = re.compile(r"[0-9a-f]{64}")
_MAX_BYTES = 4096


class KeyFileMissing(StationError):
    """The slot opens with a key file, and none was found."""


class KeyFileDamaged(StationError):
    """A file that should be a key file is not whole."""


class KeyFileOfAnother(StationError):
    """A whole key file, and not the one of this slot."""


class KeyFileExists(StationError):
    """There is a file where the key file shall go."""


@dataclass(frozen=True, kw_only=True)
class KeyFile:
    """What the file holds. `name` tells key files apart and is no secret."""

    name: str
    key: bytes = field(repr=False)


def new_key_file(chance: Callable[[int], bytes]) -> KeyFile:
    """A key file that never was. `chance(n)` gives n random bytes."""
    return KeyFile(name=chance(8).hex(), key=chance(32))


def place_in(folder: Path, name: str) -> Path:
    """Where the key file with this name lies in a folder."""
    return folder / f"station-key-{name}.json"


def write_key_file(made: KeyFile, folder: Path) -> Path:
    """Put the key file into this folder and read it back; the place.

    Raises KeyFileExists: nothing is written over; DiskFull, DiskFailing, KeyFileDamaged if the
    stick does not give back what was written.
    """
    place = place_in(folder, made.name)
    if place.exists():
        raise KeyFileExists(
            "there is already a file {place}", "Take another stick, or use this one.", place=place
        )
    with translated(place):
        durable.write(place, _as_bytes(made))
    if read_key_file(place) != made:
        raise _damaged(place)
    return place


def read_key_file(place: Path) -> KeyFile:
    """The key file at this place. Raises KeyFileMissing, KeyFileDamaged, DiskFailing."""
    with translated(place):
        if not place.is_file():
            raise KeyFileMissing(
                "there is no key file at {place}",
                "Plug your stick in, or tell its folder (in a command: --key-file PATH).",
                place=place,
            )
        with place.open("rb") as file:
            written = file.read(_MAX_BYTES + 1)
    try:
        return _from_bytes(written)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _damaged(place) from None


def found_key_file(name: str, folders: Iterable[Path]) -> KeyFile:
    """The key file of this name in the first folder that has it whole.

    Raises KeyFileMissing; KeyFileDamaged if the only ones found are damaged.
    """
    fault: StationError | None = None
    for folder in folders:
        try:
            return own_key_file(place_in(folder, name), name)
        except KeyFileMissing:
            continue
        except StationError as found:
            fault = found
    raise fault or KeyFileMissing(
        "the stick with your key file is not plugged in",
        "Plug it in and try again, or tell its folder (in a command: --key-file PATH).",
    )


def own_key_file(place: Path, name: str) -> KeyFile:
    """The key file at this place, which must be the one of this name. A folder stands for the
    file in it. Raises as `read_key_file`, and KeyFileOfAnother."""
    found = read_key_file(place_in(place, name) if place.is_dir() else place)
    if found.name != name:
        raise KeyFileOfAnother(
            "{place} is the key file of somebody else, or a former one",
            "Plug in the stick that you made for yourself at this station.",
            place=place,
        )
    return found


def _as_bytes(made: KeyFile) -> bytes:
    body: dict[str, object] = {
        "form": _FORM, "version": _VERSION, "name": made.name, "key": made.key.hex(),
    }  # fmt: skip
    return json.dumps({**body, "check": _check(body)}, indent=1).encode()


def _from_bytes(written: bytes) -> KeyFile:
    if len(written) > _MAX_BYTES:
        raise ValueError
    body = json.loads(written)
    if not isinstance(body, dict) or body.keys() != {"form", "version", "name", "key", "check"}:
        raise ValueError
    if body.pop("check") != _check(body) or (body["form"], body["version"]) != (_FORM, _VERSION):
        raise ValueError
    if not (_NAME.fullmatch(body["name"]) and _KEY.fullmatch(body["key"])):
        raise ValueError
    return KeyFile(name=body["name"], key=bytes.fromhex(body["key"]))


def _check(body: dict[str, object]) -> str:
    return hashlib.sha256(canon.write(body)).hexdigest()


def _damaged(place: Path) -> KeyFileDamaged:
    return KeyFileDamaged(
        "the key file {place} is damaged",
        "Use the copy on your second stick; without one the district lets you in again:"
        " run.py recover request",
        place=place,
    )
