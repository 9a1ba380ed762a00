"""Disks that fail on command. A fault is written as a string, one character for each step.

`disk(steps)`: the steps are what `station.storage.durable` does to bring a file to the disk, in
order: every fsync and every rename.

    .  goes well        F  no space left (ENOSPC)
    K  the process dies before the step        E  input/output error (EIO)

After the string's end everything goes well.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock


class Killed(BaseException):
    """The process dies here: nothing of the program may catch it."""


class FailingDisk:
    """Counts the steps it was asked for; `steps` says which of them fail."""

    def __init__(self, steps: str) -> None:
        self._steps = steps
        self.asked = 0

    def step(self) -> None:
        """One step towards the disk."""
        fault = self._steps[self.asked] if self.asked < len(self._steps) else "."
        self.asked += 1
        if fault == "K":
            raise Killed
        if fault != ".":
            raise OSError({"F": errno.ENOSPC, "E": errno.EIO}[fault], "made to fail")


@contextmanager
def disk(steps: str) -> Iterator[FailingDisk]:
    """Within the block every fsync and rename goes through the fault string."""
    failing = FailingDisk(steps)
    fsync, replace = os.fsync, Path.replace

    def failing_fsync(file: int) -> None:
        failing.step()
        fsync(file)

    def failing_replace(path: Path, target: Path) -> Path:
        failing.step()
        return replace(path, target)

    with mock.patch("os.fsync", failing_fsync), mock.patch.object(Path, "replace", failing_replace):
        yield failing
