"""The private spool: sheets in clear, only while they print or are open.

Each process has a folder of its own in it, with a lock that the operating system drops when the
process ends, however it ends. So any start can tell what a killed process left from what another
one prints just now, and wipes the former, without a passphrase.
"""

import atexit
import os
import sys
import threading
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from station.storage.holding import locked

_LOCK = "held.lock"


class Spool:
    """A folder that only this user can read. What is put there goes with `wipe`, at the latest when
    the program ends; if it is killed, when a program next starts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = folder
        self._held: BinaryIO | None = None
        self._turn = threading.Lock()  # sheets are printed beside the screen

    def place(self, name: str) -> Path:
        """Where a sheet of this name lies, or lay."""
        return self._own / name

    def put(self, name: str, data: bytes) -> Path:
        """Lay a sheet into the spool; where it lies."""
        with self._turn:
            if self._held is None:
                self._held = self._taken()
                atexit.register(self.wipe)
            path = self.place(name)
            opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(opened, "wb") as file:
                file.write(data)
        return path

    def remove(self, path: Path) -> None:
        """Remove one sheet that nobody reads any more; what cannot go now goes with the others."""
        with suppress(OSError):
            path.unlink()

    def wipe(self) -> None:
        """Remove every sheet of this spool, and what no living process holds. One that a viewer
        holds open (on Windows) goes the next time. What somebody laid here in place of the folder
        goes too, and nothing where it leads to."""
        with self._turn:
            if self._held is not None:
                atexit.unregister(self.wipe)
                _clear(self._own, self._held)
                self._own, self._held = self._folder, None
        with suppress(OSError):
            if self._folder.is_symlink():
                self._folder.unlink()
            if self._folder.is_dir():
                for one in self._folder.iterdir():
                    _wipe_left(one)

    def _taken(self) -> BinaryIO:
        """A new folder for this process, and the lock that tells so. Another start may find the
        folder before it is locked, and take it away."""
        for number in count(1):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            self._own = self._folder / str(number)
            with suppress(FileExistsError, FileNotFoundError):
                self._own.mkdir(mode=0o700)
                held = (self._own / _LOCK).open("ab")
                if locked(held) and _is_there(held, self._own / _LOCK):
                    return held
                held.close()
        raise AssertionError


def _is_there(held: BinaryIO, path: Path) -> bool:
    """Whether the file that was locked is still the one of this name."""
    return path.exists() and os.path.samestat(os.fstat(held.fileno()), path.stat())


def _wipe_left(one: Path) -> None:
    """Remove what lies in the spool, unless a living process holds it."""
    with suppress(OSError):
        if one.is_symlink() or not one.is_dir():
            one.unlink()
            return
        held = (one / _LOCK).open("ab")
        if locked(held):
            _clear(one, held)
        held.close()


def _clear(folder: Path, held: BinaryIO) -> None:
    """Remove the folder whose lock is held, the lock last."""
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name != _LOCK:
                with suppress(OSError):
                    path.unlink()
    if sys.platform == "win32":  # a file that is open cannot be removed there
        held.close()
    with suppress(OSError):
        (folder / _LOCK).unlink()
        folder.rmdir()
    held.close()
