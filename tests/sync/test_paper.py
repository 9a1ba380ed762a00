"""The signature in the corner of a sheet: one text for one print, and nothing else is believed."""

import random  # noqa: TID251 - seeded: the same mutations in each run
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.letters import LETTERS
from station.domain.sheet_code import (
    NotASheetCode,
    SheetCode,
    SheetSeal,
    code_text,
    numbers_text,
    read_code,
    signed_text,
)
from sync import enrol
from sync.errors import NotEnrolled
from sync.paper import (
    PaperKey,
    SheetRefused,
    certificate_file,
    certified,
    hashed,
    key_name,
    proved,
    read_certificate,
    sealed,
)
from sync.seal import PrivateKeys

STATION, OTHER, DISTRICT = "330211105203", "330211105299", "330211"
SHEET, CASE = f"F01-{STATION}-KQ-20261122-0001", f"{STATION}-KQ-20261122-0007"
AT = datetime(2026, 11, 22, 1, 31, tzinfo=UTC)
KEYS = PrivateKeys(signing=bytes(range(32)), receiving=bytes(range(32, 64)))
OTHERS = PrivateKeys(signing=bytes(range(1, 33)), receiving=bytes(range(33, 65)))
TOWN = PrivateKeys(signing=bytes(range(64, 96)), receiving=bytes(range(96, 128)))
LAST_MINUTE = int(datetime.max.replace(tzinfo=UTC).timestamp() // 60)
FACTS = hashed(b'{"agent":"\xe7\xa4\xba\xe4\xbe\x8b"}', b"secret")
KEY = PaperKey(office=STATION, name="示例站", public=KEYS.public().signing)
TEXT = sealed(SHEET, CASE, printed_at=AT, nth=1, facts=FACTS, keys=KEYS)
GOLDEN = (
    "S1:F01-330211105203-KQ-20261122-0001:330211105203-KQ-20261122-0007:"
    "07494ER004XYWX5VFRG2HMATE337CCR9QAE5CHTTMXA66HTCS9QWNZ0DWMFAQRQVW677NKPJ1D4S"
    "HQD03W57T0P6F8F465E56RB0J6FHB0X1C471FSCK6B4QM4BPCDVXBF25Z9DGQCYE7JK2KQCDT18"
)  # fmt: skip


def is_accepted(text: str) -> bool:
    try:
        proved(read_code(text), [KEY])
    except (NotASheetCode, SheetRefused):
        return False
    return True


def flipped(data: bytes, bit: int) -> bytes:
    return bytes(each ^ (1 << bit % 8) * (bit // 8 == at) for at, each in enumerate(data))


def test_one_print_has_one_text() -> None:
    assert TEXT == GOLDEN
    assert FACTS.hex() == "3bee74bb7e2028d15a70c6763309ba9c"
    assert key_name(KEYS.public().signing).hex() == "56475aa75463474c"
    assert len(TEXT) == 218


def test_what_a_code_says_is_read_and_proved() -> None:
    code = read_code(f"  {TEXT}\r\n")

    assert proved(code, [KEY]) is KEY
    assert (code.sheet_number, code.case_number, code.sheet) == (SHEET, CASE, "F01")
    assert code.seal
    assert (code.seal.printed_at, code.seal.nth, code.seal.facts) == (AT, 1, FACTS)


def test_each_flipped_bit_of_what_was_signed_and_of_the_signature_is_refused() -> None:
    code = read_code(TEXT)
    assert code.seal
    frame = signed_text(code) + code.seal.signature
    head = len(numbers_text(SHEET, CASE))
    accepted = []
    for bit in range(len(frame) * 8):
        data = flipped(frame, bit)
        numbers, tail = data[:head].decode("latin-1"), data[head:]
        text = numbers + code_text(replace(code, seal=unpacked(tail)))[head:]
        accepted += [bit] * is_accepted(text)

    assert len(frame) == 161
    assert accepted == []


def unpacked(tail: bytes) -> SheetSeal:
    minutes = int.from_bytes(tail[:4])
    return SheetSeal(
        printed_at=datetime.fromtimestamp(minutes * 60, UTC), nth=int.from_bytes(tail[4:6]),
        facts=tail[6:22], key=tail[22:30], signature=tail[30:],
    )  # fmt: skip


def test_each_flipped_bit_of_the_text_is_refused() -> None:
    data = TEXT.encode()
    texts = (flipped(data, bit).decode("latin-1") for bit in range(len(data) * 8))

    assert [text for text in texts if is_accepted(text)] == []


def test_of_ten_thousand_changed_texts_none_is_accepted() -> None:
    chance = random.Random(45)
    letters = LETTERS + "ILOU:-"
    accepted = []
    for _ in range(10_000):
        text = list(TEXT)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(text))
            what = chance.randrange(4)
            if what == 0:
                text[at] = chance.choice(letters)
            elif what == 1:
                text.insert(at, chance.choice(letters))
            elif what == 2:
                del text[at]
            else:
                to = chance.randrange(len(text))
                text[at], text[to] = text[to], text[at]
        changed = "".join(text)
        if changed != TEXT and is_accepted(changed):
            accepted.append(changed)

    assert accepted == []


@given(
    serial=st.integers(1, 99_999), nth=st.integers(1, 65_535), facts=st.binary(min_size=16,
    max_size=16), minutes=st.integers(0, LAST_MINUTE),
)  # fmt: skip
def test_any_print_is_read_back_as_it_was(
    serial: int, nth: int, facts: bytes, minutes: int
) -> None:
    at = datetime.fromtimestamp(minutes * 60, UTC)
    number = f"F22-{STATION}-KQ-20261122-{serial:04d}"
    text = sealed(number, "", printed_at=at, nth=nth, facts=facts, keys=KEYS)
    code = read_code(text)

    assert code_text(code) == text
    assert code.seal
    assert (code.sheet_number, code.seal.printed_at, code.seal.nth) == (number, at, nth)
    assert proved(code, [KEY]) is KEY


def test_a_time_that_no_clock_shows_is_refused() -> None:
    head = len(numbers_text(SHEET, CASE))

    assert not is_accepted(f"{TEXT[:head]}{'Z' * 150}R")


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    assert not is_accepted(text)
    assert not is_accepted(f"S1:{text}")


def test_the_key_of_another_station_proves_nothing_here() -> None:
    theirs = PaperKey(office=OTHER, name="示例", public=OTHERS.public().signing)
    text = sealed(SHEET, CASE, printed_at=AT, nth=1, facts=FACTS, keys=OTHERS)

    with pytest.raises(SheetRefused, match="is not known here"):
        proved(read_code(text), [KEY])
    with pytest.raises(SheetRefused, match="with a number of"):
        proved(read_code(text), [KEY, theirs])


def test_a_district_signs_under_any_number_of_its_own() -> None:
    town = PaperKey(office=DISTRICT, name="示例区", public=TOWN.public().signing, district=DISTRICT)
    text = sealed(f"F41-{STATION}-202611220931", "", printed_at=AT, nth=1, facts=FACTS, keys=TOWN)

    assert proved(read_code(text), [KEY, town]) is town


def test_a_number_alone_and_a_practice_sheet_prove_nothing() -> None:
    practice = f"F01-{'0' * 12}-LX-20261122-0001"
    signed = sealed(practice, "", printed_at=AT, nth=1, facts=FACTS, keys=KEYS)

    with pytest.raises(SheetRefused, match="bears no signature"):
        proved(read_code(numbers_text(SHEET, CASE)), [KEY])
    for text in (numbers_text(practice, ""), signed):
        with pytest.raises(SheetRefused, match="practice station"):
            proved(read_code(text), [KEY])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("S2:F01-1:2:", "newer version"),
        ("https://example.invalid/", "not the code of a sheet"),
        (TEXT.replace("S1:", "Ｓ１："), "input method"),
        (TEXT.lower(), "small letters"),
        (TEXT[:-1], "not the code of a sheet"),
    ],
)
def test_what_is_no_code_says_why(text: str, words: str) -> None:
    with pytest.raises(NotASheetCode, match=words) as told:
        read_code(text)

    assert told.value.hint


