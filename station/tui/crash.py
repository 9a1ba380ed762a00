"""What is left behind when the program fails: a number to read out, and nobody's data.

Textual would print the values of all local variables: passphrases, keys, residents. Here the
terminal shows a number; the log in the station's home holds places in the code and the names
of errors, without their words, because those carry values.
"""

import hashlib
import traceback
from collections.abc import Iterator
from pathlib import Path

_LARGEST = 200_000  # bytes; a log that grew past this starts again


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


def record(home: Path, found: list[str], at: str) -> Path | None:
    """Append the failure to the log that only this account can read. None: nowhere to write."""
    log = home / "crash.log"
    try:
        fresh = not log.exists() or log.stat().st_size > _LARGEST
        if fresh:
            log.write_bytes(b"")
            log.chmod(0o600)
        with log.open("a", encoding="utf-8") as book:
            book.write("\n".join([f"{number_of(found)} {at}", *found, "", ""]))
    except OSError:
        return None
    return log
