"""Values and lines that a reader of JSON meets once in its life, and then fails."""

import random
from collections.abc import Callable, Sequence

_VALUES: Sequence[Callable[[random.Random], object]] = (
    lambda rng: None,
    lambda rng: True,
    lambda rng: rng.choice((0, -1, 7, 2**31, 2**53, 2**63 - 1, -(2**63) + 1, 2**63, 2**64)),
    lambda rng: rng.choice(("", "x", "../x", "/", "\u0000", "\u202e", "\ufeff", "𠮷", "A" * 65)),
    lambda rng: rng.choice(([], {}, [[]], {"a": 1}, ["x"] * 501, ["0" * 64], [0])),
    lambda rng: "9" * rng.choice((19, 20, 4301)),
    lambda rng: rng.choice(("0" * 64, "f" * 63, "F" * 64, "g" * 64)),
    lambda rng: rng.choice(("2026-02-30T00:00:00Z", "0000-01-01T00:00:00Z", "2026-11-20", "now")),
    lambda rng: 0.5,
)


def hostile_value(rng: random.Random) -> object:
    """What no field expects, or none should take."""
    return rng.choice(_VALUES)(rng)


_LINES: Sequence[Callable[[random.Random], bytes]] = (
    lambda rng: b'{"a":' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    lambda rng: b"[" * rng.choice((33, 1000, 65_000)),
    lambda rng: b'{"a":' * rng.choice((33, 900, 10_000)) + b"1" + b"}" * 10,
    lambda rng: b'{"a":' + b"9" * rng.choice((19, 20, 4300, 4301, 60_000)) + b"}",
    lambda rng: b'{"a":-' + b"9" * rng.choice((19, 20, 4301)) + b"}",
    lambda rng: rng.choice((b'{"a":NaN}', b'{"a":Infinity}', b'{"a":-Infinity}', b'{"a":nan}')),
    lambda rng: rng.choice((b'{"a":1e5}', b'{"a":1.0}', b'{"a":-0}', b'{"a":01}', b'{"a":+1}')),
    lambda rng: b'{"a":1,"a":1}',
    lambda rng: b'{"b":1,"a":1}',
    lambda rng: rng.choice((b'{"a":"\\ud800"}', b'{"a":"\\udfff\\ud800"}', b'{"\\ud800":1}')),
    lambda rng: rng.choice((b'{"a":"\xed\xa0\x80"}', b'{"a":"\xff"}', b'{"a":"\xc0\x80"}')),
    lambda rng: rng.choice((b'{"a":"\x00"}', b"\x00", b'{"a":"\t"}', b'{"a":"\\/"}')),
    lambda rng: rng.choice((b"", b" {}", b"{} ", b"{}\r", b"[]", b"1", b'"x"', b"null", b"{}{}")),
    lambda rng: b'{"a":"' + b"x" * 65_536 + b'"}',
    lambda rng: b"\xef\xbb\xbf{}",
    lambda rng: b'{"a":"\\u0041"}',
    lambda rng: rng.randbytes(rng.randrange(1, 200)).replace(b"\n", b""),
)


def hostile_event(rng: random.Random) -> bytes:
    """One line that is not one canonical object."""
    return rng.choice(_LINES)(rng)
