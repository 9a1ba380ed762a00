"""A running program tried in many ways from one point: each way is a process of its own.

A child of `fork` goes on from here with a copy of the memory; the program itself waits meanwhile,
and finds the files in its folder as it left them, in the same places of the disk: it has them open.
"""

import asyncio
import json
import os
import shutil
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PATIENCE = 60  # seconds


@dataclass(frozen=True, kw_only=True)
class Branch:
    """Where one way came to its end."""

    told: Mapping[str, Any]
    """What its work said; empty if it came to no end."""
    written: bytes
    """What it wrote to the terminal, if it had one: its standard output and errors."""
    left: Path
    """A copy of the folder as it was left."""


async def branched(
    folder: Path, aside: Path, work: Callable[[], Awaitable[Mapping[str, Any]]]
) -> Branch:
    """Do this work in another process that goes on from here, in this folder. `aside` is made
    anew, for what is left of it."""
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    loop = asyncio.get_running_loop()
    with _put_back(folder, aside / "before"):
        child = os.fork()
        if not child:
            await _alone(loop, aside, work)
        os.waitpid(child, 0)
        shutil.copytree(folder, aside / "left")
    said = aside / "told"
    told = json.loads(said.read_text("utf-8")) if said.exists() else {}
    return Branch(told=told, written=(aside / "written").read_bytes(), left=aside / "left")


async def _alone(
    loop: asyncio.AbstractEventLoop, aside: Path, work: Callable[[], Awaitable[Mapping[str, Any]]]
) -> None:
    """In the child, which has none of the threads of its parent. It never returns."""
    try:
        signal.alarm(_PATIENCE)
        out = os.open(aside / "written", os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(out, 1)
        os.dup2(out, 2)
        asyncio._set_running_loop(loop)  # asyncio notices the fork, and forgets that it runs
        loop.set_default_executor(ThreadPoolExecutor())
        told = await work()
        (aside / "told").write_text(json.dumps(told), "utf-8")
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


@contextmanager
def _put_back(folder: Path, before: Path) -> Iterator[None]:
    """Afterwards each file in the folder is the same one, with the same bytes."""
    before.mkdir()
    held: list[tuple[Path, Path, bytes]] = []
    for number, file in enumerate(one for one in folder.rglob("*") if one.is_file()):
        os.link(file, before / str(number))
        held.append((file, before / str(number), file.read_bytes()))
    try:
        yield
    finally:
        for file in [one for one in folder.rglob("*") if one.is_file()]:
            file.unlink()
        for file, same, content in held:
            with same.open("r+b") as book:  # cut only where it grew: the program has it mapped
                book.write(content)
                book.truncate()
            file.parent.mkdir(parents=True, exist_ok=True)
            same.replace(file)
