"""The program in a pseudo terminal, with somebody at its keys who looks at what it writes; and at
what is in its memory, where the system shows it (Linux)."""

import contextlib
import os
import pty
import select
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

_HOUSE = Path(__file__).parents[2]
_PATIENCE = 30  # seconds
_MOMENT = 0.3  # seconds; a page is painted in less
SCREEN = "import sys; from station.tui.app import main; sys.exit(main(sys.argv[1:]))"


class Sat:
    """One sitting at a program."""

    def __init__(self, process: "subprocess.Popen[bytes]", outer: int) -> None:
        self._process = process
        self._outer = outer
        self._seen = 0
        self.written = b""

    @property
    def process(self) -> int:
        """Its number, which stays when it begins again."""
        return self._process.pid

    def type(self, text: str) -> None:
        """At the keys; what is waited for afterwards was written after this."""
        self._seen = len(self.written)
        os.write(self._outer, text.encode())

    def until(self, words: str) -> None:
        """Wait until these words are written. Raises TimeoutError."""
        ends = monotonic() + _PATIENCE
        while words.encode() not in self.written[self._seen :]:
            if monotonic() > ends or not self._read():
                raise TimeoutError(f"no {words!r} in {self.written[-2000:]!r}")

    def quiet(self) -> None:
        """Wait until it writes no more."""
        while select.select([self._outer], [], [], _MOMENT)[0] and self._read():
            pass

    def ended(self) -> int:
        """Wait for the end of the program; its exit code."""
        while self._read():
            pass
        return self._process.wait(_PATIENCE)

    def halted(self) -> bool:
        """Wait until it halts or ends; whether it halted."""
        ends = monotonic() + _PATIENCE
        while monotonic() < ends:
            found, how = os.waitpid(self.process, os.WUNTRACED | os.WNOHANG)
            if found:
                return os.WIFSTOPPED(how)
            self.quiet()
        return False

    @property
    def echoes(self) -> bool:
        """Whether the terminal shows what is typed."""
        return bool(termios.tcgetattr(self._outer)[3] & termios.ECHO)

    def memory(self) -> Iterator[bytes]:
        """All that the process can write, piece by piece."""
        folder = Path("/proc") / str(self.process)
        with (folder / "mem").open("rb", buffering=0) as memory:
            for line in (folder / "maps").read_text("utf-8").splitlines():
                span, rights = line.split()[:2]
                if rights.startswith("rw") and "[vvar" not in line:
                    first, last = (int(end, 16) for end in span.split("-"))
                    with contextlib.suppress(OSError):  # a piece that went meanwhile
                        memory.seek(first)
                        yield memory.read(last - first)

    def _read(self) -> bool:
        if not select.select([self._outer], [], [], _PATIENCE)[0]:
            return False
        with contextlib.suppress(OSError):  # the other end closed
            chunk = os.read(self._outer, 65536)
            self.written += chunk
            return bool(chunk)
        return False


@contextmanager
def sat_down(
    words: Sequence[str], program: str = SCREEN, env: Mapping[str, str] | None = None
) -> Iterator[Sat]:
    """Start the program with these words; at the end it is gone."""
    outer, inner = pty.openpty()
    path = os.pathsep.join([str(_HOUSE), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "TERM": "xterm-256color", "LC_ALL": "en"}
    command = [sys.executable, "-X", "utf8", "-c", program, *words]
    with subprocess.Popen(
        command, stdin=inner, stdout=inner, stderr=inner, start_new_session=True,
        env={**environment, **(env or {})},
    ) as process:  # fmt: skip
        os.close(inner)
        try:
            yield Sat(process, outer)
        finally:
            process.kill()
            os.close(outer)
