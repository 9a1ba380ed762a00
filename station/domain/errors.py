"""The root of every error of the house, and the two kinds that people cause most.

    StationError            anything that went wrong and can be told to a person
    ├── RuleBroken          the law, the state table or the catalogue forbids it
    └── BadInput            what was typed or sent is wrong, told field by field, all at once

A message is an English msgid with named places; the screen translates the msgid and fills
in the values. The hint is the sentence that says what to do next.
"""

from collections.abc import Mapping
from types import MappingProxyType


class StationError(Exception):
    """Something went wrong; `message` says what, `hint` says what to do next."""

    def __init__(self, message: str, hint: str = "", **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class RuleBroken(StationError):
    """The act is not lawful now. The hint says what would make it so."""


class BadInput(StationError):
    """One or more fields are wrong. `fields` maps each field's name to its own fault."""

    def __init__(self, fields: Mapping[str, StationError], *, hint: str | None = None) -> None:
        listed = "; ".join(f"{name}: {fault}" for name, fault in fields.items())
        super().__init__(
            "please correct: {faults}",
            "Everything else was kept as typed." if hint is None else hint,
            faults=listed,
        )
        self.fields: Mapping[str, StationError] = MappingProxyType(dict(fields))


def together(
    first: Mapping[str, StationError], more: Mapping[str, StationError]
) -> dict[str, StationError]:
    """All these faults by field; of a field that is told row by row the rows of both, and of
    others the first."""
    found = {**more, **first}
    for name in first.keys() & more.keys():
        one, other = first[name], more[name]
        if isinstance(one, BadInput) and isinstance(other, BadInput):
            found[name] = BadInput({**other.fields, **one.fields})
    return found
