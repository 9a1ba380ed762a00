"""What a passphrase is once it is typed, and how much of it others can guess."""

import re
import unicodedata
from collections.abc import Collection
from itertools import pairwise

from station.domain.errors import StationError

_COMMON = (
    *("password", "passw0rd", "p@ssw0rd", "qwerty", "asdf", "zxcv", "1qaz", "2wsx", "3edc"),
    *("admin", "letmein", "iloveyou", "welcome", "dragon", "monkey", "mima", "woaini"),
    *("5201314", "密码", "我爱你"),
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:19|20)\d\d[-./年]?(?:0[1-9]|1[0-2])[-./月]?(?:0[1-9]|[12]\d|3[01])日?",  # a date
        r"1[3-9]\d{9}",  # a mobile telephone
        r"(?<=(.))\1+",  # one, two, three or four characters again and again
        r"(?<=(..))\1+|(?<=(...))\2+|(?<=(....))\3+",
    )
)


class UnreadablePassphrase(StationError):
    """A file of a passphrase that is not text as it is written today."""


def first_line(data: bytes) -> str:
    """The first line of a file of a passphrase. Raises UnreadablePassphrase if it is not UTF-8."""
    try:
        return data.decode("utf-8-sig").replace("\r", "\n").partition("\n")[0]
    except UnicodeDecodeError:
        raise UnreadablePassphrase(
            "this file is not text in UTF-8", "Save it as UTF-8, the passphrase on its first line."
        ) from None


def normal_form(passphrase: str) -> str:
    """One text for the same keys pressed, whatever the width of the characters (NFKC).

    A passphrase of digits alone loses the spaces and hyphens of its groups.
    """
    form = unicodedata.normalize("NFKC", passphrase)
    digits = re.sub(r"[\s-]", "", form)
    return digits if digits.isdecimal() else form


def unguessed(passphrase: str, words: Collection[str]) -> str:
    """What is left without what a guesser tries first: `words` that the place knows, common
    passwords, dates, telephone numbers, repetitions, sequences."""
    left = passphrase.casefold()
    for word in sorted((*_COMMON, *map(_plain, words)), key=len, reverse=True):
        if len(word) > 1:
            left = left.replace(word, "")
    for pattern in _PATTERNS:
        left = pattern.sub("", left)
    steps = [ord(after) - ord(before) for before, after in pairwise(left)]
    # In 1234 or dcba every character after the second follows from the two before it.
    told = {
        at for at, (one, two) in enumerate(pairwise(steps), start=2) if one == two and abs(one) == 1
    }
    return "".join(char for at, char in enumerate(left) if at not in told)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()
