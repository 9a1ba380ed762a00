"""The folder into which a scanner or a document camera writes: what is new in it, and taking it in.

A picture of an identity card in a folder is personal data in clear. So what was attached is removed
from the folder, once it is on the disk in the vault; `[scan] keep = yes` leaves it there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from station.desk.office import Office
from station.desk.scans import ScanDesk
from station.domain.errors import StationError
from station.domain.scan_events import Scan
from station.domain.stamp import OFFICIAL_TIME

MOST_SHOWN = 200
ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".pdf"})


class NoScanFolder(StationError):
    """No folder was named, or it is not there."""


@dataclass(frozen=True, kw_only=True)
class Lying:
    """A file in the folder: when it was written last, by the clock of this computer."""

    path: Path
    size: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TakenFrom:
    """What was attached, and which files could not be removed from the folder."""

    scans: tuple[Scan, ...]
    left: tuple[Path, ...]


class CameraDesk:
    """The agent's document camera."""

    def __init__(self, office: Office) -> None:
        self._office = office

    @property
    def has_folder(self) -> bool:
        """Whether station.ini names a folder."""
        return self._office.settings.scan_folder is not None

    def new(self) -> list[Lying]:
        """The pictures and PDFs in the folder, the newest first. Links and folders are passed over.
        Raises NoScanFolder."""
        folder = self._office.settings.scan_folder
        if folder is None:
            raise NoScanFolder(
                "station.ini names no folder of a scanner or a document camera",
                "Write it there: [scan] folder. Or give the files: run.py scan CASE PAPER FILE",
            )
        try:
            lying = [one for path in folder.iterdir() if (one := _lying(path))]
        except OSError as fault:
            raise NoScanFolder(
                "the folder {folder} cannot be read", "Look at [scan] folder in station.ini.",
                folder=folder,
            ) from fault  # fmt: skip
        return sorted(lying, key=lambda one: (one.at, one.path.name), reverse=True)[:MOST_SHOWN]

    def take(self, number: str, seq: int, paths: Sequence[Path]) -> TakenFrom:
        """Attach these files of the folder to a paper of the case. All or none: a file that is no
        scan is told before anything is attached. Raises as
        `ScanDesk.attach_files`."""
        scans = ScanDesk(self._office).attach_files(number, seq, paths)
        if self._office.settings.scan_keep:
            return TakenFrom(scans=scans, left=())
        return TakenFrom(scans=scans, left=tuple(path for path in paths if not _removed(path)))


def _lying(path: Path) -> Lying | None:
    if path.suffix.lower() not in ENDINGS or path.is_symlink() or not path.is_file():
        return None
    found = path.stat()
    at = datetime.fromtimestamp(found.st_mtime, tz=OFFICIAL_TIME)
    return Lying(path=path, size=found.st_size, at=at)


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
