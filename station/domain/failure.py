"""A failure that nobody foresaw: where it went wrong, and a number to read out.

Its words are not told: they carry values, passphrases, keys, residents.
"""

import hashlib
import traceback
from collections.abc import Iterator

from station.domain.errors import StationError

_TOLD = 12
"""Places in one line: who recurses for ever passes a thousand."""


class Unforeseen(StationError):
    """A fault of the program itself, told by its number and its last places in the code."""

    def __init__(self, error: BaseException) -> None:
        found = places(error)
        super().__init__(
            "the program met a fault, {number}: {places}",
            "Read this number to whoever looks after the station.",
            number=number_of(found), places=" > ".join(one.strip() for one in found[-_TOLD:]),
        )  # fmt: skip


def places(error: BaseException) -> list[str]:
    """Where it went wrong, outermost first: modules, lines, functions, names of errors."""
    return [line for link in _chain(error) for line in _frames(link)]


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The first cause, then what it caused."""
    seen: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in seen:
        seen.append(link)
        inner = getattr(link, "error", None)  # Textual's WorkerFailed keeps it so
        link = inner if isinstance(inner, BaseException) else link.__cause__ or link.__context__
    yield from reversed(seen)


def _frames(error: BaseException) -> Iterator[str]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
    yield type(error).__qualname__


def number_of(found: list[str]) -> str:
    """The same failure at the same place has the same number, at every station."""
    return "E-" + hashlib.sha256("\n".join(found).encode()).hexdigest()[:8].upper()
