"""One event as canonical bytes, and back.

Both offices hash the same bytes, so there is one way to write an event down:
`station.domain.canon`. What comes back from elsewhere passes the boundary of
`station.domain.text`.
"""

import unicodedata
from datetime import UTC, datetime
from typing import Any

import msgspec

from station.domain import canon
from station.domain.errors import StationError
from station.domain.event import CaseEvent, Event, Unrecognised
from station.domain.events import KINDS
from station.domain.person_events import PersonEvent
from station.domain.text import MAX_LINE, MAX_TEXT, is_clean_text

MAX_EVENT = 64 * 1024
"""The longest event, in bytes."""


class NotAnEvent(StationError):
    """Bytes that are not one canonical event."""


def encode(event: Event, number: int) -> bytes:
    """The event's bytes; `number` is its place in the journal when it was first written.

    Raises NotAnEvent for what no office would take in: it would stop the line for ever.
    """
    if isinstance(event, Unrecognised):
        return event.raw
    body = msgspec.to_builtins(event)
    data = canon.write({**body, "kind": event.kind, "no": number})
    if len(data) > MAX_EVENT:
        raise NotAnEvent(
            "this entry is longer than {limit} bytes", "Shorten the longest text.",
            limit=MAX_EVENT,
        )  # fmt: skip
    _body(data)
    return data


def decode(data: bytes) -> Event:
    """The event in these bytes; what this version cannot read becomes `Unrecognised`. No case has
    a number longer than `MAX_LINE`: a book finds cases by them.

    Raises NotAnEvent for bytes that no version could read: not canonical JSON, too long,
    or without `kind`, `at`, `by` and `no`.
    """
    body = _body(data)
    kind, case = KINDS.get(body["kind"]), body.get("case")
    no_number = isinstance(case, str) and len(case) > MAX_LINE
    clean = not no_number and (_clean_at_a_glance(data) or all(map(_harmless, body.values())))
    if kind is not None and clean:
        try:
            return msgspec.convert(body, kind)
        except (msgspec.ValidationError, StationError):
            pass  # known name, unknown form: a newer office wrote it
    named = case if isinstance(case, str) and not no_number and _harmless(case) else ""
    return Unrecognised(at=_moment(body["at"]), by=body["by"], raw=data, case=named)


def read(data: bytes) -> Event:
    """Like `decode`, for bytes that are kept whatever they are: it never raises."""
    try:
        return decode(data)
    except NotAnEvent:
        return Unrecognised(at=datetime.min.replace(tzinfo=UTC), by="", raw=data, case="")


def case_of(event: Event) -> str:
    """The case an event names; empty for events of the office itself."""
    return event.case if isinstance(event, CaseEvent | Unrecognised) else ""


def person_of(event: Event) -> str:
    """The identity number an event is about; empty for all that is not kept by person."""
    return event.person if isinstance(event, PersonEvent) else ""


def _body(data: bytes) -> dict[str, Any]:
    try:
        if len(data) > MAX_EVENT:
            raise ValueError("too long")
        body = canon.read(data)
        if not all(isinstance(body.get(name), str) for name in ("kind", "at", "by")):
            raise ValueError("kind, at or by is missing")
        if type(body.get("no")) is not int or not _harmless(body["by"]):
            raise ValueError("no or by is wrong")
        _moment(body["at"])
    except (ValueError, OverflowError) as fault:
        raise NotAnEvent(
            "this is not an event", "It is kept aside; the other office must send it again."
        ) from fault
    return body


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    moment.astimezone(UTC)  # years 1 and 9999 overflow here and not later
    return moment


def _clean_at_a_glance(canonical: bytes) -> bool:
    """Whether all texts in it are clean, seen from the line as a whole: parts of a printable one
    are printable, and those of a normal form are in it. Where it says no they may be clean."""
    line = canonical.decode()
    return (
        len(line) <= MAX_TEXT
        and line.isprintable()
        and not ("\\" in line or '" ' in line or ' "' in line)
        and unicodedata.is_normalized("NFC", line)
    )


def _harmless(value: object) -> bool:
    if isinstance(value, str):
        return is_clean_text(value)
    if isinstance(value, dict):
        return all(map(_harmless, value)) and all(map(_harmless, value.values()))
    return all(map(_harmless, value)) if isinstance(value, list) else True
