"""The people of the web desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.domain.errors import BadInput
from station.domain.passphrases import generate_passphrase
from sync.district.clerks import Clerks, LoginRefused, TooSoon
from sync.district.premises import District
from tests.district.pair import CLERK, a_district
from tests.office import WEAK, HandClock

PASSWORD = "一个 测试 用的 网页 口令 够长 abc"


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    with a_district(tmp_path) as district:
        yield district


@pytest.fixture
def clerks(district: District) -> Clerks:
    clerks = Clerks(district, WEAK)
    clerks.add(CLERK, PASSWORD)
    return clerks


def wait(district: District, seconds: float) -> None:
    assert isinstance(district.clock, HandClock)
    district.clock.wait(seconds=seconds)


def test_name_and_password_open_the_desk(clerks: Clerks) -> None:
    assert clerks.log_in(f" {CLERK} ", PASSWORD).name == CLERK
    assert clerks.names() == [CLERK]


@pytest.mark.parametrize(
    ("name", "password"),
    [(CLERK, "wrong"), (CLERK, ""), ("示例无此人", PASSWORD), ("", ""), (CLERK, "\ud800" * 9)],
)
def test_anything_else_does_not(clerks: Clerks, name: str, password: str) -> None:
    with pytest.raises(LoginRefused):
        clerks.log_in(name, password)


def test_the_password_is_kept_as_an_argon2id_string(clerks: Clerks, district: District) -> None:
    with district.vault.reading():
        ((kept,),) = district.vault.sql("SELECT password FROM clerk").fetchall()
    assert kept.startswith("$argon2id$v=19$")
    assert PASSWORD not in kept


def test_each_failure_makes_the_next_try_wait_longer(clerks: Clerks, district: District) -> None:
    waited = []
    for _ in range(10):
        with pytest.raises(LoginRefused):
            clerks.log_in(CLERK, "wrong")
        try:
            clerks.log_in(CLERK, PASSWORD + "!")
        except TooSoon as fault:
            seconds = fault.values["seconds"]
            assert isinstance(seconds, int)
            waited.append(seconds)
            wait(district, seconds)
        except LoginRefused:
            waited.append(0)
    assert waited[0] == 0
    assert waited == sorted(waited)
    assert waited[-1] >= 900
    assert clerks.log_in(CLERK, PASSWORD).name == CLERK


def test_an_unknown_name_waits_just_as_long(clerks: Clerks) -> None:
    for _ in range(3):
        with pytest.raises(LoginRefused):
            clerks.log_in("示例无此人", "wrong")
    with pytest.raises(TooSoon):
        clerks.log_in("示例无此人", "wrong")


def test_a_success_forgets_the_failures(clerks: Clerks) -> None:
    for _ in range(5):
        with pytest.raises(LoginRefused):
            clerks.log_in(CLERK, "wrong")
        clerks.log_in(CLERK, PASSWORD)


def test_a_new_password_ends_the_sessions_of_the_old_one(clerks: Clerks) -> None:
    clerk = clerks.log_in(CLERK, PASSWORD)
    assert clerks.still(clerk.name, clerk.mark)
    clerks.add(CLERK, PASSWORD + " 新")
    assert not clerks.still(clerk.name, clerk.mark)


def test_who_was_dismissed_is_out_at_once(clerks: Clerks) -> None:
    clerk = clerks.log_in(CLERK, PASSWORD)
    assert clerks.dismiss(CLERK)
    assert not clerks.still(clerk.name, clerk.mark)
    assert clerks.names() == []
    with pytest.raises(LoginRefused):
        clerks.log_in(CLERK, PASSWORD)
    assert not clerks.dismiss("示例无此人")


def test_a_weak_password_and_an_impossible_name_are_told_together(clerks: Clerks) -> None:
    with pytest.raises(BadInput) as wrong:
        clerks.add("\x07", "123456")
    assert set(wrong.value.fields) == {"clerk", "password"}


def test_a_password_made_by_chance_is_good_enough(clerks: Clerks, district: District) -> None:
    password = generate_passphrase(district.clock.chance)
    clerks.add("示例新人", password)
    assert clerks.log_in("示例新人", password.replace(" ", "-")).name == "示例新人"


def test_what_is_no_name_is_no_clerk(clerks: Clerks) -> None:
    assert not clerks.dismiss("\udcff")


def test_a_clock_that_was_set_back_locks_nobody_out(clerks: Clerks, district: District) -> None:
    for _ in range(3):
        with pytest.raises(LoginRefused):
            clerks.log_in(CLERK, "wrong")
    wait(district, -365 * 86400)
    assert clerks.log_in(CLERK, PASSWORD).name == CLERK
