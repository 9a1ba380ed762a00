"""The backup of each day: made once, kept at two places, and loud when it fails."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.copying import looked_at, make_backup, restore_station
from station.desk.daily_copies import BackupDesk
from station.desk.home import Home
from station.desk.office import Office
from station.domain.office_events import BackupMade
from station.domain.stamp import SYSTEM
from station.domain.values import Side
from station.storage.copies import Watch, backups_in
from station.storage.faults import DiskFull, WorkStopped
from station.storage.manifest import Described
from station.storage.packs import BackupDamaged
from tests.faults import disk
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def office(tmp_path: Path, clock: HandClock) -> Iterator[Office]:
    with an_office(tmp_path / "home", clock) as office:
        office.settings = replace(
            office.settings, backup_daily=True, backup_second=tmp_path / "stick"
        )
        yield office


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def worried(office: Office) -> list[str]:
    found = BackupDesk(office).worries()
    assert all(one.hint for one in found)
    return [str(one) for one in found]


def test_a_day_has_one_backup_and_it_is_on_record(office: Office, clock: HandClock) -> None:
    first = BackupDesk(office).daily().first
    assert first is not None
    assert BackupDesk(office).daily().first is None
    clock.wait(days=1)
    assert BackupDesk(office).daily().first is not None

    assert len(names(office.home.backups)) == 2
    with office.vault.reading():
        life = office.journal.chained(Side.STATION, office.line.incarnation())
        made = [one.event for one in life if isinstance(one.event, BackupMade)]
    assert next((one.by, one.events) for one in made) == (SYSTEM, first.manifest.number)


def test_a_backup_says_what_it_holds_before_it_is_opened(office: Office) -> None:
    BackupDesk(office).daily()
    with office.vault.reading():
        *before, _made = office.journal.chained(Side.STATION, office.line.incarnation())
    ((_, copied),) = looked_at(office.home.backups)

    told = copied.manifest
    assert (told.station, told.name) == (NEW.station, NEW.name)
    assert told.number == told.rows["link"] == before[-1].number
    assert told.head == before[-1].hash


def test_seven_days_and_four_weeks_stay_at_both_places(office: Office, clock: HandClock) -> None:
    stick = office.settings.backup_second
    assert stick is not None
    stick.mkdir()
    (stick / "photo.jpg").write_bytes(b"photo")
    for _day in range(30):
        BackupDesk(office).daily()
        clock.wait(days=1)

    kept = names(office.home.backups)
    assert names(stick) == ["photo.jpg", *kept]
    assert len(kept) == 9  # the seven days end two of the four weeks
    assert kept[-1].startswith(f"station-{NEW.station}-")


def test_a_clock_in_doubt_deletes_nothing_and_its_day_has_a_backup(
    office: Office, clock: HandClock
) -> None:
    for _day in range(9):
        BackupDesk(office).daily()
        clock.wait(days=1)
    before = names(office.home.backups)
    clock.wait(days=1000)
    done = BackupDesk(office).daily()

    assert done.first is not None
    assert done.gone == 0
    assert set(before) < set(names(office.home.backups))


def test_backups_of_another_station_or_another_life_are_left_alone(
    office: Office, clock: HandClock, tmp_path: Path
) -> None:
    with an_office(tmp_path / "other", clock, replace(NEW, station="330211105204")) as other:
        office.home.backups.mkdir()
        make_backup(other, office.home.backups / "other.station")
    clock.wait(days=100)
    for _day in range(9):
        BackupDesk(office).daily()
        clock.wait(days=1)

    assert "other.station" in names(office.home.backups)


def test_a_stick_that_is_not_in_is_told_and_gets_its_backup_when_it_is(
    office: Office, clock: HandClock
) -> None:
    stick = office.settings.backup_second
    assert stick is not None
    assert BackupDesk(office).daily().no_stick == stick
    assert worried(office) == []
    for _day in range(8):
        clock.wait(days=1)
        BackupDesk(office).daily()
    assert worried(office) == ["the second place has had no backup for 8 days"]

    stick.mkdir()
    done = BackupDesk(office).daily()
    assert done.first is None
    assert done.second is not None
    assert names(stick) == names(office.home.backups)[-1:]
    assert worried(office) == []


@pytest.mark.parametrize("step", range(3))
def test_a_backup_that_failed_is_told_until_one_succeeds(office: Office, step: int) -> None:
    with disk("." * step + "F"), pytest.raises(DiskFull):
        BackupDesk(office).daily()
    (told,) = worried(office)
    assert "no space is left" in told
    assert [one for one in names(office.home.backups) if "part" in one] == []

    BackupDesk(office).daily(at_once=True)
    assert worried(office) == []


def test_the_old_ones_stay_while_no_new_one_can_be_made(office: Office, clock: HandClock) -> None:
    for _day in range(8):
        BackupDesk(office).daily()
        clock.wait(days=1)
    before = names(office.home.backups)
    clock.wait(days=60)
    with disk("F"), pytest.raises(DiskFull):
        BackupDesk(office).daily()

    assert names(office.home.backups) == before


def test_a_stopped_backup_is_no_failure(office: Office) -> None:
    with pytest.raises(WorkStopped):
        BackupDesk(office).daily(Watch(cancel=lambda: True))

    assert worried(office) == []
    assert names(office.home.backups) == []


def test_a_restored_station_makes_a_backup_of_its_new_life_on_the_same_day(
    office: Office, clock: HandClock, tmp_path: Path
) -> None:
    BackupDesk(office).daily()
    ((file, old),) = backups_in(office.home.backups)
    second = tmp_path / "second"
    told: list[str] = []
    new = restore_station(
        Home(folder=second), file, NEW.agent, PASSPHRASE, settings=settings(second), clock=clock,
        watch=Watch(progress=lambda words, _done, _whole: told.append(words)),
    )  # fmt: skip
    try:
        made = BackupDesk(new).daily().first
        assert made is not None
        assert made.manifest.incarnation != old.manifest.incarnation
        assert "Looking whether the vault is what the manifest says" in told
    finally:
        new.leave()


def test_a_backup_whose_manifest_another_key_signed_is_not_restored(
    office: Office, clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Described.__init__

    def forged(self: Described, **what: object) -> None:
        honest(self, **{**what, "signing": bytes(32)})  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Described, "__init__", forged)
        make_backup(office, tmp_path / "forged.station")
    with pytest.raises(BackupDamaged):
        restore_station(
            Home(folder=tmp_path / "second"), tmp_path / "forged.station", NEW.agent, PASSPHRASE,
            settings=settings(tmp_path / "second"), clock=clock,
        )  # fmt: skip
    assert not Home(folder=tmp_path / "second").vault.exists()
