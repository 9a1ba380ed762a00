"""A station and its district get to know each other by one code on paper."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain import canon
from sync import enrol
from sync.enrol import Answer, Request
from sync.errors import NotEnrolled
from tests.sync.parcels import DISTRICT, DISTRICT_KEYS, LIFE, OTHER, OTHER_KEYS, STATION
from tests.sync.parcels import STATION_KEYS as KEYS

CODE = "7K9XM-02PQR-ZZTB4-1HVWN"
KEY = enrol.code_key(CODE, STATION)
REQUEST = Request(
    station=STATION,
    name="示例村",
    incarnation=LIFE,
    keys=KEYS.public(),
    nonce="00" * 16,
    app="station test",
)
ASKED = enrol.ask(REQUEST, KEY)


def answered(asked: bytes = ASKED, key: bytes = KEY, request: Request = REQUEST) -> bytes:
    certificate = enrol.certify(
        DISTRICT, request.name, "2026-03-02", request.station, request.keys, DISTRICT_KEYS.signing
    )
    answer = Answer(
        district=DISTRICT, name="示例区", keys=DISTRICT_KEYS.public(), certificate=certificate
    )
    return enrol.reply(answer, asked, key)


def refusal(data: bytes, asked: bytes = ASKED, key: bytes = KEY) -> str:
    with pytest.raises(NotEnrolled) as refused:
        enrol.read_answer(data, asked, key)
    return refused.value.reason


def test_who_knows_the_code_is_enrolled_and_knows_the_district() -> None:
    request = enrol.read_request(ASKED)
    enrol.prove_request(ASKED, KEY)
    answer = enrol.read_answer(answered(), ASKED, KEY)
    assert request == REQUEST
    assert (answer.district, answer.name, answer.keys) == (
        DISTRICT, "示例区", DISTRICT_KEYS.public(),
    )  # fmt: skip
    certified = canon.read(answer.certificate.body)
    assert certified["station"] == STATION
    assert certified["signing"] == KEYS.public().signing.hex()


def test_who_does_not_know_the_code_is_not() -> None:
    guess = enrol.ask(REQUEST, enrol.code_key("0" * 20, STATION))
    with pytest.raises(NotEnrolled) as refused:
        enrol.prove_request(guess, KEY)
    assert refused.value.reason == "code-wrong"


def test_a_code_is_good_for_its_own_station_only() -> None:
    assert enrol.code_key(CODE, OTHER) != KEY


def test_keys_cannot_be_exchanged_on_the_way() -> None:
    stolen = ASKED.replace(
        KEYS.public().signing.hex().encode(), OTHER_KEYS.public().signing.hex().encode()
    )
    with pytest.raises(NotEnrolled):
        enrol.prove_request(stolen, KEY)


def test_an_answer_to_another_request_is_not_believed() -> None:
    other = enrol.ask(replace(REQUEST, nonce="11" * 16), KEY)
    assert refusal(answered(other)) == "code-wrong"


def test_a_false_district_that_does_not_know_the_code_is_not_believed() -> None:
    assert refusal(answered(key=enrol.code_key("1" * 20, STATION))) == "code-wrong"


def test_a_certificate_for_other_keys_is_not_taken() -> None:
    other = replace(REQUEST, keys=OTHER_KEYS.public())
    assert refusal(answered(request=other)) == "certificate"


@given(st.binary(max_size=300))
def test_noise_is_refused_with_our_own_error(noise: bytes) -> None:
    for read in (enrol.read_request, lambda data: enrol.read_answer(data, ASKED, KEY)):
        with pytest.raises(NotEnrolled):
            read(noise)


@given(st.data())
def test_a_changed_message_is_refused_with_our_own_error(data: st.DataObject) -> None:
    whole = answered()
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = (
        whole[:place] + bytes([whole[place] ^ data.draw(st.integers(1, 255))]) + whole[place + 1 :]
    )
    refusal(changed)
    refusal(whole[:place])


@pytest.mark.parametrize(
    "field", ["station", "name", "incarnation", "nonce", "app", "signing", "receiving", "version"]
)
@pytest.mark.parametrize("value", [None, 7, [], "", "../x", "0" * 65, "x" * 3000])
def test_a_request_with_a_senseless_field_is_refused(field: str, value: object) -> None:
    line, proof, _ = ASKED.split(b"\n")
    body = canon.write({**canon.read(line), field: value})
    data = body + b"\n" + proof + b"\n"
    free_text = field in ("name", "nonce", "app") and isinstance(value, str) and len(value) < 2000
    if free_text:
        enrol.read_request(data)
        return
    with pytest.raises(NotEnrolled):
        enrol.read_request(data)


@pytest.mark.parametrize(
    "typed",
    [
        "7K9XM-02PQR-ZZTB4-1HVWN",
        "7k9xm 02pqr zztb4 1hvwn",
        "7K9XMO2PQRZZTB4LHVWN",
        "7K9XM—o2PQR—ZZTB4—iHVWN",
        "７Ｋ９ＸＭ０２ＰＱＲＺＺＴＢ４１ＨＶＷＮ",
        "  7K9XM-02PQR-ZZTB4-1HVWN\n",
    ],
)
def test_a_code_typed_as_people_type_is_the_same_code(typed: str) -> None:
    assert enrol.normal_code(typed) == "7K9XM02PQRZZTB41HVWN"
    assert enrol.code_key(typed, STATION) == KEY


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "code-length"),
        ("7K9XM-02PQR-ZZTB4-1HVW", "code-length"),
        ("7K9XM-02PQR-ZZTB4-1HVWN-2", "code-length"),
        ("7K9XM-02PQR-ZZTB4-1HVWU", "code-character"),
        ("7K9XM-02PQR-ZZTB4-1HV中", "code-character"),
    ],
)
def test_a_code_that_cannot_be_one_is_refused_before_it_is_sent(typed: str, why: str) -> None:
    with pytest.raises(NotEnrolled) as refused:
        enrol.normal_code(typed)
    assert refused.value.reason == why
    assert str(refused.value)


@given(st.binary(min_size=13, max_size=13))
def test_every_code_that_is_made_can_be_typed(chance: bytes) -> None:
    code = enrol.code_of(chance)
    assert len(code) == 23
    assert enrol.normal_code(code) == code.replace("-", "")


def test_every_one_of_the_hundred_bits_counts() -> None:
    codes = {enrol.code_of((1 << bit).to_bytes(13, "big")) for bit in range(104)}
    assert len(codes) == 101


@pytest.mark.parametrize("point", [bytes(32), (1).to_bytes(32, "little")])
def test_a_key_to_which_nothing_can_be_sealed_is_not_enrolled(point: bytes) -> None:
    keys = replace(REQUEST.keys, receiving=point)
    with pytest.raises(NotEnrolled) as refused:
        enrol.read_request(enrol.ask(replace(REQUEST, keys=keys), KEY))
    assert refused.value.reason == "enrol-form"
