"""The door to the words: the right language, the right value in its place."""

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from station.desk.words import explain, language, system_language, told, use_language, word
from station.domain.errors import BadInput, StationError
from station.domain.states import CaseState
from tests.house import msgids

PLACE = re.compile(r"\{\w+\}")
NONE = Message("")


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "zh_CN"),
        ({"LANG": "C.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "en_US"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"}, "zh_CN"),
    ],
)
def test_chinese_unless_the_system_says_english(environment: dict[str, str], code: str) -> None:
    assert system_language(environment) == code


def test_a_language_without_words_shows_the_english() -> None:
    use_language("en")

    assert language() == "en"
    assert word(CaseState.IN_REVIEW) == "in review"


def test_an_error_tells_what_happened_and_what_to_do_next() -> None:
    fault = StationError("no {thing} here", "Bring a {thing}.", thing="{paper}")

    assert explain(fault) == ("no {paper} here", "Bring a {paper}.")
    assert told(fault) == "no {paper} here. Bring a {paper}."


def test_all_faults_of_a_form_are_told_with_their_fields() -> None:
    fault = BadInput({"id": StationError("wrong"), "name": StationError("empty")})

    assert explain(fault)[0] == "please correct: id: wrong; name: empty"


# ---- the catalogue


def test_every_word_that_people_see_has_its_chinese() -> None:
    words = msgids.catalogue()

    assert not [msgid for msgid in msgids.collected() if not (words.get(msgid) or NONE).string]


def test_words_of_an_error_are_found_under_a_name_and_in_a_table_too() -> None:
    said = msgids.collected()

    assert "station/domain/passphrases.py" in said[
        "Take the digits that the program makes, or a sentence that nobody else would say."
    ]  # fmt: skip
    assert "station/domain/gap_guards.py" in said["Terminate, with written reasons."]
    assert "station/domain/delivering.py" in said["this is not the name of the applicant"]
    assert "station/storage/faults.py" in said[
        "a damaged page was found in {place}: nothing more is recorded"
    ]  # fmt: skip


def test_every_reason_that_the_program_gives_has_its_chinese() -> None:
    words = msgids.catalogue()
    given = {
        why: file for file in msgids.files() for why in _reasons(ast.parse(file.read_text("utf-8")))
    }

    assert {"this case belongs to another station", "two histories"} <= given.keys()
    assert not {why: file for why, file in given.items() if not (words.get(why) or NONE).string}


def _reasons(tree: ast.Module) -> Iterator[str]:
    """English literals after `reason=`, also by the name of a constant."""
    named = {
        target.id: line.value
        for line in tree.body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(tree):
        for one in call.keywords if isinstance(call, ast.Call) else ():
            value = named.get(one.value.id) if isinstance(one.value, ast.Name) else one.value
            if one.arg == "reason" and isinstance(value, ast.Constant):
                text = str(value.value)
                if text and text.isascii():
                    yield text


def test_the_catalogue_has_no_word_that_nobody_says() -> None:
    said = msgids.collected()

    assert not [word.id for word in msgids.catalogue() if word.id and word.id not in said]


def test_the_chinese_has_the_same_places_to_fill() -> None:
    differ = [
        word.id
        for word in msgids.catalogue()
        if word.id and set(PLACE.findall(str(word.id))) != set(PLACE.findall(str(word.string)))
    ]

    assert not differ


def test_the_compiled_catalogue_is_up_to_date() -> None:
    assert msgids.compiled(msgids.catalogue()) == msgids.MO.read_bytes()


def test_a_screen_in_chinese_says_no_english() -> None:
    use_language("zh_CN")

    assert word(CaseState.IN_REVIEW) == "审查中"
    fault = StationError("{kind} is not possible while the case is {state}",
                         kind="case_archived", state="draft")  # fmt: skip
    assert told(fault) == "办件处于“登记中”时不能归档"
