"""What another system gets of a case, column by column."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from station.domain.case import Case
from station.domain.items import Item
from sync.district import rules
from sync.district.national.column import About, Form
from sync.district.national.happened import RESULTS, TAKEN
from sync.district.national.lists import LISTS
from sync.district.national.plan import FILE, NOTHING, Plan, PlanFaults, exchange_plan, parse_plan
from sync.district.national.rows import Row, header, moment, rows_of
from sync.district.national.tables import TABLES
from sync.district.words import CHINESE, say
from tests.district.exchanged import PLAN, RESIDENT, a_line_with_codes, a_story, exported, tables
from tests.district.story import SOON, Line, Story, accept
from tests.office import HandClock

GOLDEN = Path(__file__).with_name("exchange.json")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "exchange-tables.md"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with a_line_with_codes(tmp_path) as line:
        yield line


def later(line: Line) -> None:
    for one in line:
        assert isinstance(one.clock, HandClock)
        one.clock.wait(hours=1)


def a_whole_story(line: Line) -> Story:
    """From the window to the rating, with a special procedure and an extension."""
    story = a_story(line)
    later(line)
    story.district(accept("0001"), "start_review")
    story.district(("suspend", {"what": "专家评审", "reason": "=须评审", "days": "5"}))
    later(line)
    story.district(("resume", {"outcome": "评审通过"}))
    story.district(("extend", {"days": "5", "reason": "示例", "approver": "示例负责人"}))
    later(line)
    story.district(("grant", {"decision_number": "示例字1号", "words": "准予"}))
    story.district(("dispatch", {"document": "示例证", "document_number": "证1号", "copies": "1"}))
    story.station("plan_delivery", way="courier", day=SOON, place="示例村1号", reference="EMS1")
    story.station(
        "deliver", way="direct", place="示例村1号", receiver=RESIDENT["name"], relation="self"
    )
    return story.station("rate", level="very_satisfied", channel="paper")


def about(case: Case, plan: Plan = NOTHING, item: Item | None = None) -> About:
    return About(
        case=case, item=item or rules.catalogue().item(case.opened.item, case.item_version),
        scans={}, plan=plan,
        say=lambda msgid: say(msgid, CHINESE),
    )  # fmt: skip


def row(found: About, table: str) -> Row:
    return next(one for one in rows_of(found) if one.table == table)


def test_a_case_from_the_window_to_the_result_is_told_in_five_tables(line: Line) -> None:
    """To write the golden file anew, delete it and run this test."""
    a_whole_story(line)
    made = exported(line[1])

    assert not made.gaps
    if not GOLDEN.exists():
        text = json.dumps(tables(made), ensure_ascii=False, indent=1)
        GOLDEN.write_text(f"{text}\n", "utf-8")
    assert tables(made) == json.loads(GOLDEN.read_text("utf-8"))


def test_without_its_file_a_district_is_told_which_codes_are_missing(line: Line) -> None:
    case = a_whole_story(line).case
    found = about(case)

    assert set(row(found, "up_pro_accept").gaps) == {
        "catalog_code", "task_code", "apply_type", "org_code",
    }  # fmt: skip
    assert set(row(found, "up_pro_process").gaps) == {"event_name"}
    assert not row(found, "up_pro_result").gaps
    assert all(gap.hint for one in rows_of(found) for gap in one.gaps.values())
    assert row(found, "up_pro_accept").cells["catalog_code"] is None


def test_a_case_that_nobody_has_answered_is_not_told(line: Line) -> None:
    assert not list(rows_of(about(a_story(line).case)))


def test_a_case_that_was_not_accepted_is_told_without_a_number(line: Line) -> None:
    no = (
        "not_accept",
        {"reason": "不属于本机关", "basis": "行政许可法32", "authority": "示"},
    )
    found = about(a_story(line).district(no).case, exchange_plan(line[1].home))

    assert "up_pro_accept" not in {one.table for one in rows_of(found)}
    told = row(found, "up_pro_result")
    assert told.cells["result_type"] == "6"
    assert (told.cells["project_no"], set(told.gaps)) == (None, {"project_no"})


def test_what_is_too_long_or_no_text_stays_empty_and_is_told(line: Line) -> None:
    case = a_whole_story(line).case
    opened = case.opened
    long = replace(case, opened=replace(opened, item_name="事" * 1001))
    bell = replace(case, opened=replace(opened, item_name="事\a项"))

    for odd in (long, bell):
        told = row(about(odd, exchange_plan(line[1].home)), "up_pro_accept")
        assert told.cells["task_name"] is None
        assert "task_name" in told.gaps


def test_a_time_that_no_calendar_has_is_told() -> None:
    assert moment(datetime(2026, 11, 22, 16, 30, tzinfo=UTC)) == "2026-11-23 00:30:00"
    with pytest.raises(Exception, match="no time"):
        moment(datetime.max.replace(tzinfo=UTC))


def test_every_code_is_of_a_list_and_fits_its_column() -> None:
    words = {*RESULTS.values()}
    assert words == {*LISTS["result_type"]}
    assert {*TAKEN.values()} | {"upload"} == {*LISTS["get_type"]}
    for column in (column for table in TABLES for column in table.columns if column.codes):
        assert all(len(code) <= column.length for code in LISTS[column.codes].values())


def test_no_column_is_twice_in_a_table() -> None:
    assert not [table.name for table in TABLES if len({*header(table)}) < len(header(table))]


def test_the_page_says_of_every_column_what_the_program_does() -> None:
    drawn = [
        f"| `{column.name}` | {column.name_zh} | {column.form.value}"
        f"{f'({column.length})' if column.form is Form.TEXT else ''} |"
        f" {'yes' if column.required else ''} | {column.codes} | {column.how} |"
        for table in TABLES for column in table.columns
    ]  # fmt: skip
    page = PAGE.read_text("utf-8").splitlines()
    assert [one for one in page if one.startswith("| `") and one.count("|") == 7] == drawn


# ---- the file of codes


def test_the_file_of_codes_is_told_all_its_faults_at_once() -> None:
    wrong = {
        **PLAN, "data_source": "p33x", "items": [{"id": "XX-01"}],
        "departments": [{"name": "区示例局", "code": ""}], "more": 1,
    }  # fmt: skip
    with pytest.raises(PlanFaults) as found:
        parse_plan(json.dumps(wrong).encode())
    assert len(found.value.faults) >= 4


def test_a_code_that_is_given_twice_or_for_no_word_is_a_fault() -> None:
    codes = [{"list": "page_type", "word": "identity_card", "code": "1"}] * 2
    odd = {"list": "page_type", "word": "passport", "code": "414"}
    with pytest.raises(PlanFaults) as found:
        parse_plan(json.dumps({**PLAN, "codes": [*codes, odd]}).encode())
    assert len(found.value.faults) == 2


def test_a_district_may_number_otherwise_than_the_lists(tmp_path: Path) -> None:
    own = {"list": "result_type", "word": "granted", "code": "6"}
    (tmp_path / FILE).write_text(json.dumps({**PLAN, "codes": [own]}), "utf-8")
    plan = exchange_plan(tmp_path)
    assert plan.code("result_type", "granted") == "6"
    assert plan.code("result_type", "refused") == "1"
    with pytest.raises(PlanFaults):
        parse_plan(b"{")
