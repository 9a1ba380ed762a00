"""A file in clear leaves the program: saved to a folder that somebody named, or shown by the
system's viewer."""

import os
import shutil
import sys
from enum import Enum
from pathlib import Path

from station.desk.programs import start
from station.domain.errors import StationError
from station.storage import durable


class CannotSave(StationError):
    """The folder or file for the sheet cannot be written."""


class NoViewer(StationError):
    """Nothing here shows a PDF."""


class Way(Enum):
    """What became of a sheet."""

    PRINTED = "printed"
    OPENED = "opened"
    SAVED = "saved"
    KEPT = "kept for now"
    """In the spool, for whoever takes it from there before the station is locked or left."""
    QUEUED = "waiting"


def save(data: bytes, name: str, out: Path) -> Path:
    """Write what was made under this name to a folder, or to the file `out`, for this user alone.
    Raises CannotSave."""
    path = out / name if out.is_dir() else out
    try:
        durable.write(path, data, private=True)
    except OSError as fault:
        raise CannotSave(
            "{place} cannot be written",
            "That the sheet was made is on record; choose another folder and print again.",
            place=out,
        ) from fault
    return path


def check_writable(out: Path, home: Path) -> None:
    """Raises CannotSave. Never into the home: nothing lies there in clear, and the vault is not
    written over."""
    folder = out if out.is_dir() else out.parent
    if folder.resolve().is_relative_to(home.resolve()):
        raise _cannot_save(out)
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise _cannot_save(out)


def _cannot_save(out: Path) -> CannotSave:
    return CannotSave(
        "{place} cannot be written", "Choose another folder; the case is unchanged.", place=out
    )


def show_file(path: Path) -> bool:
    """Show the file with the system's viewer, if there is a desktop."""
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606 - a PDF made here
        except OSError:  # no program is set for such files
            return False
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    viewer = shutil.which("xdg-open")
    return viewer is not None and start([viewer, str(path)])
