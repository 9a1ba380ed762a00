"""Seconds as a clock on the wall counts them, and the signals of the system that end a turn."""

import signal
import sys
import time
from collections.abc import Callable
from types import FrameType


def passed() -> float:
    """Seconds since some moment, those included in which the computer slept, whatever its date
    was set to. (On Windows `monotonic` counts them by itself.)"""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def catch(stop: Callable[[], bool], end: Callable[[int], None]) -> None:
    """From now on `end` is told of signals that end the program, `stop` of those that halt it.
    If `stop` says no, the program halts as it would have."""
    if sys.platform == "win32":
        return
    halted = signal.getsignal(signal.SIGTSTP)

    def on_stop(number: int, frame: FrameType | None) -> None:
        if not stop() and callable(halted):
            halted(number, frame)

    signal.signal(signal.SIGTSTP, on_stop)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: end(number))
