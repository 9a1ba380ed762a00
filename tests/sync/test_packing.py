"""Content packed for a bad line: as it was, never longer than promised, and short."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random  # noqa: TID251  seeded: every run is the same

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.chain import genesis
from sync import packing, wire
from sync.columns import MOST_TEMPLATES, NotColumns, apart, together
from sync.errors import NotOurs
from sync.line import Parcel
from tests.sync.parcels import DISTRICT, DISTRICT_KEYS, STATION, STATION_KEYS, post
from tests.sync.village import parcels_of

lines = st.text('":,{}[]\\\n-01a示', max_size=80).map(str.encode)
noise = st.binary(max_size=80)


@given(lines | noise)
def test_every_content_comes_back_as_it_was(content: bytes) -> None:
    assert packing.unpack(packing.pack(content), len(content)) == content


@given(lines)
def test_any_text_is_taken_apart_without_loss(text: bytes) -> None:
    columns = apart(text)
    assert columns is not None
    assert together(columns, len(text)) == text


@given(lines, st.integers(0, 99), st.sampled_from([b"", b"\0", b"\1", b"\n", b" ", b"!", b"x"]))
def test_changed_columns_are_refused_or_another_text(text: bytes, at: int, byte: bytes) -> None:
    columns = bytearray(apart(text) or b"")
    place = at % len(columns)
    columns[place : place + 1] = byte
    with suppress(NotColumns):
        assert len(together(bytes(columns), len(text))) == len(text)


@pytest.mark.parametrize(
    "columns",
    [
        b"", b"\1", b"{}", b"a\1!", b"a\1  \1x", b"\0\1 ", b"\0\1 \1a\nb", b"a\nb\1 ",
        b"\n" * MOST_TEMPLATES + b"\1 ", b"\0" * 20_000 + b"\1 " + b"\1" * 20_000,
    ],
)  # fmt: skip
def test_what_are_no_columns_is_refused(columns: bytes) -> None:
    with pytest.raises(NotColumns):
        together(columns, 1)


def test_a_text_with_too_many_forms_of_lines_is_packed_another_way() -> None:
    many = b"\n".join(b"x" * count for count in range(MOST_TEMPLATES + 1))
    assert apart(many) is None
    assert packing.unpack(packing.pack(many), len(many)) == many


@pytest.mark.parametrize("coding", [packing.PLAIN, packing.ZLIB, packing.COLUMNS])
@given(data=noise, size=st.integers(0, 99))
def test_noise_is_refused_with_our_own_error(coding: int, data: bytes, size: int) -> None:
    with suppress(NotOurs):
        assert len(packing.unpack(bytes((coding,)) + data, size)) == size


def test_a_scan_is_sent_as_it_is() -> None:
    scan = Random(1).randbytes(5000)
    assert packing.pack(scan)[0] == packing.PLAIN


@pytest.mark.parametrize(("cases", "most"), [(1000, 60), (10, 150)])
def test_a_case_takes_few_bytes_on_the_line_frame_and_all(cases: int, most: int) -> None:
    assert sum(map(len, parcels_of(cases, seed=cases))) / cases <= most


def test_the_dictionary_is_the_one_that_the_description_names() -> None:
    described = (Path(__file__).parents[2] / "docs" / "wire.md").read_text("utf-8")
    assert sha256(packing.DICTIONARY.read_bytes()).hexdigest() in described


def test_a_receipt_is_shorter_than_half_a_kilobyte() -> None:
    life = "a" * 32
    line = post(STATION, DISTRICT, STATION_KEYS, DISTRICT_KEYS)
    empty = Parcel(
        sender=STATION, recipient=DISTRICT, incarnation=life, first=1, events=(),
        after=genesis(STATION, life), seen_incarnation="", seen=0, seen_head="",
    )  # fmt: skip
    assert len(line.pack(empty)) < 512
    assert wire.decode(wire.encode(empty)) == empty
