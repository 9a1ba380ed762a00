"""A new catalogue on the command line: checked, compared, put in force, and never silently."""

import json
from pathlib import Path
from typing import Any

import pytest

from station.desk.catalogue import parsed
from station.desk.home import Home
from tests.cli.terminal import Answer, Terminal
from tests.cli.test_record import line
from tests.makers import approver_row, cancelling, item_row, material_row
from tests.office import an_office

CARD, BOOK = "居民身份证", "居民户口簿"


class Clerk:
    """Somebody with a catalogue in a file."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.file = terminal.folder / "new.json"

    def writes(self, *rows: dict[str, Any], cancelled: tuple[str, ...] = (), **more: Any) -> None:
        said = {"schema": 1, "items": rows, "cancelled": cancelling(*cancelled), **more}
        self.file.write_text(json.dumps(said, ensure_ascii=False), "utf-8")

    def catalogue(self, *words: str) -> Answer:
        return self.terminal.run("catalogue", self.file, *words, "--home", self.terminal.home)

    def asks(self, *words: str) -> Answer:
        return self.terminal.run("catalogue", *words, "--home", self.terminal.home)

    @property
    def mark(self) -> str:
        """By which the catalogue in the file is known."""
        return parsed(self.file.read_bytes(), self.file.name).mark

    @property
    def in_force(self) -> Path:
        return Home(folder=self.terminal.home).catalogue


@pytest.fixture
def clerk(terminal: Terminal) -> Clerk:
    clerk = Clerk(terminal)
    clerk.writes(item_row(), item_row(id="XX-02"), item_row(id="XX-03"))
    assert clerk.catalogue("--use").code == 0
    return clerk


def test_the_four_kinds_of_change_are_told_and_nothing_is_in_force_yet(clerk: Clerk) -> None:
    before = clerk.in_force.read_bytes()
    limit = item_row()["promised_limit"] | {"value": 3}
    papers = [
        material_row(1, CARD, name_en="ID"),
        *item_row()["materials"][2:],
    ]
    for place, paper in enumerate(papers, start=1):
        paper["seq"] = place
    clerk.writes(
        item_row(version=2, promised_limit=limit, materials=papers),
        item_row(id="XX-02", version=2, department_zh="区新局"),
        item_row(id="XX-09"),
    )
    answer = clerk.catalogue()

    assert (answer.code, answer.err) == (0, "")
    assert answer.lines == [
        f"3 items in 3 versions  catalogue {clerk.mark}",
        "standard changed  XX-01  v1 → v2  示例事项申请",
        "    paper dropped  社会保障卡",
        "    paper changed  居民身份证",
        "    Promised limit  5 working days → 3 working days",
        "listing changed  XX-02  v1 → v2  示例事项申请",
        "    changed  Department",
        "item added  XX-09  v1  示例事项申请",
        "item cancelled  XX-03  v1  示例事项申请",
        "standard changed  1", "listing changed  1", "item added  1", "item cancelled  1",
    ]  # fmt: skip
    assert clerk.in_force.read_bytes() == before


def test_every_fault_has_a_line_and_the_old_one_stays_in_force(clerk: Clerk) -> None:
    before = clerk.in_force.read_bytes()
    clerk.writes(*(item_row(id=f"XX-0{n}", version=0) for n in range(9)))
    answer = clerk.catalogue("--use")

    assert answer.code == 2
    assert len(answer.lines) == 9
    assert answer.lines[0].startswith("XX-00  version:")
    assert answer.err.startswith("FILE: the catalogue has 9 faults")
    assert answer.err.count("\n") == 1
    assert clerk.in_force.read_bytes() == before
    assert not list(clerk.in_force.parent.glob("*.part"))


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"schema": 1, "items": [], "items": 7}']
)
def test_what_is_no_catalogue_is_told_in_one_line(clerk: Clerk, content: bytes) -> None:
    clerk.file.write_bytes(content)
    answer = clerk.catalogue("--use")

    assert (answer.code, answer.err.count("\n")) == (2, 1)


def test_a_file_that_is_not_there_is_told(clerk: Clerk) -> None:
    clerk.file.unlink()

    assert clerk.catalogue().code == 1


def test_other_words_under_the_same_version_are_refused_by_name(clerk: Clerk) -> None:
    before = clerk.in_force.read_bytes()
    clerk.writes(item_row(fee_note="收费"), item_row(id="XX-02"), item_row(id="XX-03"))
    answer = clerk.catalogue("--use")

    assert answer.code == 2
    assert "changed without a new version: XX-01 v1" in answer.err
    assert clerk.in_force.read_bytes() == before


def test_a_broken_catalogue_in_force_is_replaced_by_a_sound_one(clerk: Clerk) -> None:
    clerk.in_force.write_bytes(b"{")
    answer = clerk.catalogue("--use")

    assert answer.code == 0
    with an_office(clerk.terminal.home) as office:
        assert list(office.items) == ["XX-01", "XX-02", "XX-03"]


def test_a_running_case_is_shown_as_it_was_begun_and_the_newer_version_is_told(
    clerk: Clerk,
) -> None:
    terminal = clerk.terminal
    clerk.writes(item_row(materials=[material_row(1, CARD), material_row(2, BOOK)], version=2))
    clerk.catalogue("--use")
    wish = json.loads(line()) | {"item": "XX-01", "materials": {"1": "seen"}}
    number = terminal.open("record", typed=json.dumps(wish)).values[0]["case"]
    clerk.writes(item_row(materials=[material_row(1, CARD)], version=3))
    clerk.catalogue("--use")
    text = terminal.open("show", number)
    (value,) = terminal.open("show", number, "--json").values

    assert "The catalogue has version 3 now; this case keeps its own." in text.lines
    assert any(BOOK in row for row in text.lines)
    assert (value["item_version"], value["newer_version"], value["missing"]) == (2, 3, [2])
    clerk.writes(item_row(id="XX-09"))
    clerk.catalogue("--use")
    assert "takes no new cases any more" in terminal.open("show", number).out
    assert terminal.open("act", number, "give_notice").code == 0
    assert terminal.open("print", "F03", number, "--out", terminal.folder / "f.pdf").code == 0
    assert terminal.open("verify").code == 0


def test_what_is_in_force_and_what_is_ahead_is_told(clerk: Clerk) -> None:
    clerk.writes(
        item_row(), item_row(id="XX-02"), item_row(id="XX-03"),
        item_row(version=2, effective_from="2099-01-01"),
        item_row(id="XX-04", effective_from="2099-02-01"),
        cancelled=("XX-03",), approvers=[approver_row(since="2099-03-01", responsible="示例科长")],
    )  # fmt: skip
    told = clerk.catalogue()

    assert clerk.catalogue("--use").code == 0
    assert "item added  XX-04  v1  示例事项申请  from 2099-02-01" in told.lines
    assert any(line.startswith("appointed  XX-01  from 2099-03-01") for line in told.lines)
    assert clerk.asks().lines == [
        f"2 items in 5 versions  catalogue {clerk.mark}",
        "XX-01  v1  Sample item",
        "    Decided by  Sample bureau (district)",
        "    From 2099-03-01 decided by  Sample bureau (district), 示例科长",
        "    From 2099-01-01  version 2; until then this one",
        "XX-02  v1  Sample item",
        "XX-04  v1  Sample item",
        "    Decided by  Sample bureau (district)",
        "    Takes cases from  2099-02-01",
        "What the district published goes before it, if its version is as high: run.py published",
    ]
    assert clerk.asks("--item", "XX-01").lines == [
        "XX-01  v1  Sample item  no new cases from 2099-01-01  in force",
        "XX-01  v2  Sample item  from 2099-01-01  to come",
        "Decided by  Sample bureau (district)",
        "    2099-03-01  Sample bureau (district), 示例科长",
    ]


@pytest.mark.parametrize("words", [("--use",), ("--item", "XX-99"), ("--item", "\x1b[2J")])
def test_a_question_that_has_no_answer_is_refused_with_what_to_do(
    clerk: Clerk, words: tuple[str, ...]
) -> None:
    answer = clerk.asks(*words)

    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert "\x1b" not in answer.err


def test_a_version_that_is_still_to_come_may_be_changed_under_its_number(clerk: Clerk) -> None:
    rows = [item_row(), item_row(id="XX-02"), item_row(id="XX-03")]
    clerk.writes(*rows, item_row(version=2, effective_from="2099-01-01"))
    assert clerk.catalogue("--use").code == 0
    clerk.writes(*rows, item_row(version=2, effective_from="2099-02-01", fee_note="收费"))

    assert clerk.catalogue("--use").code == 0


def test_a_line_for_a_version_that_is_not_in_force_becomes_no_case(clerk: Clerk) -> None:
    clerk.writes(item_row(), item_row(version=2, effective_from="2099-01-01"))
    assert clerk.catalogue("--use").code == 0
    lines = [
        json.dumps(json.loads(line(item="XX-01", materials={})) | {"version": version}) + "\n"
        for version in (1, 2, 9, "1", True, -1)
    ]
    made, *refused = clerk.terminal.open("record", typed="".join(lines)).values

    assert made["state"] == "draft"
    assert [[*one["fields"]] for one in refused] == [["item"], ["item"], *[["version"]] * 3]


def test_faults_are_told_in_chinese_with_what_is_expected(clerk: Clerk) -> None:
    (clerk.terminal.home / "station.ini").write_text("[station]\nlanguage = zh_CN\n", "utf-8")
    clerk.writes(
        item_row(handling="x", version=10**30, effective_from="x", name_zh="长" * 2000, agent="")
    )
    answer = clerk.catalogue("--use")

    assert sorted(answer.lines) == [
        "XX-01  agent:  没有这一项",
        "XX-01  effective_from:  应为日期，如 2027-01-31",
        'XX-01  handling:  应为其中之一："即办", "承诺", "代办", "转报"',
        "XX-01  name_zh:  应为 1 到 1000 个字的文字",
        "XX-01  version:  应为 1 到 9999 的数字",
    ]
    assert answer.err.startswith("FILE: 事项目录文件 有 5 处错误")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("/nowhere/at/all.json",), "找不到 /nowhere/at/all.json"),
        (("--colour",), "--colour：此处无法识别"),
        (("--item",), "--item：后面须填写内容"),
    ],
)
def test_a_mistyped_command_is_told_in_chinese(
    clerk: Clerk, words: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (clerk.terminal.home / "station.ini").write_text("[station]\nlanguage = zh_CN\n", "utf-8")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    answer = clerk.asks(*words)

    assert answer.code in (1, 2)
    assert answer.err.startswith(told)


def test_who_decides_is_told_in_words_on_the_page_of_a_case(clerk: Clerk) -> None:
    rows = [approver_row(item="XX-05", since="2020-01-01", responsible="示例科长")]
    clerk.writes(item_row(id="XX-05"), approvers=rows)
    assert clerk.catalogue("--use").code == 0
    number = clerk.terminal.open(
        "record", typed=line(item="XX-05", materials={})
    ).values[0]["case"]  # fmt: skip
    text, (value,) = (
        clerk.terminal.open("show", number), clerk.terminal.open("show", number, "--json").values
    )  # fmt: skip

    assert "Decided by  Sample bureau (district), 示例科长" in text.lines
    assert "Approver" not in text.out
    assert value["decided_by"]["responsible"] == "示例科长"
