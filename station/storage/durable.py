"""Small files that survive a power cut: written whole under another name, then renamed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


def write(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` at `path`: afterwards the disk holds it; before, what was there. `private`:
    only this user can read it. (Windows gives a file the rights of its folder.)"""
    draft = path.with_name(f"{path.name}.part")
    with _gone_if_it_fails(draft):
        if private:
            draft.unlink(missing_ok=True)
        with _for_one(draft) if private else draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    settle(path.parent)


def write_private(path: Path, content: bytes) -> None:
    """Make a new file that only this user can read. Raises FileExistsError: nothing is written
    over. (Windows gives a file the rights of its folder.)"""
    opened = _for_one(path)
    with _gone_if_it_fails(path):
        with opened as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        settle(path.parent)


def _for_one(path: Path) -> BinaryIO:
    """A new file that only this user can read, to be written."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


@contextmanager
def _gone_if_it_fails(path: Path) -> Iterator[None]:
    """A full disk leaves no half of what was to be written: it may be somebody's data in clear."""
    try:
        yield
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def move(draft: Path, path: Path) -> None:
    """Give a finished file its name, with its content and the name on the disk."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Bring the names in `folder` to the disk. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
