"""What may lie on a stick that somebody prepared who means harm."""

import os
import random
import shutil
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.sync.parcels import DISTRICT, EMPTY, STATION, STATION_POST

SECRET = STATION_POST.pack(EMPTY)
"""Lies outside the stick: who follows a link believes it."""

Trap = Callable[[Path, Path, random.Random], None]
"""Lays itself into the folder of the stick, given a place elsewhere."""


def theirs(rng: random.Random) -> str:
    return f"{STATION}-to-{DISTRICT}-{rng.randrange(10):04}.parcel"


def _ours(rng: random.Random) -> str:
    end = rng.choice(("parcel", "part"))
    return f"{DISTRICT}-to-{STATION}-{rng.choice((1, 1, 2)):04}.{end}"


def _either(rng: random.Random) -> str:
    return rng.choice((theirs, _ours))(rng)


def link(folder: Path, other: Path, rng: random.Random) -> None:
    target = other / rng.choice(("secret", "victim", "folder", "missing"))
    (folder / _either(rng)).symlink_to(target)


def _own_link(folder: Path, other: Path, rng: random.Random) -> None:
    (folder / _ours(rng)).hardlink_to(other / "victim")


def _pipe(folder: Path, _: Path, rng: random.Random) -> None:
    os.mkfifo(folder / _either(rng))


def _socket(folder: Path, _: Path, rng: random.Random) -> None:
    here = Path.cwd()
    os.chdir(folder)  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(_either(rng))
    finally:
        os.chdir(here)


def _device(folder: Path, _: Path, rng: random.Random) -> None:
    (folder / _either(rng)).symlink_to(rng.choice(("/dev/zero", "/dev/stdin", "/dev/tty")))


def _terabyte(folder: Path, _: Path, rng: random.Random) -> None:
    with (folder / theirs(rng)).open("xb") as file:
        file.truncate(1 << 40)


def _folder(folder: Path, _: Path, rng: random.Random) -> None:
    inner = folder / _either(rng)
    inner.mkdir()
    (inner / theirs(rng)).write_bytes(SECRET[:-1])


def _names(folder: Path, _: Path, rng: random.Random) -> None:
    prefix = f"{STATION}-to-{DISTRICT}-".encode()
    for name in (
        b"\xff\xfe", prefix + b"\xff.parcel", prefix + b"0001.parcel\n", b"-" * 200, b" ", b"CON",
        prefix + b"\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91.parcel", b"\x1b[31m",
        prefix + "0001.parcel\u202e".encode(), b"autorun.inf", b"a.lnk", prefix + b"0" * 150,
    ):  # fmt: skip
        with suppress(OSError):
            (folder / os.fsdecode(name)).open("xb").close()


def noise(folder: Path, _: Path, rng: random.Random) -> None:
    with (folder / theirs(rng)).open("xb") as file:
        file.write(rng.randbytes(rng.randrange(200)))


def instead(folder: Path, other: Path, rng: random.Random) -> None:
    """The folder itself is something else."""
    if folder.is_symlink() or not folder.is_dir():
        return
    shutil.rmtree(folder)
    kind = rng.randrange(4 if hasattr(os, "mkfifo") else 2)
    if kind == 0:
        folder.symlink_to(other / "folder")
    elif kind == 1:
        folder.write_bytes(b"mine")
    elif kind == 2:
        os.mkfifo(folder)
    else:
        folder.symlink_to(folder)


TRAPS: tuple[Trap, ...] = (link, link, _own_link, _terabyte, _folder, _names, noise)
if hasattr(os, "mkfifo"):
    TRAPS = (*TRAPS, _pipe, _socket, _device)
