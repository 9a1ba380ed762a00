"""Bytes as letters that a person reads from paper and types: groups of five, each with its own
check, so that a slip is told at the group where it happened.

    group  =  four characters of Crockford's base 32 (20 bits) and a check character
    text   =  length of the data in two bytes || data || zero bits up to the end of the group;
              last group: the first 20 bits of SHA-256 over the data

The check of a group is a polynomial over GF(32) (x^5 + x^2 + 1) in its characters and its place: it
finds each single wrong character, each two that changed places, and groups in the wrong order.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from station.domain.errors import StationError

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, so that what is misread can be put right."""
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
GROUP = 5
IN_A_ROW = 6
_BITS = 20
_MOST = 4096
_ROW = re.compile(r"^\s*\d{1,3}[.:)]")


class WrongLetters(StationError):
    """What was typed is not what stands on the paper."""


def to_letters(data: bytes) -> tuple[str, ...]:
    """The groups. Raises ValueError for more than 4096 bytes."""
    if len(data) > _MOST:
        raise ValueError("this is too much to type")
    whole = len(data).to_bytes(2) + data
    bits = int.from_bytes(whole) << (-len(whole) * 8) % _BITS
    count = -(-len(whole) * 8 // _BITS)
    values = [bits >> _BITS * (count - 1 - place) & (1 << _BITS) - 1 for place in range(count)]
    values.append(_sum(data))
    return tuple(_group(value, place) for place, value in enumerate(values))


def rows(groups: tuple[str, ...]) -> Iterator[str]:
    """The groups in numbered rows, as they stand on paper and in a file."""
    for at in range(0, len(groups), IN_A_ROW):
        yield f"{at // IN_A_ROW + 1:2}. {' '.join(groups[at : at + IN_A_ROW])}"


def from_letters(text: str) -> bytes:
    """The data in these groups: as typed, with or without numbers of rows; lines that begin with
    # are passed over. Raises WrongLetters, which names every wrong group."""
    groups = checked_groups(text)
    values = [_value(group[:-1]) for group in groups]
    bits = 0
    for value in values[:-1]:
        bits = bits << _BITS | value
    spare = (len(values) - 1) * _BITS % 8
    whole = (bits >> spare).to_bytes((len(values) - 1) * _BITS // 8)
    data = whole[2 : 2 + int.from_bytes(whole[:2])]
    if to_letters(data) != groups:
        raise WrongLetters(
            "the letters end too early, or go on too long",
            "Type all rows to the last, or use the file instead.",
        )
    return data


def checked_groups(text: str) -> tuple[str, ...]:
    """The groups in the rows that were typed so far. Raises WrongLetters, which names every wrong
    group."""
    groups = _groups(text)
    wrong = [
        place
        for place, group in enumerate(groups)
        if len(group) != GROUP or not set(group) <= set(LETTERS) or not _is_right(group, place)
    ]
    if wrong or not groups:
        raise WrongLetters(
            "these groups are not as they stand on the paper: {places}",
            "Each row has {count} groups of {length}. Look at these again; none may be left out.",
            places=", ".join(_place(place) for place in wrong[:8]) or "-", count=IN_A_ROW,
            length=GROUP,
        )  # fmt: skip
    return groups


def name_in_letters(digest: bytes) -> str:
    """Eight letters for the first 40 bits: short enough to be compared over the telephone."""
    bits = int.from_bytes(digest[:5])
    text = "".join(LETTERS[bits >> 5 * place & 31] for place in range(7, -1, -1))
    return f"{text[:4]}-{text[4:]}"


def _groups(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", text).upper().translate(MISREAD)
    lines = (_ROW.sub("", line) for line in plain.splitlines() if not line.lstrip().startswith("#"))
    return tuple(group for line in lines for group in line.replace("-", " ").split())


def _place(place: int) -> str:
    return f"{place // IN_A_ROW + 1}.{place % IN_A_ROW + 1}"


def _group(value: int, place: int) -> str:
    text = "".join(LETTERS[value >> 5 * at & 31] for at in (3, 2, 1, 0))
    return text + _check(text, place)


def _value(text: str) -> int:
    value = 0
    for character in text:
        value = value << 5 | LETTERS.index(character)
    return value


def _is_right(group: str, place: int) -> bool:
    return _check(group[:-1], place) == group[-1]


def _check(text: str, place: int) -> str:
    found = place % 31 + 1
    for character in text:
        found = _times_x(found) ^ LETTERS.index(character)
    return LETTERS[_times_x(found)]


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ 0b100101 if value & 32 else value


def _sum(data: bytes) -> int:
    return int.from_bytes(hashlib.sha256(data).digest()[:3]) >> 4
