"""A form that is sent twice, a page that is old, two clerks at once: each thing is done once."""

from werkzeug.datastructures import MultiDict

from sync.district.casedesk import CaseDesk
from tests.district.browser import COLLEAGUE, Browser, Forms
from tests.district.story import Line, Story, a_line_with_the_item

LINE = a_line_with_the_item


def form(browser: Browser, story: Story, act: str) -> MultiDict[str, str]:
    """What the form of this act on the page of the case would send."""
    return Forms(browser.get(f"/cases/{story.number}")).sent[f"/cases/{story.number}/acts/{act}"]


def send(browser: Browser, story: Story, act: str, sent: MultiDict[str, str]) -> int:
    address = f"/cases/{story.number}/acts/{act}"
    return browser.client.post(address, data=sent, follow_redirects=True).status_code


def test_a_button_pressed_twice_records_once(browser: Browser, web_line: Line) -> None:
    story = Story(web_line)
    for act, said in (("contact", {"channel": "telephone"}), ("write", {})):
        sent = form(browser, story, act)
        for name, value in {"words": "请来电", **said}.items():
            sent.setlist(name, [value])

        assert [send(browser, story, act, sent) for _ in range(3)] == [200] * 3
        assert story.count(act) == 1


def test_a_step_pressed_twice_is_taken_once_and_tells_no_fault(
    browser: Browser, web_line: Line
) -> None:
    story = Story(web_line)
    sent = form(browser, story, "accept")

    assert [send(browser, story, "accept", sent) for _ in range(2)] == [200, 200]
    assert story.count("accept") == 1


def test_back_and_other_words_are_another_record(browser: Browser, web_line: Line) -> None:
    story = Story(web_line)
    sent = form(browser, story, "write")
    for words in ("请来电", "不必来电", "请来电"):
        sent.setlist("words", [words])
        send(browser, story, "write", sent)

    assert story.count("write") == 2
    assert send(browser, story, "write", form(browser, story, "write")) == 422  # nothing is said


def test_the_same_words_from_a_new_page_are_said_again(browser: Browser, web_line: Line) -> None:
    story = Story(web_line)
    for _ in range(2):
        browser.fill(story.number, "write", words="请来电")

    assert story.count("write") == 2


def test_what_another_clerk_did_meanwhile_is_told_and_not_done_again(
    browser: Browser, web_line: Line
) -> None:
    story = Story(web_line)
    sent = form(browser, story, "accept")
    CaseDesk(web_line[1], COLLEAGUE).act(
        story.number, "accept", {"official_number": sent["official_number"]}
    )

    assert send(browser, story, "accept", sent) == 422
    assert story.count("accept") == 1


def test_a_form_that_does_not_say_what_it_saw_is_taken_as_it_is(
    browser: Browser, web_line: Line
) -> None:
    story = Story(web_line)
    sent = form(browser, story, "write")
    sent.setlist("words", ["请来电"])
    for seen in ("", "-9", "9" * 5000, "x"):
        sent.setlist("seen", [seen])
        assert send(browser, story, "write", sent) == 200

    assert story.count("write") == 3  # of "-9" it is known that it was said before
