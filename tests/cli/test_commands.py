"""The other commands: what is asked is answered, what is wrong is told in one line."""

import re
from pathlib import Path

import pytest

from station.cli import COMMANDS
from station.cli.main import main
from tests.cli.terminal import Terminal
from tests.cli.test_record import line
from tests.makers import id_number
from tests.office import NEW, PASSPHRASE
from tests.tui.leaky import SECRETS, fail


@pytest.fixture
def case(terminal: Terminal) -> str:
    """A received case."""
    return str(terminal.open("record", typed=line()).values[0]["case"])


# ---- asking


@pytest.mark.parametrize("words", ["示例", "shili", "5678", id_number()[-4:]])
def test_a_case_is_found_and_the_name_stays_masked(
    terminal: Terminal, case: str, words: str
) -> None:
    answer = terminal.open("find", words)

    assert answer.lines[0].startswith(f"{case}  received  示*")
    assert answer.lines[1] == "1 found"


def test_who_asks_by_number_sees_the_case_and_is_on_record(terminal: Terminal, case: str) -> None:
    text = terminal.open("show", case, "--reveal", "checking").out
    (value,) = terminal.open("show", case, "--json", "--reveal", "核对地址").values

    assert "示例𠮷䶮" in text
    assert id_number() in text
    assert value["applicant"]["name"] == "示例𠮷䶮"
    assert "case_viewed" in [event["kind"] for event in value["history"]]
    assert value["state"] == "received"


def test_a_case_that_is_not_here_is_told_so(terminal: Terminal) -> None:
    answer = terminal.open("show", "330211105203-AA-20261120-0001")

    assert (answer.code, answer.out) == (1, "")
    assert "there is no case 330211105203-AA-20261120-0001" in answer.err
    assert answer.err.count("\n") == 1


# ---- acting


def test_what_acts_offers_can_be_done(terminal: Terminal, case: str) -> None:
    offered = {act["act"]: act["fields"] for act in terminal.open("acts", case, "--json").values}

    assert "withdraw" in offered
    assert [field["name"] for field in offered["withdraw"]] == ["reason"]
    assert "withdraw" in terminal.open("acts", case).out

    done = terminal.open("act", case, "withdraw", "--data", '{"reason": "示例"}')

    assert done.values == [{"case": case, "state": "withdrawn"}]


def test_a_case_is_shown_with_every_clock_and_with_the_reason_of_its_end(
    terminal: Terminal, case: str
) -> None:
    terminal.open("act", case, "receive", "--data", "{}")
    running = terminal.open("show", case).out
    terminal.open("act", case, "withdraw", "--data", '{"reason": "示例: 搬走了"}')
    ended = terminal.open("show", case).out

    assert "One-time notice" in running
    assert "Hand over" in running
    assert "示例: 搬走了" in ended
    assert "One-time notice  " not in ended


def test_the_fields_of_an_act_may_come_on_stdin(terminal: Terminal, case: str) -> None:
    done = terminal.open("act", case, "withdraw", "--data", "-", typed='{"reason": "示例: 不办了"}')

    assert done.values == [{"case": case, "state": "withdrawn"}]


def test_an_act_out_of_turn_is_refused_and_changes_nothing(terminal: Terminal, case: str) -> None:
    refused = terminal.open("act", case, "archive")

    assert refused.code == 1
    assert "possible while" in refused.err
    assert terminal.open("show", case, "--json").values[0]["state"] == "received"


@pytest.mark.parametrize("data", ["{", "[]", "x", '{"reason": "x", "reason": "y"}'])
def test_fields_that_are_no_json_are_bad_input(terminal: Terminal, case: str, data: str) -> None:
    refused = terminal.open("act", case, "withdraw", "--data", data)

    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("--data")


