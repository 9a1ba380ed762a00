"""A file as events name it: by its hashes. Its bytes never stand in an event.

They are cut into pieces, each named by its SHA-256, and travel behind the events (docs/wire.md
section 5). So a road that broke off goes on at the piece where it broke.
"""

import hashlib
import re
from dataclasses import dataclass

_HASH = re.compile("[0-9a-f]{64}")
PIECE_BYTES = 64 * 1024
"""The longest piece of a file: what a line of 2 kB/s brings before an exchange gives up."""
LARGEST = 32 * 1024 * 1024
"""The names of its pieces stand in one event, and an event has a greatest length."""


@dataclass(frozen=True, kw_only=True)
class Pieced:
    """The bytes of a file by their hashes. Raises ValueError for hashes and sizes that cannot be
    those of a file."""

    size: int
    sha256: str
    pieces: tuple[str, ...]
    """The SHA-256 of each piece, in order; all but the last are `PIECE_BYTES` long."""

    def __post_init__(self) -> None:
        wanted = -(-self.size // PIECE_BYTES)
        if not 0 < self.size <= LARGEST or len(self.pieces) != wanted:
            raise ValueError("a file of another size")
        if not all(map(_HASH.fullmatch, (self.sha256, *self.pieces))):
            raise ValueError("not a SHA-256")

    def piece_size(self, place: int) -> int:
        """The length of the piece at this place, counted from 0."""
        return min(PIECE_BYTES, self.size - place * PIECE_BYTES)

    def is_whole(self, data: bytes) -> bool:
        """Whether these are the bytes that are spoken of."""
        return len(data) == self.size and hashlib.sha256(data).hexdigest() == self.sha256


def cut(data: bytes) -> tuple[bytes, ...]:
    """The pieces of a file, in order."""
    return tuple(data[at : at + PIECE_BYTES] for at in range(0, len(data), PIECE_BYTES))


def piece_name(piece: bytes) -> str:
    """What a piece is called: the SHA-256 of its bytes."""
    return hashlib.sha256(piece).hexdigest()


def pieced(data: bytes) -> Pieced:
    """What an event says of these bytes. Raises ValueError for none, and for too many."""
    return Pieced(
        size=len(data), sha256=hashlib.sha256(data).hexdigest(),
        pieces=tuple(map(piece_name, cut(data))),
    )  # fmt: skip
