"""What the code in the corner of a sheet says: a line that a telephone shows and a program proves.

    S1:<sheet number>:<case number>:<seal>

    seal  =  94 bytes in 151 letters (`letters.LETTERS`, the first five bits first, zero bits at
             the end): minutes since 1970-01-01 UTC, 4 bytes || which print it was, 2 ||
             facts, 16 || name of the key, 8 || Ed25519 signature, 64

All of it is capital, so that a QR code holds it in its alphanumeric mode, and one sheet has one
text: what is not exactly as it would be written is not read. Without a seal the text is a number
and proves nothing. `facts` is the beginning of a keyed hash, and tells nobody who lacks the key
what stands on the sheet. docs/adr/0045-a-seal-in-the-corner.md has the reasons.
"""

import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from station.domain.errors import StationError
from station.domain.letters import LETTERS
from station.domain.numbers import PRACTICE

_FORM = "S1"
_LATER = re.compile(r"S[2-9]:")
_SMALL = re.compile(r"s[1-9]:[a-z][0-9]{2}")
_NUMBERS = re.compile(r"[A-Z][0-9]{2}[A-Z]?-[0-9A-Za-z-]{1,60}:[0-9A-Za-z-]{0,60}")
_SEAL = struct.Struct(">IH16s8s64s")
_LENGTH = -(-_SEAL.size * 8 // 5)
_SPARE = _LENGTH * 5 - _SEAL.size * 8
_SIGNATURE = 64
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_PRINTS = 0xFFFF
FACTS, KEY_NAME = 16, 8
"""Bytes of the hash of the facts, and of the name of a key."""


class NotASheetCode(StationError):
    """A text that is in the corner of no sheet."""


@dataclass(frozen=True, kw_only=True)
class SheetSeal:
    """What is signed of a print besides its numbers."""

    printed_at: datetime
    """To the minute."""
    nth: int
    """Which print of this sheet it was; 65535 stands for all after it, too."""
    facts: bytes
    key: bytes
    """The first bytes of the SHA-256 of the public key that signed."""
    signature: bytes


@dataclass(frozen=True, kw_only=True)
class SheetCode:
    """What the code says. Without a `seal` it is a number that anybody could have written."""

    sheet_number: str
    case_number: str
    """Empty for a sheet that is about no case."""
    seal: SheetSeal | None = None

    @property
    def sheet(self) -> str:
        """Which sheet it is: F01."""
        return self.sheet_number.partition("-")[0]

    @property
    def office(self) -> str:
        """The code of the station in the sheet's number."""
        return self.sheet_number.split("-")[1]

    @property
    def practice(self) -> bool:
        """Whether the number is one of a practice station."""
        return self.office == PRACTICE


def numbers_text(sheet_number: str, case_number: str) -> str:
    """The text without a seal."""
    return f"{_FORM}:{sheet_number}:{case_number}:"


def signed_text(code: SheetCode) -> bytes:
    """What the key signs: all of the text but the signature. Needs a seal."""
    assert code.seal is not None
    numbers = numbers_text(code.sheet_number, code.case_number).encode()
    return numbers + _packed(code.seal)[:-_SIGNATURE]


def code_text(code: SheetCode) -> str:
    """The whole text."""
    numbers = numbers_text(code.sheet_number, code.case_number)
    return numbers + (_lettered(_packed(code.seal)) if code.seal else "")


def read_code(text: str) -> SheetCode:
    """What the text says, before anything is proved; white space around it does not count.
    Raises NotASheetCode."""
    line = text.strip()
    numbers, _, seal = line.removeprefix(f"{_FORM}:").rpartition(":")
    if not line.startswith(f"{_FORM}:") or not _NUMBERS.fullmatch(numbers):
        raise _not_one(line)
    sheet, _, case = numbers.partition(":")
    code = SheetCode(
        sheet_number=sheet, case_number=case, seal=_unpacked(line, seal) if seal else None
    )
    if code_text(code) != line:
        raise _not_one(line)
    return code


def _packed(seal: SheetSeal) -> bytes:
    minutes = (seal.printed_at - _EPOCH) // timedelta(minutes=1)
    nth = min(seal.nth, _MOST_PRINTS)
    return _SEAL.pack(minutes, nth, seal.facts, seal.key, seal.signature)


def _unpacked(line: str, letters: str) -> SheetSeal:
    if len(letters) != _LENGTH or not set(letters) <= set(LETTERS):
        raise _not_one(line)
    bits = 0
    for letter in letters:
        bits = bits << 5 | LETTERS.index(letter)
    data = (bits >> _SPARE).to_bytes(_SEAL.size)
    minutes, nth, facts, key, signature = _SEAL.unpack(data)
    try:
        at = _EPOCH + timedelta(minutes=minutes)
    except OverflowError:  # four bytes of minutes go on after the year 9999
        raise _not_one(line) from None
    return SheetSeal(printed_at=at, nth=nth, facts=facts, key=key, signature=signature)


def _lettered(data: bytes) -> str:
    bits = int.from_bytes(data) << _SPARE
    return "".join(LETTERS[bits >> 5 * place & 31] for place in range(_LENGTH - 1, -1, -1))


def _not_one(line: str) -> NotASheetCode:
    if _LATER.match(line):
        return NotASheetCode(
            "this code was made by a newer version of the program",
            "Update the program, or check the sheet where it was printed.",
        )
    if _SMALL.match(line):
        return NotASheetCode(
            "the scanner typed small letters for capital ones",
            "Switch Caps Lock off on the keyboard, and scan again.",
        )
    if line.isascii():
        return NotASheetCode(
            "this is not the code of a sheet, or not all of it, or it was changed",
            "Scan the square in the upper right corner again, and nothing else.",
        )
    return NotASheetCode(
        "the input method changed what the scanner typed",
        "Switch it to English (Shift, or Ctrl and the space bar), and scan again.",
    )
