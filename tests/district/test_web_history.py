"""What a case's page tells of its people and of what happened: in words, and masked."""

from station.domain.decider_events import CaseGranted
from station.domain.people import ResidentId
from tests import makers
from tests.district.browser import Browser
from tests.district.story import Line, Story, a_line_with_the_item
from tests.office import HandClock

CHILD = makers.id_number("19850312", "001")
PHONE = "13912345678"


LINE = a_line_with_the_item


def test_the_people_around_a_case_are_masked_until_a_purpose_is_told(
    browser: Browser, web_line: Line
) -> None:
    story = Story(web_line, receive=False)
    person = {"name": "示例女", "id": CHILD, "phone": PHONE, "address": "示例镇示例村2号"}
    story.station("name_party", role="recipient", relation="子女", **person)
    story.station("give_mandate", matter="代办示例事项", powers="submit, collect",
                  begins="2026-11-01", ends="2027-11-01", **person)  # fmt: skip
    story.station("fix_on_spot", field="phone", after="13700007654")
    page = browser.get(f"/cases/{story.number}?lang=en")

    for secret in (CHILD, PHONE, "13700007654", "示例村2号"):
        assert secret not in page
    for shown in ("示例女", ResidentId(number=CHILD).masked, "代办示例事项", "2027-11-01"):
        assert shown in page
    page = browser.post(f"/cases/{story.number}/reveal", purpose="checking", words="")
    for told in (CHILD, PHONE, "13700007654"):
        assert told in page


def test_what_had_no_effect_is_told_with_its_reason_in_the_readers_language(
    browser: Browser, web_line: Line
) -> None:
    story, office = Story(web_line), web_line[0]
    stamp = office.stamp()
    with office.vault.transaction():
        office.journal.append(CaseGranted(
            at=stamp.at, by=stamp.by, case=story.number, decision_number="", words="自批"
        ))  # fmt: skip
    story.meet()
    page = browser.get(f"/cases/{story.number}?lang=en")

    assert "No effect: case granted is not possible while the case is handed over" in page
    assert page.count("case granted is not possible") == 2, "the entry, and the answer to it"
    assert "case granted is not possible" not in browser.get(f"/cases/{story.number}?lang=zh")


def test_every_word_on_the_page_of_a_long_case_is_chinese(browser: Browser, web_line: Line) -> None:
    story = Story(web_line, promised="2026-11-23")
    web_line[1].choose_rules("civil")
    story.district(("accept_gap", {"official_number": "甲-9", "credit": "clean"}),
                   ("extend_promise", {"seq": "2", "until": "2026-12-04", "reason": "道路中断"}),
                   ("visit_site", {"staff": "示例甲\n示例乙", "findings": "属实"}),
                   ("give_opinion", {"opinion": "同意"}),
                   ("contact", {"channel": "telephone", "words": "已告知"}),
                   ("post_publicity", {}))  # fmt: skip
    clock = web_line[1].clock
    assert isinstance(clock, HandClock)
    clock.wait(days=8)
    story.district(("end_publicity", {"objections": ""}))
    clock.wait(days=-8)
    page = browser.get(f"/cases/{story.number}?lang=zh")
    history = page[page.index("<h2>办理过程</h2>") :]
    history = history[: history.index("</section>")]

    assert "2 社会保障卡" in history
    assert "电话" in history
    for english in ("yes<", "telephone", "natural", "Until", "broken", "terminated"):
        assert english not in history
