"""A forgotten passphrase at the command line: request, two custodians, answer."""

import io
import os
from pathlib import Path

import pytest

from station.cli.main import main as station_main
from sync.district.commands import main as district_main
from tests.district.locked_out import FRESH
from tests.district.pair import CLERK, SECRET, a_district, join, synced
from tests.forms.reading import rows_on
from tests.office import NEW, STATION, WEAK, an_office


class Desks:
    """Runs commands of both ends, and keeps what they said."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture
        self.secret, self.fresh = folder / "secret.txt", folder / "fresh.txt"
        self.secret.write_text(f"{SECRET}\n", "utf-8")
        self.fresh.write_text(f"{FRESH}\n", "utf-8")
        self.out = self.err = ""

    def station(self, *words: object) -> int:
        given = [*words, "--home", self.folder / "station", "--new-passphrase-file", self.fresh]
        return self._kept(station_main([str(word) for word in given]))

    def district(self, *words: object) -> int:
        given = [*words, "--home", self.folder / "district", "--passphrase-file", self.secret]
        return self._kept(district_main(["district", *(str(word) for word in given)]))

    def _kept(self, code: int) -> int:
        said = self._capture.readouterr()
        self.out, self.err = said.out, said.err
        return code


@pytest.fixture
def desks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desks:
    """A station that belongs to a district with a recovery key."""
    monkeypatch.setattr("station.storage.keys.calibrate", lambda timer: WEAK)
    with a_district(tmp_path / "district"):
        pass
    desks = Desks(tmp_path, capsys)
    for stick in ("a", "b"):
        (tmp_path / stick).mkdir()
    assert desks.district("recovery", "init", tmp_path / "a", tmp_path / "b") == 0
    with a_district(tmp_path / "district") as district, an_office(tmp_path / "station") as office:
        join(office, district)
        synced(office, district)
    return desks


def halves(folder: Path) -> tuple[object, ...]:
    one, other = (next((folder / stick).iterdir()) for stick in ("a", "b"))
    return "--half", one, "--half", other


def test_request_answer_and_record_are_commands_of_both_ends(desks: Desks, tmp_path: Path) -> None:
    request, answer = tmp_path / "request.txt", tmp_path / "answer.txt"

    assert desks.station("recover", "request", request) == 0
    name = desks.out.split()[1]
    opened = ("recovery", "open", request, *halves(tmp_path), "--out", answer)
    assert desks.district(*opened, "--yes") == 0
    assert all(word in desks.out for word in (STATION, NEW.agent, name))
    assert desks.district("recovery", "record", request, "--by", CLERK) == 0
    assert CLERK in desks.out
    assert desks.station("recover", "answer", answer, "--rotate") == 0

    assert FRESH not in request.read_text("utf-8") + answer.read_text("utf-8")
    assert station_main(
        ["find", "示例", "--home", str(tmp_path / "station"), "--passphrase-file", str(desks.fresh)]
    ) == 0  # fmt: skip


def test_whoever_is_not_on_the_roster_is_told_of_as_the_lead_to_be(
    desks: Desks, tmp_path: Path
) -> None:
    """As somebody whom the station removed, and who kept their request."""
    for agent, warned in ((NEW.agent, False), ("示例前任", True)):
        request = tmp_path / f"{agent}.txt"
        assert desks.station("recover", "request", request, "--agent", agent) == 0
        assert desks.district("recovery", "record", request, "--by", CLERK) == 0
        assert ("will lead it" in desks.err or "负责" in desks.err) is warned


def test_the_whole_road_can_be_walked_on_paper(
    desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request, answer, kept = (tmp_path / f"{name}.pdf" for name in ("request", "answer", "kept"))
    _, one, _, other = halves(tmp_path)

    assert desks.district("recovery", "sheet", one, "--out", kept) == 0
    assert desks.station("recover", "request", "-", "--sheet", request) == 0
    letters = rows_on(request.read_bytes())
    assert letters.splitlines()[0] in desks.out

    keeper = iter(("1. AAAAA", *rows_on(kept.read_bytes()).splitlines(), ""))
    monkeypatch.setattr("sync.district.cli.opening.getpass", lambda *_, **__: next(keeper))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{letters}\n\nyes\n"))
    opened = ("recovery", "open", "-", "--half", "-", "--half", other, "--sheet", answer)
    assert desks.district(*opened) == 0
    assert "1.1" in desks.err, "the slip in the row of the half"
    secret = [row.partition(" ")[2] for row in rows_on(kept.read_bytes()).splitlines()]
    assert not [row for row in secret if row in desks.out + desks.err]

    monkeypatch.setattr("sys.stdin", io.StringIO(letters))
    assert desks.district("recovery", "record", "-", "--by", CLERK) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(rows_on(answer.read_bytes())))
    assert desks.station("recover", "answer", "-") == 0


def test_the_sheet_of_a_half_is_for_its_custodian_alone_and_written_over_by_nothing(
    desks: Desks, tmp_path: Path
) -> None:
    _, one, _, _ = halves(tmp_path)
    kept = tmp_path / "kept.pdf"

    assert desks.district("recovery", "sheet", one, "--out", kept) == 0
    first = kept.read_bytes()
    assert os.name == "nt" or kept.stat().st_mode & 0o077 == 0
    assert desks.district("recovery", "sheet", one, "--out", kept) == 2
    assert kept.read_bytes() == first
    assert desks.district("recovery", "sheet", one) == 2
    assert desks.district("recovery", "sheet", kept, "--out", tmp_path / "other.pdf") == 1


def test_an_answer_and_a_sealed_key_are_written_over_nothing(desks: Desks, tmp_path: Path) -> None:
    request, there = tmp_path / "request.txt", tmp_path / "another.txt"
    fresh = tmp_path / "fresh answer"
    there.write_text("another answer", "utf-8")
    desks.station("recover", "request", request)
    opened = ("recovery", "open", request, *halves(tmp_path), "--yes")

    for places in (("--out", there), ("--out", fresh, "--sheet", there), ("--sheet", there)):
        assert desks.district(*opened, *places) == 2
    assert desks.district(*opened, "--out", fresh, "--sheet", fresh) == 2
    assert desks.district("recovery", "slot", STATION, "--out", there) == 2

    assert there.read_text("utf-8") == "another answer"
    assert not fresh.exists()


@pytest.mark.skipif(os.name == "nt", reason="cp stands for a printer")
def test_a_request_is_printed_while_nobody_can_open_the_station(
    desks: Desks, tmp_path: Path
) -> None:
    printed = tmp_path / "printed.pdf"
    (tmp_path / "station" / "station.ini").write_text(
        f'[print]\ncommand = cp {{file}} "{printed}"\n', "utf-8"
    )

    assert desks.station("recover", "request", "-", "--sheet") == 0

    assert rows_on(printed.read_bytes()).splitlines()[0] in desks.out
    (spooled,) = (tmp_path / "station" / "spool").glob("*/*.pdf")
    assert spooled.stat().st_mode & 0o077 == 0
    assert spooled.parent.stat().st_mode & 0o077 == 0


def test_nothing_is_answered_unless_somebody_says_yes(
    desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request, answer = tmp_path / "request.txt", tmp_path / "answer.txt"
    desks.station("recover", "request", request)
    opened = ("recovery", "open", request, *halves(tmp_path), "--out", answer)
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))

    assert desks.district(*opened) == 1
    assert not answer.exists()

    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert desks.district(*opened) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(answer.read_text("utf-8")))
    assert desks.station("recover", "answer", "-") == 0


def test_the_answer_needs_no_district_at_hand(desks: Desks, tmp_path: Path) -> None:
    request, answer = tmp_path / "request.txt", tmp_path / "answer.txt"
    desks.station("recover", "request", request)
    (tmp_path / "district").rename(tmp_path / "far away")

    opened = ("recovery", "open", request, *halves(tmp_path), "--out", answer, "--yes")
    assert desks.district(*opened) == 0


def test_lost_slots_are_recovered_with_the_copy_of_the_district(
    desks: Desks, tmp_path: Path
) -> None:
    request, answer, slot = (tmp_path / name for name in ("request.txt", "answer.txt", "slot.json"))
    for file in (tmp_path / "station").glob("keyslots.json*"):
        file.unlink()

    assert desks.station("recover", "request", request, "--agent", NEW.agent) == 2
    assert "--station" in desks.err
    lost = ("--agent", NEW.agent, "--station", STATION)
    assert desks.station("recover", "request", request, *lost) == 0
    assert desks.district("recovery", "slot", STATION, "--out", slot) == 0
    opened = ("recovery", "open", request, *halves(tmp_path), "--out", answer, "--yes")
    assert desks.district(*opened) == 1
    assert "--slot" in desks.err
    assert desks.district(*opened, "--slot", slot) == 0
    assert desks.station("recover", "answer", answer) == 0


def test_a_request_that_cannot_be_written_leaves_the_former_one_as_it_is(
    desks: Desks, tmp_path: Path
) -> None:
    request, answer = tmp_path / "request.txt", tmp_path / "answer.txt"
    desks.station("recover", "request", request)
    opened = ("recovery", "open", request, *halves(tmp_path), "--out", answer, "--yes")
    assert desks.district(*opened) == 0

    assert desks.station("recover", "request", request) == 1
    assert desks.station("recover", "request", "-", "--sheet", request) == 1
    assert desks.station("recover", "request", tmp_path / "no stick" / "request.txt") == 2

    assert desks.station("recover", "answer", answer) == 0


def test_what_is_missing_or_wrong_is_told_at_its_word(desks: Desks, tmp_path: Path) -> None:
    request = tmp_path / "request.txt"
    desks.station("recover", "request", request)

    assert desks.station("recover", "request", request) == 1
    assert desks.station("recover", "answer", tmp_path / "nowhere") == 2
    assert desks.station("recover", "answer", request) == 1
    assert desks.district("recovery", "open", request, "--out", tmp_path / "x") == 2
    assert desks.district("recovery", "open", request, *halves(tmp_path)) == 2
    assert desks.district("recovery", "record", request) == 2
    assert desks.district("recovery", "init", tmp_path / "a") == 2
    assert desks.district("recovery", "init", tmp_path / "a", tmp_path / "b") == 1
    assert desks.district("recovery", "slot", STATION) == 2
    assert desks.district("recovery", "erase", STATION) == 0
    assert desks.district("recovery", "slot", STATION, "--out", tmp_path / "y") == 1
