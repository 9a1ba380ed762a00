"""How a command ends: what is told of a fault, and the exit code. The same at both ends."""

from station.domain.errors import BadInput, StationError
from station.domain.failure import Unforeseen

FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130
"""Exit codes; 0 is success."""


class BadUsage(StationError):
    """The command line itself is wrong."""


class CannotUse(StationError):
    """The operating system refuses a file or folder that was named."""


def as_told(fault: Exception) -> StationError:
    """The fault as it may be told: what nobody foresaw shows its place and no values."""
    if isinstance(fault, StationError):
        return fault
    if isinstance(fault, OSError):
        return CannotUse(
            "{file}: {reason}", "Choose another file or folder, or make room.",
            file=fault.filename or "-", reason=fault.strerror or str(fault),
        )  # fmt: skip
    return Unforeseen(fault)


def exit_code(told: StationError) -> int:
    """2 when what was given is wrong, 1 when anything else is."""
    return BAD_INPUT if isinstance(told, BadUsage | BadInput) else FAILED
