"""How stations come to a district, and how they are sent away."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from station.domain.errors import BadInput
from sync import enrol
from sync.district.enrolment import OneTimeCode, admit, make_code, revoke
from sync.district.founding import AlreadyADistrict, NewDistrict, make
from sync.district.intake import post
from sync.district.premises import District, NotADistrict, UnknownStation, enter
from sync.district.roster import stations
from sync.enrol import Answer, Request
from sync.errors import NotEnrolled
from tests.district.pair import DISTRICT, NEW_DISTRICT, SECRET, a_district
from tests.office import STATION, WEAK, HandClock
from tests.sync.parcels import OTHER_KEYS, STATION_KEYS

REQUEST = Request(
    station=STATION, name="示例站", incarnation="life", keys=STATION_KEYS.public(),
    nonce="0" * 32, app="t",
)  # fmt: skip


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    with a_district(tmp_path) as district:
        yield district


def asked(district: District, made: OneTimeCode, request: Request = REQUEST) -> Answer:
    key = enrol.code_key(made.code, request.station)
    data = enrol.ask(request, key)
    return enrol.read_answer(admit(district, data), data, key)


def refused(district: District, made: OneTimeCode, request: Request = REQUEST) -> str:
    with pytest.raises(NotEnrolled) as fault:
        asked(district, made, request)
    return fault.value.reason


def test_who_has_the_code_is_certified_under_the_districts_name_for_the_station(
    district: District,
) -> None:
    answer = asked(district, make_code(district, STATION, "示例村便民服务站"))
    assert answer.district == DISTRICT
    assert answer.keys == district.keys.public()
    assert "示例村便民服务站" in answer.certificate.body.decode()
    (line,) = stations(district)
    assert (line.name, line.enrolled_at is not None) == ("示例村便民服务站", True)
    assert post(district, STATION).peer_signing == (STATION_KEYS.public().signing,)


def test_the_code_is_not_kept(district: District) -> None:
    made = make_code(district, STATION, "示例站")
    content = (district.home / "district.db").read_bytes()
    assert made.code.encode() not in content
    with district.vault.reading():
        rows = district.vault.sql("SELECT * FROM enrol_code").fetchall()
    assert made.code.replace("-", "") not in str(rows)


def test_an_answer_that_was_lost_is_given_again_to_the_same_keys(district: District) -> None:
    made = make_code(district, STATION, "示例站")
    first = asked(district, made)
    again = asked(district, made, replace(REQUEST, nonce="1" * 32))
    assert again.certificate == first.certificate


def test_a_code_is_good_for_one_set_of_keys(district: District) -> None:
    made = make_code(district, STATION, "示例站")
    asked(district, made)
    assert refused(district, made, replace(REQUEST, keys=OTHER_KEYS.public())) == "code-used"


def test_a_code_is_good_for_seven_days(district: District) -> None:
    made = make_code(district, STATION, "示例站")
    assert isinstance(district.clock, HandClock)
    district.clock.wait(days=7, minutes=1)
    assert refused(district, made) == "code-expired"


def test_a_wrong_code_a_strange_station_and_noise_are_refused(district: District) -> None:
    made = make_code(district, STATION, "示例站")
    assert refused(district, replace(made, code="0" * 20)) == "code-wrong"
    assert refused(district, made, replace(REQUEST, station="330211105299")) == "code-unknown"
    with pytest.raises(NotEnrolled):
        admit(district, b"{}")


def test_a_new_code_ends_the_one_before_but_not_the_keys_in_use(district: District) -> None:
    first = make_code(district, STATION, "示例站")
    asked(district, first)
    second = make_code(district, STATION, "示例站")
    assert refused(district, first) == "code-wrong"
    assert post(district, STATION).peer_signing
    asked(district, second, replace(REQUEST, keys=OTHER_KEYS.public()))
    keys = post(district, STATION)
    assert keys.peer_signing == (OTHER_KEYS.public().signing,)
    assert keys.withdrawn == (STATION_KEYS.public().signing,)


def test_a_withdrawn_station_comes_back_with_a_new_code_only(district: District) -> None:
    made = make_code(district, STATION, "示例站")
    asked(district, made)
    revoke(district, STATION)
    assert stations(district)[0].withdrawn
    assert refused(district, made) == "code-unknown"
    asked(district, make_code(district, STATION, "示例站"))
    assert not stations(district)[0].withdrawn
    with pytest.raises(UnknownStation):
        revoke(district, "330211105299")


def test_a_station_is_named_by_twelve_digits_and_a_name(district: District) -> None:
    with pytest.raises(BadInput) as wrong:
        make_code(district, "33021110520", "  ")
    assert set(wrong.value.fields) == {"station", "name"}


def test_a_district_is_made_once(tmp_path: Path) -> None:
    with a_district(tmp_path) as district:
        keys = district.keys
    with pytest.raises(AlreadyADistrict):
        make(tmp_path, NEW_DISTRICT, clock=HandClock(), cost=WEAK)
    with enter(tmp_path, SECRET, clock=HandClock()) as again:
        assert (again.id, again.name, again.keys) == (DISTRICT, NEW_DISTRICT.name, keys)
    with pytest.raises(NotADistrict):
        enter(tmp_path / "elsewhere", SECRET, clock=HandClock())


def test_all_that_is_wrong_with_a_new_district_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as wrong:
        make(
            tmp_path, NewDistrict(id="区", name="\x1b", passphrase="short"),
            clock=HandClock(), cost=WEAK,
        )  # fmt: skip
    assert set(wrong.value.fields) == {"id", "name", "passphrase"}
    assert list(tmp_path.iterdir()) == []


def test_a_district_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    with a_district(tmp_path) as district:
        first = district.keys
    (tmp_path / "district.db").rename(tmp_path / "district.new")
    with a_district(tmp_path) as district:
        assert district.keys == first or district.id == DISTRICT
    assert not (tmp_path / "district.new").exists()
