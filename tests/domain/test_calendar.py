"""Which days offices work."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar as oracle
import pytest

from station.desk import calendars
from station.domain.calendar import (
    CalendarFaults,
    CalendarUnknown,
    Day,
    DayKind,
    WorkCalendar,
    read_year,
)
from station.domain.holidays import lunar_known, statutory
from tests.makers import calendar, work_year

FILES = sorted(calendars.FOLDER.glob("*.json"))
OFFICIAL = calendar()


def days_of(first: int, last: int) -> list[date]:
    start = date(first, 1, 1)
    return [start + timedelta(days=n) for n in range((date(last + 1, 1, 1) - start).days)]


def test_a_calendar_is_here_for_every_year_from_2004_to_2026() -> None:
    assert sorted(OFFICIAL.years) == list(range(2004, 2027))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_says_where_it_comes_from(file: Path) -> None:
    year = read_year(json.loads(file.read_text(encoding="utf-8")))

    assert str(year.year) == file.stem
    assert year.sources
    assert str(year.year) in year.about


def test_only_the_latest_year_may_still_change() -> None:
    assert [year for year, known in OFFICIAL.years.items() if not known.final] == [2026]
    assert [day for day in days_of(2025, 2026) if OFFICIAL.may_change(day)] == [
        date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31),
    ]  # fmt: skip


def spans(*runs: tuple[str, str]) -> set[date]:
    found: set[date] = set()
    for first, last in runs:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            found.add(day)
            day += timedelta(days=1)
    return found


@pytest.mark.parametrize(
    ("year", "off", "work"),
    [
        (
            2025,
            spans(
                ("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"),
                ("2025-04-04", "2025-04-06"), ("2025-05-01", "2025-05-05"),
                ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08"),
            ),
            ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
        ),
        (
            2026,
            spans(
                ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"),
                ("2026-04-04", "2026-04-06"), ("2026-05-01", "2026-05-05"),
                ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"),
                ("2026-10-01", "2026-10-07"),
            ),
            ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
        ),
    ],
)  # fmt: skip
def test_a_year_is_as_its_notice_sets_it(year: int, off: set[date], work: list[str]) -> None:
    known = OFFICIAL.years[year]

    assert set(known.off) == off
    assert sorted(known.work) == [date.fromisoformat(day) for day in work]
    assert sum(OFFICIAL.is_workday(day) for day in days_of(year, year)) == 248


def test_the_calendars_agree_with_chinesecalendar() -> None:
    """But for one day: 国办发明电〔2005〕35号 says that 31 December 2005 is worked."""
    assert [
        day for day in days_of(2004, 2026) if OFFICIAL.is_workday(day) != oracle.is_workday(day)
    ] == [date(2005, 12, 31)]


def test_a_year_without_a_file_is_not_guessed() -> None:
    for year in (2003, 2027):
        with pytest.raises(CalendarUnknown, match=str(year)) as unknown:
            OFFICIAL.is_workday(date(year, 6, 1))
        assert "sync" in unknown.value.hint


def test_a_day_off_and_a_working_weekend_are_named() -> None:
    assert OFFICIAL.day(date(2026, 2, 16)).name == "春节"
    assert OFFICIAL.day(date(2026, 2, 14)).name == "春节"
    assert OFFICIAL.day(date(2026, 2, 14)).works
    assert OFFICIAL.day(date(2026, 2, 24)) == Day(kind=DayKind.PLAIN)


# ---- estimates


def test_the_law_alone_gives_the_days_off_of_2027() -> None:
    assert sorted(statutory(2027)) == [
        date.fromisoformat(f"2027-{day}")
        for day in (
            "01-01", "02-05", "02-06", "02-07", "02-08", "02-09", "02-10", "04-05", "05-01",
            "05-02", "05-03", "05-04", "06-09", "09-15", "10-01", "10-02", "10-03", "10-04",
            "10-05",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("year", range(2027, 2037))
def test_an_estimated_year_has_the_thirteen_days_of_the_law(year: int) -> None:
    weekdays = [day for day in statutory(year) if day.weekday() < 5]
    coinciding = [name for name in statutory(year).values() if "、" in name and "补" not in name]

    assert lunar_known(year)
    assert len(weekdays) + len(coinciding) == 13


def test_the_law_table_agrees_with_the_notices_on_what_is_off() -> None:
    """Every statutory day of 2025 and 2026 that is fixed by date is off in the notice too."""
    for year in (2025, 2026):
        assert not any(OFFICIAL.is_workday(day) for day in statutory(year))


def test_beyond_the_lunar_table_only_fixed_holidays_are_known() -> None:
    assert not lunar_known(2099)
    assert set(statutory(2099).values()) <= {"元旦", "劳动节", "国庆节", "劳动节补假", "国庆节补假"}


def test_an_estimate_gives_way_to_the_notice() -> None:
    moved = work_year(2027, work={date(2027, 2, 9): "春节"}, off={date(2027, 2, 11): "春节"})

    assert not WorkCalendar({}).likely(date(2027, 2, 9)).works
    assert WorkCalendar({2027: moved}).likely(date(2027, 2, 9)).works


# ---- files


def row(**changes: Any) -> dict[str, Any]:
    return {
        "about": "示例", "year": 2027, "version": 1, "final": False, "document": None,
        "issued": "2026-11-25", "sources": ["示例"], "off": {"2027-01-01": "元旦"},
        "work": {"2027-02-20": "春节"},
    } | changes  # fmt: skip


def test_a_notice_is_read() -> None:
    year = read_year(row())

    assert (year.issued, dict(year.work)) == (date(2026, 11, 25), {date(2027, 2, 20): "春节"})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"off": {"2027-02-30": "x"}}, "off"),
        ({"off": {"2026-01-01": "元旦"}}, "off.2026-01-01"),
        ({"off": {"2027-01-01": "\x1b[2J"}}, "off"),
        ({"work": {"2027-02-22": "春节"}}, "work.2027-02-22"),
        ({"work": {"2027-02-20": "春节"}, "off": {"2027-02-20": "春节"}}, "work.2027-02-20"),
        ({"issued": "yesterday"}, "issued"),
        ({"final": "no"}, "final"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_broken_notice_is_refused_by_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(CalendarFaults) as refused:
        read_year(row(**changes))

    assert [(fault.record, fault.field) for fault in refused.value.faults] == [("2027", field)]


@pytest.mark.parametrize("raw", [None, [], "2027", {}])
def test_what_is_no_notice_is_refused(raw: object) -> None:
    with pytest.raises(CalendarFaults):
        read_year(raw)


def test_the_faults_of_all_calendar_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "2027.json").write_text("{", encoding="utf-8")
    (tmp_path / "2028.json").write_text(json.dumps(row(year=2029)), encoding="utf-8")
    (tmp_path / "2030.json").write_text(json.dumps(row()), encoding="utf-8")

    with pytest.raises(CalendarFaults) as refused:
        calendars.calendar(tmp_path)

    assert {fault.record for fault in refused.value.faults} == {"2027.json", "2029", "2027"}


def test_a_calendar_file_may_carry_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "2027.json").write_text(json.dumps(row()), encoding="utf-8-sig")

    assert calendars.calendar(tmp_path).knows(date(2027, 1, 1))


def test_a_new_calendar_file_is_noticed(tmp_path: Path) -> None:
    assert not calendars.calendar(tmp_path).years
    (tmp_path / "2027.json").write_text(json.dumps(row()), encoding="utf-8")

    assert calendars.calendar(tmp_path).is_workday(date(2027, 2, 20))
