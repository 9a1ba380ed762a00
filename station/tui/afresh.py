"""The program as a new process, in whose memory there is nothing of the one before.

What Python has had in memory cannot be wiped: keys, passphrases, what was on the screen. The
memory of a process that is replaced is gone.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from subprocess import call

_AGAIN = 77
"""On Windows: the exit code that asks the process above for another one."""
_BELOW = "STATION_SCREEN"
"""There: the screen runs below a process that never has a key."""


def run(screen: Callable[[], int | None]) -> int:
    """The exit code of the screen; None from it means: once more, in a new process."""
    if sys.platform == "win32" and _BELOW not in os.environ:
        # A process cannot be replaced there: the shell would go on beside the new one.
        while (code := call(_line(), env={**os.environ, _BELOW: "1"})) == _AGAIN:
            pass
        return code
    with _unechoed():
        ended = screen()
        if ended is None and sys.platform == "win32":
            return _AGAIN
        if ended is None:
            os.execv(sys.executable, _line())  # noqa: S606 - our own command line
        return ended


def _line() -> list[str]:
    """The command line of this process."""
    return [sys.executable, *sys.orig_argv[1:]]


if sys.platform == "win32":

    @contextmanager
    def _unechoed() -> Iterator[None]:
        yield

    def halt() -> None:
        """No shell can halt a program there."""

else:
    import signal
    import termios

    @contextmanager
    def _unechoed() -> Iterator[None]:
        """What is typed while no screen is there, as between two processes, is not shown: it may
        be a passphrase. The next process finds it so, and the last one ends it."""
        _echo(shown=False)
        try:
            yield
        finally:
            _echo(shown=True)

    def halt() -> None:
        """Give the terminal back to the shell until it lets the program go on."""
        _echo(shown=True)
        os.kill(os.getpid(), signal.SIGSTOP)
        _echo(shown=False)

    def _echo(*, shown: bool) -> None:
        with suppress(termios.error, OSError, ValueError):  # the terminal may be gone
            modes = termios.tcgetattr(sys.stdin)
            modes[3] = modes[3] | termios.ECHO if shown else modes[3] & ~termios.ECHO
            termios.tcsetattr(sys.stdin, termios.TCSANOW, modes)
