"""Bad input at the web desk: all faults at once at their fields, what was typed stays, and
nothing is half done."""

from pathlib import Path

import pytest

from station.domain.case import Entry
from station.domain.values import NegativeKind
from station.domain.voices import negatives
from sync.district import rules
from tests.district.browser import Browser
from tests.district.story import Line, Story, a_line_with_the_item, accept

FAULT = '<p class="fault" role="alert">'


LINE = a_line_with_the_item


@pytest.fixture
def accepted(web_line: Line) -> Story:
    story = Story(web_line)
    return story.district(accept(story.number))


def told(story: Story) -> list[Entry]:
    """What happened to the case, but for looks at it."""
    return [one for one in story.case.history if one.event.kind != "case_viewed"]


BAD = [
    ("refuse", {"reason": "", "basis": ""}, 2),
    ("suspend", {"what": "", "reason": "", "days": "x"}, 3),
    ("suspend", {"what": "听证", "reason": "有", "days": "-1", "unit": "fortnight"}, 2),
    ("visit_site", {"staff": "", "findings": ""}, 2),
    ("visit_site", {"staff": "示例甲", "findings": "属实"}, 1),
    ("issue_letter", {"number": "", "to_case": "没有的编号", "valid_until": "32/13"}, 3),
    ("rely_on_letter", {"number": "同-9", "of_case": "x\u202ey", "valid_until": "2026-13-01"}, 2),
    ("move_originals", {"papers": "no", "to": "moon"}, 0),
    ("contact", {"channel": "smoke", "words": "字" * 5000}, 2),
    ("extend", {"days": "99", "reason": "复杂", "approver": "示例局长"}, 1),
    ("refuse", {"reason": "\x1b[31m", "basis": "\ud800".encode("utf-8", "replace").decode()}, 1),
]  # fmt: skip


@pytest.mark.parametrize(("act", "given", "faults"), BAD)
def test_every_fault_stands_at_its_field_and_nothing_is_done(
    browser: Browser, accepted: Story, act: str, given: dict[str, str], faults: int
) -> None:
    """Where the page has no such form they stand at its head."""
    browser.get(f"/cases/{accepted.number}")
    before = told(accepted)
    page = browser.post(f"/cases/{accepted.number}/acts/{act}", **given)

    assert browser.status == 422
    assert page.count(FAULT) == faults
    assert 'class="fault" role="alert"' in page
    assert told(accepted) == before


def test_what_was_typed_stays_in_its_fields(browser: Browser, accepted: Story) -> None:
    page = browser.fill(
        accepted.number, "suspend", what="听证", reason="<b>申请人</b>要求", days="很久"
    )

    assert "&lt;b&gt;申请人&lt;/b&gt;要求</textarea>" in page
    assert 'value="很久"' in page
    assert '<option value="听证" selected>' in page


def test_ticks_stay_ticked(browser: Browser, web_line: Line) -> None:
    story = Story(web_line).station("move_originals", papers="3", to="road_up")
    page = browser.fill(story.number, "move_originals", papers=["3"], to="")

    assert browser.status == 422
    assert 'name="papers" value="3" checked' in page


# ---- the one-time notice


def test_the_form_of_a_notice_ticks_what_the_papers_lack_by_itself(
    browser: Browser, web_line: Line
) -> None:
    story = Story(web_line).district(("ask_correction", {"defects": "居民身份证;已过期;;"}))
    story.station("take_papers", papers={"1": "absent", "2": "absent"})
    story.station("give_up_correction", reason="补不了")
    page = browser.fill(story.number, "ask_correction", again="两次告知之间被取回")

    assert browser.status == 200, page
    assert [line.seq for line in story.case.asked] == [1, 2]
    assert [line.fault for line in story.case.asked] == ["未提交", "未提交"]


def test_a_second_notice_shows_which_lines_need_a_reason_and_is_counted(
    browser: Browser, web_line: Line
) -> None:
    story = Story(web_line).district(("ask_correction", {"defects": "居民身份证;已过期;;"}))
    story.station("take_papers", papers={"1": "seen"}).station("hand_over")
    page = browser.get(f"/cases/{story.number}?lang=en")
    form = page[page.index("acts/ask_correction") :].partition("</form>")[0]
    old = form.count("could have been named before")
    browser.fill(story.number, "ask_correction", **{"defects-1-fault": "看不清"})

    assert old == 2  # paper 1 came anew since; 2 and 3 could have been named
    assert browser.status == 422
    browser.fill(story.number, "ask_correction",
                 **{"defects-1-fault": "看不清", "again": "复核时发现"})  # fmt: skip
    assert browser.status == 200
    assert [one.what for one in negatives(story.case)] == [NegativeKind.CORRECTION] * 2


