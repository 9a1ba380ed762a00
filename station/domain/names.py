"""How names, telephones and addresses are written, and how they are shown to strangers.

Each has one normal form. What can be brought into it (full-width letters, stray spaces,
look-alike separators) is; the rest is refused in words.
"""

import re
from unicodedata import normalize

from station.domain.errors import StationError
from station.domain.stamp import SYSTEM
from station.domain.text import clean_line

MAX_NAME = 100

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FILLERS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")


class BadName(StationError):
    """Not the name of a person."""


class BadPhone(StationError):
    """Not a telephone number."""


def half_width(text: str) -> str:
    """Full-width forms of ASCII, which Chinese input methods type, as ASCII."""
    return text.translate(_HALF_WIDTH)


def compact(text: str) -> str:
    """Digits and letters as typed by a Chinese input method or from a card, in one piece:
    half-width, upper case, without spaces and hyphens. Raises UnsafeText."""
    return _FILLERS.sub("", clean_line(half_width(text))).upper()


_HAN = (
    "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003fffd"  # planes 2 and 3 hold Han alone, also blocks younger than Python's
)
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_HAN_GAP = re.compile(f"(?<=[{_HAN}{_SELECTOR}])[ .](?=[{_HAN}])")
_DOTS = re.compile(r"\s*[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65]\s*")
_SPEAKS = re.compile(f"[^\\W\\d_]|[{_HAN}]")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_FIRST = re.compile(f"(?s:.)[\u0300-\u036f{_SELECTOR}]*")


def clean_name(text: str) -> str:
    """A person's name in normal form, at most 100 characters. Raises BadName, UnsafeText.

    Any Han character is kept as typed, with its variation selector; Kangxi radicals too, which
    GB 18030-2022 counts into level 3. The separator becomes U+00B7 in all its look-alikes.
    Private-use characters are refused: each computer draws another sign for them, and files of
    systems that follow the code table of 2000 still bring some.
    """
    name = clean_line(half_width(text), longest=MAX_NAME)
    name = _DOTS.sub("\u00b7", re.sub(r"\s+", " ", name))
    name = _HAN_GAP.sub(lambda gap: "" if gap[0] == " " else "\u00b7", name)
    if not name:
        raise BadName("the name is empty", "Type it as it stands on the card.")
    if found := _PRIVATE.search(name):
        raise BadName(
            "U+{code} is a private sign that other computers show differently",
            "Type the character by its Unicode number, or the card's pinyin until it is found.",
            code=f"{ord(found[0]):04X}",
        )
    if not _SPEAKS.search(name):
        raise BadName("a name has at least one letter", "Type it as it stands on the card.")
    if name != name.strip("\u00b7") or "\u00b7\u00b7" in name:
        raise BadName(
            "a part of the name is missing beside the separator \u00b7",
            "The separator stands once between two parts.",
        )
    return name


def clean_worker(text: str) -> str:
    """The name of somebody who works here, as `clean_name`; not the one under which the program
    signs what it notes by itself. Raises BadName, UnsafeText."""
    name = clean_name(text)
    if is_program(name):
        raise BadName(
            "“{name}” is what the program calls itself", "Give the person's own name.", name=name
        )
    return name


def is_program(name: str) -> bool:
    """Whether a reader would take this name for the program's own."""
    return _UNSEEN.sub("", normalize("NFKC", name)) == SYSTEM


_UNSEEN = re.compile(f"[\\s\u00b7{_SELECTOR}]")


def mask_name(name: str) -> str:
    """The first character and a star, `张*`; a name of several parts shows that it has them."""
    first = _FIRST.match(name)
    return (first[0] if first else "") + ("*\u00b7*" if "\u00b7" in name else "*")


HIDDEN = "***"


def mask_number(number: str) -> str:
    """The first six and the last four characters of an identity number; else nothing."""
    return f"{number[:6]}{'*' * 8}{number[14:]}" if len(number) == 18 else hidden(number)


def hidden(text: str) -> str:
    """That there is something, and not what."""
    return HIDDEN if text else ""


# ---- telephones and addresses

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-8][0-9]{6,7})")
_ABROAD = re.compile(r"(\+|00)?86(?=1[3-9][0-9]{9}$)|(\+|00)86")


def clean_phone(text: str) -> str:
    """`13800005678` or `0574-86280000`; +86 is dropped. Raises BadPhone, UnsafeText."""
    number = re.sub(r"[()]", "", compact(text))
    if prefix := _ABROAD.match(number):
        number = number[prefix.end() :]
        number = number if _MOBILE.fullmatch(number) else f"0{number.removeprefix('0')}"
    if _MOBILE.fullmatch(number):
        return number
    if found := _LANDLINE.fullmatch(number):
        return f"{found[1]}-{found[2]}"
    raise BadPhone(
        "neither a mobile number of 11 digits nor a landline with its area code",
        "Type 11 digits beginning with 1, or the area code and 7 or 8 digits.",
    )


def mask_phone(phone: str) -> str:
    """`138****5678`; of a landline the area code and the last four digits."""
    area, dash, _ = phone.rpartition("-")
    return f"{area if dash else phone[:3]}{dash}****{phone[-4:]}" if phone else ""


def clean_address(text: str) -> str:
    """An address on one line. Raises UnsafeText."""
    return re.sub(r"\s+", " ", clean_line(text))
