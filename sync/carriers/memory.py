"""A road inside one process: two ends, each collects what the other delivered."""

from collections import deque
from collections.abc import Iterator

from sync.errors import NoAnswer
from sync.seal import MAX_SEALED


class MemoryCarrier:
    """One end of a road; `pair` makes both."""

    def __init__(self, away: deque[bytes], home: deque[bytes]) -> None:
        self._away = away
        self._home = home

    def deliver(self, parcel: bytes) -> None:
        """Put it where the other end collects. Raises NoAnswer if it is too long."""
        if len(parcel) > MAX_SEALED:
            raise NoAnswer("too-long")
        self._away.append(parcel)

    def collect(self) -> Iterator[bytes]:
        """What the other end has delivered since."""
        while self._home:
            yield self._home.popleft()


def pair() -> tuple[MemoryCarrier, MemoryCarrier]:
    """The two ends of a new road."""
    there: deque[bytes] = deque()
    back: deque[bytes] = deque()
    return MemoryCarrier(there, back), MemoryCarrier(back, there)
