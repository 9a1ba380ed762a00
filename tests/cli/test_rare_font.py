"""Characters that no font of the program has, at the command line."""

import pytest

from tests.cli.terminal import Terminal
from tests.cli.test_record import line


@pytest.fixture
def case(terminal: Terminal) -> str:
    return str(terminal.open("record", typed=line()).values[0]["case"])


def test_what_no_font_draws_is_told_before_the_sheet(terminal: Terminal, case: str) -> None:
    ini = terminal.home / "station.ini"
    ini.write_text(ini.read_text("utf-8").replace("0574", "\U0003106c"), "utf-8")
    answer = terminal.open("print", "F01", case, "--out", terminal.folder / "F01.pdf")

    assert answer.code == 0
    assert answer.lines[0] == "no font here has U+3106C"


def test_a_font_of_the_pc_that_is_gone_is_told_in_one_line(terminal: Terminal, case: str) -> None:
    with (terminal.home / "station.ini").open("a", encoding="utf-8") as ini:
        ini.write("[print]\nrare_font = gone.ttf\n")
    answer = terminal.open("print", "F01", case, "--out", terminal.folder / "F01.pdf")

    assert answer.code in (1, 2)
    assert "gone.ttf cannot be read" in answer.err
    assert "rare_font" in answer.err
    assert not (terminal.folder / "F01.pdf").exists()
