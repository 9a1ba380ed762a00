"""Whether there is a terminal, and what it does with characters of ambiguous width: asked once,
before the first paint."""

import re
import sys
from collections.abc import Callable

from station.domain.errors import StationError

_PROBE = "\r─\x1b[6n"
_WIPE = "\r  \r"
_REPLY = re.compile(rb"\x1b\[\d+;(\d+)R")
_PATIENCE = 0.2  # seconds; a terminal that is silent this long will not answer


class NoTerminal(StationError):
    """Input or output of the program is no terminal."""


def check_way_in() -> None:
    """Raises NoTerminal: there has to be one to show the door on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal(
            "the screen needs a terminal", "Open one; run.py --help lists what works without."
        )


def is_plain(look: str) -> bool:
    """Whether to use the plain look. `look` is the setting: auto, plain or full."""
    return look == "plain" or (look == "auto" and _draws_wide())


def _draws_wide() -> bool:
    """Whether one frame character moves the cursor by two cells. Silence means no."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    if sys.platform == "win32":
        column = _column_on_windows()
    else:
        column = _column_by_reply()
    sys.stdout.write(_WIPE)
    sys.stdout.flush()
    return column == 3


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _ScreenBuffer(ctypes.Structure):
        """CONSOLE_SCREEN_BUFFER_INFO of the Windows console API."""

        _fields_ = (
            ("size", wintypes._COORD),
            ("cursor", wintypes._COORD),
            ("attributes", wintypes.WORD),
            ("window", wintypes.SMALL_RECT),
            ("largest", wintypes._COORD),
        )

    def _column_on_windows() -> int:
        sys.stdout.write(_PROBE[:2])
        sys.stdout.flush()
        console, buffer = ctypes.windll.kernel32, _ScreenBuffer()
        console.GetConsoleScreenBufferInfo(console.GetStdHandle(-11), ctypes.byref(buffer))
        return int(buffer.cursor.X) + 1

else:
    import os
    import select
    import termios
    import tty

    def _column_by_reply() -> int:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal)
            sys.stdout.write(_PROBE)
            sys.stdout.flush()
            return _column(lambda: _next_byte(terminal))
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)

    def _next_byte(terminal: int) -> bytes:
        readable, _, _ = select.select([terminal], [], [], _PATIENCE)
        return os.read(terminal, 1) if readable else b""


def _column(read: Callable[[], bytes]) -> int:
    """The column in the terminal's report, 0 if there is none."""
    seen = b""
    while byte := read():
        seen += byte
        if found := _REPLY.search(seen):
            return int(found[1])
    return 0
