"""Exchange tables as files: CSV that starts no formula, or JSON lines, in one folder a batch.

CSV has CRLF after each row (RFC 4180) and quotes where they are needed. A value that a
spreadsheet would take for a formula gets an apostrophe before it, and so does one that begins with
an apostrophe: whoever takes away the first apostrophe has the value as it was. JSON lines have
every value as it is, and are UTF-8 whatever was asked for (RFC 8259).
"""

import csv
import io
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import Enum
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from station.domain.errors import StationError
from station.storage import durable
from sync.district.national import gb18030
from sync.district.national.rows import Cell

_STARTS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_MARK = "'"


class Shape(Enum):
    """In which form rows are written."""

    CSV = "csv"
    JSONL = "jsonl"


class Encoding(Enum):
    """In which code. Spreadsheets know UTF-8 by the mark at its beginning."""

    UTF_8 = "utf-8"
    UTF_8_BOM = "utf-8-bom"
    GB18030 = "gb18030"


_ENCODE: Mapping[Encoding, Callable[[str], bytes]] = MappingProxyType(
    {
        Encoding.UTF_8: str.encode,
        Encoding.UTF_8_BOM: str.encode,
        Encoding.GB18030: gb18030.encode,
    }
)


def harmless(value: str) -> str:
    """The value as a cell of CSV: no spreadsheet takes it for a formula."""
    return f"{_MARK}{value}" if value[:1] in {*_STARTS_A_FORMULA, _MARK} else value


def as_it_was(cell: str) -> str:
    """The value that this cell of CSV stands for."""
    return cell.removeprefix(_MARK)


def csv_line(cells: Sequence[Cell]) -> str:
    """One row."""
    line = io.StringIO()
    texts = (harmless(cell) if isinstance(cell, str) else cell for cell in cells)
    csv.writer(line, lineterminator="\r\n").writerow(texts)
    return line.getvalue()


def json_line(columns: Sequence[str], cells: Sequence[Cell]) -> str:
    """One row, by the names of its columns."""
    return f"{json.dumps(dict(zip(columns, cells, strict=True)), ensure_ascii=False)}\n"


class CannotWrite(StationError):
    """The disk does not take what is to be handed out."""


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Inside, errors of the file system are told as what they are to whoever hands out. Raises
    CannotWrite."""
    try:
        yield
    except OSError as fault:
        raise CannotWrite(
            "{place} cannot be written: {fault}",
            "Nothing was handed out; look at the disk, or choose another folder.",
            place=place, fault=fault.strerror or fault,
        ) from fault  # fmt: skip


class TableFile:
    """One file that is being written, row after row; only this user can read it."""

    def __init__(
        self, path: Path, columns: Sequence[str], shape: Shape, encoding: Encoding
    ) -> None:
        """Raises CannotWrite."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._path = path
        with writing(path):
            self._file = os.fdopen(os.open(path, flags, 0o600), "wb")
        self._columns, self._shape = columns, shape
        self._encode = _ENCODE[encoding] if shape is Shape.CSV else str.encode
        self._hash = sha256()
        if shape is Shape.CSV:
            if encoding is Encoding.UTF_8_BOM:
                self._put(b"\xef\xbb\xbf")
            self._put(self._encode(csv_line(columns)))

    def write(self, cells: Sequence[Cell]) -> None:
        """One more row. Raises CannotWrite."""
        line = csv_line(cells) if self._shape is Shape.CSV else json_line(self._columns, cells)
        self._put(self._encode(line))

    def finish(self) -> str:
        """Bring it to the disk; the SHA-256 of all of it. Raises CannotWrite."""
        with writing(self._path):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        return self._hash.hexdigest()

    def close(self) -> None:
        """Let go of it, finished or not."""
        with suppress(OSError):
            self._file.close()

    def _put(self, data: bytes) -> None:
        self._hash.update(data)
        with writing(self._path):
            self._file.write(data)


def land(draft: Path, folder: Path) -> None:
    """Give the finished folder its name, with all names on the disk. Raises CannotWrite."""
    with writing(folder):
        durable.settle(draft)
        draft.rename(folder)
        durable.settle(folder.parent)
