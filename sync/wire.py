"""Parcels as bytes: one canonical head, then one event a line. docs/wire.md is the description.

    {"after":…,"count":2,"first":1,"form":"station/parcel","incarnation":…,…,"version":1}\\n
    {"at":…,"kind":…}\\n
    {"at":…,"kind":…}\\n

The events' bytes are not touched on the way: their hashes are their names. What an event says
is not looked at here, so kinds of a newer version travel unharmed.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from station.domain import backed, canon
from station.domain.account import Account, account_of, plain
from station.domain.backed import BackedUp
from station.domain.seconds import moment_of, to_the_second
from sync.errors import NotOurs
from sync.line import Parcel

FORM = "station/parcel"
VERSION = 1

MAX_PARCEL = 8 * 1024 * 1024
MAX_HEAD = 64 * 1024
MAX_EVENT = 64 * 1024
MAX_EVENTS = 8000
MAX_WANTS = 500

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
"""Names of offices and of lives."""
_HASH = re.compile(r"[0-9a-f]{64}")


def encode(parcel: Parcel) -> bytes:
    """The parcel's bytes. Raises NotOurs for a parcel that no office would take."""
    head = {
        "form": FORM,
        "version": VERSION,
        "sender": parcel.sender,
        "recipient": parcel.recipient,
        "incarnation": parcel.incarnation,
        "first": parcel.first,
        "after": parcel.after,
        "count": len(parcel.events),
        "seen_incarnation": parcel.seen_incarnation,
        "seen": parcel.seen,
        "seen_head": parcel.seen_head,
        "wants": list(parcel.wants),
    }
    if parcel.sent is not None:
        head["sent"] = to_the_second(parcel.sent)
    if parcel.lacks is not None:
        head["lacks"] = parcel.lacks
    if parcel.room is not None:
        head["room"] = parcel.room
    if parcel.bears is not None:
        head["bears"] = parcel.bears
    if parcel.account is not None:
        head["account"] = plain(parcel.account)
    if parcel.backed_up is not None:
        head["backed_up"] = backed.plain(parcel.backed_up)
    data = b"".join(line + b"\n" for line in (canon.write(head), *parcel.events))
    if decode(data) != parcel:
        raise NotOurs("form")
    return data


def decode(data: bytes) -> Parcel:
    """The parcel in these bytes. Raises NotOurs, and nothing else, for anything less."""
    if len(data) > MAX_PARCEL:
        raise NotOurs("too-long")
    if not data.endswith(b"\n"):
        raise NotOurs("form")
    first, *lines = data[:-1].split(b"\n", MAX_EVENTS + 1)
    head = read_head(first, FORM, VERSION, _FIELDS)
    if head["count"] != len(lines):
        raise NotOurs("count")
    for place, line in enumerate(lines, 1):
        _check_event(line, place)
    return Parcel(
        sender=head["sender"],
        recipient=head["recipient"],
        incarnation=head["incarnation"],
        first=head["first"],
        after=head["after"],
        events=tuple(lines),
        seen_incarnation=head["seen_incarnation"],
        seen=head["seen"],
        seen_head=head["seen_head"],
        wants=tuple(head["wants"]),
        sent=_moment(head["sent"]) if "sent" in head else None,
        lacks=head.get("lacks"),
        room=head.get("room"),
        bears=head.get("bears"),
        account=_account(head["account"]) if "account" in head else None,
        backed_up=_backed_up(head["backed_up"]) if "backed_up" in head else None,
    )


def read_head(
    line: bytes, form: str, version: int, fields: Mapping[str, Callable[[object], bool]]
) -> dict[str, Any]:
    """The head of a message of this form, up to this version of it, all known fields checked.
    Fields that are not known are left alone. Raises NotOurs."""
    if len(line) > MAX_HEAD:
        raise NotOurs("too-long")
    try:
        head = canon.read(line)
    except ValueError as fault:
        raise NotOurs("canonical") from fault
    if head.get("form") != form:
        raise NotOurs("form")
    said = head.get("version")
    if type(said) is not int or said < 1:
        raise NotOurs("fields", field="version")
    if said > version:
        raise NotOurs("newer")
    for name, fits in fields.items():
        if not fits(head.get(name)):
            raise NotOurs("fields", field=name)
    return head


def _check_event(line: bytes, place: int) -> None:
    try:
        if len(line) > MAX_EVENT:
            raise ValueError("too long")
        canon.read(line)
    except ValueError as fault:
        raise NotOurs("event", place=place) from fault


def _moment(value: object) -> datetime:
    try:
        return moment_of(value)
    except ValueError as fault:
        raise NotOurs("fields", field="sent") from fault


def _account(value: object) -> Account:
    try:
        return account_of(value)
    except ValueError as fault:
        raise NotOurs("fields", field="account") from fault


def _backed_up(value: object) -> BackedUp:
    try:
        return backed.backed_up_of(value)
    except ValueError as fault:
        raise NotOurs("fields", field="backed_up") from fault


def is_name(value: object) -> bool:
    """Whether this may be the name of an office or of a life."""
    return isinstance(value, str) and NAME.fullmatch(value) is not None


def is_hash(value: object) -> bool:
    """Whether this may be a SHA-256 in hex."""
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _is_count(value: object, most: int = canon.LARGEST) -> bool:
    return type(value) is int and 0 <= value <= most


def _is_wanted(value: object) -> bool:
    return isinstance(value, list) and len(value) <= MAX_WANTS and all(map(is_hash, value))


_FIELDS: Mapping[str, Callable[[object], bool]] = {
    "sender": is_name,
    "recipient": is_name,
    "incarnation": is_name,
    "first": _is_count,
    "after": is_hash,
    "count": lambda value: _is_count(value, MAX_EVENTS),
    "seen_incarnation": lambda value: value == "" or is_name(value),
    "seen": _is_count,
    "seen_head": lambda value: value == "" or is_hash(value),
    "wants": _is_wanted,
    "lacks": lambda value: value is None or _is_count(value),
    "room": lambda value: value is None or _is_count(value),
    "bears": lambda value: value is None or _is_count(value),
}
