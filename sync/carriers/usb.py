"""Parcels on a stick: plain files named `station-parcels/<sender>-to-<recipient>-0001.parcel`.

Each office writes and removes its own files only, and reads those that name it. Nothing on
the stick is trusted: links, pipes, oversized and unreadable files are passed over. Nothing is
marked delivered, so a stick that is lost, copied or carried twice does no harm.
"""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sync.errors import NoAnswer
from sync.seal import MAX_SEALED

FOLDER = "station-parcels"
MOST_ENTRIES = 200_000
MOST_FILES = 10_000
"""How much of a stick is looked at, and how many parcels are read from it at once."""
_NAME = re.compile(r"(?P<sender>\w[\w-]{0,63})-to-(?P<recipient>\w[\w-]{0,63})-\d{4}\.parcel", re.A)


def senders(stick: Path, me: str) -> list[str]:
    """The offices from which the stick carries parcels to us, in order of their names."""
    found = (_NAME.fullmatch(name) for name in _names(stick))
    return sorted({match["sender"] for match in found if match and match["recipient"] == me})


class UsbCarrier:
    """One office's view of a stick (or any folder): its own files and its peer's."""

    def __init__(self, stick: Path, *, me: str, peer: str) -> None:
        self._stick = stick
        self._mine = f"{me}-to-{peer}-"
        self._theirs = f"{peer}-to-{me}-"
        self._written = 0
        self._read: set[str] = set()

    def deliver(self, parcel: bytes) -> None:
        """Write one parcel and read it back. Raises NoAnswer.

        The first one makes the files of earlier visits worthless: what they held and the
        peer does not hold yet is written again. So they are removed after it is safe.
        """
        if len(parcel) > MAX_SEALED:
            raise NoAnswer("too-long")
        try:
            folder = _folder(self._stick)
            target = folder / f"{self._mine}{self._written + 1:04}.parcel"
            _write(target, parcel)
            self._written += 1
            if self._written == 1:
                _remove_others(folder, self._mine, keep=target.name)
        except OSError as fault:
            raise NoAnswer(_WRITE_FAULTS.get(fault.errno or 0, "stick-broken")) from fault

    def collect(self) -> Iterator[bytes]:
        """The peer's parcels that were not read yet, in the order in which they were written.

        Raises NoAnswer at the end, after all others, if some could not be read.
        """
        unread = []
        for name in sorted(_names(self._stick)):
            if name in self._read or not name.startswith(self._theirs) or not _NAME.fullmatch(name):
                continue
            self._read.add(name)
            try:
                data = _read(self._stick / FOLDER / name)
            except OSError:
                unread.append(name)
                continue
            if data is not None:
                yield data
        if unread:
            raise NoAnswer("stick-unread", files=", ".join(unread))


_WRITE_FAULTS = {
    errno.ENOSPC: "stick-full",
    errno.EDQUOT: "stick-full",
    errno.EFBIG: "stick-full",
    errno.EROFS: "stick-read-only",
    errno.EACCES: "stick-read-only",
    errno.EPERM: "stick-read-only",
    errno.ENOENT: "stick-missing",
    errno.ENOTDIR: "stick-foreign",
    errno.EEXIST: "stick-foreign",
}


def _names(stick: Path) -> list[str]:
    if not stick.is_dir():
        raise NoAnswer("stick-missing")
    folder = stick / FOLDER
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise NoAnswer("stick-foreign")
        with os.scandir(folder) as entries:
            names = (entry.name for entry in islice(entries, MOST_ENTRIES))
            return sorted(islice(filter(_NAME.fullmatch, names), MOST_FILES))
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise NoAnswer("stick-unread", files=FOLDER) from fault


def _folder(stick: Path) -> Path:
    if not stick.is_dir():
        raise NoAnswer("stick-missing")
    folder = stick / FOLDER
    folder.mkdir(exist_ok=True)
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise NoAnswer("stick-foreign")
    return folder


def _write(target: Path, parcel: bytes) -> None:
    """A name that is there has its whole content, also after a stick was pulled out."""
    passing = target.with_suffix(".part")
    with contextlib.suppress(FileNotFoundError):
        passing.unlink()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(passing, flags, 0o644), "wb") as file:
            file.write(parcel)
            file.flush()
            os.fsync(file.fileno())
            _forget_cached(file.fileno())
        passing.replace(target)
        _sync_folder(target.parent)
        if _read(target) != parcel:
            raise OSError(errno.EIO, "read back other bytes")
    except OSError:
        with contextlib.suppress(OSError):
            passing.unlink(missing_ok=True)
        raise


def _read(path: Path) -> bytes | None:
    """The bytes of a plain file; None for a link, a pipe, a device or a folder."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    flags = os.O_RDONLY | _NO_LINK | _NO_WAIT | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return None
        return file.read(MAX_SEALED + 1)


def _forget_cached(opened: int) -> None:
    """So that reading back asks the stick and not the memory of the machine, where that can be."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable too; Windows has no such call and writes names at once."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _remove_others(folder: Path, mine: str, *, keep: str) -> None:
    for name in _names(folder.parent):
        if name.startswith(mine) and name != keep and _NAME.fullmatch(name):
            with contextlib.suppress(OSError):
                (folder / name).unlink()


_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
