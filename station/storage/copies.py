"""Backup and restore: one file that holds the vault, still encrypted, and its key slots.

See `packs` for the file and `manifest` for what it says of itself. A copy is made by SQLite while
work goes on, opened again, looked at from its pages to what `describe` asks of it, packed, and
read back from where it lies. A vault is never copied as a file: what its log holds would be lost.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from station.domain.errors import StationError
from station.storage import durable, manifest
from station.storage.faults import VaultExists, WrongKey, stopped, translated
from station.storage.keys import Lock, Opened, opened_by
from station.storage.manifest import Described, Manifest
from station.storage.packs import SLOTS, VAULT, pack, pour, unpacked
from station.storage.slots import SlotFile, as_bytes, read_slots, twin_of, write_slots
from station.storage.vault import Migration, Vault, logs_of, open_vault
from station.storage.whole import check_file

ENDING = ".station"
PART = ".station-part"
"""How a backup under way ends; one that was cut short may be left behind."""


def _nobody(_words: str, _done: int, _whole: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Who looks on while a backup is made or restored."""

    progress: Callable[[str, int, int], None] = _nobody
    """What is being done, an English msgid; how far, of how much; a whole of 0 is not known."""
    cancel: Callable[[], bool] = lambda: False
    """Asked often; if it says yes, the work is given up and leaves nothing."""

    def at(self, words: str, place: Path, done: int, whole: int) -> None:
        """The work on `place` has come so far. Raises WorkStopped."""
        if self.cancel():
            raise stopped(place)
        self.progress(words, done, whole)


@dataclass(frozen=True, kw_only=True)
class Copied:
    """A backup as it was read back: its size in bytes, and what it says of itself."""

    size: int
    manifest: Manifest


def backup(
    vault: Vault,
    slots: Path,
    target: Path,
    *,
    made: datetime,
    program: str,
    describe: Callable[[Vault], Described],
    watch: Watch,
    complete: Callable[[Vault], None] = lambda _copy: None,
) -> Copied:
    """Write vault and slots as they are now to the new file `target`, and read it back.

    Work goes on meanwhile. The copy is opened anew: `complete` brings into it what lies beside the
    vault, `describe` says what it holds; what they raise ends the backup. Raises VaultExists,
    DiskFull, DiskFailing, VaultDamaged for a wrong copy, BackupDamaged, WorkStopped.
    """
    refuse_existing(target, reserved=vault.path)
    beside = target if vault.trouble else vault.path  # who takes nothing holds no copy either
    draft = beside.with_name(f"{vault.path.name}.copy")
    packed = target.with_name(f"{target.name}{PART}")
    step = partial(_step, watch, target)
    with _wiped(draft, *logs_of(draft)), _wiped(packed):
        step("Copying the vault")(0, 0)
        _copy(vault, draft, watch)
        step("Opening the copy")(0, 0)
        with vault.at(draft) as copy:
            complete(copy)
            check_file(copy)
            held, rows = describe(copy), _rows(copy)
        with translated(target):
            written = as_bytes(read_slots(slots))
            sums = {
                VAULT: _sum_of(draft, step("Packing the copy")),
                SLOTS: hashlib.sha256(written).hexdigest(),
            }
            told = manifest.as_bytes(held, made, program, rows, sums)
            pack(packed, draft, written, told, step("Writing the backup"))
            size, read = _placed(packed, target, step("Reading the backup back"))
    return Copied(size=size, manifest=read)


def second(source: Path, target: Path, watch: Watch) -> Copied:
    """The backup `source` once more as the new file `target`, read back there. Raises
    VaultExists, BackupMissing, BackupDamaged, DiskFull, DiskFailing, WorkStopped."""
    refuse_existing(target)
    packed = target.with_name(f"{target.name}{PART}")
    step = partial(_step, watch, target)
    with _wiped(packed), translated(target):
        with source.open("rb") as file, packed.open("xb") as copy:
            pour(file, source.stat().st_size, step("Writing the second backup"), copy.write)
        size, read = _placed(packed, target, step("Reading the backup back"))
    return Copied(size=size, manifest=read)


