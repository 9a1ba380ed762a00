"""Personal data at the command line: masked until somebody says what for, and on record."""

import json

import pytest

from tests.cli.terminal import Terminal
from tests.cli.test_record import line
from tests.makers import id_number


@pytest.fixture
def case(terminal: Terminal) -> str:
    """A received case."""
    return str(terminal.open("record", typed=line()).values[0]["case"])


def test_without_a_purpose_a_case_is_shown_masked(terminal: Terminal, case: str) -> None:
    text = terminal.open("show", case).out
    (value,) = terminal.open("show", case, "--json").values

    assert "示*" in text
    assert value["applicant"]["id_number"] == "330211********0024"
    for clear in ("示例𠮷䶮", id_number(), "13800005678", "示例镇示例村1号"):
        assert clear not in text + json.dumps(value, ensure_ascii=False)


def test_a_purpose_that_says_nothing_is_refused_at_its_option(
    terminal: Terminal, case: str
) -> None:
    refused = terminal.open("show", case, "--reveal", "other")

    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("--reveal: another purpose is told in words")
