"""Scans of a case at a station and its district, both real: they come whole, and they go whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.checking import rebuild as rebuild_here
from station.desk.copying import make_backup, restore_station
from station.desk.office import Office
from station.desk.scans import ScanDesk
from station.desk.showing import Way
from station.desk.syncing import SyncDesk
from station.domain.errors import BadInput, RuleBroken, StationError
from station.domain.pieced import LARGEST
from station.domain.scan_events import ScanViewed
from station.domain.scans import MOST_SCANS, RESULT, NotAScan
from station.domain.values import Side
from sync.district.premises import District
from sync.district.scandesk import ScanDesk as ClerkScans
from sync.district.stick import visit
from sync.district.verify import examine, rebuild
from tests.desk.test_checking import quiet
from tests.district.pair import (
    CLERK,
    a_line,
    a_received_case,
    assert_same_journals,
    synced,
)
from tests.district.scanned import LARGE, LIMIT, picture
from tests.district.three import Three, a_draft
from tests.office import NEW, PASSPHRASE, STATION, HandClock

Line = tuple[Office, District]
PURPOSE = "handling"


@pytest.fixture(autouse=True)
def _little_files_lie_beside_the_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of more than four megabytes, as a rule."""
    monkeypatch.setattr("station.storage.scanbook.IN_VAULT", LIMIT)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with a_line(tmp_path) as both:
        yield both


def faults(office: Office) -> tuple[StationError, ...]:
    return check(office, progress=quiet).faults


def files_in(folder: Path) -> int:
    return len(list((folder / "pieces").iterdir())) if (folder / "pieces").exists() else 0


def kept(office: Office) -> tuple[int, int]:
    """Pieces that are kept, and pieces that no scan needs."""
    with office.vault.transaction():
        (count,) = office.vault.sql("SELECT count(*) FROM piece").fetchone()
        return count, office.scans.spent()


def kept_there(district: District) -> int:
    with district.vault.reading():
        return int(district.vault.sql("SELECT count(*) FROM piece").fetchone()[0])


def opened_here(office: Office, number: str, words: str, to: Path) -> bytes:
    way, path = ScanDesk(office).open(number, words, PURPOSE, out=to)
    assert way is Way.SAVED
    return path.read_bytes()


def test_scans_small_and_large_come_to_the_district_as_they_were(line: Line) -> None:
    office, district = line
    number = a_received_case(office).number
    small, large = picture("small"), picture("large", LARGE)
    ScanDesk(office).attach(number, 1, [small, large])
    assert (files_in(office.home.folder), kept(office)) == (7, (10, 0))
    assert [one.is_there for one in ScanDesk(office).of_case(number)] == [False, False]

    report = synced(office, district)

    assert (report.road, report.pieces_out) == (None, 10)
    assert [(one.is_here, one.is_there) for one in ScanDesk(office).of_case(number)] == [
        (True, True), (True, True)
    ]  # fmt: skip
    desk = ClerkScans(district, CLERK)
    for ready in (small, large):
        scan, data = desk.open(number, ready.name, PURPOSE)
        assert (scan.name, data) == (ready.name, ready.data)
    assert files_in(district.home) == 7
    synced(office, district)
    assert_same_journals(office, district)
    assert faults(office) == ()
    assert examine(district, STATION).faults == ()


def test_a_scan_taken_off_is_gone_at_both_offices_with_its_files(line: Line) -> None:
    office, district = line
    number = a_received_case(office).number
    wrong, right = picture("wrong", LARGE), picture("right")
    ScanDesk(office).attach(number, 1, [wrong, right])
    synced(office, district)
    ScanDesk(office).remove(number, wrong.name, "别人的")
    assert (files_in(office.home.folder), kept(office)) == (0, (3, 0))

    synced(office, district)

    assert (files_in(district.home), kept_there(district)) == (0, 3)
    assert [one.scan.name for one in ScanDesk(office).of_case(number)] == [right.name]
    with pytest.raises(NotAScan):
        ClerkScans(district, CLERK).open(number, wrong.name, PURPOSE)
    assert faults(office) == ()


def test_a_scan_that_two_papers_share_stays_while_one_of_them_has_it(line: Line) -> None:
    office, district = line
    number = a_received_case(office).number
    ready = picture("shared")
    for seq in (1, 2):
        ScanDesk(office).attach(number, seq, [ready])
    synced(office, district)
    assert kept(office) == (3, 0)
    desk = ScanDesk(office)
    with pytest.raises(NotAScan):
        desk.remove(number, ready.name, "别人的")
    assert len(desk.attach(number, 1, [ready])) == 0


def test_the_result_comes_down_and_only_the_district_takes_it_off(
    line: Line, tmp_path: Path
) -> None:
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    result = picture("result", LARGE)
    desk = ClerkScans(district, CLERK)
    desk.attach(number, result)
    report = synced(office, district)

    assert report.pieces_in == 7
    assert opened_here(office, number, result.name, tmp_path) == result.data
    with pytest.raises(RuleBroken):
        ScanDesk(office).remove(number, result.name, "错了")
    desk.remove(number, result.name, "错了")
    synced(office, district)
    assert (kept(office), kept_there(district)) == ((0, 0), 0)


