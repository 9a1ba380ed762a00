"""run.py due and run.py passing: what is due, and what time has done by itself."""

from datetime import datetime, timedelta

import pytest

from station.desk.cases import CaseDesk, all_papers
from tests.cli.terminal import Terminal
from tests.desk.test_cases import APPLICANT
from tests.makers import at
from tests.office import FRIDAY, HandClock, an_office

FUTURE = FRIDAY + timedelta(days=365 * 60)
PAST = at("2018-09-03 09:30")
"""Beyond every date on which these tests will run, and before. At both the clock is in doubt:
nothing happens by itself."""


def received(terminal: Terminal, now: datetime, item: str = "MZ-01") -> str:
    """A case that was received by a computer that showed this time."""
    with an_office(terminal.home, HandClock(now, seed=str(now))) as office:
        papers = all_papers(office.item(item))
        return CaseDesk(office).open(item, APPLICANT, papers, receive=True).case.number


def test_what_is_due_stands_with_its_light_clock_and_basis(terminal: Terminal) -> None:
    number = received(terminal, PAST)
    answer = terminal.open("due")

    assert answer.code == 0
    head, basis, end = answer.lines
    assert head.startswith("overdue  2018-09-06 17:00  Hand over  ")
    assert number in head
    assert APPLICANT["name"] not in answer.out
    assert basis.strip()
    assert end == "1 due"


def test_a_machine_reads_the_same(terminal: Terminal) -> None:
    number = received(terminal, PAST)
    (line,) = terminal.open("due", "--json").values

    assert line["basis"]
    assert {name: line[name] for name in ("case", "light", "clock", "at", "provisional")} == {
        "case": number, "light": "red", "clock": "Hand over",
        "at": at("2018-09-06 17:00").isoformat(), "provisional": False,
    }  # fmt: skip
    assert line["name"] != APPLICANT["name"]


def test_the_most_urgent_comes_first_and_an_estimate_is_marked(terminal: Terminal) -> None:
    later, sooner = received(terminal, FUTURE), received(terminal, PAST)
    lines = terminal.open("due", "--json").values

    assert [line["case"] for line in lines] == [sooner, later]
    assert [line["light"] for line in lines] == ["red", "yellow"]
    assert "  provisional  " in terminal.open("due").out


def test_what_is_overdue_is_told_however_few_days_are_asked_for(terminal: Terminal) -> None:
    received(terminal, FUTURE)
    sooner = received(terminal, PAST)

    assert [line["case"] for line in terminal.open("due", "--json", "--days", "0").values] == [
        sooner
    ]


@pytest.mark.parametrize("days", ["-1", "x", "1.5", "99999", ""])
def test_days_that_are_no_number_are_told(terminal: Terminal, days: str) -> None:
    answer = terminal.open("due", f"--days={days}")

    assert (answer.code, answer.out) == (2, "")
    assert "--days" in answer.err


def test_what_time_calls_for_is_told(terminal: Terminal) -> None:
    assert terminal.open("passing").lines == ["time calls for nothing now"]
    number = received(terminal, PAST)
    answer = terminal.open("passing")

    assert answer.code == 0
    (line,) = answer.lines
    assert line.startswith(f"{number}  Note it as accepted?")
    assert "in doubt" in line
