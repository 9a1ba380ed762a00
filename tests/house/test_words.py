"""The door to the words: the right language, the right value in its place."""

import pytest

from station.desk.words import explain, language, system_language, told, use_language, word
from station.domain.errors import BadInput, StationError
from station.domain.states import CaseState


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
