"""Many sheets at once, and the journal of prints."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from station.desk.batches import Batch, UnknownBatch, batch, print_batch, visit_days
from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.desk.print_journal import PrintJournal
from station.desk.print_queue import QueueDesk
from station.desk.printing import PrintDesk
from station.desk.showing import CannotSave
from station.domain.fact_events import SheetPrinted
from station.storage.copies import Watch
from tests.desk.printers import Cups, a_printing_system
from tests.desk.story import Story
from tests.desk.test_print_queue import a_case
from tests.office import an_office

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shell scripts print")

DAY = date(2026, 3, 5)


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    return a_printing_system(tmp_path / "cups", monkeypatch)


@pytest.fixture
def visits(tell: Callable[..., Story]) -> tuple[Office, list[str], date]:
    """Three people who are told to come on one day, and one on another. Each test has its own."""
    stories = [tell().in_delivery() for _ in range(4)]
    office = stories[0].office
    with office.vault.reading():
        taken = len(office.journal.lives) + office.journal.head().number
    days = [date.fromordinal(DAY.toordinal() + taken + more) for more in (0, 0, 0, 1)]
    for story, day in zip(stories, days, strict=True):
        story.station(
            "appoint_pickup", day=f"{day}", slot="上午", place="本站", bring="身份证", who="本人"
        )
    return office, [one.number for one in stories[:3]], days[0]


def test_the_pick_up_slips_of_a_visit_day_are_printed_one_by_one(
    visits: tuple[Office, list[str], date], system: Cups
) -> None:
    office, numbers, day = visits
    steps: list[tuple[int, int]] = []
    watch = Watch(progress=lambda _words, done, whole: steps.append((done, whole)))
    done = print_batch(office, batch("pickups"), day, watch=watch)

    assert (done.made, done.waiting, done.failed, done.left) == (3, (), (), 0)
    assert steps == [(0, 3), (1, 3), (2, 3)]
    assert len(system.printed) == 3
    assert dict(visit_days(office))[day] == 3
    assert batch("pickups").usual(office) == visit_days(office)[0][0]
    assert batch("handover").usual(office) == office.today
    for number in numbers:
        [event] = CaseDesk(office).case(number).all(SheetPrinted)
        assert event.sheet == "F21"


def test_it_is_stopped_between_two_sheets_and_the_rest_is_noted_nowhere(
    visits: tuple[Office, list[str], date], system: Cups
) -> None:
    office, numbers, day = visits
    watch = Watch(cancel=lambda: len(system.printed) == 2)
    done = print_batch(office, batch("pickups"), day, watch=watch)

    assert (done.made, done.left) == (2, 1)
    printed = [CaseDesk(office).case(one).count(SheetPrinted) for one in numbers]
    assert sorted(printed) == [0, 1, 1]


def test_behind_a_sheet_that_was_not_printed_the_others_wait_without_a_try(
    visits: tuple[Office, list[str], date], system: Cups
) -> None:
    office, _numbers, day = visits
    before = len(QueueDesk(office).lines())
    system.does("lp", "refuses")
    done = print_batch(office, batch("pickups"), day)
    waiting = QueueDesk(office).lines()[before:]

    assert (done.made, len(done.waiting)) == (0, 3)
    assert len(system.calls) == 1
    assert [one.queued.hindrance.name for one in waiting] == ["REFUSED", "BEHIND", "BEHIND"]
    assert all(why for _number, why in done.waiting)
    for one in QueueDesk(office).lines():
        QueueDesk(office).drop(one.queued.number)


@pytest.mark.usefixtures("system")
def test_a_sheet_that_cannot_be_made_is_told_and_stops_nothing(
    visits: tuple[Office, list[str], date],
) -> None:
    office, numbers, day = visits
    without = a_case(office)
    both = Batch(
        name="both",
        words="",
        sheet="F21",
        about=lambda _office, _day: [without, *numbers],
        print=batch("pickups").print,
    )
    done = print_batch(office, both, day)

    assert done.made == 3
    [(number, fault)] = done.failed
    assert number == without
    assert fault.hint
    assert CaseDesk(office).case(without).count(SheetPrinted) == 0


def test_a_day_on_which_there_is_nothing_of_the_kind_is_told(
    visits: tuple[Office, list[str], date],
) -> None:
    office, _numbers, _day = visits
    done = print_batch(office, batch("pickups"), date(2031, 1, 1))

    assert done.nothing


def test_a_batch_without_a_name_of_the_roll_is_unknown() -> None:
    with pytest.raises(UnknownBatch):
        batch("posters of nobody")


def test_each_sheet_of_a_batch_can_be_saved_as_a_file(
    visits: tuple[Office, list[str], date], tmp_path: Path
) -> None:
    office, _numbers, day = visits
    (out := tmp_path / "out").mkdir()
    done = print_batch(office, batch("pickups"), day, out=out)

    assert done.made == 3
    assert len([*out.glob("F21-*.pdf")]) == 3


def test_a_batch_is_not_saved_to_a_file_where_one_sheet_would_take_the_place_of_the_other(
    visits: tuple[Office, list[str], date], tmp_path: Path
) -> None:
    office, numbers, day = visits
    for out in (tmp_path / "not made yet", tmp_path / "sheets.pdf"):
        with pytest.raises(CannotSave):
            print_batch(office, batch("pickups"), day, out=out)

    assert not [*tmp_path.glob("*not*"), *tmp_path.glob("*.pdf*")]
    assert not any(CaseDesk(office).case(one).count(SheetPrinted) for one in numbers)


def test_the_journal_of_prints_tells_who_printed_what_and_what_became_of_it(
    tmp_path: Path, system: Cups
) -> None:
    with an_office(tmp_path / "home") as office:
        number, other = a_case(office), a_case(office)
        desk, queue = PrintDesk(office), QueueDesk(office)
        desk.print("F01", number, out=tmp_path)
        taken = desk.print("F01", number)
        system.does("lpstat", "stopped")
        dropped, waits = desk.print("F01", other), desk.day_end(office.today)
        queue.drop(dropped.number)
        system.ends("HP-1")
        queue.settle()
        journal = PrintJournal(office)
        told = [(one.print.number, one.print.nth, one.became) for one in journal.lines("", 0, 10)]

        assert told[:3] == [
            (waits.number, 1, "waits"), (dropped.number, 1, "taken off the queue"),
            (taken.number, 2, "handed to the printer"),
        ]  # fmt: skip
        assert told[3][1:] == (1, "saved as a file")
        assert {one.print.by for one in journal.lines("", 0, 10)} == {office.agent}
        assert journal.count(number) == 2
        assert journal.count("f36-") == 1
        assert journal.count("%") == 0
        assert [one.print.case for one in journal.lines(other[-8:], 0, 9)] == [other]
        assert [one.print.number for one in journal.lines("", 1, 1)] == [dropped.number]


def test_the_guides_to_all_items_are_printed_for_the_wall(tmp_path: Path, system: Cups) -> None:
    with an_office(tmp_path / "home") as office:
        items = sorted(office.items)
        watch = Watch(cancel=lambda: len(system.printed) == 2)
        done = print_batch(office, batch("guides"), office.today, watch=watch)

        assert (done.made, done.left) == (2, len(items) - 2)
        assert {one.print.case for one in PrintJournal(office).lines("F25-", 0, 9)} == {""}


def test_what_went_to_an_office_on_a_day_is_printed_as_its_list(
    tell: Callable[..., Story], system: Cups
) -> None:
    office = tell().handed_over().office
    done = print_batch(office, batch("handover"), office.today)

    assert (done.made, done.failed) == (1, ())
    assert len(system.printed) == 1
    assert PrintJournal(office).lines("F15-", 0, 1)[0].print.by == office.agent
