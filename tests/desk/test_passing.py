"""What time does by itself at a station, when it is opened and after each exchange."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk, CaseLine, Wanted, all_papers
from station.desk.checking import check
from station.desk.copying import make_backup
from station.desk.home import Home
from station.desk.office import Office
from station.desk.passing import TimeDesk
from station.domain.calendar import CalendarFaults
from station.domain.case import Case
from station.domain.decider_events import CaseDeemedAccepted, CaseDeemedWithdrawn
from station.domain.fact_events import DueMoved
from station.domain.states import CaseState
from tests.desk.story import Story
from tests.desk.test_cases import APPLICANT
from tests.district.pair import a_line
from tests.makers import at
from tests.office import FRIDAY, HandClock, an_office

AID = "MZ-01"
"""Decided by the district in 25 working days, by law in 30."""
MEMBER = "NY-07"
"""Decided in the village itself."""


def received(office: Office, item: str = AID) -> Case:
    return CaseDesk(office).open(item, APPLICANT, all_papers(office.item(item)), receive=True).case


def whole(office: Office) -> bool:
    return check(office, progress=lambda _: None).faults == ()


@contextmanager
def days_later(folder: Path, days: float, *, item: str = AID) -> Iterator[tuple[Office, Case]]:
    """A case is received on a Friday, and the station opened again after so many days."""
    clock = HandClock()
    with an_office(folder, clock) as office:
        case = received(office, item)
        assert office.passed.noted == ()
    clock.wait(days=days)
    with an_office(folder, clock) as office:
        yield office, case


# ---- when the station is opened


def test_a_case_that_nobody_answered_in_time_is_noted_as_accepted(tmp_path: Path) -> None:
    with days_later(tmp_path, 8) as (office, case):
        now = CaseDesk(office).case(case.number)
        (event,) = office.passed.noted

        assert now.state is CaseState.DEEMED_ACCEPTED
        assert isinstance(event, CaseDeemedAccepted)
        assert event.by == "系统"
        assert event.since == case.history[-1].event.at
        assert event.legal_due is not None
        assert event.legal_due.at.date() == date(2027, 1, 4)
        assert whole(office)


def test_it_is_noted_once(tmp_path: Path) -> None:
    with days_later(tmp_path, 8) as (office, case):
        assert TimeDesk(office).note().noted == ()
    with an_office(tmp_path, HandClock(FRIDAY + timedelta(days=9))) as office:
        assert office.passed.noted == ()
        assert CaseDesk(office).case(case.number).count(CaseDeemedAccepted) == 1


def test_before_the_time_is_over_nothing_happens(tmp_path: Path) -> None:
    with days_later(tmp_path, 7) as (office, case):
        assert CaseDesk(office).case(case.number).state is CaseState.RECEIVED
        assert office.passed.reminders == ()


def test_what_the_village_decides_is_noted_too(tmp_path: Path) -> None:
    with days_later(tmp_path, 8, item=MEMBER) as (office, case):
        assert CaseDesk(office).case(case.number).state is CaseState.DEEMED_ACCEPTED


def test_what_was_noted_is_signed_and_survives_in_a_backup(tmp_path: Path) -> None:
    with days_later(tmp_path / "a", 8) as (office, _):
        office.sign_head()
        make_backup(office, tmp_path / "copy.backup")
        checked = check(office, progress=lambda _: None)

        assert checked.faults == ()
        assert checked.signed >= checked.events - 1


def test_a_case_that_cannot_be_looked_at_is_told_and_stops_nobody(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        lost, other = received(office), received(office, "SB-03")
        with office.vault.transaction():
            office.vault.sql("DROP TRIGGER item_version_stays")
            office.vault.sql("DELETE FROM item_version WHERE item = ?", AID)
    clock.wait(days=8)
    Home(folder=tmp_path).catalogue.write_text(
        '{"schema": 1, "items": [], "cancelled": []}', encoding="utf-8"
    )
    with an_office(tmp_path, clock) as office:
        (fault,) = office.passed.faults

        assert lost.number in str(fault)
        assert fault.hint
        assert CaseDesk(office).case(other.number).state is CaseState.DEEMED_ACCEPTED
        assert CaseDesk(office).case(lost.number).state is CaseState.RECEIVED


# ---- a clock that cannot be right


def test_on_a_doubtful_clock_nothing_is_noted_but_somebody_is_reminded(tmp_path: Path) -> None:
    with days_later(tmp_path, 365 * 4) as (office, case):
        assert CaseDesk(office).case(case.number).state is CaseState.RECEIVED
        (one,) = office.passed.reminders
        assert (one.case, one.act) == (case.number, "deem_accepted")
        assert "in doubt" in str(one.why)
        assert TimeDesk(office).note().noted == ()
        done = CaseDesk(office).act(case.number, "deem_accepted", {})
        assert done.state is CaseState.DEEMED_ACCEPTED


def test_a_receipt_that_a_fallen_clock_dated_is_not_overdue_by_itself(tmp_path: Path) -> None:
    with an_office(tmp_path, HandClock()):
        pass
    with an_office(tmp_path, HandClock(FRIDAY - timedelta(days=30), seed="2")) as office:
        case = received(office)
    with an_office(tmp_path, HandClock(FRIDAY + timedelta(hours=2), seed="3")) as office:
        assert office.passed.noted == ()
        assert [one.case for one in office.passed.reminders] == [case.number]
        assert CaseDesk(office).case(case.number).state is CaseState.RECEIVED


# ---- after an exchange, and with the district


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Story]:
    with a_line(tmp_path) as both:
        yield Story(*both, "national")


def on_line(story: Story, rules: str) -> Story:
    return Story(story.office, story.clerks, rules)


def test_after_an_exchange_it_is_looked_at_again(line: Story) -> None:
    line.received().until("2026-03-10").sync()

    assert [event.kind for event in line.office.passed.noted] == ["case_deemed_accepted"]
    line.sync().stands(CaseState.DEEMED_ACCEPTED)


@pytest.mark.parametrize("rules", ["zhejiang", "anyang"])
def test_an_overdue_correction_lapses_where_the_place_rules_so(line: Story, rules: str) -> None:
    story = on_line(line, rules).handed_over().district("ask_correction", fix_by="2026-03-06")
    story.sync().until("2026-03-06 12:00").sync().stands(CaseState.CORRECTION)
    story.until("2026-03-07").sync().sync().stands(CaseState.WITHDRAWN)
    event = story.case.last(CaseDeemedWithdrawn)

    assert event is not None
    assert event.by == "系统"
    assert event.basis


def test_elsewhere_the_window_is_reminded_of_an_overdue_correction(line: Story) -> None:
    line.handed_over().district("ask_correction", fix_by="2026-03-06").sync()
    line.until("2026-03-07").sync().stands(CaseState.CORRECTION)

    assert [one.act for one in line.office.passed.reminders] == ["give_up_correction"]


# ---- clocks that wait


def test_while_the_decision_waits_the_list_shows_the_end_that_was_told(line: Story) -> None:
    line.in_review().district("suspend", days="10").sync()
    row = row_of(line)
    assert (row.due_clock, row.due_at) == ("Special procedure", at("2026-03-16 17:00"))
    line.until("2026-04-20")
    assert row_of(line) == row
    assert whole(line.office)


def test_a_result_that_waits_for_a_paper_has_no_date(line: Story) -> None:
    story = on_line(line, "gaoming").handed_over(p7="promised")
    story.district("accept_gap", until="2026-03-16").district("start_review")
    story.district("grant_pending").sync()
    assert (row_of(story).due_clock, row_of(story).due_at) == (
        "Promised papers", at("2026-03-16 17:00"),
    )  # fmt: skip
    story.takes(p7="seen").sync()

    assert (row_of(story).due_clock, row_of(story).due_at) == ("Delivery", None)
    story.until("2026-03-20")
    assert whole(story.office)


def row_of(story: Story) -> CaseLine:
    (row,) = CaseDesk(story.office).lines(Wanted(text=story.number), 0, 2)
    return row


# ---- another calendar


NEW_YEAR = """{"about": "示例", "year": 2027, "version": %d, "final": false,
 "document": "国办发明电〔2026〕9号", "issued": "2026-11-25", "sources": ["示例"],
 "off": {"2027-01-01": "元旦", "2027-01-04": "元旦"%s}, "work": {}}"""


def arrives(folder: Path, version: int = 1, more: str = "") -> None:
    """The calendar of 2027 is put into the station's home."""
    file = Home(folder=folder).calendars / "2027.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(NEW_YEAR % (version, more), encoding="utf-8")


