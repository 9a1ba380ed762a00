"""What time does by itself at a district: after each intake, at the queue, and when it is asked."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.home import Home
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.clocks import Clock
from station.domain.decider_events import CaseArrived, CaseDeemedAccepted, CaseDeemedWithdrawn
from station.domain.fact_events import DueMoved
from station.domain.states import CaseState
from station.domain.values import Side
from sync.district import rules
from sync.district.casebook import Wanted
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.passing import TimeDesk
from sync.district.premises import District
from sync.district.verify import examine
from tests.desk.story import MONDAY, Story
from tests.desk.test_passing import arrives
from tests.district.browser import Browser
from tests.district.pair import (
    CLERK,
    Direct,
    a_district,
    a_line,
    a_received_case,
    assert_same_journals,
    join,
    state_at,
    synced,
)
from tests.district.test_commands import Terminal, secret, terminal
from tests.makers import at
from tests.office import STATION, HandClock, an_office

__all__ = ["secret", "terminal"]
AID = "MZ-01"
"""Decided by the district in 25 working days, by law in 30."""


@pytest.fixture
def story(line: tuple[Office, District]) -> Story:
    return Story(*line, "national")


def exchanged(office: Office, district: District) -> None:
    """An exchange that hands nothing over by itself."""
    desk = SyncDesk(office)
    desk._exchange(Direct(district), desk._post(), lambda _: None, lambda: False)


# ---- a station that does not receive for the authority


def test_the_arrival_is_on_record_once_and_known_at_both_ends(story: Story) -> None:
    """行政许可法 32(4): the time for the notice begins when the papers reach the authority."""
    story.office.rules = replace(story.office.rules, receiving_point=False)
    story.received()
    assert set(story.at(Side.STATION).case.clocks) == {Clock.FORWARD}
    story.until("2026-03-04 11:00").station("hand_over").sync().sync()

    (here,) = story.case.all(CaseArrived)
    assert here.at.replace(second=0, microsecond=0) == at("2026-03-04 11:00")
    assert story.dues == {"One-time notice": at("2026-03-11").date()}
    story.sync()
    assert story.case.count(CaseArrived) == 1


# ---- what comes in late


def test_a_case_that_came_weeks_late_counts_as_accepted_since_its_receipt(story: Story) -> None:
    story.received().station("hand_over").until("2026-03-23").sync()

    told = story.stands(CaseState.DEEMED_ACCEPTED).case.last(CaseDeemedAccepted)
    assert told is not None
    assert told.by == "系统"
    assert told.since.date() == MONDAY.date()
    assert told.at.date() == at("2026-03-23").date()
    assert story.dues["Legal decision"] == at("2026-03-30").date()


def test_what_came_in_time_waits_for_its_answer(story: Story) -> None:
    story.handed_over().stands(CaseState.HANDED_OVER)


def test_a_receipt_that_a_fallen_clock_dated_is_not_overdue_by_itself(tmp_path: Path) -> None:
    with a_district(tmp_path / "d") as district:
        with an_office(tmp_path / "s", HandClock()) as office:
            join(office, district)
        fallen = HandClock(at("2026-09-01"), seed="2")
        with an_office(tmp_path / "s", fallen) as office:
            case = a_received_case(office, AID)
            synced(office, district)

        assert state_at(district, case.number) is CaseState.HANDED_OVER
        (one,) = TimeDesk(district).note().reminders
        assert (one.case, one.act) == (case.number, "deem_accepted")


# ---- promises


def promised(story: Story) -> Story:
    story = Story(story.office, story.clerks, "anyang").handed_over(p7="promised")
    return story.district("accept_gap", until="2026-03-16").sync()


def test_a_paper_that_lies_at_a_station_offline_breaks_no_promise(story: Story) -> None:
    story = promised(story).until("2026-03-16").takes(p7="seen").until("2026-03-18")
    (one,) = TimeDesk(story.clerks).note().reminders

    assert one.act == "deem_withdrawn"
    assert "not heard since" in str(one.why)
    story.sync().stands(CaseState.ACCEPTED_GAP)
    assert TimeDesk(story.clerks).note().reminders == ()


def test_once_the_station_was_heard_a_broken_promise_lapses(story: Story) -> None:
    story = promised(story).until("2026-03-17")
    CaseDesk(story.office).view(story.number, revealed=False)
    story.sync()
    TimeDesk(story.clerks).note()
    event = story.sync().stands(CaseState.WITHDRAWN).case.last(CaseDeemedWithdrawn)

    assert event is not None
    assert event.by == "系统"
    assert "安阳" in event.basis


# ---- at the desk


def test_the_queue_shows_what_time_has_done(
    browser: Browser, web_line: tuple[Office, District], number: str
) -> None:
    clock = web_line[1].clock
    assert isinstance(clock, HandClock)
    clock.wait(days=10)
    page = browser.log_in() and browser.get(f"/?q={number}&lang=en")
    clock.wait(days=-10)

    assert "deemed accepted" in page
    assert state_at(web_line[1], number) is CaseState.DEEMED_ACCEPTED


def test_the_queue_is_not_looked_at_again_within_minutes(line: tuple[Office, District]) -> None:
    office, district = line
    number = a_received_case(office, AID).number
    synced(office, district)
    clock, desk = district.clock, TimeDesk(district)
    assert isinstance(clock, HandClock)
    states = []
    for time in ("16:55", "17:01", "17:06"):
        clock.time = at(f"2026-11-27 {time}")
        desk.look()
        states.append(state_at(district, number))

    assert states == [CaseState.HANDED_OVER] * 2 + [CaseState.DEEMED_ACCEPTED]


def test_the_command_tells_what_was_noted_and_what_is_left(
    tmp_path: Path, terminal: Terminal
) -> None:
    with a_line(tmp_path) as (office, district):
        number = a_received_case(office, AID).number
        synced(office, district)
        district.choose_rules("national")
    long_ago = HandClock(at("2026-11-30"), seed="late")
    with a_district(tmp_path / "district", long_ago) as district:
        assert [event.case for event in TimeDesk(district).note().noted] == [number]

    assert terminal.run("passing") == 0
    assert terminal.out == "time calls for nothing now\n"


# ---- another calendar


@pytest.fixture
def calendars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The district's folder of calendars, to which files may come."""
    folder = tmp_path / "calendars"
    shutil.copytree(rules.CALENDARS, folder)
    monkeypatch.setattr(rules, "CALENDARS", folder)
    return folder


