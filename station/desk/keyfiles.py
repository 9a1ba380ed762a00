"""Key files on sticks: making one, finding it when the station is unlocked, doing without it.

With a key file the vault stays shut to whoever has stolen the computer, whatever the passphrase;
without it, also to its owner: so a copy on a second stick is worth its price.
"""

from collections.abc import Iterator
from pathlib import Path

from station.desk.agents import AgentDesk
from station.desk.office import Office
from station.desk.unlocking import lock_of, remember
from station.desk.words import N_
from station.domain.errors import BadInput, StationError
from station.storage.keyfile import (
    KeyFileMissing,
    new_key_file,
    write_key_file,
)
from station.storage.keys import Lock, slot_of
from station.storage.slots import SlotFile, read_slots

BESIDE = N_(
    "It is on the same disk as the vault: whoever steals the computer has both. Make a new one on a"
    " stick."
)
"""What is told of a key file that `KeyFileDesk.beside_the_vault`."""


class NoKeyFile(StationError):
    """The slot opens by the passphrase alone."""


class KeyFileAtHome(StationError):
    """The key file would lie where the vault or a backup lies."""


class KeyFileDesk:
    """The key file of the agent at the desk."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def on(self, passphrase: str, folder: Path, *, named: Path | None = None) -> Path:
        """Make a key file in this folder, without which the agent's passphrase opens nothing any
        more; the place of the file. One that was made before is worth nothing afterwards.

        Raises WrongPassphrase, KeyFileAtHome, KeyFileExists, KeyFileMissing, DiskFull, DiskFailing.
        Cut short, either lock opens the vault, and never both.
        """
        office = self._office
        folder = self._off_the_disk(folder)
        old = self._lock(passphrase, named)
        made = new_key_file(office.clock.chance)
        place = write_key_file(made, folder)
        try:
            AgentDesk(office).relock(old, Lock(passphrase=passphrase, key_file=made))
        except StationError:
            if slot_of(self._slots(), office.agent).key_file != made.name:
                place.unlink(missing_ok=True)
            raise
        remember(office.home, made.name, folder)
        return place

    def off(self, passphrase: str, *, named: Path | None = None) -> None:
        """From now on the passphrase alone opens the agent's slot: it has to be long enough for
        that. Raises NoKeyFile, WeakPassphrase in BadInput, as `on`."""
        old = self._lock(passphrase, named)
        if old.key_file is None:
            raise _none()
        AgentDesk(self._office).relock(old, Lock(passphrase=passphrase))

    def copy(self, folder: Path, *, named: Path | None = None) -> Path:
        """The key file once more, on a second stick; its place. Raises as `on`, NoKeyFile."""
        file = self._lock("", named).key_file
        if file is None:
            raise _none()
        return write_key_file(file, self._off_the_disk(folder))

    def beside_the_vault(self, file: Path) -> bool:
        """Whether it is on the disk of the vault: who takes the computer has both. What was pulled
        out again is not."""
        try:
            return file.stat().st_dev == self._office.home.vault.stat().st_dev
        except OSError:
            return False

    def _lock(self, passphrase: str, named: Path | None) -> Lock:
        office = self._office
        return lock_of(self._slots(), office.agent, passphrase, named=named, home=office.home)

    def _slots(self) -> SlotFile:
        return read_slots(self._office.home.slots)

    def _off_the_disk(self, folder: Path) -> Path:
        """Raises KeyFileMissing if it is no folder, KeyFileAtHome if it lies with the vault."""
        if not folder.is_dir():
            fault: StationError = KeyFileMissing(
                "there is no folder {place}",
                "Plug the stick in, and look how its folder is called.",
                place=folder,
            )
            raise BadInput({"folder": fault})
        place = folder.resolve()
        for other in self._of_the_vault():
            if place == other or other in place.parents or place in other.parents:
                fault = KeyFileAtHome(
                    "{place} lies with the vault or its backups: whoever steals one has both",
                    "Take a stick that you carry with you, and that nothing else is on.",
                    place=folder,
                )
                raise BadInput({"folder": fault})
        return folder

    def _of_the_vault(self) -> Iterator[Path]:
        """The folders of the vault and of its backups."""
        settings = self._office.settings
        for folder in (self._office.home.folder, settings.backup_folder, settings.backup_second):
            if folder is not None:
                yield folder.resolve()


def _none() -> NoKeyFile:
    return NoKeyFile(
        "your passphrase opens this station without a key file",
        "Make one first: run.py agent keyfile on DIR",
    )
