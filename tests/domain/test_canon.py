"""One way of writing: bytes are read if they are what would have been written, and only then.

The truth that is compared with is the standard library's reader, told to be as strict.
"""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from station.domain import canon
from tests.torture.hostile_json import hostile_event

NUMBERS = st.one_of(
    st.integers(-5, 5),
    st.sampled_from([canon.LARGEST, canon.LARGEST + 1, 2**64, 10**400]).flatmap(
        lambda most: st.sampled_from([most, -most, most - 1, 1 - most])
    ),
)
TEXTS = st.one_of(st.text(max_size=6), st.sampled_from(["a", "b", "\x7f", "\\", '"', "é", "𠮷"]))
LAWFUL = st.one_of(
    TEXTS, st.integers(-canon.LARGEST, canon.LARGEST), st.booleans(), st.none()
)  # fmt: skip
PLAIN = st.one_of(LAWFUL, NUMBERS, st.floats())


def within(plain: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """These values in lists and objects."""
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)
        ),
        max_leaves=12,
    )


@st.composite
def nested(draw: st.DrawFn) -> Any:
    """A value inside so many lists and objects that the bound is met from both sides."""
    value: Any = draw(PLAIN)
    for listed in draw(st.lists(st.booleans(), min_size=1, max_size=canon.DEEPEST + 3)):
        value = [value] if listed else {"a": value}
    return value


@st.composite
def spelt(draw: st.DrawFn) -> bytes:
    """An object as somebody may spell it, right or nearly."""
    value = draw(st.dictionaries(TEXTS, st.one_of(within(PLAIN), nested()), max_size=4))
    exact = draw(st.integers(0, 3)) > 0
    line = json.dumps(
        value,
        sort_keys=exact or draw(st.booleans()),
        ensure_ascii=not exact and draw(st.booleans()),
        separators=(",", ":") if exact else draw(st.sampled_from([(",", ":"), (", ", ": ")])),
    ).encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 3)) == 0:
        at = draw(st.integers(0, len(line)))
        cut = draw(st.integers(0, 2))
        put = draw(st.sampled_from([b"", b"0", b" ", b"-", b"}", b".0"]))
        line = line[:at] + put + line[at + cut :]
    return line


def the_truth(data: bytes) -> dict[str, Any] | None:
    """The object in these bytes; None if they are not canonical."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a name twice")
        return dict(pairs)

    def whole(text: str) -> int:
        if len(text) > 20 or abs(int(text)) > canon.LARGEST:
            raise ValueError("too large")
        return int(text)

    def never(text: str) -> None:
        raise ValueError(text)

    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=once, parse_int=whole, parse_float=never,
            parse_constant=never,
        )  # fmt: skip
        plain = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        same = isinstance(value, dict) and plain.encode("utf-8") == data
    except (ValueError, RecursionError):
        return None
    return value if same and levels(value) <= canon.DEEPEST else None


def levels(value: Any) -> int:
    """How many lists and objects stand inside each other."""
    if not isinstance(value, dict | list):
        return 0
    parts = value.values() if isinstance(value, dict) else value
    return 1 + max(map(levels, parts), default=0)


def read(data: bytes) -> dict[str, Any] | None:
    try:
        return canon.read(data)
    except ValueError:
        return None


def typed(value: object) -> object:
    """The value with the kind of each part: True is not 1."""
    if isinstance(value, dict):
        return {name: typed(part) for name, part in value.items()}
    if isinstance(value, list):
        return [typed(part) for part in value]
    return type(value), value


@given(data=spelt())
@example(data=b'{"a":-0}')
@example(data=b'{"a":1.0}')
@example(data=b'{"a":1,"a":1}')
@example(data=b'{"a":"\\ud800"}')
@example(data=b'{"a":"\xed\xa0\x80"}')
@example(data=b'{"a":NaN}')
@example(data=b'{"a":9223372036854775808}')
@example(data=b'{"a":-9223372036854775808}')
@example(data=b'{"a":true,"b":[[[[1]]]]}')
def test_bytes_are_read_if_they_are_the_one_spelling_and_refused_otherwise(data: bytes) -> None:
    assert typed(read(data)) == typed(the_truth(data))


@given(data=st.binary(max_size=40))
def test_noise_is_read_by_no_other_rule(data: bytes) -> None:
    assert read(b'{"a":' + data + b"}") == the_truth(b'{"a":' + data + b"}")


@given(value=st.dictionaries(TEXTS, within(LAWFUL), max_size=4))
def test_what_was_written_is_read_as_it_was(value: Any) -> None:
    written = canon.write(value)

    assert typed(canon.read(written)) == typed(the_truth(written)) == typed(value)


@pytest.mark.parametrize("deep", [canon.DEEPEST, canon.DEEPEST + 1])
def test_32_levels_are_read_and_33_are_not(deep: int) -> None:
    for begin, end in ((b"[", b"]"), (b'{"a":', b"}")):
        line = b'{"a":' + begin * (deep - 1) + b"1" + end * (deep - 1) + b"}"
        assert (read(line) is not None) == (deep <= canon.DEEPEST)


@given(rng=st.randoms(use_true_random=False))
def test_hostile_lines_are_no_objects(rng: Any) -> None:
    line = hostile_event(rng)

    assert read(line) == the_truth(line)
