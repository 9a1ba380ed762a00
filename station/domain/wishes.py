"""What is asked for in JSON: one object, in which each name stands once."""

import json

from station.domain.errors import BadInput, StationError


class NoObject(StationError):
    """The text is not one JSON object."""


def json_object(text: str) -> dict[str, object]:
    """The values by their names. Raises NoObject, or BadInput at a name that stands twice."""
    try:
        found = json.loads(text, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise NoObject("this is no JSON object", 'Write it like {"name": "value"}.')
    return found


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The last of two would win and nobody would know."""
    found: dict[str, object] = {}
    twice: dict[str, StationError] = {}
    for name, value in pairs:
        if name in found:
            twice[name] = StationError("it stands there twice", "Keep one of the two.")
        found[name] = value
    if twice:
        raise BadInput(twice)
    return found
