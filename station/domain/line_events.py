"""New keys for a line that goes on: a station asks and the district answers, or the district tells
another key of its own. Only public keys stand here."""

from dataclasses import dataclass
from datetime import date

from station.domain.event import Event


@dataclass(frozen=True, kw_only=True)
class LineKeysAsked(Event):
    """The station has made new keys for its parcels, and asks the district to certify them."""

    kind = "line_keys_asked"
    version: int
    """Above that of all keys before; it never goes down."""
    signing: str
    """Ed25519, 64 hex digits."""
    receiving: str
    """X25519, 64 hex digits."""
    by_former: str
    """A signature of the keys that are in use over `sync.rekey.asked_text`, 128 hex digits;"""
    by_new: str
    """and one of the new ones, which proves that the station has them."""


@dataclass(frozen=True, kw_only=True)
class LineKeysAnswered(Event):
    """The district's answer: its certificate, or why there is none."""

    kind = "line_keys_answered"
    version: int
    """That was asked for."""
    body: str
    """The certificate as in an enrolment; empty if there is none."""
    signature: str
    """128 hex digits; empty if there is none."""
    reason: str
    """Why there is none, as a msgid; empty otherwise."""


@dataclass(frozen=True, kw_only=True)
class KeysWithdrawn(Event):
    """The district has withdrawn the keys of the station, as after the loss of its computer. What
    it held sealed to its recovery key is gone with them, unless it says why not."""

    kind = "keys_withdrawn"
    recovery_kept: str
    """Why the sealed keys were kept, as a person decided it who is in `by`; empty: they were
    deleted."""


@dataclass(frozen=True, kw_only=True)
class DistrictSigningTold(Event):
    """The district signs with another key from now on: cross-certified, for both keys signed it
    over `sync.resign.told_text`."""

    kind = "district_signing_told"
    version: int
    """Above that of all keys before; it never goes down."""
    former: str
    """Ed25519, 64 hex digits: the key that was in use;"""
    signing: str
    """and the one in its place."""
    since: date
    """What the key before certified, or signed on paper, later than on this day is not believed."""
    former_until: date
    """Until then parcels that the key before signed are believed."""
    by_former: str
    """128 hex digits."""
    by_new: str
    """128 hex digits."""


@dataclass(frozen=True, kw_only=True)
class DistrictKeyTold(Event):
    """Parcels to the district are sealed to another key from now on."""

    kind = "district_key_told"
    version: int
    """Above that of all keys before; it never goes down."""
    receiving: str
    """X25519, 64 hex digits."""
    former_until: date
    """Until then what was sealed to the key before is read at least."""
