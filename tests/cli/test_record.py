"""run.py record: each line is answered once it is on the disk, and none stops the others."""

import json
import os
import subprocess
import sys

import pytest

from tests.cli.terminal import Terminal
from tests.house.tree import ROOT
from tests.makers import id_number


def line(**changes: object) -> str:
    applicant = {
        "name": "示例𠮷䶮",
        "id": id_number(),
        "phone": "13800005678",
        "address": "示例村1号",
    }
    wish = {"item": "SB-01", "applicant": applicant, "materials": "all"} | changes
    return json.dumps(wish, ensure_ascii=False) + "\n"


def test_each_line_becomes_a_case_under_a_number_of_its_own(terminal: Terminal) -> None:
    answer = terminal.open("record", typed=line() + "\n" + line(materials={"1": "original"}))

    whole, lacking = answer.values
    assert answer.code == 0
    assert (whole["state"], lacking["state"]) == ("received", "draft")
    assert whole["case"].startswith("330211105203-")
    assert whole["case"] != lacking["case"]


def test_a_refused_line_names_every_fault_and_the_next_line_goes_on(terminal: Terminal) -> None:
    applicant = {"name": "", "id": "330211195804120021", "phone": 1, "sex": "f"}
    bad = line(item="SB-999", applicant=applicant, materials=3, note="x")

    answer = terminal.open("record", typed=bad + line())

    refused, recorded = answer.values
    assert answer.code == 2
    assert set(refused["fields"]) == {"item", "name", "id", "phone", "sex", "materials", "note"}
    assert refused["error"]
    assert recorded["state"] == "received"


def test_faults_of_papers_are_told_by_their_numbers(terminal: Terminal) -> None:
    (refused,) = terminal.open("record", typed=line(materials={"1": "eaten", "x": "copy"})).values

    assert set(refused["fields"]) == {"materials.1", "materials.x"}


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "[]",
        "{",
        '"a"',
        "null",
        "[" * 60_000,
        '{"item": "' + "x" * 70_000 + '"}',
        "\ud800",
        "\0",
        " " * 65_536 + line().strip(),
        line().strip() + " " * 65_536 + "x",
        "\ufeff" + line().strip().ljust(65_536) + "x",
        line().strip()[:-1] + ', "item": "SB-01"}',
        line().strip().replace('"name"', '"name": "示例", "name"'),
    ],
    ids=[
        "word",
        "list",
        "torn",
        "string",
        "null",
        "deep",
        "long",
        "surrogate",
        "nul",
        "spaces before",
        "spaces between",
        "mark and spaces",
        "item twice",
        "name twice",
    ],
)
def test_what_is_no_wish_is_refused_and_the_next_line_goes_on(
    terminal: Terminal, text: str
) -> None:
    answer = terminal.open("record", typed=f"{text}\n{line()}")

    refused, recorded = answer.values
    assert answer.code == 2
    assert set(refused) == {"error", "fields"}
    assert recorded["state"] == "received"


def test_a_mark_before_a_line_and_a_line_of_the_greatest_length_are_taken(
    terminal: Terminal,
) -> None:
    longest = line().strip().ljust(65_536)
    answer = terminal.open("record", typed=f"\ufeff{line()}\ufeff\n{longest}\n{longest}")

    assert [one["state"] for one in answer.values] == ["received"] * 3


def test_a_name_that_stands_twice_is_told(terminal: Terminal) -> None:
    twice = line().replace('"name"', '"name": "示例", "name"')
    (refused,) = terminal.open("record", typed=twice).values

    assert set(refused["fields"]) == {"name"}


def test_text_that_steers_machines_is_refused_and_reaches_no_terminal(terminal: Terminal) -> None:
    applicant = {
        "name": "示\u001b]0;x\u0007例\u202e",
        "id": id_number(),
        "phone": "",
        "address": "",
    }

    answer = terminal.open("record", typed=line(applicant=applicant, **{"\u001b[2J\u202e": 1}))

    assert set(answer.values[0]["fields"]) == {"name", "\u001b[2J\u202e"}
    assert answer.out.isprintable() or answer.out.strip("\n").isprintable()


def test_an_answer_comes_before_the_next_line_is_asked_for(terminal: Terminal) -> None:
    """What was answered is on the disk: a program may wait for it."""
    command = ["record", "--home", terminal.home, "--passphrase-file", terminal.passphrase]
    start = "import sys; from station.cli.main import main; sys.exit(main(sys.argv[1:]))"
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", start, *map(str, command)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT,
        env=os.environ | {"LC_ALL": "en_US.UTF-8"},
    ) as program:  # fmt: skip
        assert program.stdin
        assert program.stdout
        for _ in range(2):
            program.stdin.write(line())
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["state"] == "received"
        program.kill()

    assert terminal.open("find", "示例").lines[-1] == "2 found"


@pytest.mark.parametrize("item", [None, "", "  ", 7, ["SB-01"], {}])
def test_a_line_without_an_item_is_told_so(terminal: Terminal, item: object) -> None:
    (refused,) = terminal.open("record", typed=line(item=item)).values

    assert refused["fields"] == {"item": "this must be filled in"}


def test_what_a_message_repeats_is_no_longer_than_finds_it_again(terminal: Terminal) -> None:
    answer = terminal.open("show", "9" * 5000)

    assert answer.code == 1
    assert len(answer.err) < 1200
