"""What is left behind when the program fails: a number to read out, and nobody's data.

Python, its threads, its loop and its loggers would print the words of an error, and Textual the
values of all local variables: passphrases, keys, residents. Here they all end at `note`: the log
in the home holds places in the code and the names of errors, without their words. No memory of
the process goes to the disk.
"""

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from station.domain.failure import Unforeseen, number_of, places

_LARGEST = 200_000
"""Bytes; a log that grew past this becomes the older one, of which there is one."""


class _Kept:
    """Where this program notes its failures; nowhere while no home is known."""

    folder: Path | None = None
    now: Callable[[], datetime]


def keep_in(folder: Path, now: Callable[[], datetime]) -> None:
    """From now on failures are noted in this home, with the time that `now` tells."""
    _Kept.folder, _Kept.now = folder, now


def log_in(home: Path) -> Path:
    """The log of failures of this home."""
    return home / "crash.log"


def record(home: Path, found: list[str], at: str) -> Path | None:
    """Append the failure to the log that only this account can read. None: nowhere to write."""
    log = log_in(home)
    try:
        if log.exists() and log.stat().st_size > _LARGEST:
            log.replace(log.with_name(f"{log.name}.1"))
        if not log.exists():
            log.touch(mode=0o600)
        with log.open("a", encoding="utf-8") as book:
            book.write("\n".join([f"{number_of(found)} {at}", *found, "", ""]))
    except OSError:
        return None
    return log


def note(error: BaseException) -> None:
    """Write a failure that nobody foresaw into the log of the home, if one is known."""
    if _Kept.folder is not None:
        record(_Kept.folder, places(error), _Kept.now().isoformat())


def guard() -> None:
    """Called once, before anything secret is there: what nobody catches shows no values."""
    faulthandler.disable()
    sys.excepthook = lambda _kind, error, _trace: _told(error)
    threading.excepthook = lambda failed: _told(failed.exc_value)
    sys.unraisablehook = lambda failed: _told(failed.exc_value)
    logging.getLogger().addHandler(_Nameless())
    _keep_memory()


def _told(error: BaseException | None) -> None:
    if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
        return
    note(error)
    if sys.stderr is not None:
        sys.stderr.write(f"{Unforeseen(error)}\n")


class _Nameless(logging.Handler):
    """Takes what libraries and the loop log: where it went wrong is kept, their words are not."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            note(error)


if sys.platform == "win32":
    import ctypes

    def _keep_memory() -> None:
        """Reports of Windows leave the heap out. Pages and hibernation are the system's."""
        ctypes.windll.kernel32.WerSetFlags(1)

else:
    import ctypes
    import resource
    from contextlib import suppress

    _DUMPABLE = 4  # PR_SET_DUMPABLE of linux/prctl.h

    def _keep_memory() -> None:
        """No core dump; and on Linux nobody of this account reads the memory of the process."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            with suppress(OSError, AttributeError):
                ctypes.CDLL(None).prctl(_DUMPABLE, 0, 0, 0, 0)
