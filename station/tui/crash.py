"""What is left behind when the program fails: a number to read out, and nobody's data.

Textual would print the values of all local variables: passphrases, keys, residents. Here the
terminal shows a number; the log in the station's home holds places in the code and the names
of errors, without their words, because those carry values.
"""

from pathlib import Path

from station.domain.failure import number_of

_LARGEST = 200_000  # bytes; a log that grew past this starts again


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
