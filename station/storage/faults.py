"""What can go wrong with a file of the house, and the translation of the strangers' errors.

    StationError
    ├── VaultMissing VaultExists PlainFile WrongKey VaultTooNew    at the door
    ├── VaultDamaged VaultReadOnly VaultBusy VaultClosed UnsafeBuild WorkStopped
    ├── DiskFull DiskFailing                                       also for slots and copies
    └── ReadingOnly                                                ever since one of `STOPPING`

SQLite names its errors by sentences; the table below is the only place that reads them. Whatever
is not in it (a broken constraint, wrong SQL) is a fault of the program and passes untranslated.
"""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from station.domain.errors import StationError


class VaultMissing(StationError):
    """There is no file where the vault should be."""


class VaultExists(StationError):
    """A new vault would lie over another file."""


class PlainFile(StationError):
    """The file is a database that nobody encrypted."""


class WrongKey(StationError):
    """The key does not open the file, or the file's first page is damaged."""


class VaultTooNew(StationError):
    """A newer program has written the file."""


class VaultDamaged(StationError):
    """A page of the file is not what was written."""


class VaultReadOnly(StationError):
    """The file or its folder may not be written."""


class VaultBusy(StationError):
    """Another program holds the file for longer than we wait."""


class VaultClosed(StationError):
    """The vault was locked while something was still being done."""


class WorkStopped(StationError):
    """A long work was given up, as somebody asked."""


class UnsafeBuild(StationError):
    """This machine's SQLCipher, or the file's place, cannot keep what the vault promises."""


class DiskFull(StationError):
    """No space is left for what should be written; nothing of it was kept."""


class DiskFailing(StationError):
    """The disk did not read or write what it was asked to."""


class ReadingOnly(StationError):
    """The disk failed earlier; until the vault is opened anew it is only read."""


STOPPING = (DiskFull, DiskFailing, VaultReadOnly, VaultDamaged)
"""After any of these a vault takes nothing more: whoever wrote on could not know what the disk
has kept of it. A failed fsync may have dropped what the system still shows as written."""


def damaged(place: Path, detail: str) -> VaultDamaged:
    """The error for a vault at `place` whose fault `detail` names."""
    return VaultDamaged(
        "the vault {place} is damaged: {detail}",
        "Record nothing more. Keep the file, and restore the newest backup.",
        place=place,
        detail=detail,
    )


def closed(place: Path) -> VaultClosed:
    """The error for a vault at `place` that was locked meanwhile."""
    return VaultClosed(
        "the vault {place} is locked", "Unlock the station and repeat the step.", place=place
    )


def exists(place: Path) -> VaultExists:
    """The error for who would make a new vault at `place`."""
    return VaultExists(
        "there is already a file {place}",
        "Open it, or choose another folder for the new one.",
        place=place,
    )


def is_unread(fault: BaseException | None) -> bool:
    """Whether it comes from a page that could not be read. SQLCipher reads nothing more on that
    connection, good pages neither."""
    while fault is not None:
        code = getattr(fault, "sqlite_errorcode", 0)
        if code in _READ_ERRORS or code & 0xFF == _CORRUPT:
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def being_read(place: Path) -> VaultBusy:
    """The error for who needs the vault at `place` alone while it is read."""
    return VaultBusy(
        "the vault {place} is being read",
        "Wait until search, printing and sync are done, then repeat the step.",
        place=place,
    )


def stopped(place: Path) -> WorkStopped:
    """The error for work on the file at `place` that was given up."""
    return WorkStopped(
        "the work on {place} was stopped",
        "Nothing of it was kept: begin it again when there is time.",
        place=place,
    )


def wrong_key(place: Path) -> WrongKey:
    """The error for a vault at `place` that its key does not open."""
    return WrongKey(
        "the key does not open the vault {place}",
        "Vault and key slots may come from different copies, or the vault is damaged. "
        "Put the pair from one backup back.",
        place=place,
    )


def _full(place: Path) -> DiskFull:
    return DiskFull(
        "no space is left on the disk of {place}",
        "Nothing of the last step was saved. Free some space, then unlock anew and repeat it.",
        place=place,
    )