def test_a_ticked_line_without_a_fault_is_told(browser: Browser, web_line: Line) -> None:
    story = Story(web_line)
    page = browser.fill(story.number, "ask_correction", **{"defects-0-on": "1"})

    assert browser.status == 422
    assert 'name="defects-0-on" value="1" checked' in page


# ---- one case and another


def test_an_official_number_is_given_once_also_with_a_gap(browser: Browser, web_line: Line) -> None:
    web_line[1].choose_rules("gaoming")
    first, second = Story(web_line), Story(web_line, promised="2026-11-25")
    browser.fill(first.number, "accept", official_number="甲-1")
    browser.fill(second.number, "accept_gap", official_number="甲-1", credit="clean")
    assert browser.status == 422
    browser.fill(second.number, "accept_gap", official_number="甲-2", credit="clean")
    third = Story(web_line)
    page = browser.fill(third.number, "accept", official_number=" 甲-2 ")

    assert browser.status == 422
    assert second.number in page


def letter(first: Story, second: Story, number: str) -> None:
    given = {"number": number, "to_case": second.number, "valid_until": "2026-12-31"}
    first.district(("issue_letter", given))


def test_a_letter_needs_a_case_that_is_here_and_a_number_of_its_own(
    browser: Browser, web_line: Line, accepted: Story
) -> None:
    other = Story(web_line).district(accept("另-1"))
    letter(other, accepted, "同-1")
    page = browser.fill(
        accepted.number, "issue_letter", number="同-1", to_case="330211105203-AA-20261120-9999",
        valid_until="2026-01-01",
    )  # fmt: skip

    assert browser.status == 422
    assert page.count(FAULT) == 3
    browser.fill(accepted.number, "issue_letter", to_case=accepted.number, valid_until="2026-12-31")
    assert browser.status == 422
    assert accepted.count("issue_letter") == 0


def test_only_a_true_letter_is_relied_on(browser: Browser, web_line: Line) -> None:
    first, second, third = (Story(web_line) for _ in range(3))
    for story in (first, second, third):
        story.district(accept(story.number))
    letter(first, second, "同-7")

    def relied(on: Story, number: str, of: Story, until: str = "2026-12-31") -> int:
        browser.fill(
            on.number, "rely_on_letter", number=number, of_case=of.number, valid_until=until
        )
        return browser.status

    assert relied(second, "同-8", first) == 422
    assert relied(third, "同-7", first) == 422
    assert relied(second, "同-7", third) == 422
    assert relied(second, "同-7", first, "2027-12-31") == 422
    assert relied(second, "同-7", first) == 200
    letter(first, third, "同-9")
    first.district(("refuse", {"reason": "不符", "basis": "示例"}))
    assert relied(third, "同-9", first) == 422
    assert third.count("rely_on_letter") == 0


def test_an_expired_letter_carries_nothing(browser: Browser, web_line: Line) -> None:
    first, second = Story(web_line), Story(web_line)
    for story in (first, second):
        story.district(accept(story.number))
    given = {"number": "同-20", "to_case": second.number, "valid_until": "2026-11-20"}
    first.district(("issue_letter", given))
    clock = web_line[1].clock
    before = clock.time  # type: ignore[attr-defined]
    clock.wait(days=1)  # type: ignore[attr-defined]
    browser.log_in()
    page = browser.fill(second.number, "rely_on_letter")
    clock.time = before  # type: ignore[attr-defined]

    assert browser.status == 422
    assert "2026-11-20" in page


def test_rules_that_are_gone_are_told_on_the_page(
    browser: Browser, accepted: Story, tmp_path: Path
) -> None:
    file = tmp_path / "own.json"
    file.write_bytes((rules.DATA / "rules" / "national.json").read_bytes())
    accepted.line[1].choose_rules(str(file))
    file.unlink()
    page = browser.get(f"/cases/{accepted.number}?lang=en")
    status = browser.status
    accepted.line[1].choose_rules("national")

    assert status == 200
    assert "own.json" in page
    assert "/acts/grant" not in page
