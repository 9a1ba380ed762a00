"""The file of a backup: a zip without compression, and nothing in it is believed unseen.

`manifest.json` (see `station.storage.manifest`), `keyslots.json` and `vault`, still encrypted. So
it can be opened on another computer with nothing but an agent's passphrase, and one file that was
carried away is never half of what is needed.
"""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from station.domain.errors import StationError
from station.storage import manifest
from station.storage.manifest import Manifest
from station.storage.slots import MAX_BYTES, SlotFile, from_bytes

VAULT, SLOTS, MANIFEST = "vault", "keyslots.json", "manifest.json"
_BLOCK = 1 << 20
_LAST = b"PK\5\6"
_LAST_BYTES = 22
"""The record that ends a zip without a comment: its first bytes, and its length."""

Step = Callable[[int, int], None]
"""Told after each block: bytes done, of how many. What it raises ends the work."""


class BackupMissing(StationError):
    """There is no such file."""


class BackupDamaged(StationError):
    """The file is no backup, or not as it was written."""


class Pack:
    """The parts of a backup, by name, each checked against the manifest as it is read."""

    def __init__(self, place: Path, pack: zipfile.ZipFile) -> None:
        self._place = place
        self._pack = pack
        names = [info.filename for info in pack.infolist()]
        stored = all(info.compress_type == zipfile.ZIP_STORED for info in pack.infolist())
        if sorted(names) != sorted((VAULT, SLOTS, MANIFEST)) or not stored or _goes_on(place):
            raise damaged_pack(place)
        with pack.open(MANIFEST) as file:
            self.manifest: Manifest = manifest.from_bytes(file.read(manifest.MOST_BYTES))
        if self.manifest.sums.keys() != {VAULT, SLOTS}:
            raise damaged_pack(place)

    def slots(self) -> SlotFile:
        """The key slots. Raises BackupDamaged."""
        with _believed(self._place):
            with self._pack.open(SLOTS) as part:
                written = part.read(MAX_BYTES + 1)
            if hashlib.sha256(written).hexdigest() != self.manifest.sums[SLOTS]:
                raise damaged_pack(self._place)
            return from_bytes(written)

    def copy(self, name: str, to: Path | None, step: Step) -> None:
        """Read this part, and write it to a file if one is named. Raises BackupDamaged."""
        found = hashlib.sha256()
        whole = self._pack.getinfo(name).file_size
        with _believed(self._place), self._pack.open(name) as part:
            if to is None:
                pour(part, whole, step, found.update)
            else:
                with to.open("wb") as file:
                    pour(part, whole, step, found.update, file.write)
        if found.hexdigest() != self.manifest.sums[name]:
            raise damaged_pack(self._place)


def _goes_on(place: Path) -> bool:
    """Whether something lies behind the end of the zip: whoever reads zips overlooks it."""
    with place.open("rb") as file:
        file.seek(-_LAST_BYTES, os.SEEK_END)
        return not file.read().startswith(_LAST)


def pour(source: IO[bytes], whole: int, step: Step, *sinks: Callable[[bytes], object]) -> None:
    """Give all of `source`, of `whole` bytes, to each of the sinks."""
    done = 0
    while block := source.read(_BLOCK):
        for sink in sinks:
            sink(block)
        done += len(block)
        step(done, whole)


def pack(packed: Path, vault: Path, slots: bytes, told: bytes, step: Step) -> None:
    """Make the file `packed` of a vault, its slots and their manifest."""
    with zipfile.ZipFile(packed, "x") as made:
        made.writestr(zipfile.ZipInfo(MANIFEST), told)
        made.writestr(zipfile.ZipInfo(SLOTS), slots)
        with (
            made.open(zipfile.ZipInfo(VAULT), "w", force_zip64=True) as part,
            vault.open("rb") as file,
        ):
            pour(file, vault.stat().st_size, step, part.write)


@contextmanager
def unpacked(source: Path) -> Iterator[Pack]:
    """The backup at `source`. Raises BackupMissing, BackupDamaged."""
    if not source.is_file():
        raise BackupMissing(
            "there is no backup {place}", "Check the name, and that the stick is in.", place=source
        )
    with _believed(source):
        opened = zipfile.ZipFile(source)
    with opened:
        with _believed(source):
            parts = Pack(source, opened)
        yield parts


def damaged_pack(place: Path) -> BackupDamaged:
    """The error for a file that is no backup, or not as it was written."""
    return BackupDamaged(
        "{place} is no backup of this program, or it is damaged",
        "Use an older backup, or copy the file from its first place again.",
        place=place,
    )


@contextmanager
def _believed(place: Path) -> Iterator[None]:
    """Whatever is wrong with the form of the file is one error. RuntimeError is a version or
    an encryption of zip that Python cannot read, or too many levels of JSON."""
    try:
        yield
    except StationError:
        raise
    except (
        zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, EOFError, RuntimeError,
    ) as wrong:  # fmt: skip
        raise damaged_pack(place) from wrong
