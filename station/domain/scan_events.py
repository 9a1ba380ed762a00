"""Scans and files that belong to a case, and mistakes with them."""

import re
from dataclasses import dataclass
from enum import Enum

from station.domain.event import CaseEvent

_HASH = re.compile("[0-9a-f]{64}")
PIECE_BYTES = 64 * 1024
"""The longest piece of a file: what a line of 2 kB/s brings before an exchange gives up."""
LARGEST_SCAN = 32 * 1024 * 1024
"""The names of its pieces stand in one event, and an event has a greatest length."""


class ScanForm(Enum):
    """What the bytes of a scan are."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"


@dataclass(frozen=True, kw_only=True)
class Scan:
    """A file that belongs to a case: the name that is shown, its form, and its bytes by their
    hashes. Raises ValueError for hashes and sizes that cannot be those of a file."""

    name: str
    form: ScanForm
    size: int
    sha256: str
    pieces: tuple[str, ...]
    """The SHA-256 of each piece, in order; all but the last are `PIECE_BYTES` long."""

    def __post_init__(self) -> None:
        wanted = -(-self.size // PIECE_BYTES)
        if not 0 < self.size <= LARGEST_SCAN or len(self.pieces) != wanted:
            raise ValueError("a file of another size")
        if not all(map(_HASH.fullmatch, (self.sha256, *self.pieces))):
            raise ValueError("not a SHA-256")

    def piece_size(self, place: int) -> int:
        """The length of the piece at this place, counted from 0."""
        return min(PIECE_BYTES, self.size - place * PIECE_BYTES)


@dataclass(frozen=True, kw_only=True)
class ScanAttached(CaseEvent):
    """A scan, a photo or a file belongs to the paper `seq` of the case; to its result if that is
    0. Its bytes come behind, piece by piece."""

    kind = "scan_attached"
    seq: int
    scan: Scan


@dataclass(frozen=True, kw_only=True)
class ScanViewed(CaseEvent):
    """Somebody looked at a scan, for this purpose; `saved` if a copy of it was written."""

    kind = "scan_viewed"
    seq: int
    sha256: str
    purpose: str
    saved: bool


@dataclass(frozen=True, kw_only=True)
class ScanRemoved(CaseEvent):
    """It was attached by mistake: its bytes go, at both offices (个人信息保护法 47)."""

    kind = "scan_removed"
    seq: int
    sha256: str
    reason: str