def test_a_certificate_names_whose_key_it_is_and_goes_by_file() -> None:
    made = enrol.certify(DISTRICT, "示例站", "2026-11-20", STATION, KEYS.public(), TOWN.signing)
    again = read_certificate(certificate_file(made) + b"\n")
    key = certified(again, district=DISTRICT, signer=TOWN.public().signing)

    assert again == made
    assert (key.office, key.name, key.district) == (STATION, "示例站", DISTRICT)
    assert key.issued == date(2026, 11, 20)
    assert proved(read_code(TEXT), [key]) is key


def test_a_certificate_of_somebody_else_or_a_changed_one_is_refused() -> None:
    made = enrol.certify(DISTRICT, "示例站", "2026-11-20", STATION, KEYS.public(), OTHERS.signing)
    with pytest.raises(NotEnrolled):
        certified(made, district=DISTRICT, signer=TOWN.public().signing)
    for data in (b"", b"{}", certificate_file(made)[:-2], b"\xff", b'{"form":1}'):
        with pytest.raises(NotEnrolled):
            read_certificate(data)


def test_the_hash_of_facts_depends_on_a_secret() -> None:
    assert hashed(b"facts", b"one") != hashed(b"facts", b"other")
    assert hashed(b"facts", b"one") == hashed(b"facts", b"one")
    assert SheetCode(sheet_number=SHEET, case_number="").office == STATION
