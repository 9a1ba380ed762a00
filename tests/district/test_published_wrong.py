"""What is wrong, torn, late or damaged of what a district publishes changes nothing in force."""

import json
import shutil
from pathlib import Path

import pytest

from station.desk.catalogue import put_in_force
from station.desk.checking import check, rebuild
from station.desk.copying import make_backup, restore_station
from station.desk.home import Home
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain import canon
from station.domain.codec import decode
from station.domain.pieced import cut, piece_name, pieced
from station.domain.published_events import (
    FilePublished,
    NotTaken,
    PublicationRefused,
    Published,
)
from station.storage.pieces import FOR_ALL
from station.storage.scanrows import telling
from sync.district import publishing
from sync.district.premises import District
from sync.district.scans import scans_of
from sync.district.stick import visit
from sync.district.verify import examine
from sync.errors import NoAnswer
from tests.desk.test_checking import quiet
from tests.district.pair import Direct, a_district, a_line, assert_same_journals, synced
from tests.district.published import (
    BY,
    FIRST,
    ITEM,
    SECOND,
    answers,
    calendar,
    catalogue,
    code_row,
    codes,
    published,
    told,
)
from tests.makers import item_row
from tests.office import PASSPHRASE, HandClock, an_office, settings


def forced(district: District, office: Office, version: int, data: bytes) -> None:
    """What no command would publish, as a district of another program might."""
    event = FilePublished(
        at=district.clock.now(), by=BY, what=Published.CATALOGUE, name="", version=version,
        file=pieced(data),
    )  # fmt: skip
    with district.vault.transaction():
        for piece in cut(data):
            district.pieces.put(FOR_ALL, piece_name(piece), piece, beside=False)
        district.record(office.code, event)
        scans_of(district, office.code).show(telling([event]))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (catalogue(2, item_row(fee_yuan=-1)), NotTaken.FAULTY),
        (b"\x00" * 100, NotTaken.FAULTY),
        (catalogue(3), NotTaken.OTHER),
    ],
    ids=["faulty", "noise", "another version"],
)
def test_a_wrong_catalogue_is_answered_and_nothing_in_force_changes(
    tmp_path: Path, data: bytes, why: NotTaken
) -> None:
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        synced(office, district)
        forced(district, office, 2, data)
        synced(office, district)
        synced(office, district)

        assert office.catalogue.version == 1
        assert [told(one) for one in answers(office)][1:] == [("publication_refused", 2)]
        with district.vault.reading():
            said = district.casebook.journal(office.code).of_kind(PublicationRefused)
        assert [one.why for _, one in said if isinstance(one, PublicationRefused)] == [why]
        assert not check(office, progress=quiet).faults
        assert not examine(district, office.code).faults
        assert_same_journals(office, district)


def test_an_older_version_that_comes_late_is_answered_and_not_taken(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(3, FIRST))
        synced(office, district)
        for version in (3, 2):
            forced(district, office, version, catalogue(version, item_row(id="XX-09")))
            synced(office, district)
        synced(office, district)

        assert (office.catalogue.version, list(office.items)) == (3, [ITEM])
        assert [told(one) for one in answers(office)] == [
            ("publication_taken", 3), ("publication_refused", 3), ("publication_refused", 2)
        ]  # fmt: skip
        with office.vault.reading():
            assert office.scans.lacks() == 0


def test_a_large_catalogue_goes_on_at_the_piece_where_the_road_broke(tmp_path: Path) -> None:
    rows = [item_row(id=f"XX-{n:03}", note=f"示例{n}" * 200) for n in range(120)]
    data = catalogue(1, *rows)
    assert len(cut(data)) > 4
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, data)
        road = Cut(district, letters=4)
        for _ in range(10):
            desk = SyncDesk(office)
            desk._exchange(road, desk._post(), lambda _: None, lambda: False)
            road.left = 3
            if office.catalogue.version:
                break

        assert len(office.items) == 120
        assert road.resent == 0


class Cut(Direct):
    """A road on which so many letters pass, and then none."""

    def __init__(self, district: District, letters: int) -> None:
        super().__init__(district)
        self.left = letters
        self.resent = 0

    def deliver(self, parcel: bytes) -> None:
        if not self.left:
            raise NoAnswer("unreachable")
        self.left -= 1
        super().deliver(parcel)


