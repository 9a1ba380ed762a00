"""run.py deadline: pauses, extensions, and every reason with its law in both languages."""

import pytest

from tests.cli.terminal import Terminal

WEEKS = (
    "deadline", "2026-11-20", "20wd", "--pause", "2026-11-24..2026-11-27=公示",
    "--pause", "2026-11-27..2026-12-01", "--extend", "5",
)  # fmt: skip


def test_every_day_that_is_not_counted_has_its_reason_and_its_law(terminal: Terminal) -> None:
    answer = terminal.run(*WEEKS, "--home", terminal.home)

    assert answer.lines == [
        "2027-01-04 17:00  provisional",
        "    extended by 5; without the extension: 2026-12-25 17:00",
        "    2026-11-20  the first day is not counted  民法典第二百零一条",
        "    2026-11-21 .. 2026-11-22  weekend  行政许可法第八十二条",
        "    2026-11-25 .. 2026-11-27  outside the clock: 公示  行政许可法第四十五条",
        "    2026-11-28 .. 2026-12-01  outside the clock: no reason given  行政许可法第四十五条",
        "    2026-12-05 .. 2026-12-06  weekend  行政许可法第八十二条",
        "    2026-12-12 .. 2026-12-13  weekend  行政许可法第八十二条",
        "    2026-12-19 .. 2026-12-20  weekend  行政许可法第八十二条",
        "    2026-12-26 .. 2026-12-27  weekend  行政许可法第八十二条",
        "    2027-01-01  day off by the law alone: 元旦  全国年节及纪念日放假办法第二条、第六条",
        "    2027-01-02 .. 2027-01-03  weekend  行政许可法第八十二条",
        "    2027-01-04  ends when the office closes  民法典第二百零三条",
        "    2027-01-01 .. 2027-12-31  estimated: the notice for 2027 is not here; the date may "
        "move both ways  全国年节及纪念日放假办法第二条、第六条",
        *(f"    2026-12-{day}  the notice for 2027 may still change this day"
          for day in (29, 30, 31)),
    ]  # fmt: skip


def test_the_reasons_are_chinese_at_a_chinese_station(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    ini = terminal.home / "station.ini"
    ini.write_text(ini.read_text("utf-8").replace("= en", "= zh_CN"), "utf-8")
    late = ("--pause", "2027-06-01..2027-06-02=听证")
    answer = terminal.run(*WEEKS, *late, "--home", terminal.home)

    assert answer.lines[:2] == [
        "2027-01-04 17:00  暂估", "    延长 5; 不延长时为 2026-12-25 17:00",
    ]  # fmt: skip
    assert "    2026-11-25 .. 2026-11-27  不计入时限: 公示  行政许可法第四十五条" in answer.lines
    assert "不计入时限: 未说明事由" in answer.out
    assert "不计入时限, 但未另外扣除天数: 听证" in answer.lines[-1]


def test_a_pause_of_the_same_day_takes_nothing_and_says_so(terminal: Terminal) -> None:
    answer = terminal.run("deadline", "2026-11-20", "5wd", "--pause", "2026-11-24..2026-11-24")

    assert answer.lines[0] == "2026-11-27 17:00"
    assert "takes no further day away" in answer.lines[-1]


def test_all_that_is_wrong_is_told_at_once(terminal: Terminal) -> None:
    wrong = ("x", "2026-11-24..2026-11-23", "2026-11-31..2026-12-01", "2026-11-23", "..",
             "2026-11-24..2026-11-25=\x1b[2J", f"2026-11-24..2026-11-25={'x' * 61}")  # fmt: skip
    words = [word for text in wrong for word in ("--pause", text)]
    answer = terminal.run("deadline", "soon", "20xd", *words, "--extend", "-5")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert answer.err.count("--pause ") == len(wrong)
    assert "\x1b" not in answer.err
    for name in ("START: ", "LIMIT: ", "--extend: ", "--pause ..: ", "ends before it begins"):
        assert name in answer.err


@pytest.mark.parametrize("extra", ["0", "10000", "1.5", "five", ""])
def test_an_extension_is_a_number(terminal: Terminal, extra: str) -> None:
    answer = terminal.run("deadline", "2026-11-20", "5wd", "--extend", extra)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("--extend: ")


def test_a_pause_without_end_is_out_of_time(terminal: Terminal) -> None:
    answer = terminal.run("deadline", "2026-11-20", "5wd", "--pause", "2026-11-20..9999-12-31")

    assert answer.code == 1
    assert "no calendar goes so far" in answer.err
