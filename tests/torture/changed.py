"""Good frames with something changed in them by chance."""

import random
from collections.abc import Sequence
from functools import lru_cache

from tests.sync import frames
from tests.sync.village import parcels_of


@lru_cache(maxsize=1)
def _good() -> Sequence[bytes]:
    return [*(frame for _, frame, _ in frames.right()), *parcels_of(10, seed=1)]


def changed(rng: random.Random) -> bytes:
    """A good frame with one or a few changes; never the frame as it was."""
    while True:
        frame = rng.choice(_good())
        data = bytearray(frame)
        for _ in range(rng.choice((1, 1, 1, 2, 5))):
            rng.choice(_CHANGES)(data, rng)
        if data != frame:
            return bytes(data)


def flip(data: bytearray, rng: random.Random) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def cut(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(len(data) + 1) :]


def grow(data: bytearray, rng: random.Random) -> None:
    data += rng.randbytes(rng.randrange(1, 50))


def splice(data: bytearray, rng: random.Random) -> None:
    other = rng.choice(_good())
    start = rng.randrange(len(other))
    place = rng.randrange(len(data) + 1)
    data[place : place + rng.randrange(80)] = other[start : start + rng.randrange(80)]


def reverse(data: bytearray, rng: random.Random) -> None:
    first, last = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    data[first:last] = data[first:last][::-1]


_CHANGES = (flip, cut, grow, splice, reverse)
