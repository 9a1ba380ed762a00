"""Scans for tests: bytes that cannot be packed, as those of a picture."""

import hashlib

from station.domain.scan_events import ScanForm
from station.domain.scans import Ready

SMALL, LARGE = 150_000, 7 * 65_536
"""Three pieces that lie in the vault, and seven that lie beside it where `IN_VAULT` is `LIMIT`."""
LIMIT = 300_000


def picture(seed: str, size: int = SMALL, name: str = "") -> Ready:
    data = hashlib.shake_128(seed.encode()).digest(size)
    return Ready(name=name or f"示例 {seed}", form=ScanForm.JPEG, data=data)
