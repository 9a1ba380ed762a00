"""The replayer of power cuts: what may be gone when the power fails, and what may not."""

import struct
from collections.abc import Iterator

from tests.torture.powercut import SECTOR, Replay, calls

NUMBER = 7


def _call(what: str, at: int = 0, data: bytes = b"") -> bytes:
    return struct.pack("=cQQI", what.encode(), NUMBER, at, len(data)) + data


def _images(*written: bytes, held: bytes | None = None) -> Iterator[dict[str, bytes]]:
    began = {} if held is None else {"home/a": (NUMBER, held)}
    replay = Replay(began)
    for call in calls(b"".join(written)):
        replay.do(call)
    for seed in range(200):
        yield replay.after_cut(seed)


NEW, PAGE = _call("N", data=b"home/a"), _call("W", data=b"x" * 2 * SECTOR)
SYNC, FOLDER = _call("S"), _call("D", data=b"home/")


def test_what_was_synced_with_its_folder_is_there_after_every_cut() -> None:
    assert all(image == {"home/a": b"x" * 2 * SECTOR} for image in _images(NEW, PAGE, SYNC, FOLDER))


def test_a_name_may_be_gone_until_its_folder_was_synced() -> None:
    assert {len(image) for image in _images(NEW, PAGE, SYNC)} == {0, 1}


def test_a_write_that_was_not_synced_is_there_or_gone_or_torn_at_a_sector() -> None:
    found = {image["home/a"] for image in _images(PAGE, held=b"o" * 2 * SECTOR)}

    old, new = b"o" * SECTOR, b"x" * SECTOR
    assert found == {old + old, new + new, old + new, new + old}


def test_a_renamed_file_bears_its_old_name_or_its_new_one() -> None:
    rename = _call("F", data=b"home/a") + _call("R", data=b"home/b")

    assert {tuple(image) for image in _images(rename, held=b"o")} == {("home/a",), ("home/b",)}


def test_a_file_that_was_removed_may_be_back() -> None:
    removed = _call("U", data=b"home/a")

    assert {len(image) for image in _images(removed, held=b"o")} == {0, 1}
    assert {len(image) for image in _images(removed, FOLDER, held=b"o")} == {0}
