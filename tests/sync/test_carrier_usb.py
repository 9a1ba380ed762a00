"""Parcels on a stick, and what a stick may hold that nobody should touch."""

import errno
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from sync.carriers import usb
from sync.carriers.usb import FOLDER, UsbCarrier, senders
from sync.errors import NoAnswer
from sync.seal import MAX_SEALED
from tests.sync.carrier_suite import ANSWER, PARCEL, CarrierSuite, Ends
from tests.sync.parcels import DISTRICT, OTHER, STATION

FIRST = f"{STATION}-to-{DISTRICT}-0001.parcel"
REPLY = f"{DISTRICT}-to-{STATION}-0001.parcel"


def carrier(stick: Path) -> UsbCarrier:
    return UsbCarrier(stick, me=STATION, peer=DISTRICT)


class FarEnd:
    def __init__(self, stick: Path) -> None:
        self._stick = stick
        self._carrier = UsbCarrier(stick, me=DISTRICT, peer=STATION)

    def arrived(self) -> Sequence[bytes]:
        return list(UsbCarrier(self._stick, me=DISTRICT, peer=STATION).collect())

    def answer(self, *parcels: bytes) -> None:
        for parcel in parcels:
            self._carrier.deliver(parcel)


class TestUsbCarrier(CarrierSuite):
    @pytest.fixture
    def ends(self, tmp_path: Path) -> Ends:
        return carrier(tmp_path), FarEnd(tmp_path)


def put(stick: Path, name: str, data: bytes = ANSWER) -> Path:
    folder = stick / FOLDER
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


def names(stick: Path) -> set[str]:
    return {entry.name for entry in (stick / FOLDER).iterdir()}


def fault(stick: Path) -> str:
    with pytest.raises(NoAnswer) as failed:
        carrier(stick).deliver(PARCEL)
    return failed.value.reason


def test_a_new_visit_replaces_what_the_last_one_left(tmp_path: Path) -> None:
    earlier = carrier(tmp_path)
    for place in range(3):
        earlier.deliver(PARCEL + bytes([place]))
    put(tmp_path, REPLY)
    carrier(tmp_path).deliver(PARCEL)
    assert names(tmp_path) == {FIRST, REPLY}
    assert (tmp_path / FOLDER / FIRST).read_bytes() == PARCEL


def test_reading_a_stick_leaves_it_as_it_is(tmp_path: Path) -> None:
    put(tmp_path, REPLY)
    for _ in range(2):
        assert list(carrier(tmp_path).collect()) == [ANSWER]
    assert names(tmp_path) == {REPLY}


def test_only_parcels_from_our_peer_to_us_are_read(tmp_path: Path) -> None:
    for name in (
        FIRST, f"{DISTRICT}-to-{OTHER}-0001.parcel", f"{OTHER}-to-{STATION}-0001.parcel",
        f"{DISTRICT}-to-{STATION}-0001.part", f"{DISTRICT}-to-{STATION}-1.parcel",
        f"{DISTRICT}-to-{STATION}-0001.parcel.exe", "autorun.inf", "说明.txt",
    ):  # fmt: skip
        put(tmp_path, name)
    assert list(carrier(tmp_path).collect()) == []


def test_the_senders_on_a_stick_are_found(tmp_path: Path) -> None:
    assert senders(tmp_path, DISTRICT) == []
    for name in (FIRST, FIRST.replace("0001", "0002"), f"{OTHER}-to-{DISTRICT}-0001.parcel", REPLY):
        put(tmp_path, name)
    assert senders(tmp_path, DISTRICT) == [STATION, OTHER]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_links_pipes_and_folders_are_passed_over(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    secret = tmp_path / "secret"
    secret.write_bytes(ANSWER)
    good = put(stick, REPLY.replace("0001", "0009"))
    folder = good.parent
    (folder / REPLY).symlink_to(secret)
    os.mkfifo(folder / REPLY.replace("0001", "0002"))
    (folder / REPLY.replace("0001", "0003")).mkdir()
    assert list(carrier(stick).collect()) == [ANSWER]


def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    stick, home = tmp_path / "stick", tmp_path / "home"
    stick.mkdir()
    home.mkdir()
    (stick / FOLDER).symlink_to(home)
    assert fault(stick) == "stick-foreign"
    assert list(home.iterdir()) == []
    with pytest.raises(NoAnswer):
        list(carrier(stick).collect())


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("mine", encoding="utf-8")
    assert fault(tmp_path) == "stick-foreign"


def test_a_link_planted_where_we_write_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    put(tmp_path, "other")
    (tmp_path / FOLDER / FIRST).symlink_to(victim)
    (tmp_path / FOLDER / FIRST).with_suffix(".part").symlink_to(victim)
    carrier(tmp_path).deliver(PARCEL)
    assert victim.read_bytes() == b"precious"
    assert (tmp_path / FOLDER / FIRST).read_bytes() == PARCEL


def test_a_file_larger_than_any_parcel_is_not_read_to_its_end(tmp_path: Path) -> None:
    huge = put(tmp_path, REPLY)
    with huge.open("r+b") as file:
        file.truncate(1 << 40)
    (data,) = carrier(tmp_path).collect()
    assert len(data) == MAX_SEALED + 1


def test_one_file_that_cannot_be_read_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, REPLY, b"bad sector")
    put(tmp_path, REPLY.replace("0001", "0002"))
    opened = os.open

    def open_(path: Path, flags: int, mode: int = 0o777) -> int:
        if str(path).endswith(REPLY):
            raise OSError(errno.EIO, "bad sector")
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", open_)
    found = carrier(tmp_path).collect()
    assert next(found) == ANSWER
    with pytest.raises(NoAnswer) as failed:
        next(found)
    assert failed.value.values == {"files": REPLY}


def test_without_a_stick_nothing_is_delivered(tmp_path: Path) -> None:
    assert fault(tmp_path / "no stick") == "stick-missing"
    with pytest.raises(NoAnswer):
        list(carrier(tmp_path / "no stick").collect())


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "stick-full"),
        (errno.EROFS, "stick-read-only"),
        (errno.EACCES, "stick-read-only"),
        (errno.EIO, "stick-broken"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "open"])
def test_a_stick_that_fails_while_writing_is_told_and_keeps_the_old_parcels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str, call: str
) -> None:
    carrier(tmp_path).deliver(b"STATION\nold")

    def fail(*_: object) -> int:
        raise OSError(number, "stick")

    monkeypatch.setattr(os, call, fail)
    assert fault(tmp_path) == why
    monkeypatch.undo()
    assert names(tmp_path) == {FIRST}
    assert (tmp_path / FOLDER / FIRST).read_bytes() == b"STATION\nold"


def test_a_stick_that_gives_back_other_bytes_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usb, "_read", lambda path: b"other")
    assert fault(tmp_path) == "stick-broken"
