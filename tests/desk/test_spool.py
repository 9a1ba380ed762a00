"""What a killed program left in clear goes at the next start; what another one prints now stays."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk, all_papers
from station.desk.home import Home
from station.desk.premises import premises
from station.desk.spool import Spool
from tests.desk.test_cases import APPLICANT, PENSION
from tests.office import an_office
from tests.torture.program import ROOT, command

SHEET = b"%PDF sample"
PRINTER_THAT_KILLS = "import os; os.kill(os.getppid(), 9)"
"""The sheet lies in the spool while its printer reads it."""
OTHER_PROGRAM = (
    "import sys\n"
    "from pathlib import Path\n"
    "from station.desk.spool import Spool\n"
    "print(Spool(Path(sys.argv[1])).put('sheet.pdf', b'%PDF sample'), flush=True)\n"
    "sys.stdin.readline()\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(folder=tmp_path / "home")


@contextmanager
def other_program(spool: Path) -> Iterator["tuple[subprocess.Popen[str], Path]"]:
    """It has a sheet in the spool, and goes on until it hears a line or is killed."""
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", OTHER_PROGRAM, spool],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        try:
            assert other.stdout
            yield other, Path(other.stdout.readline().strip())
        finally:
            other.kill()


def left_by_a_killed_program(spool: Path) -> Path:
    with other_program(spool) as (other, sheet):
        other.kill()
        other.wait()
    assert sheet.read_bytes() == SHEET
    return sheet


def nothing_left(spool: Path) -> bool:
    return [*spool.iterdir()] == []


def printing_with(home: Home, program: str, *words: object) -> None:
    """From now on this program prints here; what follows are its words."""
    printer = home.folder.with_name("printer.py")
    printer.write_text(program, "utf-8")
    parts = (sys.executable, printer, "{file}", *words)
    line = " ".join(f'"{part}"' for part in parts)
    told = f"[station]\nlanguage = en\n[backup]\ndaily = no\n[print]\ncommand = {line}\n"
    (home.folder / "station.ini").write_text(told, "utf-8")


def ran(*words: str) -> int:
    return subprocess.run(words, cwd=ROOT, check=False, capture_output=True).returncode


def test_a_sheet_of_a_program_killed_at_the_printer_goes_at_the_next_start_of_any(
    home: Home,
) -> None:
    with an_office(home.folder) as office:
        papers = all_papers(office.item(PENSION))
        number = CaseDesk(office).open(PENSION, APPLICANT, papers, receive=True).case.number
    printing_with(home, PRINTER_THAT_KILLS)
    assert ran(*command("print", home.folder, "F01", number)) not in (0, 1, 2)
    (left,) = home.spool.glob("*/*.pdf")
    assert left.read_bytes()[:5] == b"%PDF-"

    no_passphrase = command("due", home.folder, "--passphrase-file", str(home.folder / "none"))
    assert ran(*no_passphrase) == 1

    assert nothing_left(home.spool)


def test_a_command_beside_a_program_that_prints_leaves_its_sheet_alone(home: Home) -> None:
    with an_office(home.folder) as office:
        papers = all_papers(office.item(PENSION))
        number = CaseDesk(office).open(PENSION, APPLICANT, papers, receive=True).case.number
    printed = home.folder.with_name("printed.pdf")
    beside = command("printers", home.folder)
    printing_with(
        home,
        "import shutil, subprocess, sys\n"
        f"subprocess.run({beside!r}, cwd={str(ROOT)!r}, check=True, stdout=-3)\n"
        f"shutil.copy(sys.argv[1], {str(printed)!r})\n",
    )

    assert ran(*command("print", home.folder, "F01", number)) == 0
    assert printed.read_bytes()[:5] == b"%PDF-"
    assert nothing_left(home.spool)


def test_each_start_wipes_what_the_dead_left_and_nothing_of_the_living(home: Home) -> None:
    left = left_by_a_killed_program(home.spool)
    with other_program(home.spool) as (_other, printing):
        another = left_by_a_killed_program(home.spool)
        premises(home.folder)

        assert (left.exists(), another.exists()) == (False, False)
        assert printing.read_bytes() == SHEET
        mine = Spool(home.spool)
        assert mine.put("sheet.pdf", b"%PDF mine") != printing
        mine.wipe()
        assert printing.read_bytes() == SHEET
    premises(home.folder)
    assert nothing_left(home.spool)


def test_a_program_that_ends_by_itself_leaves_nothing(home: Home) -> None:
    with other_program(home.spool) as (other, sheet):
        assert sheet.exists()
        other.communicate("go on\n")

    assert nothing_left(home.spool)


def test_what_a_killed_program_left_of_a_practice_station_goes_too(home: Home) -> None:
    spool = Home(folder=home.practice / "1").spool
    left_by_a_killed_program(spool)

    premises(home.folder)

    assert nothing_left(spool)


def test_what_lies_in_the_spool_without_a_lock_is_nobodys(home: Home) -> None:
    (home.spool / "7").mkdir(parents=True)
    for place in (home.spool, home.spool / "7"):
        (place / "left.pdf").write_bytes(SHEET)

    premises(home.folder)

    assert nothing_left(home.spool)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_in_the_spool_leads_the_wiping_nowhere(home: Home, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    letter = tmp_path / "elsewhere" / "letter.txt"
    letter.write_text("示例", "utf-8")
    home.spool.mkdir(parents=True)
    (home.spool / "1").symlink_to(letter.parent)

    premises(home.folder)

    assert letter.exists()
    assert nothing_left(home.spool)


def test_many_that_print_and_wipe_at_once_keep_their_own_sheets(home: Home) -> None:
    def print_often(_printer: int) -> list[bytes]:
        seen = []
        for _sheet in range(40):
            spool = Spool(home.spool)
            seen.append(spool.put("sheet.pdf", SHEET).read_bytes())
            spool.wipe()
        return seen

    with ThreadPoolExecutor(4) as printers:
        seen = [sheet for sheets in printers.map(print_often, range(4)) for sheet in sheets]

    assert seen == [SHEET] * 160
    assert nothing_left(home.spool)
