"""How things are told to people: errors in their language, lines that steer no terminal.

What translates is handed in: `say`.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Protocol, runtime_checkable
from unicodedata import category

from station.domain.errors import BadInput, StationError

Say = Callable[[str], str]
"""From an English msgid to the word in the reader's language."""


@runtime_checkable
class Tellable(Protocol):
    """A value that has words of its own."""

    def told(self, say: Say) -> str:
        """The words, in the reader's language."""


_LONGEST = 1000
"""Characters of a value that a message repeats: enough to find it again."""
_PLACE = re.compile(r"\{(\w+)\}")


@cache
def _names() -> frozenset[str]:
    """Names that have words. Imported when an error is told: the first screen tells none."""
    from station.domain.acts import ACTS
    from station.domain.events import KINDS
    from station.domain.states import CaseState

    titles = {act.title for act in ACTS.values()}
    return frozenset({state.value for state in CaseState} | KINDS.keys() | titles)


def name_of(name: str | Enum) -> str:
    """The msgid for a state, a kind of event or another name of the rolls."""
    return str(name.value if isinstance(name, Enum) else name).replace("_", " ")


def explain(error: StationError, say: Say) -> tuple[str, str]:
    """What went wrong, and what to do next."""
    values = {name: _shown(value, say) for name, value in error.values.items()}
    if isinstance(error, BadInput):
        told = (f"{say(name)}: {explain(fault, say)[0]}" for name, fault in error.fields.items())
        values["faults"] = "; ".join(told)
    return fill(say(error.message), values), fill(say(error.hint), values)


def because(reason: str, values: Mapping[str, str], say: Say) -> str:
    """Why an event has no effect (`case.Why`, `EventRefused`). The words may have come over the
    line: nothing in them is more than a name between braces."""
    return fill(say(reason), {name: _shown(value, say) for name, value in values.items()})


def fill(words: str, values: Mapping[str, object]) -> str:
    """The values in their places. Other braces stay: a hint may show a piece of JSON."""
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), words)


def _shown(value: object, say: Say) -> object:
    """States, kinds of event and acts, alone or in a row, have words of their own."""
    if isinstance(value, Enum):
        return say(name_of(value))
    if isinstance(value, StationError):
        return explain(value, say)[0]
    if isinstance(value, Tellable):
        return value.told(say)
    return _said(value, say) if isinstance(value, str) else value


def _said(text: str, say: Say) -> str:
    if text in _names():
        return say(name_of(text))
    if len(text) > _LONGEST:
        return f"{text[:_LONGEST]}…"
    return ", ".join(say(name_of(part)) if part in _names() else part for part in text.split(", "))


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
