"""What is typed from the sheets of a way in is taken: the letters, whoever they are about."""

import io
from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from forms.fonts.han import LEVEL_3
from forms.render import render
from station.domain.letters import IN_A_ROW, WrongLetters, checked_groups, from_letters, to_letters
from station.domain.recovering import RecoveryRequest, SealedKey, read_request, request_bytes
from sync.district.halves import Half, half_bytes, half_in
from tests.forms.reading import ROW, close, pages_of, rows_on, text_of
from tests.forms.samples import KEY_HALF, WAY_IN, facts

RARE = "示例" + "".join(map(chr, sorted(LEVEL_3)[-20:]))
KEYS = tuple(
    SealedKey(key=f"{n}7" * 16, recipient="3f9a07c1e2b84d56", sealed=bytes([n]) * 80)
    for n in (1, 2)
)  # fmt: skip


def request(agent: str, sealed: tuple[SealedKey, ...]) -> RecoveryRequest:
    return RecoveryRequest(
        station=WAY_IN.station, agent=agent, public=bytes(range(32)), sealed=sealed
    )


@pytest.mark.parametrize("agent", ["示例甲", RARE, "示例买买提·" + "𠮷" * 90, "Sample O'Neil"])
@pytest.mark.parametrize("sealed", [(), KEYS[:1], KEYS], ids=len)
def test_a_request_is_typed_back_from_its_sheet(agent: str, sealed: tuple[SealedKey, ...]) -> None:
    asked = request(agent, sealed)
    way_in = replace(
        WAY_IN, agent=agent, request=asked.name, groups=to_letters(request_bytes(asked)),
        sealed=bool(sealed),
    )  # fmt: skip

    pdf = render("F37", facts(way_in=way_in))

    assert read_request(from_letters(rows_on(pdf))) == asked
    assert read_request(from_letters(rows_on(pdf).lower().replace(" ", "  "))) == asked
    text = text_of(pdf)
    assert close(f"代办员 {agent}") in text
    assert asked.name in text
    assert ("--slot" in text) == (not sealed)


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=1, max_size=700))
def test_letters_of_any_length_stand_whole_on_their_pages(data: bytes) -> None:
    way_in = replace(WAY_IN, groups=to_letters(data))

    pdf = render("F38", facts(way_in=way_in))

    assert from_letters(rows_on(pdf)) == data


def test_a_request_of_a_usual_station_has_room_on_one_page() -> None:
    asked = request("示例代办员张三", KEYS[:1])
    groups = to_letters(request_bytes(asked))

    for sheet in ("F37", "F38"):
        assert len(pages_of(render(sheet, facts(way_in=replace(WAY_IN, groups=groups))))) == 1


@given(
    st.binary(min_size=32, max_size=32), st.sampled_from("ab"), st.binary(min_size=8, max_size=8)
)
@settings(max_examples=10, deadline=None)
def test_half_of_a_key_is_typed_back_from_its_sheet(
    secret: bytes, part: str, recipient: bytes
) -> None:
    half = Half(district="330211", recipient=recipient.hex(), part=part, secret=secret)
    key_half = replace(
        KEY_HALF, part=part, recipient=half.recipient, groups=to_letters(half_bytes(half))
    )

    pdf = render("F39", facts(key_half=key_half))

    assert half_in(from_letters(rows_on(pdf))) == half


def test_a_slip_is_told_at_its_row_as_soon_as_the_row_is_typed() -> None:
    rows = rows_on(render("F39", facts())).splitlines()
    third = rows[2].replace(rows[2][5], "Y" if rows[2][5] != "Y" else "X", 1)

    with pytest.raises(WrongLetters) as slip:
        checked_groups("\n".join((*rows[:2], third)))

    assert str(slip.value.values["places"]).startswith("3.")
    assert len(checked_groups("\n".join(rows[:3]))) == 3 * IN_A_ROW


def test_nothing_but_the_rows_says_what_the_half_is() -> None:
    pdf = render("F39", facts())
    others = "\n".join(line for line in pages_of(pdf)[0].splitlines() if not ROW.fullmatch(line))
    told = f"{normalize('NFKC', others)} {PdfReader(io.BytesIO(pdf)).metadata}"

    assert [group for group in KEY_HALF.groups if group in told] == []
