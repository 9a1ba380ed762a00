"""The disk that fails on command (`disk.c`), as Python sees it.

It has to be in the process before Python is: `preloaded` compiles it and starts the campaign
again with it. Each trial then is a child made by `fork`, so that nothing is imported twice.
"""

import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("disk.c")
FOREVER = 10**9
_PRELOADED = "STATION_TORTURE_DISK"


class Fault(IntEnum):
    """What the disk does, in the numbers of `disk.c`."""

    NONE = 0
    KILL = 1
    TORN = 2
    NO_SPACE = 3
    WRITE_ERROR = 4
    SYNC_ERROR = 5
    LIE = 6
    FORGET = 7
    READ_ERROR = 8


def why_not() -> str:
    """Why there can be no such disk here; empty if there can."""
    if not sys.platform.startswith("linux"):
        return "a disk that fails on command is built for Linux alone"
    if _compiler() is None:
        return "there is no C compiler (cc, gcc or clang) here"
    return ""


def _compiler() -> str | None:
    return next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)


def preloaded(module: str) -> int | None:
    """None where the disk is in this process already; else the exit code of `python -m module`,
    with this program's own arguments and the disk. 0 with a printed reason where there is none.
    """
    if os.environ.get(_PRELOADED):
        return None
    if reason := why_not():
        sys.stdout.write(f"skipped: {reason}\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "disk.so"
        build(library)
        also = {"LD_PRELOAD": str(library), _PRELOADED: str(library)}
        again = [sys.executable, "-X", "utf8", "-m", module, *sys.argv[1:]]
        return subprocess.call(again, env=os.environ | also)


def build(library: Path) -> None:
    """Compile the disk. Raises CalledProcessError with what the compiler says on stderr."""
    compiler = _compiler()
    assert compiler is not None
    options = ("-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror")
    subprocess.run([compiler, *options, "-o", library, SOURCE, "-ldl"], check=True)


class Disk:
    """The disk under one folder of this process and its children."""

    def __init__(self) -> None:
        self._calls = ctypes.CDLL(os.environ[_PRELOADED])

    def watch(self, folder: Path, log: Path | None = None) -> None:
        """Look at what is written below `folder`; with `log`, keep it all there."""
        name = "" if log is None else str(log)
        self._calls.disk_watch(str(folder.resolve()).encode(), name.encode())

    def fails(self, fault: Fault, first: int, count: int) -> None:
        """So many calls that this fault can hit fail, from the `first` on."""
        self._calls.disk_fails(int(fault), ctypes.c_long(first), ctypes.c_long(count))

    def told(self, words: str) -> None:
        """Put into the log what somebody was told."""
        self._calls.disk_told(words.encode())

    @property
    def seen(self) -> int:
        """How many calls the present fault could have hit."""
        return int(self._calls.disk_seen())


Say = Callable[..., None]


def in_child(work: Callable[[Say], None]) -> Iterator[dict[str, Any]]:
    """What `work` says, word by word, in a process of its own that may be killed at any time.

    What it leaves unhandled comes as its last word, `{"fault": ...}`.
    """
    yield from _heard(*_started(work))


def together(works: Sequence[Callable[[Say], None]]) -> list[list[dict[str, Any]]]:
    """What each of these says, all at work at the same time. None may say more than a pipe holds
    (64 KiB) before the others are done."""
    return [list(_heard(*one)) for one in [_started(work) for work in works]]


def _started(work: Callable[[Say], None]) -> tuple[int, int]:
    """The child, and where it is heard."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        _run(work, writes)
    os.close(writes)
    return child, reads


def _heard(child: int, reads: int) -> Iterator[dict[str, Any]]:
    with os.fdopen(reads, encoding="utf-8") as words:
        for line in words:
            if line.endswith("\n"):  # what a dying process said by half it has not said
                yield json.loads(line)
    os.waitpid(child, 0)


def _run(work: Callable[[Say], None], writes: int) -> None:
    def say(**words: object) -> None:
        os.write(writes, f"{json.dumps(words)}\n".encode())

    try:
        work(say)
    except BaseException as fault:  # noqa: BLE001 - the last words of a process
        at = traceback.extract_tb(fault.__traceback__)[-1]
        with suppress(OSError):
            say(fault=f"{type(fault).__name__}: {fault} ({Path(at.filename).name}:{at.lineno})")
    finally:
        os._exit(0)
