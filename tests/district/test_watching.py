"""The lists of what a district watches: clocks by kind, noes week by week, ratings, promises."""

from collections.abc import Callable
from datetime import datetime

import pytest

from station.desk.office import Office
from station.domain.clocks import Clock
from station.domain.desk_events import ConsultationHeld, RefusalExplained
from station.domain.dues import LEGAL, PROMISED
from station.domain.states import CaseState
from sync.district.supervision import Supervision
from sync.district.verify import examine, rebuild
from sync.district.web.filters import GROUPS, KINDS
from tests.district.browser import Browser
from tests.district.pair import synced
from tests.district.story import SOON, Line, Story, a_line_with_the_item, accept, accept_gap
from tests.makers import at
from tests.office import STATION
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE

LINE = a_line_with_the_item


def refused(line: Line) -> Story:
    story = Story(line)
    return story.district(accept(story.number), ("refuse", {"reason": "不符", "basis": "示例办法"}))


def test_every_state_stands_in_one_group_and_every_group_has_a_name() -> None:
    grouped = [state for _, states in GROUPS.values() for state in states]
    assert sorted(grouped, key=str) == sorted(CaseState, key=str)
    assert all(title for title, _ in (*GROUPS.values(), *KINDS.values()))


def test_every_clock_by_which_somebody_is_late_stands_in_one_kind() -> None:
    kinds = sorted(name for _, clocks in KINDS.values() for name in clocks)
    rights = {Clock.HEARING_ASK, Clock.RENEWAL_ASK, Clock.DECISION}

    assert kinds == sorted([PROMISED, LEGAL, *(one.value for one in Clock if one not in rights)])


def test_the_queue_is_narrowed_to_a_kind_of_clock(browser: Browser, web_line: Line) -> None:
    web_line[1].choose_rules("gaoming")
    waiting, told = Story(web_line), refused(web_line)
    accepted, promised = Story(web_line), Story(web_line, promised=SOON)
    accepted.district(accept(accepted.number), ("suspend", {
        "what": "听证", "reason": "申请", "days": "10"}))  # fmt: skip
    promised.district(accept_gap(promised.number))
    shown = {
        kind: [one for one in (waiting, told, accepted, promised)
               if one.number in browser.get(f"/?clock={kind}&lang=en")]
        for kind in ("notice", "decision", "gap", "special", "delivery", "rating")
    }  # fmt: skip

    assert shown == {
        "notice": [waiting], "decision": [accepted, promised], "gap": [promised],
        "special": [accepted], "delivery": [told], "rating": [],
    }  # fmt: skip
    page = browser.get("/?clock=decision")
    assert page.count(f"/cases/{promised.number}") == 2, "one line each, though two clocks run"
    held = page[page.index(f"/cases/{accepted.number}") - 400 :]
    assert "听证" in held
    assert waiting.number in browser.get("/?state=intake")
    assert waiting.number not in browser.get("/?state=review")
    assert browser.get("/?clock=nonsense&state=nonsense")
    assert browser.status == 200


def test_each_no_stands_in_the_list_of_one_week(
    browser: Browser, web_line: Line, wait: Callable[[int], None]
) -> None:
    """20 November 2026 is a Friday; what is said after the office closed is told a week later."""
    story = refused(web_line)
    story.district(("explain_no", {"what": "refused", "explained": "yes", "objection": "不服"}))
    watch = Supervision(web_line[1])
    weeks = ["2026-11-13", "2026-11-20", "2026-11-27", "2026-12-04"]
    found = {
        day: [line for _, line in watch.negatives(watch.week(day).period)
              if line.number == story.number]
        for day in weeks
    }  # fmt: skip

    assert sum(map(len, found.values())) == 1
    ((day, (line,)),) = [(day, lines) for day, lines in found.items() if lines]
    assert (line.kind, line.reason, line.basis) == ("refused", "不符", "示例办法")
    assert (line.explained, line.objection, line.applicant) == (True, "不服", "示*")
    page = browser.get(f"/negatives?week={day}&lang=en")
    assert story.number in page
    assert "不服" in page
    assert "示例甲" not in page
    assert "nil report" in browser.get("/negatives?week=2030-01-04&lang=en")
    for week in ("9999-12-31", "0001-01-01", "x", "2026-13-01"):
        browser.get(f"/negatives?week={week}")
        assert browser.status == 200


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-25", "2026-11-27 17:00"),
        ("2026-10-02", "2026-09-30 17:00"),
        ("2026-06-19", "2026-06-18 17:00"),
        ("2026-01-02", "2025-12-31 17:00"),
    ],
)
def test_the_list_is_due_on_friday_or_the_last_working_day_before(
    web_line: Line, day: str, due: str
) -> None:
    week = Supervision(web_line[1]).week(day)
    assert week.due.at == datetime.fromisoformat(at(due).isoformat())


def spoken(office: Office, number: str) -> None:
    """A no by word, and that it was explained."""
    stamp = office.stamp()
    with office.vault.transaction():
        office.record(ConsultationHeld(
            at=stamp.at, by=stamp.by, number=number, item="XX-01", channel="counter",
            question="能办吗", answer="不能", escalated=False, refused=True, reason="不属本区",
        ))  # fmt: skip
        office.record(RefusalExplained(
            at=stamp.at, by=stamp.by, number=number, explained=True, objection=""
        ))  # fmt: skip


def test_a_no_by_word_stands_in_the_list_as_well(browser: Browser, web_line: Line) -> None:
    spoken(web_line[0], "ZX-示例-1")
    synced(*web_line)
    page = browser.get("/negatives?lang=en")

    assert "ZX-示例-1" in page
    assert "不属本区" in page
    assert page.count("ZX-示例-1") == browser.get(f"/negatives?station={STATION}").count(
        "ZX-示例-1"
    )


def test_a_bad_rating_is_watched_until_it_is_settled(browser: Browser, web_line: Line) -> None:
    story = refused(web_line)
    story.district(("dispatch", {"document": "决定书", "copies": "1"}))
    story.station("rate", level="dissatisfied", channel="desk")
    assert "nobody has called yet" in browser.get("/ratings?lang=en")
    story.district(("contact_rater", {"words": "已致电"}))
    assert "spoken to" in browser.get("/ratings?lang=en")
    story.district(("settle_rating", {"outcome": "explained", "words": "已说明"}))
    assert story.number not in browser.get("/ratings")


def test_promised_papers_are_reminded_of_and_told_as_broken(
    browser: Browser, web_line: Line, wait: Callable[[int], None]
) -> None:
    web_line[1].choose_rules("gaoming")
    story = Story(web_line, promised="2026-11-23")
    story.district(accept_gap(story.number))
    page = browser.get("/promises?lang=en")
    row = page[page.index(story.number) - 400 : page.index(story.number) + 900]
    assert "soon due" in row
    assert "2 Sample paper 2" in row
    wait(6)
    browser.log_in()
    page = browser.get("/promises?lang=en")
    assert "broken" in page[page.index(story.number) - 400 : page.index(story.number) + 900]


def test_what_stands_beside_the_cases_is_looked_at_and_made_anew(web_line: Line) -> None:
    district = web_line[1]
    story = refused(web_line)
    assert not examine(district, STATION).faults
    for table in ("clock_row", "negative_row"):
        with district.vault.transaction():
            district.vault.sql(f"DELETE FROM {table} WHERE number = ?", story.number)
        assert examine(district, STATION).faults
        rebuild(district, STATION)
        assert not examine(district, STATION).faults