def test_it_comes_by_stick_in_one_round(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        desk = SyncDesk(office)
        desk.stick_out(stick, progress=lambda _: None, cancel=lambda: False)
        visit(district, stick)
        desk.stick_in(stick, progress=lambda _: None, cancel=lambda: False)

        assert list(office.items) == [ITEM]


def test_a_restored_station_keeps_what_is_in_force_and_hears_what_came_later(
    tmp_path: Path,
) -> None:
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        synced(office, district)
        copy = tmp_path / "copy.backup"
        make_backup(office, copy)
        published(district, Published.CATALOGUE, catalogue(2, FIRST, SECOND))
        synced(office, district)
    home = Home(folder=tmp_path / "again")
    office = restore_station(
        home, copy, "示例代办员", PASSPHRASE, settings=settings(home.folder),
        clock=HandClock(seed="again"),
    )  # fmt: skip
    with a_district(tmp_path / "district") as district:
        assert office.catalogue.version == 1
        synced(office, district)
        assert office.catalogue.version == 2
        synced(office, district)
        assert_same_journals(office, district)
        office.leave()


def test_a_damaged_piece_is_told_the_file_below_counts_and_the_district_sends_it_again(
    tmp_path: Path,
) -> None:
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        synced(office, district)
        with office.vault.transaction():
            office.vault.sql("UPDATE piece SET data = zeroblob(length(data))")
    with a_line(tmp_path) as (office, district):
        assert office.unreadable == ((Published.CATALOGUE, ""),)
        assert ITEM not in office.items
        assert "damaged" in str(check(office, progress=quiet).faults)
        rebuild(office)
        synced(office, district)
        synced(office, district)
        assert ITEM in office.items
        assert not check(office, progress=quiet).faults


def test_of_a_file_in_the_folder_and_a_published_one_the_higher_version_counts(
    tmp_path: Path,
) -> None:
    home = Home(folder=tmp_path / "station")
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(2, FIRST))
        synced(office, district)
    for version, wins in ((1, False), (2, False), (3, True)):
        put_in_force(home, catalogue(version, item_row(id="XX-09")))
        with a_line(tmp_path) as (office, _district):
            assert ("XX-09" in office.items) is wins
            assert (ITEM in office.items) is not wins


def test_a_station_on_its_own_takes_the_same_files_from_a_stick(tmp_path: Path) -> None:
    home = Home(folder=tmp_path / "station")
    for folder, name, data in (
        (home.folder, "catalogue.json", catalogue(1, FIRST)),
        (home.calendars, "2027.json", calendar(2027, 1)),
        (home.codes, "areas.json", codes(1, code_row("330211105203"))),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    with an_office(home.folder) as office:
        assert list(office.items) == [ITEM]
        assert 2027 in office.calendar.years
        assert office.codes["areas"].rows["330211105203"].counts(office.today)


def test_an_unknown_kind_of_publication_travels_unharmed(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        raw = (
            '{"at":"2026-11-20T09:30:00+08:00","by":"示例","file":{},"kind":"file_published",'
            '"name":"","no":1,"what":"maps","version":1}'
        ).encode()
        raw = canon.write(json.loads(raw))
        with district.vault.transaction():
            district.record(office.code, decode(raw))
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        synced(office, district)
        synced(office, district)

        assert list(office.items) == [ITEM]
        assert_same_journals(office, district)


def test_bytes_that_are_damaged_at_the_district_are_told_there(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        synced(office, district)
        synced(office, district)
        with district.vault.transaction():
            district.vault.sql("UPDATE piece SET data = zeroblob(length(data)) WHERE line = '*'")

        (fault,) = examine(district, office.code).faults
        assert "damaged" in str(fault)
        assert "next version" in fault.hint


def test_a_district_that_was_put_back_to_an_older_copy_learns_what_its_stations_have(
    tmp_path: Path,
) -> None:
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        synced(office, district)
    shutil.copytree(tmp_path / "district", tmp_path / "before")
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(2, FIRST, SECOND))
        synced(office, district)
    shutil.rmtree(tmp_path / "district")
    (tmp_path / "before").rename(tmp_path / "district")
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(2, FIRST, item_row(id="XX-09")))
        for _ in range(2):
            synced(office, district)
        (told_of,) = publishing.answers(district)
        assert [one.why for one in told_of.refused.values()] == [NotTaken.OLDER]
        assert "XX-09" not in office.items

        published(district, Published.CATALOGUE, catalogue(3, FIRST, SECOND))
        for _ in range(2):
            synced(office, district)
        assert office.catalogue.version == 3
        assert_same_journals(office, district)
