"""What station and district say to each other when nobody can open the station any more.

The request and its answer are carried by people: on paper, typed in again, or in a file. Neither is
a secret. The request names a key that only the new passphrase of the agent opens; the answer is the
data key sealed to it, and proves itself: it opens the vault, or it is worth nothing.

    request  01 | station, 6 bytes | agent, 2 bytes of length and UTF-8 | public key, 32 | count |
             sealed keys
    answer   02 | station, 6 bytes | name of the request, 5 | count | sealed keys
    sealed key  name of the data key, 16 | name of the recipient, 8 | sealed, 80
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from station.domain.errors import StationError
from station.domain.letters import name_in_letters

SEALED = 80
"""The length of a data key that is sealed."""
_REQUEST, _ANSWER = 1, 2
_ROW = 16 + 8 + SEALED

_Take = Callable[[int], bytes]
_Told = TypeVar("_Told")


class NotARecovery(StationError):
    """Letters that are whole, and say something else than was expected."""


@dataclass(frozen=True, kw_only=True)
class SealedKey:
    """A data key by its name (32 hex digits), sealed to the recipient with this name (16)."""

    key: str
    recipient: str
    sealed: bytes


@dataclass(frozen=True, kw_only=True)
class RecoveryRequest:
    """An agent asks for a way in. `public` is an X25519 key."""

    station: str
    agent: str
    public: bytes
    sealed: tuple[SealedKey, ...]
    """The data key as the station has it, sealed to the district; two while it is being changed,
    none where the key slots are lost."""

    @property
    def digest(self) -> bytes:
        """What names this request among all others."""
        told = self.station.encode() + b"\0" + self.agent.encode() + b"\0" + self.public
        return hashlib.sha256(b"station/recovery-request/v1\0" + told).digest()

    @property
    def name(self) -> str:
        """The same in eight letters, to be compared over the telephone."""
        return name_in_letters(self.digest)


@dataclass(frozen=True, kw_only=True)
class RecoveryAnswer:
    """The data key, sealed to the key that the request named."""

    station: str
    request: bytes
    """The first five bytes of the request's digest."""
    sealed: tuple[SealedKey, ...]


def request_bytes(asked: RecoveryRequest) -> bytes:
    """The request as it is written in letters."""
    agent = asked.agent.encode()
    head = bytes((_REQUEST,)) + int(asked.station).to_bytes(6)
    return head + len(agent).to_bytes(2) + agent + asked.public + _rows(asked.sealed)


def answer_bytes(answer: RecoveryAnswer) -> bytes:
    """The answer as it is written in letters."""
    head = bytes((_ANSWER,)) + int(answer.station).to_bytes(6)
    return head + answer.request + _rows(answer.sealed)


def read_request(data: bytes) -> RecoveryRequest:
    """Raises NotARecovery."""

    def body(take: _Take) -> RecoveryRequest:
        station = f"{int.from_bytes(take(6)):012}"
        agent = take(int.from_bytes(take(2))).decode()
        return RecoveryRequest(station=station, agent=agent, public=take(32), sealed=_sealed(take))

    return _read(data, _REQUEST, body)


def read_answer(data: bytes) -> RecoveryAnswer:
    """Raises NotARecovery."""

    def body(take: _Take) -> RecoveryAnswer:
        station = f"{int.from_bytes(take(6)):012}"
        return RecoveryAnswer(station=station, request=take(5), sealed=_sealed(take))

    return _read(data, _ANSWER, body)


def _rows(sealed: tuple[SealedKey, ...]) -> bytes:
    rows = (bytes.fromhex(one.key) + bytes.fromhex(one.recipient) + one.sealed for one in sealed)
    return bytes((len(sealed),)) + b"".join(rows)


def _sealed(take: _Take) -> tuple[SealedKey, ...]:
    rows = [take(_ROW) for _ in range(take(1)[0])]
    return tuple(
        SealedKey(key=row[:16].hex(), recipient=row[16:24].hex(), sealed=row[24:]) for row in rows
    )


def _read(data: bytes, kind: int, body: Callable[[_Take], _Told]) -> _Told:
    left = bytearray(data)

    def take(count: int) -> bytes:
        if len(left) < count:
            raise ValueError
        taken = bytes(left[:count])
        del left[:count]
        return taken

    try:
        found = take(1)[0]
        if found != kind and found in (_REQUEST, _ANSWER):
            raise NotARecovery(
                "this is the request, and the answer is wanted, or the other way round",
                "The station writes the request; the district answers it.",
            )
        if found == kind:
            told = body(take)
            if not left:
                return told
    except (ValueError, UnicodeDecodeError):
        pass
    raise NotARecovery(
        "these letters are neither a request for a way in nor an answer to one",
        "Use the paper or the file of: run.py recover, or: run.py district recovery.",
    )
