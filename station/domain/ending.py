"""How a command ends: what is told of a fault, and the exit code. The same at both ends."""

import errno
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


class NoMemory(StationError):
    """The machine has not the memory that something takes."""


_NOT_LOADED = ("failed to map segment", "cannot allocate memory", "out of memory")
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
    if _is_short_of_memory(fault):
        return NoMemory(
            "this computer has not enough free memory",
            "Nothing of the last step was saved. Close other programs, then repeat it.",
        )
    if isinstance(fault, OSError):
        for kind, known in _REFUSALS:
            if isinstance(fault, kind) and fault.filename:
                return CannotUse(known.message, known.hint, file=fault.filename)
        return CannotUse(
            "{file}: {reason}", "Choose another file or folder, or make room.",
            file=fault.filename or "-", reason=fault.strerror or str(fault),
        )  # fmt: skip
    return Unforeseen(fault)


def _is_short_of_memory(fault: BaseException | None) -> bool:
    """Also where a library was to be loaded: Python tells that as an ImportError alone."""
    while fault is not None:
        words = str(fault).lower() if isinstance(fault, ImportError) else ""
        if (
            isinstance(fault, MemoryError)
            or (isinstance(fault, OSError) and fault.errno == errno.ENOMEM)
            or any(sign in words for sign in _NOT_LOADED)
        ):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def exit_code(told: StationError) -> int:
    """2 when what was given is wrong, 1 when anything else is."""
    return BAD_INPUT if isinstance(told, BadUsage | BadInput) else FAILED
