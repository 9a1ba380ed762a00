"""A file of JSON with one thing changed, for everything in it that can be changed."""

import json
from collections.abc import Iterator
from typing import Any

Whole = dict[str, Any]
Place = tuple[Any, ...]
_VALUES: tuple[Any, ...] = (
    None, "", "00", "zz", "示例", 0, -1, 1, 2**40, 1.5, True, [], {}, [[]], {"a": "b"},
)  # fmt: skip


def changes(body: Whole) -> Iterator[tuple[Place, Whole]]:
    """Where something was changed, at any depth, and the whole with the change."""
    for path in _paths(body):
        for value in (*_VALUES, _other(_at(body, path)), ...):
            changed = json.loads(json.dumps(body))
            parent, last = _at(changed, path[:-1]), path[-1]
            if value is ...:
                del parent[last]
            else:
                parent[last] = value
            if changed != body and path != ("check",):
                yield path, changed


def _paths(value: Any, path: Place = ()) -> Iterator[Place]:
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    for name, one in rows:
        yield (*path, name)
        if isinstance(one, dict | list):
            yield from _paths(one, (*path, name))


def _at(value: Any, path: Place) -> Any:
    for name in path:
        value = value[name]
    return value


def _other(value: Any) -> Any:
    """Another value of the same form."""
    if isinstance(value, str):
        return value[:-1] + ("1" if value[-1:] != "1" else "2")
    return value + 1 if isinstance(value, int) else [value, value]
