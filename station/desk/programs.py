"""Other programs: started without a terminal, and given up with all that they started."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

_LETTERS = 200
_STARTING_SECONDS = 2
_left: list[subprocess.Popen[bytes]] = []
"""What was started and runs on; each is asked at the next start whether it has ended."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How a program ended, and what it wrote."""

    done: bool
    """Whether it said that all went well."""
    late: bool = False
    """Whether it did not end in time, and was ended."""
    words: str = ""
    complaint: str = ""
    """The last line of what it wrote about errors, fit to be shown."""


def ask(command: Sequence[str], seconds: float) -> Answer:
    """Run the program and hear it out, for so many seconds at most. Its words would be drawn over
    the screen, so it gets no terminal; and it speaks English, so that its words can be read."""
    try:
        running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=os.environ | {"LC_ALL": "C"}, start_new_session=True,
        )  # fmt: skip
    except OSError as fault:
        return Answer(done=False, complaint=fault.strerror or "")
    with running:
        try:
            words, faults = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(running)
            return Answer(done=False, late=True)
    return Answer(
        done=running.returncode == 0, words=words.decode("utf-8", "replace"),
        complaint=_shown(faults.decode("utf-8", "replace")),
    )  # fmt: skip


def start(command: Sequence[str]) -> bool:
    """Start a program that runs on beside this one; whether it did not fail at once."""
    try:
        running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError:
        return False
    _left[:] = [one for one in _left if one.poll() is None]
    try:
        return running.wait(_STARTING_SECONDS) == 0
    except subprocess.TimeoutExpired:
        _left.append(running)
        return True


def _end(running: subprocess.Popen[bytes]) -> None:
    """What it started itself would go on, and hold the pipes open."""
    if sys.platform == "win32":
        running.kill()
    else:
        os.killpg(running.pid, signal.SIGKILL)


def _shown(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join(char for char in lines[-1] if char.isprintable())[:_LETTERS] if lines else ""
