"""What the code of an item guide (办事指南, F25) says: words that any telephone shows, with no
network.

    办事指南 <item> 版本<version>
    <words>
    <address>

The first line is for programs, too: it names the item and its version, so that a scanner at the
desk opens the guide. Words and address may be empty; words that are too long are cut.
"""

import re
from dataclasses import dataclass

from station.domain.errors import StationError

_FIRST = re.compile(r"办事指南 ([A-Za-z0-9.-]{1,32}) 版本([1-9][0-9]{0,3})")
_MORE = "…"
MOST_BYTES = 210
"""In UTF-8: a QR code of 57 modules a side at level M, which prints readably on 25 mm."""


class BadGuideCode(StationError):
    """The code of a guide cannot be made of this, or is not one."""


@dataclass(frozen=True, kw_only=True)
class GuideCode:
    """The item in the version of which the guide tells, and what it says in short."""

    item: str
    version: int
    words: str = ""
    address: str = ""


def guide_text(code: GuideCode) -> str:
    """The text of the code. Raises BadGuideCode for an address that leaves no room."""
    first = f"办事指南 {code.item} 版本{code.version}"
    if not _FIRST.fullmatch(first):
        raise BadGuideCode("the item has no code", "Ask the district for the catalogue.")
    words = " ".join(code.words.split())
    room = MOST_BYTES - len("\n".join(filter(None, (first, code.address))).encode()) - 1
    if room < 0 or code.address.split() not in ([], [code.address]):
        raise BadGuideCode(
            "the address of the guide is too long for its code, or has blanks in it",
            "Shorten it to 100 characters.",
        )
    return "\n".join(filter(None, (first, _cut(words, room), code.address)))


def read_guide(text: str) -> GuideCode:
    """What the code of a guide says. Raises BadGuideCode."""
    first, *rest = text.strip().splitlines() or [""]
    found = _FIRST.fullmatch(first)
    if not found:
        raise BadGuideCode("this is not the code of an item guide", "Scan its square again.")
    has_address = bool(rest) and "://" in rest[-1]
    words = rest[:-1] if has_address else rest
    return GuideCode(
        item=found[1], version=int(found[2]), words=" ".join(words),
        address=rest[-1] if has_address else "",
    )  # fmt: skip


def _cut(words: str, room: int) -> str:
    """The words in so many bytes, whole characters only."""
    if len(words.encode()) <= room:
        return words
    kept = words.encode()[: max(room - len(_MORE.encode()), 0)].decode(errors="ignore").rstrip()
    return kept + _MORE if kept else ""
