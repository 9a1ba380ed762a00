"""The boundary where text enters: what passes is text and nothing else.

Text that people or other machines supply reaches a terminal, a PDF, SQL and CSV. Here it is
put into one normal form, and refused if it holds characters that steer machines instead of
speaking to people. Names keep every Han character there is, variation selectors included:
nothing is folded to a look-alike (GB 18030-2022, level 3).
"""

import re
import unicodedata

from station.domain.errors import StationError

MAX_LINE = 200
MAX_TEXT = 4000

_STEERING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 (tab and line feed are looked at below), DEL, C1
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, bidi, separators
    "\ufeff\ufff9-\ufffb\ud800-\udfff"  # byte order mark, annotations, lone surrogates
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    "\U000e0000-\U000e007f"  # tags
)
_REFUSED_IN_TEXT = re.compile(f"[{_STEERING}]")
_REFUSED_IN_LINE = re.compile(f"[{_STEERING}\t\n]")

_COMPATIBILITY = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")


class UnsafeText(StationError):
    """A character that steers machines, or more text than the field holds."""


def clean_line(text: str, *, longest: int = MAX_LINE) -> str:
    """One line in normal form NFC, outer white space removed. Raises UnsafeText."""
    return _clean(text, _REFUSED_IN_LINE, longest)


def clean_text(text: str, *, longest: int = MAX_TEXT) -> str:
    """Text of several lines; line ends become line feeds. Raises UnsafeText."""
    return _clean(text.replace("\r\n", "\n").replace("\r", "\n"), _REFUSED_IN_TEXT, longest)


def is_clean_text(text: str) -> bool:
    """Whether `clean_text` leaves it as it is."""
    # No steering character is printable, and nearly all text is.
    if text.isprintable() and len(text) <= MAX_TEXT and unicodedata.is_normalized("NFC", text):
        return text == text.strip()
    try:
        return clean_text(text) == text
    except UnsafeText:
        return False


def normal_form(text: str) -> str:
    """NFC, but for compatibility ideographs: NFC folds nine that GB 18030 has of its own
    (U+F92C to U+FA20), and a name keeps the character it was registered with."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return "".join(
        part if _COMPATIBILITY.match(part) else unicodedata.normalize("NFC", part)
        for part in _COMPATIBILITY.split(text)
    )


def _clean(text: str, refused: re.Pattern[str], longest: int) -> str:
    if len(text) > 4 * longest:
        raise _too_long(longest)
    if found := refused.search(text):
        raise UnsafeText(
            "character U+{code} cannot be stored",
            "Type the text by hand instead of pasting it.",
            code=f"{ord(found[0]):04X}",
        )
    text = normal_form(text).strip()
    if len(text) > longest:
        raise _too_long(longest)
    return text


def _too_long(longest: int) -> UnsafeText:
    return UnsafeText(
        "longer than {longest} characters", "Shorten it, or say it in two steps.", longest=longest
    )
