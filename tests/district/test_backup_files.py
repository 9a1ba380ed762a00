"""The file of a backup of the district: made, looked at, put back."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.copying import restore_station
from station.desk.home import Home
from station.desk.office import Office
from station.desk.scans import ScanDesk
from station.domain.errors import StationError
from station.settings import Settings
from station.storage.copies import Watch
from station.storage.faults import VaultExists
from station.storage.keys import WrongPassphrase
from station.storage.packs import BackupDamaged
from station.storage.vault import Vault
from sync.district import backups
from sync.district.backups import BackupRefused, make_backup, restore
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.commands import main
from sync.district.premises import District, enter, vault_of
from sync.district.verify import examine
from tests.desk.ended import a_place, whole
from tests.district.pair import (
    CLERK,
    SECRET,
    a_received_case,
    assert_same_journals,
    backed_up,
    synced,
)
from tests.district.scanned import LARGE, LIMIT, picture
from tests.district.test_backups import an_old_case, purged
from tests.office import STATION, HandClock

Line = tuple[Office, District]


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with a_place(tmp_path, HandClock()) as both:
        yield both


def a_backup(line: Line, folder: Path) -> Path:
    target = folder / "示例.district"
    made = make_backup(line[1], target, Watch())
    assert made.manifest.station == line[1].id
    return target


def test_a_district_from_its_backup_has_all_that_stations_let_go_of(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("station.storage.scanbook.IN_VAULT", LIMIT)
    office, district = line
    number = an_old_case(line)
    scanned = a_received_case(office).number
    ScanDesk(office).attach(scanned, 1, (picture("large", LARGE),))
    synced(office, district)
    copy = a_backup(line, tmp_path)
    synced(office, district)
    assert purged(office) == [None]
    later = a_received_case(office).number
    synced(office, district)

    with restore(tmp_path / "again", copy, SECRET, clock=HandClock(), watch=Watch()) as back:
        for _ in range(2):
            report = synced(office, back)
        assert not report.set_aside
        assert not report.forked
        assert_same_journals(office, back)
        assert ClerkDesk(back, CLERK).open(number).case.applicant.name == "示例𠮷䶮"
        assert ClerkDesk(back, CLERK).open(later).case.number == later
        found = examine(back, STATION)
        assert not found.faults
        with back.vault.reading():
            assert not list(back.pieces.bad(STATION))
        assert [one.through for one in backups.state(back).lines] != [0]
    assert whole(office)


def test_a_district_put_back_to_before_its_backup_closes_the_gate_again(
    line: Line, tmp_path: Path
) -> None:
    office, district = line
    synced(office, district)
    before = tmp_path / "before.db"
    assert isinstance(district.vault, Vault)
    district.vault.copy_into(before)
    an_old_case(line)
    backed_up(office, district)
    with office.vault.reading():
        assert office.line.safety().through
    shutil.copytree(district.home, tmp_path / "again")
    for one in (tmp_path / "again").glob("district.db*"):
        one.unlink()
    before.replace(vault_of(tmp_path / "again"))
    with enter(tmp_path / "again", SECRET, clock=HandClock()) as back:
        synced(office, back)
        assert purged(office) != [None]


def test_a_wrong_passphrase_puts_nothing_back(line: Line, tmp_path: Path) -> None:
    copy = a_backup(line, tmp_path)
    with pytest.raises(WrongPassphrase):
        restore(tmp_path / "again", copy, "另外 一个 口令 abc", clock=HandClock(), watch=Watch())
    assert not list((tmp_path / "again").glob("*"))


def test_a_backup_is_put_where_no_district_is(line: Line, tmp_path: Path) -> None:
    copy = a_backup(line, tmp_path)
    with pytest.raises(VaultExists):
        restore(line[1].home, copy, SECRET, clock=HandClock(), watch=Watch())
    with pytest.raises(VaultExists):
        make_backup(line[1], copy, Watch())


def test_every_byte_of_a_backup_counts(line: Line, tmp_path: Path) -> None:
    copy = a_backup(line, tmp_path)
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    with pytest.raises(BackupDamaged):
        restore(tmp_path / "again", copy, SECRET, clock=HandClock(), watch=Watch())
    assert not vault_of(tmp_path / "again").exists()


def test_a_copy_with_another_journal_is_no_backup(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, district = line
    an_old_case(line)
    really = backups._described

    def other(copy: Vault) -> object:
        with copy.transaction():
            copy.sql("UPDATE link SET hash = ? WHERE number = 2", "0" * 64)
            copy.sql("DELETE FROM link WHERE number > 2")
        return really(copy)

    monkeypatch.setattr(backups, "_described", other)
    with pytest.raises(BackupRefused):
        make_backup(district, tmp_path / "copy.district", Watch())
    assert not list(tmp_path.glob("*.district*"))
    assert backups.state(district).at is None


def test_a_station_is_not_put_back_from_the_backup_of_a_district(
    line: Line, tmp_path: Path
) -> None:
    copy = a_backup(line, tmp_path)
    home = Home(folder=tmp_path / "station")
    with pytest.raises(StationError, match="backup of a district"):
        restore_station(
            home, copy, "operator", SECRET, settings=Settings(home=home.folder),
            clock=HandClock(),
        )  # fmt: skip


def test_a_backup_by_command_is_put_back_by_command(
    line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, district = line
    synced(office, district)
    secret, file = tmp_path / "secret.txt", tmp_path / "a.district"
    secret.write_text(SECRET, "utf-8")

    def run(home: Path, *words: str) -> int:
        return main(["district", *words, "--home", str(home), "--passphrase-file", str(secret)])

    assert run(district.home, "backup") == 1
    assert "no backup of this district" in capsys.readouterr().err
    assert run(district.home, "backup", str(file)) == 0
    assert f"{STATION}: in the backup up to entry" in capsys.readouterr().out
    assert run(district.home, "backup", "--json") == 0
    [told] = [json.loads(one) for one in capsys.readouterr().out.splitlines()]
    assert not told["late"]
    assert told["stations"][STATION][0] == told["stations"][STATION][1] > 0
    assert run(tmp_path / "again", "restore", str(file)) == 0
    assert "send again" in capsys.readouterr().out
    assert run(tmp_path / "again", "restore", str(file)) != 0
    assert run(tmp_path / "again", "backup") == 0


def test_the_backup_of_somebody_else_is_told_by_its_mark(
    line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, district = line
    synced(office, district)
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    rest = ["--home", str(district.home), "--passphrase-file", str(secret)]
    assert main(["district", "backup", "--begin", *rest]) == 0
    mark = capsys.readouterr().out.strip()
    assert main(["district", "backup", "--done", "other", *rest]) != 0
    assert "no backup was begun" in capsys.readouterr().err
    assert main(["district", "backup", "--done", mark, *rest]) == 0
    assert main(["district", "backup", str(tmp_path / "x.zip"), *rest]) != 0


@pytest.mark.parametrize("broken", ["durable.move", "check_file", "_read_back"])
def test_a_backup_that_was_not_finished_is_told_to_nobody(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    office, district = line
    an_old_case(line)

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "示例")

    monkeypatch.setattr(f"station.storage.copies.{broken}", fail)
    with pytest.raises((StationError, OSError)):
        make_backup(district, tmp_path / "a.district", Watch())
    assert not list(tmp_path.glob("a.district*"))
    assert not list(district.home.glob("*.copy*"))
    monkeypatch.undo()
    assert backups.state(district).at is None
    synced(office, district)
    assert purged(office) != [None]
    make_backup(district, tmp_path / "a.district", Watch())
