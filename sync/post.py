"""A parcel, or pieces, into a sealed frame and out again: form and seal, names compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sync import pieces, refusal, seal, wire
from sync.errors import NotOurs, Refused
from sync.line import Parcel
from sync.pieces import Letter
from sync.refusal import Refusal


@dataclass(frozen=True, kw_only=True)
class Post:
    """The keys of one line, and how its parcels are made and opened."""

    me: str
    peer: str
    app: str
    """Name and version of this program."""
    keys: seal.PrivateKeys
    """The keys that sign for us, and the one that parcels to us are sealed to."""
    peer_receiving: bytes
    """The X25519 public key that parcels to the peer are sealed to."""
    peer_signing: tuple[bytes, ...]
    """The Ed25519 public keys that may sign for the peer; two while they are exchanged."""
    former_receiving: tuple[bytes, ...] = ()
    """Former private X25519 keys of ours that may still be used to write to us."""
    trusts: str = ""
    """The id of the newest signing key of the peer that we hold, said in every frame: the peer
    signs with it. Empty: nothing is said."""

    @cached_property
    def _receiving(self) -> Mapping[str, bytes]:
        own = (self.keys.receiving, *self.former_receiving)
        return {seal.key_id(seal.receiving_public(key)): key for key in own}

    @cached_property
    def _senders(self) -> Mapping[tuple[str, str], bytes]:
        return {(self.peer, seal.key_id(key)): key for key in self.peer_signing}

    def pack(self, letter: Letter | Refusal, *, quick: bool = False) -> bytes:
        """The sealed bytes of a parcel, of pieces, or of a refusal, to the peer. `quick`: for a
        road on which some bytes more are no matter."""
        match letter:
            case Parcel():
                body = wire.encode(letter)
            case Refusal():
                body = refusal.encode(letter)
            case _:
                body = pieces.encode(letter)
        return seal.seal(
            body,
            sender=letter.sender,
            recipient=letter.recipient,
            incarnation=letter.incarnation,
            said={"app": self.app, **({"trusts": self.trusts} if self.trusts else {})},
            keys=self.keys,
            to=self.peer_receiving,
            quick=quick,
        )

    def unpack(self, data: bytes) -> Parcel:
        """The parcel that the peer sealed to us. Raises NotOurs or Refused, nothing else."""
        letter = self.open(data)
        if not isinstance(letter, Parcel):
            raise NotOurs("form")
        return letter

    def open(self, data: bytes) -> Letter:
        """The parcel, or the pieces, that the peer sealed to us. Raises as `unpack`; Refused also
        where the peer says that it exchanges nothing with us any more, and why."""
        opened = seal.open_sealed(
            data,
            me=self.me,
            keys=self._receiving,
            senders=self._senders,
        )
        letter = _read(opened.body)
        inside = (letter.sender, letter.recipient, letter.incarnation)
        if inside != (opened.sender, self.me, opened.incarnation):
            raise Refused("identity")
        if isinstance(letter, Refusal):
            raise Refused(letter.reason)
        return letter


def _read(body: bytes) -> Letter | Refusal:
    """What the content of a frame is. Raises NotOurs."""
    if pieces.is_load(body):
        return pieces.decode(body)
    return refusal.decode(body) if refusal.is_refusal(body) else wire.decode(body)
