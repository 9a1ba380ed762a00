"""The word to an office with which nobody exchanges anything any more: signed by us, sealed to the
key that it had, and why. It says nothing else, so that whoever holds that key learns nothing.

    {"form":"station/refusal","incarnation":…,"reason":"revoked","recipient":…,"sender":…,"version":1}

docs/wire.md is the description.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from station.domain import canon
from sync.errors import NotOurs
from sync.wire import MAX_HEAD, is_name, read_head

FORM = "station/refusal"
VERSION = 1
REASONS = frozenset({"revoked"})
"""Why: keys of `sync.errors.FAULTS`."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why parcels of the recipient are set aside."""

    sender: str
    recipient: str
    incarnation: str
    """The sender's life, as in the frame."""
    reason: str


def encode(refusal: Refusal) -> bytes:
    """The bytes. Raises NotOurs for what no office would take."""
    data = canon.write({
        "form": FORM, "version": VERSION, "sender": refusal.sender,
        "recipient": refusal.recipient, "incarnation": refusal.incarnation,
        "reason": refusal.reason,
    })  # fmt: skip
    if decode(data) != refusal:
        raise NotOurs("form")
    return data


def decode(data: bytes) -> Refusal:
    """The refusal in these bytes. Raises NotOurs, and nothing else."""
    head = read_head(data, FORM, VERSION, _FIELDS)
    return Refusal(
        sender=head["sender"], recipient=head["recipient"], incarnation=head["incarnation"],
        reason=head["reason"],
    )  # fmt: skip


def is_refusal(data: bytes) -> bool:
    """Whether the content of a frame says that it is of this form."""
    try:
        return len(data) <= MAX_HEAD and canon.read(data).get("form") == FORM
    except ValueError:
        return False


def _is_reason(value: object) -> bool:
    return value in REASONS if isinstance(value, str) else False


_FIELDS: Mapping[str, Callable[[object], bool]] = {
    "sender": is_name,
    "recipient": is_name,
    "incarnation": is_name,
    "reason": _is_reason,
}
