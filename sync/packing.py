"""Content made short for a bad line, and long again within bounds.

    0   as it is                          scans are packed already
    1   zlib (RFC 1950)
    2   columns (columns.py), then Zstandard (RFC 8878) with dictionary no. 1

The sender takes the shortest. A dictionary is what entries have in common: words that even the
first case of a parcel need not spell out. It is a file beside this one, made by
`tests/sync/make_dictionary.py`, and never changes: a better one gets another number.
"""

import threading
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from sync.columns import NotColumns, apart, together
from sync.errors import NotOurs

if TYPE_CHECKING:
    from zstandard import ZstdCompressionDict, ZstdCompressor, ZstdDecompressor

PLAIN, ZLIB, COLUMNS = 0, 1, 2
DICTIONARY = Path(__file__).with_name("dictionary-1.zstd")
LEVEL, QUICK = 19, 9
"""Of Zstandard's 22: the highest that does not ask for more memory than a small machine has; and,
where the road is quicker than the packing, one that takes a tenth of the time for a quarter more
bytes."""


_own = threading.local()


def pack(content: bytes, *, quick: bool = False) -> bytes:
    """The shortest of all ways to write it, its number in front; to be `quick`, columns where the
    content has some."""
    columns = _in_columns(content, QUICK) if quick else None
    if columns is not None:
        return bytes((COLUMNS,)) + columns
    shortest, its_number = content, PLAIN
    for number, way in _PACKERS.items():
        data = way(content)
        if data is not None and len(data) < len(shortest):
            shortest, its_number = data, number
    return bytes((its_number,)) + shortest


def unpack(packed: bytes, size: int) -> bytes:
    """The content of exactly `size` bytes. Raises NotOurs, and nothing else.

    Never more than three times that much is held, whatever the bytes promise.
    """
    unpacker = _UNPACKERS.get(packed[0]) if packed else None
    if unpacker is None:
        raise NotOurs("coding")
    return unpacker(packed[1:], size)


def _as_it_is(data: bytes, size: int) -> bytes:
    if len(data) != size:
        raise NotOurs("body-length")
    return data


def _inflated(data: bytes, size: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(data, size + 1)
    except zlib.error as fault:
        raise NotOurs("compression") from fault
    if len(content) != size or not inflater.eof or inflater.unused_data:
        raise NotOurs("body-length")
    return content


def _in_columns(content: bytes, level: int = LEVEL) -> bytes | None:
    columns = apart(content)
    return None if columns is None else _squeezer(level).compress(columns)


def _from_columns(data: bytes, size: int) -> bytes:
    import zstandard

    try:
        promised = zstandard.get_frame_parameters(data)
        if promised.content_size > 2 * size + 2:  # templates and values, and a byte for each line
            raise NotOurs("body-length")
        columns = _opener().decompress(data, allow_extra_data=False)
    except zstandard.ZstdError as fault:
        raise NotOurs("compression") from fault
    try:
        return together(columns, size)
    except NotColumns as fault:
        raise NotOurs("body-length") from fault


def _squeezer(level: int) -> "ZstdCompressor":
    """This thread's own: none may be used by two at once, and to make one takes 3 ms."""
    import zstandard

    made: dict[int, ZstdCompressor] = _own.__dict__.setdefault("squeezers", {})
    if level not in made:
        made[level] = zstandard.ZstdCompressor(
            level=level, dict_data=_dictionary(), write_dict_id=False
        )
    return made[level]


def _opener() -> "ZstdDecompressor":
    import zstandard

    if not hasattr(_own, "opener"):
        _own.opener = zstandard.ZstdDecompressor(dict_data=_dictionary())
    return cast("ZstdDecompressor", _own.opener)


@lru_cache(maxsize=1)
def _dictionary() -> "ZstdCompressionDict":
    import zstandard

    return zstandard.ZstdCompressionDict(
        DICTIONARY.read_bytes(), dict_type=zstandard.DICT_TYPE_FULLDICT
    )


_PACKERS: Mapping[int, Callable[[bytes], bytes | None]] = MappingProxyType(
    {ZLIB: zlib.compress, COLUMNS: _in_columns}
)
_UNPACKERS: Mapping[int, Callable[[bytes, int], bytes]] = MappingProxyType(
    {PLAIN: _as_it_is, ZLIB: _inflated, COLUMNS: _from_columns}
)
