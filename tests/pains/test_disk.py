"""Pains of the disk: what was recorded or typed and is gone, a full disk, a backup that is none."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.copying import make_backup, restore_station
from station.desk.drafts import DraftDesk
from station.desk.home import Home
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.states import CaseState
from station.storage.casebook import Wanted
from station.storage.faults import DiskFull, ReadingOnly, VaultExists
from station.storage.packs import BackupDamaged
from sync.district.premises import District
from tests.desk.test_cases import APPLICANT
from tests.desk.test_checking import quiet
from tests.desk.test_versions import ONE, TWO, use
from tests.district.pair import a_line, a_received_case, state_at, synced
from tests.makers import item_row
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings


def numbers(office: Office, text: str = "") -> set[str]:
    return {line.number for line in CaseDesk(office).lines(Wanted(text=text), 0, 1000)}


def pulled_out(home: Path) -> Path:
    """The disk as it is when the plug is pulled now."""
    after = home.with_name(f"{home.name}-after")
    shutil.copytree(home, after, ignore=shutil.ignore_patterns("*.lock"))
    return after


def test_every_case_is_there_after_the_plug_was_pulled_and_one_that_is_missing_is_missed(
    tmp_path: Path,
) -> None:
    """Pain 5, Aam-Digital/ndb-core 4178: locally created data is silently lost."""
    with an_office(tmp_path / "home") as office:
        told = {a_received_case(office).number for _ in range(6)}
        after = pulled_out(tmp_path / "home")
    with an_office(after) as office:
        assert numbers(office) == told
        assert check(office, progress=quiet).faults == ()
        lost = max(told)
        with office.vault.transaction():
            office.vault.sql("DELETE FROM case_row WHERE number = ?", lost)
        [missed] = check(office, progress=quiet).faults
        with office.vault.transaction():
            office.casebook.rebuild()

        assert missed.values["number"] == lost
        assert missed.hint == "Run: run.py verify --rebuild"
        assert numbers(office) == told
        assert check(office, progress=quiet).faults == ()


def test_what_was_typed_is_there_after_the_plug_was_pulled_and_a_new_catalogue_came(
    tmp_path: Path,
) -> None:
    """Pain 6, cht-core 7590, opencrvs-core 2001: forms are lost by leaving, a crash, an update."""
    home = tmp_path / "home"
    use(home, item_row(materials=TWO))
    form = {**APPLICANT, "item": "XX-01", "papers": {"1": "seen"}, "paper_names": {"1": "示例"}}
    with an_office(home) as office:
        kept = DraftDesk(office).keep("", form, item="XX-01", version=1)
        after = pulled_out(home)
    use(after, item_row(version=2, materials=ONE))
    with an_office(after) as office:
        desk = DraftDesk(office)
        [line] = desk.lines()
        begun_with = desk.item_of(line.draft.item, line.draft.version)
        made = CaseDesk(office).open(
            "XX-01", APPLICANT, {"1": "seen"}, receive=True, draft=line.draft.name
        )

        assert line.draft == kept
        assert begun_with is not None
        assert [paper.name_zh for paper in begun_with.materials] == ["居民身份证", "居民户口簿"]
        assert made.case.state is CaseState.RECEIVED
        assert desk.lines() == []


@contextmanager
def hardly_any_room(office: Office) -> Iterator[None]:
    """The disk takes a few pages more and then no more."""

    def limit(pages: int) -> None:
        with office.vault.reading():
            office.vault.sql(f"PRAGMA max_page_count = {pages}")

    with office.vault.reading():
        (pages,) = office.vault.sql("PRAGMA page_count").fetchone()
    limit(pages + 12)
    yield
    limit(2**30)


def _recorded_until_full(office: Office, told: set[str]) -> DiskFull:
    for _ in range(500):
        try:
            told.add(a_received_case(office).number)
        except DiskFull as full:
            return full
    raise AssertionError


def test_a_full_disk_takes_nothing_back_and_is_told_in_words(tmp_path: Path) -> None:
    """Pain 20, cht-core 2015: the application "fails disgracefully" when the space runs out."""
    with an_office(tmp_path / "home") as office, hardly_any_room(office):
        told = {a_received_case(office).number}
        full = _recorded_until_full(office, told)
        with pytest.raises(ReadingOnly):
            a_received_case(office)
        assert len(told) > 1
        assert "Nothing of the last step was saved" in full.hint
        assert numbers(office, "𠮷") == told
        assert CaseDesk(office).case(max(told)).state is CaseState.RECEIVED
    with an_office(tmp_path / "home", HandClock(seed="later")) as office:
        told.add(a_received_case(office).number)
        assert numbers(office) == told
        assert check(office, progress=quiet).faults == ()


def test_a_backup_brings_everything_back_and_a_damaged_one_is_refused_loudly(
    tmp_path: Path,
) -> None:
    """Pain 24, OpenSID 7575: a restore that does not restore, or fails quietly."""
    home, copy = tmp_path / "home", tmp_path / "backup.station"
    with an_office(home) as office:
        told = {a_received_case(office).number for _ in range(3)}
        waits = a_received_case(office).number
        DraftDesk(office).keep("", {"name": "示例甲"})
        make_backup(office, copy)
    whole = copy.read_bytes()
    place = Home(folder=tmp_path / "other")

    def restored() -> Office:
        return restore_station(
            place, copy, NEW.agent, PASSPHRASE, settings=settings(place.folder), clock=HandClock()
        )

    changed = whole[:9000] + bytes([whole[9000] ^ 1]) + whole[9001:]
    for damaged in (whole[:-1], whole[: len(whole) // 2], changed):
        copy.write_bytes(damaged)
        with pytest.raises(BackupDamaged) as refused:
            restored()
        assert "Use an older backup" in refused.value.hint
        assert not place.vault.exists()
    copy.write_bytes(whole)
    office = restored()
    try:
        assert numbers(office) == {*told, waits}
        assert len(DraftDesk(office).lines()) == 1
        assert check(office, progress=quiet).faults == ()
    finally:
        office.leave()


def test_an_old_backup_overwrites_neither_the_station_nor_what_the_district_knows(
    tmp_path: Path,
) -> None:
    """Pain 24, avni-client 2123: a half-synchronised device overwrote the good backup.

    Holds for the district and for numbers. What the station itself had recorded after the backup
    does not come back to it from the district: see docs/pains.md.
    """
    copy, clock = tmp_path / "backup.station", HandClock()
    with a_line(tmp_path) as (office, district):
        before = a_received_case(office).number
        synced(office, district)
        make_backup(office, copy)
        after = a_received_case(office).number
        synced(office, district)
    home = Home(folder=tmp_path / "station")

    def restored() -> Office:
        return restore_station(
            home, copy, NEW.agent, PASSPHRASE, settings=settings(home.folder), clock=clock
        )

    with pytest.raises(VaultExists):
        restored()
    shutil.rmtree(home.folder)
    restored().leave()
    with a_line(tmp_path) as (office, district):
        new = a_received_case(office).number
        synced(office, district)
        synced(office, district)

        assert len({before, after, new}) == 3
        assert _states(district, before, after, new) == {CaseState.HANDED_OVER}
        assert SyncDesk(office).state().waiting_cases == 0


def _states(district: District, *cases: str) -> set[CaseState]:
    return {state_at(district, number) for number in cases}
