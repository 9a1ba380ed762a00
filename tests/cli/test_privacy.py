"""Personal data at the command line: masked until somebody says what for, and on record."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.cli.test_record import line
from tests.desk.ended import CLASS
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


def test_a_purpose_that_says_nothing_leaves_undone_what_stands_beside_it(
    terminal: Terminal, case: str
) -> None:
    assert case
    words = ("--dispute", "phone", "--words", "已换号", "--reveal", "")
    refused = terminal.open("resident", id_number(), *words)

    assert (refused.code, refused.err[:8]) == (2, "--reveal")
    assert "in dispute" not in terminal.open("resident", id_number()).out


def test_the_notice_with_the_consents_is_a_sheet(
    terminal: Terminal, case: str, tmp_path: Path
) -> None:
    assert case
    told = terminal.open("resident", id_number(), "--notice", "--out", str(tmp_path))

    (saved,) = tmp_path.glob("F14-*.pdf")
    assert told.code == 0
    assert saved.stem in told.out


# ---- who looked, a copy, corrections


def test_views_tell_who_looked_and_what_for_masked(terminal: Terminal, case: str) -> None:
    terminal.open("show", case)
    terminal.open("show", case, "--reveal", "核对地址")
    lines = terminal.open("views").lines
    (look,) = terminal.open("views", "--case", case, "--most", "1", "--json").values

    assert len(lines) == 2
    assert "in clear  other: 核对地址" in lines[0]
    assert (look["purpose"], look["in_clear"]) == ("other: 核对地址", True)
    assert len(terminal.open("views", "--person", id_number()).lines) == 2
    nobody = ["Nobody looked, as far as this was asked for."]
    assert terminal.open("views", "--by", "示例无人").lines == nobody
    assert terminal.open("views", "--since", "2099-01-01").lines == nobody
    assert not terminal.open("views", "--since", "2099-01-01", "--json").lines
    assert terminal.open("views", "--most", "-3").err.startswith("--most")
    refused = terminal.open("views", "--since", "tomorrow")
    assert (refused.code, refused.err[:7]) == (2, "--since")


def test_a_copy_of_a_person_is_two_files_and_on_record(terminal: Terminal, case: str) -> None:
    out = terminal.folder / "out"
    made = terminal.open("export-person", id_number(), "--out", out, "--purpose", "own_request")

    assert made.code == 0
    assert made.lines[0] == "1 cases"
    told = json.loads((out / "person.json").read_text("utf-8"))
    assert told["cases"][0]["case"] == case
    assert "person exported" in terminal.open("views", "--person", id_number()).lines[0]
    again = terminal.open("export-person", id_number(), "--out", out, "--purpose", "own_request")
    assert (again.code, again.err.count("\n")) == (1, 1)


@pytest.mark.parametrize("purpose", ["other", " "])
def test_a_copy_without_a_purpose_is_refused(terminal: Terminal, case: str, purpose: str) -> None:
    out = terminal.folder / "out"
    made = terminal.open("export-person", id_number(), "--out", out, "--purpose", purpose)

    assert made.code == 2
    assert made.err.startswith("--purpose")
    assert not out.exists()


def test_a_dispute_and_a_correction_by_command(terminal: Terminal, case: str) -> None:
    person = id_number()
    said = terminal.open("resident", person, "--dispute", "phone", "--words", "换号了")
    assert any("in dispute  phone" in text for text in said.lines)
    assert "换号了" not in said.out
    right = ("--correct", "phone", "--value", "13900001234", "--words", "换号")
    assert "139****1234" in terminal.open("resident", person, *right).lines[0]
    settled = terminal.open("resident", person, "--settle", "phone", "--words", "已更正")
    assert "in dispute" not in settled.out
    clear = terminal.open("resident", person, "--reveal", "handling")
    assert "13900001234" in clear.lines[0]
    wrong = terminal.open("resident", person, "--correct", "phone", "--value", "1", "--words", "x")
    assert (wrong.code, wrong.err[:7]) == (2, "--value")


def test_retention_lists_what_is_due_and_does_nothing_unasked(
    terminal: Terminal, case: str
) -> None:
    void = terminal.open("record", typed=line(materials={})).values[0]["case"]
    terminal.open("act", void, "void", "--data", '{"reason": "录入错误"}')

    assert terminal.open("retention").lines == ["0 records"]
    (one,) = terminal.open("retention", "--all", "--json").values
    assert (one["case"], one["state"], one["provenance"]) == (void, "live", "typical")
    told = terminal.open("retention", "--all").lines
    assert told[0].endswith("(typical term)")
    assert told[-1].startswith("Typical terms were not read in any rule")
    nothing = terminal.open("retention", "--freeze", "--purge")
    assert (nothing.code, nothing.lines) == (0, ["0 records"])
    assert terminal.open("show", void).code == 0


def test_frozen_records_are_shown_masked_for_a_purpose_in_words(terminal: Terminal) -> None:
    number = str(terminal.open("record", typed=line(materials={})).values[0]["case"])
    terminal.open("act", number, "void", "--data", '{"reason": "录入错误"}')
    now = {"schema": 1, "classes": [{**CLASS, "use_months": 0}]}
    (terminal.home / "retention.json").write_text(json.dumps(now), "utf-8")
    assert terminal.open("retention", "--freeze").lines[0].startswith("frozen")
    refused = terminal.open("show", number)
    assert (refused.code, refused.err[:9]) == (2, "--purpose")
    daily = terminal.open("show", number, "--reveal", "handling")
    assert (daily.code, daily.err[:8]) == (2, "--reveal")
    shown = terminal.open("show", number, "--purpose", "行政复议机关调阅")

    assert "frozen: only stored and protected" in shown.out
    assert id_number() not in shown.out
    assert "other: 行政复议机关调阅" in terminal.open("views", "--case", number).lines[0]


def test_whoever_is_meant_can_be_named_on_no_command_line(
    terminal: Terminal, case: str, tmp_path: Path
) -> None:
    assert case
    person = id_number()
    asked = (
        (("resident", "-"), ("resident", person)),
        (("space", "-"), ("space", person)),
        (("sharing", "-"), ("sharing", person)),
        (("find", "-"), ("find", person)),
        (("views", "--person", "-"), ("views", "--person", person)),
    )  # fmt: skip

    for hidden, plain in asked:
        said = terminal.open(*hidden, typed=f"{person.lower()}\n")
        assert (said.code, said.out) == (0, terminal.open(*plain).out)
    out = ("--out", str(tmp_path / "copy"), "--purpose", "own_request")
    assert terminal.open("export-person", "-", *out, typed=f"{person}\n").code == 0
    nobody = terminal.open("resident", "-", typed="\n")
    assert (nobody.code, nobody.err) == (2, "ID: nobody is named. Type the identity number.\n")
