"""What commands write. One line of data stays one line, and steers no terminal."""

import sys
from collections.abc import Iterator

from station.desk.words import told
from station.domain.errors import BadInput, StationError
from station.domain.telling import harmless, one_line_of_json


def say(line: str = "") -> None:
    """One line on stdout, at once."""
    _write(harmless(line))


def say_row(*cells: str, indent: int = 0) -> None:
    """One line of cells; empty ones take no room."""
    say(" " * indent + "  ".join(filter(None, cells)))


def say_json(value: object) -> None:
    """One value as one line of JSON on stdout, at once. Nothing is lost: what steers is escaped."""
    _write(one_line_of_json(value))


def complain(fault: StationError) -> None:
    """What happened and what to do next, in one line on stderr; of bad input, field by field.

    Where no fault of a field says what to do, the whole does.
    """
    faults = dict(faults_of(fault))
    by_field = "; ".join(f"{name}: {told(one)}" for name, one in faults.items())
    words = by_field if any(one.hint for one in faults.values()) else told(fault)
    sys.stderr.write(f"{harmless(words)}\n")


def faults_of(fault: StationError, within: str = "") -> Iterator[tuple[str, StationError]]:
    """The fields of bad input with their faults; those of a field within it by a dotted name."""
    if isinstance(fault, BadInput):
        for name, one in fault.fields.items():
            inner = dict(faults_of(one, f"{within}{name}."))
            yield from inner.items() if inner else [(f"{within}{name}", one)]


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
