"""What went wrong, in the reader's language: names of states, events and acts have words too.

What translates is handed in: `say`.
"""

from collections.abc import Mapping
from enum import Enum
from functools import cache

from station.domain.errors import BadInput, StationError
from station.domain.telling import Say, Tellable, fill, name_of, shortened


@cache
def _names() -> frozenset[str]:
    """Names that have words. Imported when an error is told: the first screen tells none."""
    from station.domain.acts import ACTS
    from station.domain.events import KINDS
    from station.domain.states import CaseState

    titles = {act.title for act in ACTS.values()}
    return frozenset({state.value for state in CaseState} | KINDS.keys() | titles)


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
    if shortened(text) != text:
        return shortened(text)
    return ", ".join(say(name_of(part)) if part in _names() else part for part in text.split(", "))
