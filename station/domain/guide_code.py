"""What the code of an item guide (办事指南, F25) says: words that any telephone shows, with no
network.

    办事指南 <item> 版本<version>
    <words>
    <address>

The first line is for programs, too: it names the item and its version, so that a scanner at the
desk opens the guide. Words and address may be empty; words that are too long are cut.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from station.domain.errors import StationError
from station.domain.telling import Say, fill

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


@dataclass(frozen=True, kw_only=True)
class CheckedGuide:
    """The code of an item guide beside the catalogue: no document, and nothing is proved of it."""

    code: GuideCode
    in_force: int
    """The version with which a case begins today; 0 if none does."""

    @property
    def sure(self) -> bool:
        """Whether it is the guide of today."""
        return self.in_force == self.code.version

    @property
    def plain(self) -> dict[str, object]:
        """All of it as a value of JSON."""
        return {"guide": self.code.item, "version": self.code.version, "in_force": self.in_force}

    def headline(self, say: Say) -> str:
        """Which guide it is, and whether it is today's."""
        words = say("guide to item {item}, version {version}: not in force here")
        if self.sure:
            words = say("guide to item {item}, version {version}: in force")
        elif self.in_force:
            words = say("guide to item {item}, version {version}: now {newest} is in force")
        values = {"item": self.code.item, "version": self.code.version, "newest": self.in_force}
        return fill(words, values)

    def rows(self, say: Say) -> Iterator[tuple[str, str]]:
        """What it says besides, and that nobody signed it."""
        if self.code.words:
            yield say("Words"), self.code.words
        if self.code.address:
            yield say("Address"), self.code.address
        yield say("Signature"), say("none: anybody can draw the square of a guide")


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