@pytest.fixture
def district(tmp_path: Path, calendars: Path) -> Iterator[District]:
    """It has counted by the calendars that are there now."""
    with a_district(tmp_path / "district") as district:
        TimeDesk(district).note()
        yield district


def accepted(folder: Path, district: District) -> str:
    """Accepted on Friday, 20 November 2026: thirty working days end in the year after."""
    with an_office(folder) as office:
        join(office, district)
        number = a_received_case(office, AID).number
        synced(office, district)
        desk = ClerkDesk(district, CLERK)
        given = {"official_number": desk.suggested_number(desk.open(number))}
        desk.act(number, "accept", given)
        synced(office, district)
    return number


def comes(calendars: Path, home: Path) -> None:
    """The same file at the station and at the district."""
    arrives(home)
    shutil.copy(Home(folder=home).calendars / "2027.json", calendars)


def on_record(office: Office, district: District, number: str) -> list[DueMoved]:
    """The moves, on which both ends agree."""
    here = CaseDesk(office).case(number).all(DueMoved)
    assert here == ClerkDesk(district, CLERK).open(number).case.all(DueMoved)
    return list(here)


def test_the_holder_writes_down_what_a_calendar_moved_and_both_ends_have_it_once(
    district: District, calendars: Path, tmp_path: Path
) -> None:
    number = accepted(tmp_path / "station", district)
    comes(calendars, tmp_path / "station")
    (one,) = TimeDesk(district).note().noted

    assert isinstance(one, DueMoved)
    assert (one.clock, one.was.at, one.now.at) == (
        "Legal decision", at("2027-01-04 17:00"), at("2027-01-05 17:00"),
    )  # fmt: skip
    assert "2027" in one.why
    with an_office(tmp_path / "station") as office:
        assert office.passed.noted == ()
        synced(office, district)
        assert TimeDesk(district).note().noted == ()
        assert on_record(office, district, number) == [one]
        assert_same_journals(office, district)
        assert check(office, progress=lambda _: None).faults == ()
    assert examine(district, STATION).faults == ()


def test_a_station_that_gets_the_calendar_first_writes_nothing(
    district: District, calendars: Path, tmp_path: Path
) -> None:
    number = accepted(tmp_path / "station", district)
    comes(calendars, tmp_path / "station")
    with an_office(tmp_path / "station") as office:
        assert office.passed.noted == ()
        synced(office, district)
        assert len(TimeDesk(district).note().noted) == 1
        for _ in range(2):
            synced(office, district)
            assert len(on_record(office, district, number)) == 1


def test_where_no_end_moved_only_the_mark_of_an_estimate_goes(
    district: District, calendars: Path, tmp_path: Path
) -> None:
    with an_office(tmp_path / "station", HandClock(at("2026-12-31 09:30"))) as office:
        join(office, district)
        number = a_received_case(office, AID).number
        SyncDesk(office).hand_over()
        exchanged(office, district)
    marks = [provisional(district)]
    arrives(tmp_path / "station")
    plain = Home(folder=tmp_path / "station").calendars / "2027.json"
    text = plain.read_text("utf-8").replace(', "2027-01-04": "元旦"', "")
    (calendars / "2027.json").write_text(text, encoding="utf-8")

    assert TimeDesk(district).note().noted == ()
    assert [*marks, provisional(district)] == [True, False]
    assert state_at(district, number) is CaseState.HANDED_OVER
    assert examine(district, STATION).faults == ()


def provisional(district: District) -> bool:
    with district.vault.reading():
        (line,) = district.casebook.lines(Wanted(), 0, 2)
    return line.provisional
