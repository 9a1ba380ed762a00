"""A station from a backup, step by step: finding one, looking at it, trying its passphrase."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from station.desk.copying import UNWATCHED, NoFolder, looked_at, put_back
from station.desk.door import Door
from station.desk.home import Home
from station.desk.office import Office
from station.desk.own_keys import PassphraseGiven
from station.desk.premises import Premises
from station.desk.sticks import sticks
from station.desk.unlocking import asks_for_key_file, lock_of
from station.domain.errors import BadInput, StationError
from station.storage.copies import Copied, Watch, slots_in
from station.storage.faults import PlainFile, VaultDamaged, VaultMissing, WrongKey
from station.storage.keys import Lock, WrongPassphrase, opened_by
from station.storage.slots import SlotsDamaged, SlotsMissing

_BROKEN = (VaultDamaged, VaultMissing, WrongKey, PlainFile, SlotsDamaged, SlotsMissing)
_FOLDERS_ON_A_STICK = 50  # are looked into; a stick may be full of other things


@dataclass(frozen=True, kw_only=True)
class Found:
    """A backup, and who can open it: those who worked there when it was made."""

    file: Path
    copied: Copied
    agents: tuple[str, ...]
    with_key_file: frozenset[str]
    """Those of them who need their key file for it."""


def needs_a_backup(fault: StationError) -> bool:
    """Whether a station that does not open for this can be had back from a backup."""
    return isinstance(fault, _BROKEN)


def usual_places(place: Premises) -> tuple[Path, ...]:
    """Where backups may lie: as the settings say, and on the sticks that are plugged in."""
    settings = place.settings
    named = (settings.backup_folder or place.home.backups, settings.backup_second)
    folders = [folder for folder in named if folder is not None]
    for stick in sticks():
        folders.append(stick)
        with suppress(OSError):
            inner = sorted(one for one in stick.iterdir() if one.is_dir())
            folders += inner[:_FOLDERS_ON_A_STICK]
    return tuple(dict.fromkeys(folders))


def found_in(places: Iterable[Path]) -> tuple[Found, ...]:
    """The backups in these folders, the latest first."""
    found = {one.file: one for place in places for one in _in(place)}
    return tuple(sorted(found.values(), key=lambda one: one.copied.manifest.made, reverse=True))


def found_at(place: Path) -> tuple[Found, ...]:
    """The backup in this file, or those in this folder. Raises BadInput with the fault of
    `place`."""
    try:
        if not place.exists():
            raise NoFolder(
                "there is no folder {folder}", "Make it first, or look whether the stick is in.",
                folder=place,
            )  # fmt: skip
        return tuple(_told(file, copied) for file, copied in looked_at(place))
    except (StationError, OSError) as fault:
        told = fault if isinstance(fault, StationError) else _unreadable(place, fault)
        raise BadInput({"place": told}) from None


def try_passphrase(
    place: Premises, found: Found, agent: str, passphrase: str, key_file: Path | None,
    *, inside: Office | None = None,
) -> Lock:  # fmt: skip
    """What opens the backup, tried before anything is moved away; `inside`: the office that is open
    meanwhile. Raises BadInput with the fault of `passphrase` or `key_file`, and as
    `Door.counting_copy`."""
    content = slots_in(found.file)
    try:
        with Door(place.home, place.clock).counting_copy(content, agent, inside=inside):
            lock = lock_of(content, agent, passphrase, named=key_file, home=place.home)
            opened_by(content, agent=agent, lock=lock)
    except WrongPassphrase as wrong:
        raise BadInput({"passphrase": wrong}) from None
    except StationError as wrong:
        if asks_for_key_file(wrong):
            raise BadInput({"key_file": wrong}) from None
        raise
    return lock


def restore_found(
    place: Premises, found: Found, agent: str, passphrase: str, lock: Lock,
    *, key_file: Path | None, watch: Watch = UNWATCHED,
) -> Office | None:  # fmt: skip
    """Put the backup where the station shall be; a vault that is there is kept under another
    name. `key_file` is where the agent says it is. Returns the open station, or None if the agent
    has to give themselves a passphrase of their own at the door. Raises as `copying.put_back`."""
    put_back(place.home, found.file, agent, lock, clock=place.clock, watch=watch)
    try:
        return place.open(agent, passphrase, key_file=key_file)
    except PassphraseGiven:
        return None


def kept_aside(home: Home) -> tuple[Path, ...]:
    """Vaults that were moved away for a restored one, the latest first. With the key slots beside
    them they open to whoever could open them then."""
    vault = home.vault
    found = vault.parent.glob(f"{vault.name}.{'[0-9]' * 14}")
    return tuple(sorted(found, reverse=True))


def _in(folder: Path) -> Iterator[Found]:
    with suppress(StationError, OSError):
        for file, copied in looked_at(folder) if folder.is_dir() else ():
            yield _told(file, copied)


def _told(file: Path, copied: Copied) -> Found:
    slots = slots_in(file).slots
    return Found(
        file=file, copied=copied, agents=tuple(slot.agent for slot in slots),
        with_key_file=frozenset(slot.agent for slot in slots if slot.key_file),
    )  # fmt: skip


def _unreadable(place: Path, fault: OSError) -> StationError:
    return StationError(
        "{place} cannot be read: {reason}", "Look whether the stick is in.",
        place=place, reason=fault.strerror or "?",
    )  # fmt: skip
