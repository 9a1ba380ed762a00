"""The table that a campaign prints, and its end."""

import sys
from collections.abc import Sequence
from time import monotonic

_SHOWN = 40


def line(name: str, *counts: object) -> None:
    """One row, at once: the next one may take minutes."""
    sys.stdout.write(f"{name:36}" + "".join(f"{count:>11}" for count in counts) + "\n")
    sys.stdout.flush()


def ended(faults: Sequence[str], *, seed: int, began: float) -> int:
    """The seed, the time since `began` and the first faults; 1 if there is any."""
    sys.stdout.write(f"seed {seed}, {monotonic() - began:.0f} s\n")
    sys.stdout.writelines(f"{fault}\n" for fault in faults[:_SHOWN])
    return 1 if faults else 0
