"""Pieces of scans as bytes: one canonical head, then the pieces one behind the other.

    {"form":"station/pieces","incarnation":…,"names":[…],…,"sizes":[…],"version":1}\\n
    the bytes of the first piece, of the second …

A piece is named by the SHA-256 of its bytes: what does not hash to its name is refused here, and
who asked for it is a question for the book. docs/wire.md is the description.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise
from typing import Any

from station.domain import canon
from station.domain.pieced import PIECE_BYTES
from sync.errors import NotOurs
from sync.line import Parcel
from sync.wire import MAX_HEAD, is_hash, is_name, read_head

FORM = "station/pieces"
VERSION = 1
MOST = 64
"""Pieces in one message."""


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """Some pieces on their way. They say nothing of what the sender holds: a parcel does."""

    sender: str
    recipient: str
    incarnation: str
    """The sender's life, as in the frame."""
    pieces: tuple[bytes, ...]

    def named(self) -> tuple[tuple[str, bytes], ...]:
        """Each piece with its name."""
        return tuple((hashlib.sha256(piece).hexdigest(), piece) for piece in self.pieces)


Letter = Parcel | Pieces
"""What may be in a frame."""


def encode(load: Pieces) -> bytes:
    """The bytes. Raises NotOurs for what no office would take."""
    head = {
        "form": FORM, "version": VERSION, "sender": load.sender, "recipient": load.recipient,
        "incarnation": load.incarnation, "names": [name for name, _ in load.named()],
        "sizes": [len(piece) for piece in load.pieces],
    }  # fmt: skip
    data = b"".join((canon.write(head), b"\n", *load.pieces))
    if decode(data) != load:
        raise NotOurs("form")
    return data


def decode(data: bytes) -> Pieces:
    """The pieces in these bytes, each of which is what its name says. Raises NotOurs, and nothing
    else."""
    line, _, rest = data.partition(b"\n")
    head = _head(line)
    ends = tuple(accumulate(head["sizes"], initial=0))
    if ends[-1] != len(rest):
        raise NotOurs("count")
    load = Pieces(
        sender=head["sender"], recipient=head["recipient"], incarnation=head["incarnation"],
        pieces=tuple(rest[start:end] for start, end in pairwise(ends)),
    )  # fmt: skip
    if [name for name, _ in load.named()] != head["names"]:
        raise NotOurs("piece")
    return load


def is_load(data: bytes) -> bool:
    """Whether the content of a frame says that it is of this form."""
    line = data[: MAX_HEAD + 1].partition(b"\n")[0]
    try:
        return canon.read(line).get("form") == FORM
    except ValueError:
        return False


def _head(line: bytes) -> dict[str, Any]:
    head = read_head(line, FORM, VERSION, _FIELDS)
    if len(head["names"]) != len(head["sizes"]):
        raise NotOurs("count")
    return head


def _each(fits: Callable[[object], bool], value: object) -> bool:
    return isinstance(value, list) and 0 < len(value) <= MOST and all(map(fits, value))


def _is_size(value: object) -> bool:
    return type(value) is int and 0 < value <= PIECE_BYTES


_FIELDS: Mapping[str, Callable[[object], bool]] = {
    "sender": is_name,
    "recipient": is_name,
    "incarnation": is_name,
    "names": partial(_each, is_hash),
    "sizes": partial(_each, _is_size),
}