def begun(folder: Path, clock: HandClock) -> str:
    """A case that the village decides, received shortly before the year ends."""
    with an_office(folder, clock) as office:
        return received(office, MEMBER).number


def test_a_calendar_in_the_home_moves_dates_and_both_stay_on_record(tmp_path: Path) -> None:
    clock = HandClock(at("2026-12-30 09:30"))
    number = begun(tmp_path, clock)
    arrives(tmp_path)
    with an_office(tmp_path, clock) as office:
        moved = CaseDesk(office).case(number).all(DueMoved)

        assert {one.clock: (one.was.at.date(), one.now.at.date()) for one in moved} == {
            "Hand over": (date(2027, 1, 5), date(2027, 1, 6)),
            "One-time notice": (date(2027, 1, 7), date(2027, 1, 8)),
        }
        assert office.passed.noted == moved
        (row,) = CaseDesk(office).lines(Wanted(text=number), 0, 2)
        assert (row.due_at, row.provisional) == (at("2027-01-06 17:00"), False)
        assert whole(office)
    with an_office(tmp_path, clock) as office:
        assert office.passed.noted == ()
        assert len(CaseDesk(office).case(number).all(DueMoved)) == 2


def test_a_later_version_moves_them_again_and_an_older_one_does_not_count(tmp_path: Path) -> None:
    clock = HandClock(at("2026-12-30 09:30"))
    number = begun(tmp_path, clock)
    for version, more, count in ((2, "", 2), (3, ', "2027-01-05": "元旦"', 4)):
        arrives(tmp_path, version, more)
        with an_office(tmp_path, clock) as office:
            assert len(CaseDesk(office).case(number).all(DueMoved)) == count


def test_a_broken_calendar_in_the_home_is_told(tmp_path: Path) -> None:
    begun(tmp_path, HandClock())
    arrives(tmp_path, more=', "2028-01-01": "元旦"')
    with pytest.raises(CalendarFaults, match="lies in another year"), an_office(tmp_path):
        pass
