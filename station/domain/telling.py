"""How things are told to people: words with their values, lines that steer no terminal.

What translates is handed in: `say`.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Protocol, runtime_checkable
from unicodedata import category

Say = Callable[[str], str]
"""From an English msgid to the word in the reader's language."""


@runtime_checkable
class Tellable(Protocol):
    """A value that has words of its own."""

    def told(self, say: Say) -> str:
        """The words, in the reader's language."""


_LONGEST = 1000
_PLACE = re.compile(r"\{(\w+)\}")


def name_of(name: str | Enum) -> str:
    """The msgid for a state, a kind of event or another name of the rolls."""
    return str(name.value if isinstance(name, Enum) else name).replace("_", " ")


def fill(words: str, values: Mapping[str, object]) -> str:
    """The values in their places. Other braces stay: a hint may show a piece of JSON."""
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), words)


def shortened(text: str) -> str:
    """As much of a value as a message repeats: enough to find it again."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def quoted(words: Iterable[str]) -> str:
    """Words that are to be written as they stand here, in whatever language they are told."""
    return ", ".join(f'"{word}"' for word in words)


# ---- on a terminal

_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's classes of controls, bidi and zero-width marks, lone surrogates, line separators."""


def harmless(line: str) -> str:
    """The line without anything that steers a terminal or begins another line."""
    return "".join("?" if category(char) in _STEERING else char for char in line)


def one_line_of_json(value: object) -> str:
    """The value as JSON; nothing is lost, for what steers is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(json.dumps(char)[1:-1] if category(char) in _STEERING else char for char in text)
