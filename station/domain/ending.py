"""How a command ends: what is told of a fault, and the exit code. The same at both ends."""

import re

from station.domain.errors import BadInput, StationError
from station.domain.failure import Unforeseen

FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130
"""Exit codes; 0 is success."""


class BadUsage(StationError):
    """The command line itself is wrong."""


_MISUSES: tuple[tuple[str, StationError], ...] = (
    (
        r"unrecognized arguments: (?P<words>.*)",
        BadUsage("{words}: not understood here", "Add --help to see how it is used."),
    ),
    (
        r"the following arguments are required: (?P<words>.*)",
        BadUsage("{words}: this must be given", "Add --help to see how it is used."),
    ),
    (
        r"argument (?P<words>.*?): expected .*argument.*",
        BadUsage("{words}: a value must follow", "Add --help to see how it is used."),
    ),
    (
        r"argument (?P<words>.*?): invalid choice: (?P<given>.*) \(choose from (?P<known>.*)\)",
        BadUsage("{words}: {given} is none of {known}", "Add --help to see how it is used."),
    ),
    (
        r"argument (?P<words>.*?): not allowed with argument (?P<other>.*)",
        BadUsage("{words} and {other} exclude each other", "Add --help to see how it is used."),
    ),
    (
        r"argument (?P<words>.*?): invalid .* value: (?P<given>.*)",
        BadUsage(
            "{words}: {given} is not expected here",
            "Add --help to see how it is used.",
        ),
    ),
)
"""What argparse says, in English alone, and what is told instead."""


class CannotUse(StationError):
    """The operating system refuses a file or folder that was named."""


_REFUSALS: tuple[tuple[type[OSError], StationError], ...] = (
    (FileNotFoundError, CannotUse("there is no {file}", "Look at how it is written.")),
    (IsADirectoryError, CannotUse("{file} is a folder", "Name a file in it.")),
    (NotADirectoryError, CannotUse("{file} is no folder", "Name a folder.")),
    (
        PermissionError,
        CannotUse("{file} may not be used", "Choose another, or ask who keeps this computer."),
    ),
)  # fmt: skip


def misuse(words: str) -> BadUsage:
    """What argparse found wrong with a command line, in words that have their Chinese."""
    for pattern, known in _MISUSES:
        found = re.fullmatch(pattern, words, re.DOTALL)
        if found:
            return BadUsage(known.message, known.hint, **found.groupdict())
    return BadUsage("{fault}", "Add --help to see how it is used.", fault=words)


def as_told(fault: Exception) -> StationError:
    """The fault as it may be told: what nobody foresaw shows its place and no values."""
    if isinstance(fault, StationError):
        return fault
    if isinstance(fault, OSError):
        for kind, known in _REFUSALS:
            if isinstance(fault, kind) and fault.filename:
                return CannotUse(known.message, known.hint, file=fault.filename)
        return CannotUse(
            "{file}: {reason}", "Choose another file or folder, or make room.",
            file=fault.filename or "-", reason=fault.strerror or str(fault),
        )  # fmt: skip
    return Unforeseen(fault)


def exit_code(told: StationError) -> int:
    """2 when what was given is wrong, 1 when anything else is."""
    return BAD_INPUT if isinstance(told, BadUsage | BadInput) else FAILED