def _failing(place: Path) -> DiskFailing:
    return DiskFailing(
        "the disk of {place} cannot be read or written",
        "Nothing of the last step was saved. Make a backup onto another disk at once.",
        place=place,
    )


def _read_only(place: Path) -> VaultReadOnly:
    return VaultReadOnly(
        "{place} may not be read or written",
        "Check that the folder belongs to you and that the disk is not write-protected.",
        place=place,
    )


_ONLY_READING: Mapping[type[StationError], tuple[str, str]] = MappingProxyType(
    {
        DiskFull: (
            "the disk of {place} was full: nothing more is recorded until the station is opened"
            " anew",
            "What is on the screen stays there. Free some space, then lock and unlock.",
        ),
        DiskFailing: (
            "the disk of {place} failed: nothing more is recorded until the station is opened anew",
            "What is on the screen stays there. Make a backup onto another disk, then lock and"
            " unlock; if it fails again, have the disk changed.",
        ),
        VaultReadOnly: (
            "{place} could not be written: nothing more is recorded until the station is opened"
            " anew",
            "What is on the screen stays there. Check that the folder belongs to you and that the"
            " disk is not write-protected; then lock and unlock.",
        ),
        VaultDamaged: (
            "a damaged page was found in {place}: nothing more is recorded",
            "What is on the screen stays there. Keep the file, and restore the newest backup.",
        ),
    }
)


def only_reading(place: Path, first: StationError) -> ReadingOnly:
    """The error for whoever would write into the vault at `place` after the `first` of
    `STOPPING`."""
    return ReadingOnly(*_ONLY_READING[type(first)], place=place)


def _busy(place: Path) -> VaultBusy:
    return VaultBusy(
        "another program is using {place}",
        "Close the other program (a virus scanner, a backup), then repeat the step.",
        place=place,
    )


def _malformed(place: Path) -> VaultDamaged:
    return VaultDamaged(
        "the vault {place} is damaged: a page cannot be read",
        "Record nothing more. Keep the file, and restore the newest backup.",
        place=place,
    )


_BY_SENTENCE = MappingProxyType(
    {
        "database or disk is full": _full,
        "disk I/O error": _failing,
        "unable to open database file": _read_only,
        "attempt to write a readonly database": _read_only,
        "database disk image is malformed": _malformed,
        "file is not a database": wrong_key,
        "database is locked": _busy,
        "interrupted": stopped,
    }
)
_BY_NUMBER = MappingProxyType(
    {
        errno.ENOSPC: _full,
        errno.EDQUOT: _full,
        errno.EFBIG: _full,
        errno.EIO: _failing,
        errno.EROFS: _read_only,
        errno.EACCES: _read_only,
        errno.EPERM: _read_only,
    }
)

_READ_ERRORS, _CORRUPT = (266, 522), 11
"""SQLITE_IOERR_READ and SQLITE_IOERR_SHORT_READ; SQLITE_CORRUPT of any kind."""
_ROLLED_BACK = ("no transaction is active", "no such savepoint")
"""What SQLite says when it is told to roll back and has done so already, as on a full disk."""


@contextmanager
def translated(place: Path, *strangers: type[Exception]) -> Iterator[None]:
    """Within this block the errors of the file system, and of SQLite if its classes are named
    as `strangers`, about the file at `place` come out as errors of the house.

    A roll-back that fails because SQLite has rolled back already does not hide why it did.
    """
    caught: tuple[type[Exception], ...] = (OSError, *strangers)
    try:
        yield
    except caught as stranger:
        cause: BaseException = stranger
        while cause.__context__ and any(words in str(cause) for words in _ROLLED_BACK):
            cause = cause.__context__
        ours = _translation(cause, place)
        if ours is None:
            raise
        raise ours from stranger


def _translation(cause: BaseException, place: Path) -> StationError | None:
    if isinstance(cause, StationError):
        return cause
    if isinstance(cause, OSError):
        by_number = _BY_NUMBER.get(cause.errno or 0)
        return by_number(place) if by_number else None
    said = str(cause)
    return next((ours(place) for words, ours in _BY_SENTENCE.items() if words in said), None)
