"""run.py scan: attached from files or the scanner's folder, listed, saved, taken off."""

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.terminal import Terminal
from tests.cli.test_record import line


@pytest.fixture
def known(terminal: Terminal) -> tuple[Terminal, str]:
    said = terminal.open("record", typed=line()).values
    return terminal, said[0]["case"]


def photo(folder: Path, name: str = "身份证.jpg") -> Path:
    path = folder / name
    Image.new("RGB", (800, 500), "grey").save(path)
    return path


def test_a_file_is_attached_listed_saved_and_taken_off(
    known: tuple[Terminal, str], tmp_path: Path
) -> None:
    terminal, case = known
    assert terminal.open("scan", case, "1", str(photo(tmp_path))).code == 0
    listed = terminal.open("scan", case)
    assert "身份证" in listed.out

    nothing = terminal.open("scan", case, "--open", "身份证", "--out", str(tmp_path))
    assert nothing.code == 2
    assert "--purpose" in nothing.err
    saved = terminal.open(
        "scan", case, "--open", "身份证", "--purpose", "handling", "--out", str(tmp_path)
    )
    (picture,) = tmp_path.glob("????????????????.jpg")
    assert (saved.code, Image.open(picture).size) == (0, (800, 500))

    assert terminal.open("scan", case, "--remove", "身份证").code == 1
    gone = terminal.open("scan", case, "--remove", "身份证", "--words", "别人的")
    assert gone.code == 0
    assert "身份证" not in terminal.open("scan", case).out


@pytest.mark.parametrize("keep", ["yes", "no"])
def test_what_lies_in_the_folder_of_the_scanner_is_taken_in_and_removed(
    known: tuple[Terminal, str], tmp_path: Path, keep: str
) -> None:
    terminal, case = known
    folder = tmp_path / "scanner"
    folder.mkdir()
    for name in ("a.jpg", "b.png", "c.txt"):
        photo(folder, name) if name != "c.txt" else (folder / name).write_text("no scan")
    (folder / "link.jpg").symlink_to(folder / "a.jpg")
    ini = terminal.home / "station.ini"
    ini.write_text(f"[scan]\nfolder = {folder}\nkeep = {keep}\n", encoding="utf-8")

    assert terminal.open("scan", case, "2").code == 0

    left = sorted(path.name for path in folder.iterdir())
    assert left == (
        ["a.jpg", "b.png", "c.txt", "link.jpg"] if keep == "yes" else ["c.txt", "link.jpg"]
    )


def test_one_file_that_is_no_scan_keeps_all_from_being_attached(
    known: tuple[Terminal, str], tmp_path: Path
) -> None:
    terminal, case = known
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"\xff\xd8\xff cut")
    refused = terminal.open("scan", case, "1", str(photo(tmp_path)), str(bad))
    assert refused.code == 1
    assert "bad.jpg" in refused.err
    assert "身份证" not in terminal.open("scan", case).out


@pytest.mark.parametrize("paper", ["x", "99"])
def test_a_paper_that_is_none_is_told(
    known: tuple[Terminal, str], tmp_path: Path, paper: str
) -> None:
    terminal, case = known
    refused = terminal.open("scan", case, paper, str(photo(tmp_path)))
    assert refused.code == 2


def test_without_a_folder_it_says_where_one_is_named(known: tuple[Terminal, str]) -> None:
    terminal, case = known
    refused = terminal.open("scan", case, "1")
    assert refused.code == 1
    assert "station.ini" in refused.err