def test_who_looked_at_a_scan_is_on_record_at_both_offices(line: Line, tmp_path: Path) -> None:
    office, district = line
    number = a_received_case(office).number
    ready = picture("looked at")
    ScanDesk(office).attach(number, 1, [ready])
    with pytest.raises(BadInput):
        ScanDesk(office).open(number, ready.name, "")
    way, path = ScanDesk(office).open(number, ready.name, PURPOSE, show=Path.exists)
    assert (way, path.read_bytes()) == (Way.OPENED, ready.data)
    assert path.parent.parent == office.home.spool
    synced(office, district)
    ClerkScans(district, CLERK).open(number, ready.name, PURPOSE)
    synced(office, district)

    looks = CaseDesk(office).case(number).all(ScanViewed)
    assert [(one.by, one.purpose, one.saved) for one in looks] == [
        (office.agent, PURPOSE, False), (CLERK, PURPOSE, False)
    ]  # fmt: skip
    office.spool.wipe()
    assert not path.exists()


def test_a_stick_brings_text_and_scans_in_one_journey(line: Line, tmp_path: Path) -> None:
    office, district = line
    number = a_received_case(office).number
    ready = picture("by stick", LARGE)
    ScanDesk(office).attach(number, 1, [ready])
    stick = tmp_path / "stick"
    stick.mkdir()
    carry(office, stick)
    (visited,) = visit(district, stick)
    assert (visited.report.pieces_in, visited.report.set_aside) == (7, ())
    assert ClerkScans(district, CLERK).open(number, ready.name, PURPOSE)[1] == ready.data
    carry(office, stick)
    assert [one.is_there for one in ScanDesk(office).of_case(number)] == [True]


def carry(office: Office, stick: Path) -> None:
    desk = SyncDesk(office)
    report = desk.stick_out(stick, progress=lambda _: None, cancel=lambda: False)
    assert report.road is None


def test_a_backup_carries_all_scans_and_a_restored_station_has_them(
    line: Line, tmp_path: Path
) -> None:
    office, district = line
    number = a_received_case(office).number
    ready = [picture("in the vault"), picture("beside it", LARGE)]
    ScanDesk(office).attach(number, 1, ready)
    made = make_backup(office, tmp_path / "one.station")
    assert made.size > LARGE
    home = type(office.home)(folder=tmp_path / "again")
    clock = HandClock(seed="again")
    restored = restore_station(
        home,
        tmp_path / "one.station",
        NEW.agent,
        PASSPHRASE,
        settings=office.settings,
        clock=clock,
    )
    try:
        assert files_in(home.folder) == 0
        assert faults(restored) == ()
        for one in ready:
            assert opened_here(restored, number, one.name, tmp_path) == one.data
        report = synced(restored, district)
        assert report.pieces_out == 10
        assert faults(restored) == ()
    finally:
        restored.close()


def test_a_scan_that_was_damaged_is_told_and_comes_back_from_the_district(
    line: Line, tmp_path: Path
) -> None:
    office, district = line
    number = a_received_case(office).number
    ready = picture("damaged", LARGE)
    ScanDesk(office).attach(number, 1, [ready])
    synced(office, district)
    for file in list((office.home.folder / "pieces").iterdir())[:3]:
        file.write_bytes(b"damaged")
    (fault,) = faults(office)
    assert ready.name in str(fault)
    rebuild_here(office)
    report = synced(office, district)
    assert report.pieces_in == 3
    assert faults(office) == ()
    assert opened_here(office, number, ready.name, tmp_path) == ready.data


def test_the_rows_can_be_made_anew_at_both_ends(line: Line) -> None:
    office, district = line
    number = a_received_case(office).number
    ScanDesk(office).attach(number, 1, [picture("a"), picture("b")])
    synced(office, district)
    rebuild(district, STATION)
    assert examine(district, STATION).faults == ()
    report = synced(office, district)
    assert report.pieces_out == 0
    assert [one.is_there for one in ScanDesk(office).of_case(number)] == [True, True]


def test_a_case_that_goes_on_elsewhere_takes_its_scans_along(parties: Three) -> None:
    number = a_draft(parties.old).number
    ready = picture("goes along")
    ScanDesk(parties.old).attach(number, 1, [ready])
    parties.sync()
    parties.go(number)
    parties.sync()
    parties.sync()
    (there,) = ScanDesk(parties.new).of_case(number)
    assert (there.scan.name, there.is_here, there.attached.side) == (
        ready.name, True, Side.STATION
    )  # fmt: skip
    assert examine(parties.district, parties.new.code).faults == ()


def test_what_cannot_be_attached_is_refused_in_words(line: Line) -> None:
    office, _ = line
    number = a_received_case(office).number
    desk = ScanDesk(office)
    with pytest.raises(BadInput):
        desk.attach(number, 99, [picture("a")])
    for size in (0, LARGEST + 1):
        with pytest.raises(NotAScan):
            desk.attach(number, 1, [picture("a", size)])
    many = [picture(str(place), 100) for place in range(MOST_SCANS)]
    desk.attach(number, RESULT, many)
    with pytest.raises(NotAScan):
        desk.attach(number, RESULT, [picture("one more")])
    assert desk.attach(number, RESULT, many) == ()
    assert faults(office) == ()
