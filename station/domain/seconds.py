"""A moment as both ends of a line write it: whole seconds in UTC, 2026-11-22T01:30:00Z."""

from datetime import UTC, datetime

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def to_the_second(moment: datetime) -> str:
    """The text of this moment; parts of a second are left out."""
    return moment.astimezone(UTC).strftime(_FORM)


def moment_of(text: object) -> datetime:
    """The moment that is said so. Raises ValueError for anything else, and for what has a second
    way to be written."""
    moment = datetime.strptime(str(text), _FORM).replace(tzinfo=UTC)
    if to_the_second(moment) != text:
        raise ValueError("no moment")
    return moment
