"""Scans and files that belong to a case, and mistakes with them."""

from dataclasses import dataclass
from enum import Enum

from station.domain.event import CaseEvent
from station.domain.pieced import Pieced


class ScanForm(Enum):
    """What the bytes of a scan are."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"


@dataclass(frozen=True, kw_only=True)
class Scan(Pieced):
    """A file that belongs to a case: the name that is shown, its form, and its bytes by their
    hashes. Raises ValueError for hashes and sizes that cannot be those of a file."""

    name: str
    form: ScanForm


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
