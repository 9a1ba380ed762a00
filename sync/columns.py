"""Lines that are alike, taken apart into what repeats and what changes, and put together again.

Entries of one kind differ in a few values only: so a parcel is written as its *templates* (a line
with a zero byte in the place of each value), the order in which the lines use them, and for each
place of each template the column of its values. A packer then finds dates beside dates and names
beside names, and the parcel becomes a third shorter than packed line by line.

    templates, a line feed between two | 01 | order, one byte a line | 01 | columns, 01 between two

The number of a template, from 0, stands in the order as the byte 20 + number (hexadecimal). The
columns are those of the first template from left to right, then those of the second; each has a
line feed between two values. Any text is taken apart without loss, whatever it says.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, repeat

_VALUE = re.compile(rb':("[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"|-?\d+)')
"""What follows a colon: a string or a whole number. Where else it fits does no harm."""
_PLACE, _BORDER, _LINE = b"\0", b"\1", b"\n"
_AFTER_COLON = b":" + _PLACE
_ZERO = 0x20
MOST_TEMPLATES = 200
MOST_COLUMNS = 10_000
MOST_LINES = 10_000
MOST_VALUES = 200_000
"""More than any parcel has; so that nobody makes us put together a million lines of nothing."""


class NotColumns(ValueError):
    """Bytes that are no columns, or not those of a text of the promised length."""


def apart(text: bytes) -> bytes | None:
    """The columns of a text; None if it has bytes 00 or 01, or too many of anything."""
    if _PLACE in text or _BORDER in text or text.count(_LINE) >= MOST_LINES:
        return None
    templates: dict[bytes, int] = {}
    columns: list[list[list[bytes]]] = []
    order = bytearray()
    for line in text.split(_LINE):
        pieces = _VALUE.split(line)
        values = pieces[1::2]
        number = templates.setdefault(_AFTER_COLON.join(pieces[::2]), len(templates))
        if number == len(columns):
            columns.append([[] for _ in values])
            if len(columns) > MOST_TEMPLATES or sum(map(len, columns)) > MOST_COLUMNS:
                return None
        for column, value in zip(columns[number], values, strict=True):
            column.append(value)
        order.append(_ZERO + number)
    if sum(len(own[0]) * len(own) for own in columns if own) > MOST_VALUES:
        return None
    joined = (_LINE.join(column) for column in chain.from_iterable(columns))
    return _BORDER.join((_LINE.join(templates), bytes(order), *joined))


def together(packed: bytes, size: int) -> bytes:
    """The text of exactly `size` bytes with these columns. Raises NotColumns, and nothing else.

    How long it becomes is counted before any of it is put together.
    """
    first, _, rest = packed.partition(_BORDER)
    if first.count(_LINE) >= MOST_TEMPLATES or rest.count(_BORDER) > MOST_COLUMNS:
        raise NotColumns("more templates or columns than there may be")
    order, *columns = rest.split(_BORDER)
    templates = [line.split(_PLACE) for line in first.split(_LINE)]
    counts = [order.count(_ZERO + number) for number in range(len(templates))]
    if not 0 < len(order) <= MOST_LINES:
        raise NotColumns("no lines, or more than there may be")
    if sum(counts) != len(order) or sum(map(len, templates)) != len(templates) + len(columns):
        raise NotColumns("not every line has a template, or not every place a column")
    length, values, given = len(order) - 1, 0, iter(columns)
    rows: list[Iterator[bytes]] = []
    for parts, count in zip(templates, counts, strict=True):
        own = [next(given) for _ in parts[1:]]
        if not count or any(column.count(_LINE) != count - 1 for column in own):
            raise NotColumns("not as many values as lines")
        length += count * sum(map(len, parts)) + sum(len(column) - count + 1 for column in own)
        rows.append(_lines(parts, own))
        values += count * len(own)
    if values > MOST_VALUES:
        raise NotColumns("more values than there may be")
    if length != size:
        raise NotColumns("the text has another length")
    return _LINE.join(next(rows[number - _ZERO]) for number in order)


def _lines(parts: list[bytes], columns: list[bytes]) -> Iterator[bytes]:
    """The lines of one template, one after the other."""
    pieces: list[Iterable[bytes]] = [repeat(parts[0])]
    for column, part in zip(columns, parts[1:], strict=True):
        pieces += (_values(column), repeat(part))
    return map(b"".join, zip(*pieces, strict=False))


def _values(column: bytes) -> Iterator[bytes]:
    """One at a time: a list of all would take twenty times the room of its bytes."""
    start = 0
    while (end := column.find(_LINE, start)) >= 0:
        yield column[start:end]
        start = end + 1
    yield column[start:]