def restore(
    source: Path,
    *,
    vault: Path,
    slots: Path,
    agent: str,
    lock: Lock,
    migrations: Sequence[Migration],
    begin: Callable[[Vault, Opened, Manifest], None],
    watch: Watch,
) -> None:
    """Put the backup `source` where the vault shall be, after all was checked.

    `begin` looks whether it is what the manifest says, begins a new life of its journal (a copy
    must never go on under the numbers of the original) and moves away what lies there. Raises
    VaultExists, BackupMissing, BackupDamaged, WorkStopped, as `opened_by` and `open_vault`.
    """
    step = partial(_step, watch, source)
    draft = vault.with_name(f"{vault.name}.restored")
    draft_slots = slots.with_name(f"{slots.name}.restored")
    with (
        _wiped(draft, *logs_of(draft), draft_slots, twin_of(draft_slots)),
        unpacked(source) as parts,
    ):
        with translated(vault):
            vault.parent.mkdir(parents=True, exist_ok=True)
            parts.copy(SLOTS, draft_slots, step("Reading the key slots"))
            parts.copy(VAULT, draft, step("Reading the backup"))
        step("Unlocking the backup")(0, 0)
        opened = opened_by(read_slots(draft_slots), agent=agent, lock=lock)
        step("Looking whether the vault is what the manifest says")(0, 0)
        with _by_one_key(draft, opened, migrations) as restored:
            check_file(restored)
            begin(restored, opened, parts.manifest)
        refuse_existing(vault)
        write_slots(slots, read_slots(draft_slots))
        with translated(vault):
            for stale in logs_of(vault):
                stale.unlink(missing_ok=True)
            durable.move(draft, vault)


def _by_one_key(draft: Path, opened: Opened, migrations: Sequence[Migration]) -> Vault:
    """A backup that was made while a change of the key was cut short has slots with both keys."""
    *others, last = opened.data_keys
    for key in others:
        with suppress(WrongKey):
            return open_vault(draft, key, migrations)
    return open_vault(draft, last, migrations)


def slots_in(source: Path) -> SlotFile:
    """The key slots of this backup. Raises BackupMissing, BackupDamaged."""
    with unpacked(source) as parts:
        return parts.slots()


def agents_in(source: Path) -> tuple[str, ...]:
    """The names of those who can open this backup. Raises BackupMissing, BackupDamaged."""
    return tuple(slot.agent for slot in slots_in(source).slots)


def look(source: Path) -> Copied:
    """What a backup says it holds. Its signature is looked at, and its parts are not yet read.
    Raises BackupMissing, BackupDamaged."""
    with unpacked(source) as parts, translated(source):
        return Copied(size=source.stat().st_size, manifest=parts.manifest)


def reread(source: Path, watch: Watch) -> Copied:
    """Read every byte of a backup where it lies. Raises BackupMissing, BackupDamaged,
    WorkStopped."""
    size, read = _read_back(source, _step(watch, source, "Reading the backup back"))
    return Copied(size=size, manifest=read)


def backups_in(folder: Path) -> list[tuple[Path, Copied]]:
    """The backups in a folder, the latest first; what is none of this program is left out."""
    found: list[tuple[Path, Copied]] = []
    with translated(folder):
        files = sorted(folder.glob(f"*{ENDING}"))
    for file in files:
        with suppress(StationError, OSError):
            found.append((file, look(file)))
    return sorted(found, key=lambda one: one[1].manifest.made, reverse=True)


def _copy(vault: Vault, draft: Path, watch: Watch) -> None:
    """How far the copy is, its size tells: it grows as it is written."""
    whole = vault.path.stat().st_size

    def going_on() -> bool:
        done = draft.stat().st_size if draft.exists() else 0
        watch.progress("Copying the vault", min(done, whole), whole)
        return not watch.cancel()

    vault.copy_into(draft, going_on)


def _step(watch: Watch, place: Path, words: str) -> Callable[[int, int], None]:
    return partial(watch.at, words, place)


def _sum_of(file: Path, step: Callable[[int, int], None]) -> str:
    found = hashlib.sha256()
    with file.open("rb") as source:
        pour(source, file.stat().st_size, step, found.update)
    return found.hexdigest()


def _placed(packed: Path, target: Path, step: Callable[[int, int], None]) -> tuple[int, Manifest]:
    """Read a finished file back, every byte of it, and only then give it its name."""
    size, read = _read_back(packed, step)
    durable.move(packed, target)
    return size, read


def _read_back(place: Path, step: Callable[[int, int], None]) -> tuple[int, Manifest]:
    with unpacked(place) as parts, translated(place):
        parts.slots()
        parts.copy(VAULT, None, step)
        return place.stat().st_size, parts.manifest


def _rows(copy: Vault) -> dict[str, int]:
    with copy.reading():
        names = copy.sql(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        return {
            name: copy.sql(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - own names
            for (name,) in names
        }


def refuse_existing(place: Path, *, reserved: Path | None = None) -> None:
    """Raises VaultExists; names that begin like the vault's, beside it, are the program's own."""
    ours = reserved is not None and (
        place.name.startswith(reserved.name) and place.parent.resolve() == reserved.parent.resolve()
    )
    if ours or place.exists():
        raise VaultExists(
            "there is already a file {place}",
            "Nothing is ever written over it: choose another name, or move it away.",
            place=place,
        )


@contextmanager
def _wiped(*places: Path) -> Iterator[None]:
    """No file at these places before and after, come what may."""
    for place in places:
        place.unlink(missing_ok=True)
    try:
        yield
    finally:
        for place in places:
            place.unlink(missing_ok=True)
