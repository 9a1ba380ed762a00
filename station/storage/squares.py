"""The QR codes on a scan, a photo or a PDF, read by a program of its own (`read_squares`)."""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from station.domain.scans import NotAScan
from station.storage import read_squares
from station.storage.pictures import apart, bytes_of, reads_as

_ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".pdf")


def squares_in(path: Path) -> tuple[str, ...]:
    """What the QR codes in this file say, page after page. Raises NotAScan, also where there is
    none."""
    data = bytes_of(path)
    reads, _form = reads_as(path.name, data)
    found = json.loads(apart(read_squares, path.name, data, reads))
    if not found:
        raise NotAScan(
            "no square code was found in {file}",
            "Scan the sheet flat, at 200 dots to the inch or more, with its corner whole.",
            file=path.name,
        )
    return tuple(str(text) for text in found)


def texts_of(given: str, typed: Iterable[str]) -> tuple[str, ...]:
    """The texts that are meant: those `typed`, a line each, for `-`; those in the file of this
    name; else `given` itself. Raises NotAScan."""
    if given == "-":
        return tuple(line for line in map(str.strip, typed) if line)
    file = Path(given.strip())
    with suppress(OSError, ValueError):  # a text is no name of a file, and may be too long for one
        if file.suffix.lower() in _ENDINGS or file.is_file():
            return squares_in(file)
    return (given,)