def test_what_is_wrong_with_the_words_is_told_in_the_language_of_the_station(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    ini = terminal.home / "station.ini"
    ini.write_text(ini.read_text("utf-8").replace("= en", "= zh_CN"), "utf-8")

    for words in (("act", "x", "withdraw", "--data", "{"), ("deadline", "soon", "20wd")):
        answer = terminal.run(*words, "--home", terminal.home)
        assert answer.code == 2
        assert "请" in answer.err or "。" in answer.err


# ---- paper and days


def test_a_sheet_is_saved_where_it_was_asked(terminal: Terminal, case: str) -> None:
    file = terminal.folder / "F01.pdf"
    answer = terminal.open("print", "F01", case, "--out", file)

    assert answer.code == 0
    assert file.read_bytes().startswith(b"%PDF-")
    assert answer.lines[0].endswith(str(file))


def test_the_roll_of_sheets_is_told(terminal: Terminal) -> None:
    assert {"F01", "F40"} <= {one[:3] for one in terminal.run("sheets").lines}


def test_a_limit_ends_with_its_reasons(terminal: Terminal) -> None:
    answer = terminal.run("deadline", "2026-02-12", "20wd")

    assert answer.lines[0] == "2026-03-18 17:00"
    assert any("春节" in reason for reason in answer.lines[1:])


def test_both_faults_of_a_limit_are_told_at_once(terminal: Terminal) -> None:
    answer = terminal.run("deadline", "soon", "20xd")

    assert answer.code == 2
    assert "START: " in answer.err
    assert "LIMIT: " in answer.err


# ---- the vault


def test_a_backup_becomes_a_station_again(terminal: Terminal, case: str) -> None:
    copy, home = terminal.folder / "copy.backup", terminal.folder / "second"
    assert terminal.open("backup", copy).code == 0

    restored = terminal.run(
        "restore", copy, "--home", home,
        "--passphrase-file", terminal.passphrase,
    )  # fmt: skip
    terminal.home = home

    assert restored.code == 0
    assert terminal.open("show", case, "--json").values[0]["state"] == "received"
    assert terminal.open("verify").lines[-1] == "everything is whole"


def test_a_backup_goes_over_no_file(terminal: Terminal) -> None:
    copy = terminal.folder / "copy.backup"
    copy.write_bytes(b"something")

    assert terminal.open("backup", copy).code == 1
    assert copy.read_bytes() == b"something"


def test_tables_can_be_made_anew(terminal: Terminal, case: str) -> None:
    answer = terminal.open("verify", "--rebuild")

    assert answer.code == 0
    assert answer.lines[0] == "1 cases made anew"
    assert terminal.open("show", case).code == 0


def test_a_station_without_a_district_cannot_sync(terminal: Terminal) -> None:
    assert terminal.open("sync").code == 1
    assert terminal.open("stick", "out", terminal.folder).code == 1


# ---- the door


def test_setup_makes_a_station_that_opens(terminal: Terminal) -> None:
    terminal.home = terminal.folder / "new"
    made = terminal.open(
        "setup", "--station", NEW.station, "--name", NEW.name, "--agent", NEW.agent
    )

    assert made.code == 0
    assert terminal.open("find", "x").lines == ["0 found"]


def test_setup_tells_all_faults_at_once_and_makes_nothing(terminal: Terminal) -> None:
    terminal.home = terminal.folder / "new"
    terminal.passphrase.write_text("kurz", "utf-8")
    refused = terminal.open("setup", "--station", "33", "--name", "", "--agent", "")

    assert refused.code == 2
    assert all(f"{field}: " in refused.err for field in ("station", "name", "agent", "passphrase"))
    assert not terminal.home.exists()


def test_a_wrong_passphrase_opens_nothing(terminal: Terminal) -> None:
    terminal.passphrase.write_text(PASSPHRASE + "x", "utf-8")
    answer = terminal.open("find", "示例")

    assert (answer.code, answer.out) == (1, "")
    assert "Caps Lock" in answer.err


def test_a_home_without_a_station_is_told_so(terminal: Terminal) -> None:
    terminal.home = terminal.folder / "nothing"
    answer = terminal.open("find", "x")

    assert answer.code == 1
    assert "run.py setup" in answer.err
    assert not terminal.home.exists()


# ---- the command line


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit) as left:
            main([name, "--help"])
        assert left.value.code == 0
        assert f"run.py {name}" in capsys.readouterr().out


def test_the_roll_is_told(terminal: Terminal) -> None:
    told = terminal.run("--help").out

    assert all(f"run.py {name} " in told for name in COMMANDS)


@pytest.mark.parametrize(
    "words", [("fnd", "x"), ("find",), ("show", "--jsn", "x"), ("stick", "away", "x")]
)
def test_a_wrong_command_line_is_told_in_one_line(terminal: Terminal, words: tuple[str]) -> None:
    answer = terminal.run(*words)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert "--help" in answer.err


def test_a_file_that_cannot_be_read_is_named(terminal: Terminal) -> None:
    terminal.passphrase = terminal.folder / "missing.txt"
    answer = terminal.open("find", "x")

    assert answer.code == 1
    assert "missing.txt" in answer.err


def test_a_bad_setting_is_told_with_key_and_value(terminal: Terminal) -> None:
    Path(terminal.home / "station.ini").write_text("[district]\ntimeout = soon\n", "utf-8")
    answer = terminal.open("find", "x")

    assert answer.code == 2
    assert "[district] timeout" in answer.err
    assert "soon" in answer.err
    assert "text editor" in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    "data", ["口令".encode("gbk"), "口令".encode("utf-16"), b"\xff"], ids=["gbk", "utf-16", "ff"]
)
def test_a_passphrase_file_of_another_code_page_is_told_in_one_line(
    terminal: Terminal, data: bytes
) -> None:
    terminal.passphrase.write_bytes(data)
    answer = terminal.open("find", "x")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("--passphrase-file: ")
    assert "UTF-8" in answer.err
    assert answer.err.count("\n") == 1


def test_what_nobody_foresaw_is_a_number_with_its_places_and_no_values(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("station.cli.find.run", lambda _: fail())
    answer = terminal.open("find", "x")

    assert (answer.code, answer.out) == (1, "")
    assert re.search(r"E-[0-9A-F]{8}.*tests\.tui\.leaky:\d+ fail > ValueError", answer.err)
    assert answer.err.count("\n") == 1
    assert not [secret for secret in SECRETS if secret in answer.err]
