"""A program in a pseudo terminal: every byte it writes, and what the terminal answers."""

import contextlib
import os
import pty
import select
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Ended:
    code: int
    written: bytes


def answer(command: Sequence[str], replies: Mapping[bytes, bytes]) -> Ended:
    """Run the command; when it has written a key of `replies`, type the value, once."""
    outer, inner = pty.openpty()
    waiting, written = dict(replies), b""
    path = os.pathsep.join([str(_HOUSE), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "TERM": "xterm-256color", "LC_ALL": "en"}
    with subprocess.Popen(
        command, stdin=inner, stdout=inner, stderr=inner, close_fds=True, env=environment,
        start_new_session=True,
    ) as program:  # fmt: skip
        os.close(inner)
        while select.select([outer], [], [], 20)[0]:
            chunk = b""
            with contextlib.suppress(OSError):  # the other end closed
                chunk = os.read(outer, 65536)
            if not chunk:
                break
            written += chunk
            for asked in [asked for asked in waiting if asked in written]:
                os.write(outer, waiting.pop(asked))
        os.close(outer)
        program.terminate()
    return Ended(code=program.returncode, written=written)
