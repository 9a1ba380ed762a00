"""run.py check-sheet: what a scanner types, a file, a certificate."""

import io
import json
from pathlib import Path

import pytest

from station.cli.main import main
from station.desk.cases import CaseDesk, all_papers
from station.storage.squares import squares_in
from tests.desk.test_cases import APPLICANT, PENSION
from tests.office import PASSPHRASE, an_office


def changed(text: str) -> str:
    """The same with one letter of its signature another."""
    return f"{text[:150]}{'1' if text[150] == '0' else '0'}{text[151:]}"


class Window:
    """Runs the command at one station, and keeps what it said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.file = folder / "receipt.pdf"
        secret = folder / "secret.txt"
        secret.write_text(f"{PASSPHRASE}\n", "utf-8")
        self._rest = ["--home", str(folder / "home"), "--passphrase-file", str(secret)]
        with an_office(folder / "home") as office:
            papers = all_papers(office.item(PENSION))
            number = CaseDesk(office).open(PENSION, APPLICANT, papers, receive=True).case.number
        (folder / "home" / "station.ini").write_text("[station]\nlanguage = en\n", "utf-8")
        assert main(["print", "F01", number, "--out", str(self.file), *self._rest]) == 0
        [self.text] = squares_in(self.file)
        capsys.readouterr()
        self.out = self.err = ""

    def run(self, *words: str) -> int:
        code = main(["check-sheet", *words, *self._rest])
        said = self._capsys.readouterr()
        self.out, self.err = said.out, said.err
        return code


@pytest.fixture
def window(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Window:
    return Window(tmp_path, capsys)


def test_a_text_and_a_file_say_the_same(window: Window) -> None:
    assert window.run(window.text) == 0
    said = window.out
    assert "genuine: signed by" in said
    assert "what it tells is what the journal says now" in said
    assert "compare number, case and date with the paper" in said
    assert window.run(str(window.file)) == 0
    assert window.out == said


def test_a_scanner_types_one_sheet_after_the_other(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = changed(window.text)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{window.text}\n\n{wrong}\n"))

    assert window.run("-", "--json") == 1
    assert json.loads(window.out)["on_record"] == "same"
    assert "the signature does not match" in window.err
    assert "Do not accept the sheet" in window.err


def test_what_is_no_sheet_and_no_certificate_is_told(window: Window, tmp_path: Path) -> None:
    assert window.run("hello") == 1
    assert "not the code of a sheet" in window.err
    assert window.run("nowhere.png") != 0
    assert "there is no file nowhere.png" in window.err
    assert window.run(window.text, "--certificate", str(tmp_path / "none")) == 2
    assert "--certificate" in window.err


def test_the_guide_to_an_item_is_told_with_its_words(window: Window) -> None:
    assert window.run(f"办事指南 {PENSION} 版本9\n带身份证\nhttps://example.invalid/x") == 1
    assert "now" in window.out
    assert "带身份证" in window.out
