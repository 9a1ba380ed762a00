"""The private spool: sheets in clear, only while they print or are open."""

import contextlib
import os
from pathlib import Path


class Spool:
    """A folder that only this user can read, emptied whenever the station opens or closes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, name: str) -> Path:
        """Where a sheet of this name lies."""
        return self._folder / name

    def put(self, name: str, data: bytes) -> Path:
        """Lay a sheet into the spool; where it lies."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        path = self.place(name)
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(data)
        return path

    def remove(self, path: Path) -> None:
        """Remove one sheet that nobody reads any more; what cannot go now goes with the others."""
        with contextlib.suppress(OSError):
            path.unlink()

    def wipe(self) -> None:
        """Remove every sheet. One that a viewer holds open (on Windows) goes the next time. What
        somebody laid here in place of the folder goes too, and nothing where it leads to."""
        if self._folder.is_symlink():
            self._folder.unlink()
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                path.unlink()
        with contextlib.suppress(OSError):
            self._folder.rmdir()
