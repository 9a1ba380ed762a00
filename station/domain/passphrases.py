"""What a passphrase is once it is typed, and how much of it others can guess."""

import re
import unicodedata
from collections.abc import Callable, Collection
from itertools import pairwise

from station.domain.errors import StationError

LEAST_CHARACTERS = 15  # NIST SP 800-63B-4 for a passphrase that stands alone
LEAST_DIGITS = 14  # made by chance: 10^14 guesses at the floor's cost are centuries on one card
_LEAST_UNGUESSED = 8
LEAST_BESIDE_A_KEY_FILE = 6
_LEAST_UNGUESSED_BESIDE = 4

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


class WeakPassphrase(StationError):
    """Somebody who has copied the files would find the passphrase."""


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


def check_passphrase(passphrase: str, words: Collection[str], *, key_file: bool = False) -> None:
    """Whether it may protect an office. `words`: what everybody there knows, such as the names
    of agents and village and the office's code. Raises WeakPassphrase with all that is wrong.

    Long enough is 15 characters of any kind, or 14 digits. NIST SP 800-63B-4: no rules about
    kinds of characters, a list of what is too common. What that list, dates, telephone numbers,
    sequences and repetitions explain does not count.

    Beside a `key_file` six characters do: it adds 256 bits that no guess finds, and the passphrase
    has only to stop who has stolen the stick too, as an activation secret does (NIST SP 800-63B-4
    section 3.2.10: at least four characters, better six). Against somebody who has both stick and
    computer six digits last for minutes.
    """
    plain = normal_form(passphrase)
    least = LEAST_DIGITS if plain.isdecimal() else LEAST_CHARACTERS
    short = len(plain) < (LEAST_BESIDE_A_KEY_FILE if key_file else least)
    left = _LEAST_UNGUESSED_BESIDE if key_file else _LEAST_UNGUESSED
    guessed = len(unguessed(plain, words)) < left
    hint = "Take the digits that the program makes, or a sentence that nobody else would say."
    if short and guessed:
        raise WeakPassphrase("the passphrase is too short, and made of what others can guess", hint)
    if short and key_file:
        raise WeakPassphrase(
            "the passphrase has {length} characters, beside a key file 6 are needed", hint,
            length=len(plain),
        )  # fmt: skip
    if short:
        raise WeakPassphrase(
            "the passphrase has {length} characters, 15 are needed", hint, length=len(plain)
        )
    if guessed:
        raise WeakPassphrase(
            "the passphrase is made of names, dates, sequences or words that others can guess",
            hint,
        )


def generate_passphrase(chance: Callable[[int], bytes]) -> str:
    """14 digits in groups, easy on a number pad. Spaces do not count when it is typed."""
    for _ in range(100):
        digits = f"{int.from_bytes(chance(16)) % 10**LEAST_DIGITS:0{LEAST_DIGITS}}"
        try:
            check_passphrase(digits, ())
        except WeakPassphrase:  # chance too can make a birthday or a telephone number
            continue
        return " ".join((digits[:4], digits[4:7], digits[7:11], digits[11:]))
    raise ValueError("this is no chance")


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()
