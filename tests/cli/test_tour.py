"""The whole round on real parts: vaults, a server process, web pages, a stick, sheets."""

from pathlib import Path

import pytest

from station.cli.proofs import in_clear, shows
from station.cli.scene import Scene
from station.cli.stage import DistrictStage
from station.cli.tour import Tour
from station.desk.cases import CaseDesk, all_papers
from station.desk.premises import premises
from station.desk.samples import RARE
from tests.cli.terminal import run
from tests.office import an_office


def test_three_cases_travel_the_whole_round_and_every_step_is_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = run(
        capsys, "demo", "--tour", "--out", tmp_path / "sheets", "--home", tmp_path / "home"
    )

    assert (answer.code, answer.err) == (0, "")
    assert "every step was verified" in answer.lines[-2]
    sheets = sorted(file.name[:3] for file in (tmp_path / "sheets").iterdir())
    assert sheets == ["F01", "F01", "F01", "F03", "F21", "F21", "F21", "F22", "F22", "F22"]
    assert (tmp_path / "home" / "station" / "station.vault").exists()
    assert (tmp_path / "home" / "district").is_dir()

    secret = (tmp_path / "home" / "passphrase.txt").read_bytes()
    again = run(capsys, "demo", "--tour", "--home", tmp_path / "home")

    assert again.code == 1
    assert "already" in again.err
    assert (tmp_path / "home" / "passphrase.txt").read_bytes() == secret


def test_sheets_that_nobody_asked_for_are_read_and_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "station").mkdir()
    (tmp_path / "station" / "station.ini").write_text("[station]\nhome = .\n", "utf-8")
    place, secret = premises(tmp_path / "station"), tmp_path / "passphrase.txt"
    made = Scene(
        station=place, district=DistrictStage(tmp_path / "district", secret), passphrase="",
        root=tmp_path,
    )  # fmt: skip
    with an_office(place.home.folder) as office:
        papers = all_papers(office.item("SB-01"))
        number = CaseDesk(office).open("SB-01", RARE, papers, receive=True).case.number
        tour = Tour(made, None)
        tour._print(office, "F01", number, RARE)

        assert tour._proofs.sheets == 1
    assert not list(tmp_path.rglob("*.pdf"))


def test_without_a_terminal_the_screen_is_not_tried(capsys: pytest.CaptureFixture[str]) -> None:
    answer = run(capsys, "demo")

    assert (answer.code, answer.out) == (1, "")
    assert "--tour" in answer.err


def test_a_name_in_clear_is_found_in_any_encoding(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-16-le", "gb18030"):
        (tmp_path / encoding).write_bytes(b"\0\1" + RARE["name"].encode(encoding) + b"\2")
    (tmp_path / "harmless").write_bytes("示例".encode())

    assert in_clear(tmp_path, [RARE]) == ["gb18030", "utf-16-le", "utf-8"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"not a PDF at all"])
def test_what_is_no_pdf_shows_nothing(data: bytes) -> None:
    assert not shows(data, RARE["name"])
