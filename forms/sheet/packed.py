"""What reportlab wrote, as a smaller file of the same objects.

reportlab 5.1 writes PDF 1.3, in which all but streams stands in plain text. Since PDF 1.5 such
objects may lie in one compressed stream, and the table of objects be another (ISO 32000-1, 7.5.7
and 7.5.8).
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_HEAD = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
_LENGTH = re.compile(rb"/Length (\d+)")
_OPENS, _CLOSES = b"\nstream\n", b"endstream"
_ESCAPE = re.compile(rb"\\(?:([0-7]{3})|.)", re.DOTALL)
_ESCAPED = frozenset(b"\\()\r")
"""Bytes that stay escaped in a string: a bare carriage return would be read as a line feed."""
_NAMED = re.compile(rb"/(?:Info|Root) \d+ 0 R|/ID\s*\[[^]]*\]")
_PAGES = b"/Type /Pages"
"""The root of the pages stays in plain text: it counts them for whoever asks how many there are."""
_OLD, _FREE, _PLACED, _SHELVED = 65535, 0, 1, 2


@dataclass(frozen=True, slots=True)
class _Object:
    """A dictionary or another value; `content` is None where it is no stream."""

    number: int
    value: bytes
    content: bytes | None = None


def packed(pdf: bytes) -> bytes:
    """The same document, smaller; the same bytes for the same. `pdf` is what reportlab writes
    without compression."""
    objects = tuple(_objects(pdf))
    shelved = [each for each in objects if each.content is None and _PAGES not in each.value]
    size = max(each.number for each in objects) + 3
    shelf = _shelf(size - 2, shelved)
    file = bytearray(_HEAD)
    rows = {0: (_FREE, 0, _OLD)}
    rows |= {each.number: (_SHELVED, shelf.number, nth) for nth, each in enumerate(shelved)}
    for each in (*(one for one in objects if one.number not in rows), shelf):
        rows[each.number] = (_PLACED, len(file), 0)
        file += _plain(each) if each.content is None else _stream(each)
    start = len(file)
    rows[size - 1] = (_PLACED, start, 0)
    table = b"".join(
        kind.to_bytes(1) + at.to_bytes(4) + nth.to_bytes(2)
        for _, (kind, at, nth) in sorted(rows.items())
    )
    named = b" ".join(_NAMED.findall(pdf[pdf.rindex(b"trailer") :]))
    value = b"<< /Type /XRef /W [1 4 2] /Size %d %s /Length 0 >>" % (size, named)
    file += _stream(_Object(size - 1, value, table))
    return bytes(file) + b"startxref\n%d\n%%%%EOF\n" % start


def _objects(pdf: bytes) -> Iterator[_Object]:
    """The objects of the file, in their order, as its own table finds them."""
    table = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    rows = pdf[table : pdf.rindex(b"trailer")].splitlines()[3:]
    starts = [int(row.split()[0]) for row in rows]
    for number, (start, end) in enumerate(pairwise((*sorted(starts), table)), start=1):
        whole = pdf[pdf.index(b" obj\n", start) + 5 : pdf.rindex(b"endobj", start, end)]
        if _OPENS not in whole or not whole.endswith((_CLOSES, _CLOSES + b"\n")):
            yield _Object(number, whole.strip())
            continue
        at = whole.index(_OPENS)
        length = _LENGTH.search(whole, 0, at)
        assert length
        begin = at + len(_OPENS)
        content = whole[begin : begin + int(length[1])]
        if b"/Length1" not in whole[:at]:  # no font: what a page shows, or a table in letters
            content = _ESCAPE.sub(_byte, content)
        yield _Object(number, whole[:at], content)


def _shelf(number: int, objects: list[_Object]) -> _Object:
    """The stream in which all these lie, with a table of their numbers and places before them."""
    places, at = [], 0
    for each in objects:
        places.append(b"%d %d" % (each.number, at))
        at += len(each.value) + 1
    table = b" ".join(places) + b"\n"
    value = b"<< /Type /ObjStm /N %d /First %d /Length 0 >>" % (len(objects), len(table))
    return _Object(number, value, table + b"\n".join(each.value for each in objects))


def _plain(each: _Object) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (each.number, each.value)


def _stream(each: _Object) -> bytes:
    small = zlib.compressobj(9, memLevel=9)
    data = small.compress(each.content or b"") + small.flush()
    value = _LENGTH.sub(b"/Filter /FlateDecode /Length %d" % len(data), each.value, count=1)
    return b"%d 0 obj\n%s%s%s\n%s\nendobj\n" % (each.number, value, _OPENS, data, _CLOSES)


def _byte(escape: re.Match[bytes]) -> bytes:
    """The byte that three octal digits stand for, which takes a quarter of their room."""
    byte = int(escape[1] or b"0", 8)
    return escape[0] if not escape[1] or byte in _ESCAPED else bytes((byte,))
