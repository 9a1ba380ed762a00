"""run.py drafts: what waits, masked; and what `record` says of people who are known already."""

import json
from typing import Any

import pytest

from station.desk.drafts import DraftDesk
from tests.cli.terminal import Terminal
from tests.cli.test_record import line
from tests.makers import id_number
from tests.office import NEW, an_office

FORM = {"name": "示例甲", "id": id_number(), "phone": "13800005678"}


@pytest.fixture
def waiting(terminal: Terminal) -> Terminal:
    """A station where somebody's new case was begun."""
    with an_office(terminal.home) as office:
        DraftDesk(office).keep("", FORM, item="SB-01", version=1)
    return terminal


def test_unfinished_forms_are_listed_masked_with_their_author(waiting: Terminal) -> None:
    answer = waiting.open("drafts")

    assert answer.code == 0
    assert answer.lines[-1] == "1 unfinished"
    assert NEW.agent in answer.lines[0]
    assert "330211********0024" in answer.lines[0]
    assert not [text for text in FORM.values() if text in answer.out]


def test_as_json_they_are_masked_too(waiting: Terminal) -> None:
    answer = waiting.open("drafts", "--json")
    (draft,) = answer.values

    assert (draft["name"], draft["by"], draft["version"]) == ("new_case/1", NEW.agent, 1)
    assert not [text for text in FORM.values() if text in answer.out]


def test_one_is_discarded_by_its_name_and_only_once(waiting: Terminal) -> None:
    first = waiting.open("drafts", "--discard", "new_case/1")
    second = waiting.open("drafts", "--discard", "new_case/1")

    assert (first.code, second.code) == (0, 1)
    assert "there is no unfinished form new_case/1" in second.err


def test_verify_says_how_many_wait(waiting: Terminal) -> None:
    assert "1 unfinished" in waiting.open("verify").lines


def similar(text: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(text)["similar"]
    return told


def test_a_person_with_the_same_case_open_is_told_and_recorded_all_the_same(
    waiting: Terminal,
) -> None:
    answer = waiting.open("record", typed=line() + line() + line(item="MZ-08"))
    first, second, other = answer.lines

    assert answer.code == 0
    assert [one.get("draft") for one in similar(first)] == ["new_case/1"]
    assert [one.get("case") for one in similar(second)] == [json.loads(first)["case"], None]
    assert similar(second)[0]["state"] == "received"
    assert similar(other) == similar(first)
