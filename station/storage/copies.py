"""Backup and restore: one file that holds the vault, still encrypted, and its key slots.

The file is a zip without compression: `vault`, `keyslots.json`, and `manifest.json` with the
SHA-256 of both. So it can be opened on another computer with nothing but an agent's passphrase,
and one file that was carried away is never half of what is needed.
"""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from station.domain.errors import StationError
from station.storage import durable
from station.storage.faults import VaultExists, translated
from station.storage.keys import Opened, unlock
from station.storage.slots import (
    MAX_BYTES,
    SlotFile,
    as_bytes,
    from_bytes,
    read_slots,
    twin_of,
    write_slots,
)
from station.storage.vault import Migration, Vault, check_file, logs_of, open_vault

FORMAT = "station backup 1"
_VAULT, _SLOTS, _MANIFEST = "vault", "keyslots.json", "manifest.json"
_BLOCK = 1 << 20
_MOST_MANIFEST = 10_000


class BackupMissing(StationError):
    """There is no such file."""


class BackupDamaged(StationError):
    """The file is no backup, or not as it was written."""


@dataclass(frozen=True, kw_only=True)
class Copied:
    """What a backup holds, counted in the copy itself: bytes, and rows by table."""

    size: int
    rows: Mapping[str, int]


def backup(vault: Vault, slots: Path, target: Path, *, made: datetime) -> Copied:
    """Write vault and slots as they are now to the new file `target`, and read it back.

    Work goes on meanwhile. Raises VaultExists if there is a file, DiskFull, DiskFailing,
    VaultDamaged if the copy does not hold what it should, BackupDamaged if `target` cannot be
    read back.
    """
    _nothing_at(target, reserved=vault.path)
    draft = vault.path.with_name(f"{vault.path.name}.copy")
    packed = target.with_name(f"{target.name}.station-part")
    with _wiped(draft, *logs_of(draft)), _wiped(packed):
        vault.copy_into(draft)
        with vault.at(draft) as copy:
            check_file(copy)
            rows = _rows(copy)
        with translated(target):
            _pack(packed, draft, as_bytes(read_slots(slots)), made)
            with _unpacked(packed) as parts:
                for name in (_VAULT, _SLOTS):
                    parts.copy(name, None)
            durable.move(packed, target)
            size = target.stat().st_size
    return Copied(size=size, rows=rows)


def restore(
    source: Path,
    *,
    vault: Path,
    slots: Path,
    agent: str,
    passphrase: str,
    migrations: Sequence[Migration],
    begin: Callable[[Vault, Opened], None],
) -> None:
    """Put the backup `source` where no vault is. Nothing is in place before all was checked.

    `begin` writes into the restored vault that a new life of its journal begins: a copy must
    never go on under the numbers of the original. Raises VaultExists, BackupMissing,
    BackupDamaged, WrongPassphrase, UnknownAgent, VaultTooNew, DiskFull, DiskFailing.
    """
    _nothing_at(vault)
    draft = vault.with_name(f"{vault.name}.restored")
    draft_slots = slots.with_name(f"{slots.name}.restored")
    with (
        _wiped(draft, *logs_of(draft), draft_slots, twin_of(draft_slots)),
        _unpacked(source) as parts,
    ):
        with translated(vault):
            vault.parent.mkdir(parents=True, exist_ok=True)
            parts.copy(_SLOTS, draft_slots)
            parts.copy(_VAULT, draft)
        opened = unlock(draft_slots, agent=agent, passphrase=passphrase)
        with open_vault(draft, opened.data_key, migrations) as restored:
            check_file(restored)
            begin(restored, opened)
        write_slots(slots, read_slots(draft_slots))
        with translated(vault):
            for stale in logs_of(vault):
                stale.unlink(missing_ok=True)
            durable.move(draft, vault)


def agents_in(source: Path) -> tuple[str, ...]:
    """The names of those who can open this backup. Raises BackupMissing, BackupDamaged."""
    with _unpacked(source) as parts:
        return tuple(slot.agent for slot in parts.slots().slots)


class _Parts:
    """The parts of a backup, by name, each checked against the manifest as it is read."""

    def __init__(self, place: Path, pack: zipfile.ZipFile) -> None:
        self._place = place
        self._pack = pack
        names = [info.filename for info in pack.infolist()]
        stored = all(info.compress_type == zipfile.ZIP_STORED for info in pack.infolist())
        if sorted(names) != sorted((_VAULT, _SLOTS, _MANIFEST)) or not stored:
            raise _damaged(place)
        with pack.open(_MANIFEST) as file:
            told = json.loads(file.read(_MOST_MANIFEST))
        if told["format"] != FORMAT:
            raise _damaged(place)
        self._sums = {name: str(told["sha256"][name]) for name in (_VAULT, _SLOTS)}

    def slots(self) -> SlotFile:
        """The key slots. Raises BackupDamaged."""
        with _believed(self._place):
            with self._pack.open(_SLOTS) as part:
                written = part.read(MAX_BYTES + 1)
            if hashlib.sha256(written).hexdigest() != self._sums[_SLOTS]:
                raise _damaged(self._place)
            return from_bytes(written)

    def copy(self, name: str, to: Path | None) -> None:
        """Read this part, and write it to a file if one is named. Raises BackupDamaged."""
        found = hashlib.sha256()
        with _believed(self._place), self._pack.open(name) as part:
            if to is None:
                _pour(part, found.update)
            else:
                with to.open("wb") as file:
                    _pour(part, found.update, file.write)
        if found.hexdigest() != self._sums[name]:
            raise _damaged(self._place)


def _pour(source: IO[bytes], *sinks: Callable[[bytes], object]) -> None:
    while block := source.read(_BLOCK):
        for sink in sinks:
            sink(block)


def _pack(packed: Path, vault: Path, slots: bytes, made: datetime) -> None:
    with vault.open("rb") as file:
        sums = {
            _VAULT: hashlib.file_digest(file, "sha256").hexdigest(),
            _SLOTS: hashlib.sha256(slots).hexdigest(),
        }
    manifest = {"format": FORMAT, "made": made.isoformat(timespec="seconds"), "sha256": sums}
    with zipfile.ZipFile(packed, "x") as pack:
        pack.writestr(zipfile.ZipInfo(_MANIFEST), json.dumps(manifest, indent=1))
        pack.writestr(zipfile.ZipInfo(_SLOTS), slots)
        with (
            pack.open(zipfile.ZipInfo(_VAULT), "w", force_zip64=True) as part,
            vault.open("rb") as file,
        ):
            shutil.copyfileobj(file, part, _BLOCK)


@contextmanager
def _unpacked(source: Path) -> Iterator[_Parts]:
    if not source.is_file():
        raise BackupMissing(
            "there is no backup {place}", "Check the name, and that the stick is in.", place=source
        )
    with _believed(source):
        pack = zipfile.ZipFile(source)
    with pack:
        with _believed(source):
            parts = _Parts(source, pack)
        yield parts


@contextmanager
def _believed(place: Path) -> Iterator[None]:
    """Whatever is wrong with the form of the file is one error. RuntimeError is a version or
    an encryption of zip that Python cannot read, or too many levels of JSON."""
    try:
        yield
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError, RuntimeError) as wrong:
        raise _damaged(place) from wrong


def _damaged(place: Path) -> BackupDamaged:
    return BackupDamaged(
        "{place} is no backup of this program, or it is damaged",
        "Use an older backup, or copy the file from its first place again.",
        place=place,
    )


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


def _nothing_at(place: Path, *, reserved: Path | None = None) -> None:
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
