"""Sheets: noted in the journal, clear only where they must be."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from forms.facts import MissingFacts
from forms.fonts.added import FontFault
from forms.render import UnknownSheet
from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.desk.printing import PrintDesk
from station.desk.showing import CannotSave, Way
from station.domain.fact_events import SheetPrinted
from tests.desk.test_cases import APPLICANT, PENSION
from tests.faults import disk
from tests.forms.test_added_font import a_font, saved
from tests.office import an_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path / "home") as office:
        yield office


@pytest.fixture
def number(office: Office) -> str:
    papers = all_papers(office.item(PENSION))
    return CaseDesk(office).open(PENSION, APPLICANT, papers, receive=True).case.number


def test_the_receipt_shows_the_name_with_its_rare_characters(
    office: Office, number: str, tmp_path: Path
) -> None:
    printed = PrintDesk(office).print("F01", number, out=tmp_path)
    text = "".join(PdfReader(printed.path).pages[0].extract_text().split())

    assert printed.way is Way.SAVED
    assert "示例𠮷䶮" in text
    assert number in text


def test_prints_are_numbered_noted_and_a_reprint_says_so(
    office: Office, number: str, tmp_path: Path
) -> None:
    desk = PrintDesk(office)
    first, second = (desk.print("F01", number, out=tmp_path) for _ in "12")
    text = PdfReader(second.path).pages[0].extract_text()
    case = CaseDesk(office).case(number)

    assert (first.nth, second.nth) == (1, 2)
    assert [first.number[-5:], second.number[-5:]] == ["-0001", "-0002"]
    assert case.count(SheetPrinted) == 2
    assert "第 2 次打印" in text


def test_a_sheet_that_lacks_facts_names_them_and_is_not_noted(
    office: Office, number: str, tmp_path: Path
) -> None:
    with pytest.raises(MissingFacts):
        PrintDesk(office).print("F21", number, out=tmp_path)

    assert CaseDesk(office).case(number).count(SheetPrinted) == 0
    assert PrintDesk(office).ready(CaseDesk(office).case(number)) == ("F01",)


def test_an_unknown_sheet_or_an_unwritable_place_is_told(
    office: Office, number: str, tmp_path: Path
) -> None:
    with pytest.raises(UnknownSheet):
        PrintDesk(office).print("F99", number, out=tmp_path)
    with pytest.raises(CannotSave):
        PrintDesk(office).print("F01", number, out=tmp_path / "no" / "where.pdf")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotSave):
        PrintDesk(office).print("F01", number, out=tmp_path / "file" / "where.pdf")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_may_not_be_written_is_told_before_anything_is_noted(
    office: Office, number: str, tmp_path: Path
) -> None:
    (out := tmp_path / "out").mkdir(mode=0o500)
    with pytest.raises(CannotSave):
        PrintDesk(office).print("F01", number, out=out)

    assert CaseDesk(office).case(number).count(SheetPrinted) == 0


def test_a_sheet_that_a_full_disk_cuts_short_leaves_nothing_in_clear(
    office: Office, number: str, tmp_path: Path
) -> None:
    (out := tmp_path / "out").mkdir()
    with disk("F"), pytest.raises(CannotSave) as told:
        PrintDesk(office).print("F01", number, out=out)

    assert list(out.iterdir()) == []
    assert "on record" in told.value.hint
    assert CaseDesk(office).case(number).count(SheetPrinted) == 1


@pytest.mark.skipif(os.name == "nt", reason="a shell script prints")
def test_a_program_in_a_folder_with_a_space_prints(
    office: Office, number: str, tmp_path: Path
) -> None:
    (folder := tmp_path / "Program Files").mkdir()
    printer = folder / "print.sh"
    printer.write_text('#!/bin/sh\ncp "$2" "$(dirname "$0")/$1"\n', "utf-8")
    printer.chmod(0o700)
    command = f'"{printer}" printed.pdf {{file}}'
    office.settings = replace(office.settings, print_command=command)
    made = PrintDesk(office).print("F01", number)

    assert made.way is Way.PRINTED
    assert (folder / "printed.pdf").read_bytes()[:4] == b"%PDF"


@pytest.mark.skipif(os.name == "nt", reason="files have no such rights there")
def test_the_spool_is_private_and_empty_after_the_agent_left(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with an_office(home) as office:
        command = f"{sys.executable} -c pass {{file}}"
        office.settings = replace(office.settings, print_command=command)
        papers = all_papers(office.item(PENSION))
        number = CaseDesk(office).open(PENSION, APPLICANT, papers, receive=True).case.number
        printed = PrintDesk(office).print("F01", number)

        assert printed.path.parent.parent == home / "spool"
        assert printed.path.stat().st_mode & 0o077 == 0
    assert [*(home / "spool").iterdir()] == []


def test_what_a_crash_left_in_the_spool_is_wiped_at_the_next_start(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with an_office(home):
        pass
    (home / "spool").mkdir()
    (home / "spool" / "left.pdf").write_bytes(b"%PDF")
    with an_office(home):
        assert [*(home / "spool").iterdir()] == []


@pytest.mark.skipif(os.name == "nt", reason="files have no such rights there")
def test_a_sheet_that_is_saved_can_be_read_by_nobody_else(
    office: Office, number: str, tmp_path: Path
) -> None:
    out, elsewhere = tmp_path / "sheet.pdf", tmp_path / "elsewhere"
    (tmp_path / "sheet.pdf.part").symlink_to(elsewhere)
    for _print in "12":
        PrintDesk(office).print("F01", number, out=out)

    assert out.stat().st_mode & 0o077 == 0
    assert [*tmp_path.glob("*.part"), *tmp_path.glob("elsewhere")] == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_in_place_of_the_spool_leads_no_sheet_away_and_empties_nothing(
    tmp_path: Path,
) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    with an_office(home):
        pass
    elsewhere.mkdir()
    (elsewhere / "letter.txt").write_text("示例", "utf-8")
    (home / "spool").symlink_to(elsewhere)
    with an_office(home) as office:
        path = office.spool.put("sheet.pdf", b"%PDF")
        assert path.parent.stat().st_mode & 0o077 == 0

        assert path.read_bytes() == b"%PDF"
        assert [one.name for one in elsewhere.iterdir()] == ["letter.txt"]


def test_nothing_is_saved_in_clear_into_the_home(office: Office, number: str) -> None:
    for place in (office.home.folder, office.home.folder / "x.pdf", office.home.vault):
        with pytest.raises(CannotSave):
            PrintDesk(office).print("F01", number, out=place)
    assert CaseDesk(office).case(number).count(SheetPrinted) == 0


def test_a_sheet_that_cannot_be_a_name_is_unknown(office: Office, number: str) -> None:
    with pytest.raises(UnknownSheet):
        PrintDesk(office).print("\udcff", number)


def test_what_no_font_draws_is_told_before_a_sheet_prints(
    office: Office, number: str, tmp_path: Path
) -> None:
    desk = PrintDesk(office)
    assert desk.unprintable("F01", number) == ()

    office.settings = replace(office.settings, office_phone="示例\U0003106c")

    assert desk.unprintable("F01", number) == ("\U0003106c",)
    assert CaseDesk(office).case(number).count(SheetPrinted) == 0
    assert desk.print("F01", number, out=tmp_path).unprintable == ("\U0003106c",)


def test_a_font_of_the_pc_that_is_gone_is_told_before_anything_is_noted(
    office: Office, number: str, tmp_path: Path
) -> None:
    office.settings = replace(office.settings, rare_font=tmp_path / "gone.ttf")
    for work in (
        lambda: PrintDesk(office).unprintable("F01", number),
        lambda: PrintDesk(office).print("F01", number, out=tmp_path),
        lambda: PrintDesk(office).day_end(office.today, out=tmp_path),
    ):
        with pytest.raises(FontFault) as told:
            work()
        assert "rare_font" in told.value.hint

    assert CaseDesk(office).case(number).count(SheetPrinted) == 0
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_font_of_the_pc_draws_what_the_others_lack(
    office: Office, number: str, tmp_path: Path
) -> None:
    office.settings = replace(
        office.settings, office_phone="示例\U0003106c",
        rare_font=saved(a_font("\U0003106c"), tmp_path / "rare.ttf"),
    )  # fmt: skip
    printed = PrintDesk(office).print("F01", number, out=tmp_path)

    assert printed.unprintable == ()
    assert "示例\U0003106c" in PdfReader(printed.path).pages[0].extract_text()
