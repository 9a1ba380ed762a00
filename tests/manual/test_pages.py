"""The manual says the same in both languages, and names what really stands on the screen."""

import re
from itertools import chain

import pytest

from tests.house.msgids import catalogue
from tests.manual.page import MANUAL, commands, labels, pages, text

NAMES = pages("zh")


def test_every_page_has_its_twin_and_stands_in_the_index() -> None:
    assert pages("en") == NAMES
    index = (MANUAL / "README.md").read_text("utf-8")
    for language in ("zh", "en"):
        assert [name for name in NAMES if f"({language}/{name}.md)" not in index] == []


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_type_the_same_at_the_same_computers(name: str) -> None:
    assert list(commands("en", name)) == list(commands("zh", name))
    assert text("en", name).count("\n1. ") == text("zh", name).count("\n1. ")
    steps = [re.findall(r"^(\d+)\. ", text(one, name), re.MULTILINE) for one in ("zh", "en")]
    assert steps[0] == steps[1] != []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_page_says_stands_on_the_screen_does(language: str) -> None:
    known = [str(word.string if language == "zh" else word.id) for word in catalogue()]
    said = set(chain.from_iterable(labels(language, name) for name in NAMES))
    assert [label for label in sorted(said) if not any(label in word for word in known)] == []
