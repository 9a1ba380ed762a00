"""What commands write. One line of data stays one line, and steers no terminal."""

import json
import sys
from unicodedata import category

from station.desk.words import told
from station.domain.errors import StationError

_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's classes of controls, bidi and zero-width marks, lone surrogates, line separators."""


def say(line: str = "") -> None:
    """One line on stdout, at once."""
    _write("".join("?" if category(char) in _STEERING else char for char in line))


def say_json(value: object) -> None:
    """One value as one line of JSON on stdout, at once. Nothing is lost: what steers is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    _write("".join(_escaped(char) if category(char) in _STEERING else char for char in text))


def complain(fault: StationError) -> None:
    """What happened and what to do next, in one line on stderr."""
    words = "".join("?" if category(char) in _STEERING else char for char in told(fault))
    sys.stderr.write(f"{words}\n")


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1]


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
