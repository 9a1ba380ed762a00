"""Why a district declined, and why it set a parcel aside, in the language of who reads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain import explaining
from sync.district import words
from sync.district.enrolment import make_code
from sync.district.intake import book
from sync.district.premises import District
from sync.errors import FAULTS, NoAnswer, SyncError, fault_of
from tests.district.browser import Browser
from tests.district.pair import a_district
from tests.district.test_commands import a_server
from tests.office import STATION, an_office

WRONG = "00000-00000-00000-00000"


def in_chinese(fault: SyncError) -> tuple[str, str]:
    return explaining.explain(fault, lambda msgid: words.say(msgid, words.CHINESE))


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with a_district(tmp_path / "district") as district:
        make_code(district, STATION, "示例村")
        with a_server(district) as url:
            yield url


def test_a_wrong_code_is_told_in_chinese_with_what_to_do_about_the_code(
    tmp_path: Path, url: str
) -> None:
    with an_office(tmp_path / "s") as office, pytest.raises(NoAnswer) as refused:
        SyncDesk(office).join(url, WRONG)
    what, next_step = in_chinese(refused.value)

    assert words.say(FAULTS["code-wrong"][0], words.CHINESE) in what
    assert "一次性" in next_step


def test_no_reason_shows_an_empty_place(
    browser: Browser, web_line: tuple[Office, District]
) -> None:
    memory = book(web_line[1], STATION)
    with memory.transaction():
        for number, reason in enumerate(FAULTS):
            memory.set_aside(reason, bytes([number]))
    page = browser.get("/stations")

    assert browser.status == 200
    assert "{" not in page
    assert not [reason for reason in FAULTS if "{" in "".join(in_chinese(fault_of(reason)))]
