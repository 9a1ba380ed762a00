"""What the district says of a station's journal: by a command, signed, and kept."""

from pathlib import Path

from station.desk.cases import CaseDesk
from station.desk.copying import make_backup, restore_station
from station.desk.home import Home
from station.desk.office import Office
from station.domain.fact_events import ContactMade
from station.domain.findings import Oddity, Weight
from station.domain.values import Side
from sync.district.verdicts import give, kept
from sync.district.verify import examine
from tests.district.pair import a_line, a_received_case, synced
from tests.office import NEW, PASSPHRASE, STATION, settings


def test_a_verdict_is_signed_kept_and_nobody_changes_it_unnoticed(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        synced(office, district)
        given = give(district, examine(district, STATION))
        assert given.says["station"] == STATION
        assert given.says["findings"] == []
        [again] = kept(district, STATION)
        assert (again.number, again.body, again.genuine) == (given.number, given.body, True)

        with district.vault.transaction():
            district.vault.sql(
                "UPDATE verdict SET body = CAST(replace(body, ?, ?) AS BLOB)", "lives", "Lives"
            )  # fmt: skip
        [changed] = kept(district)
        assert not changed.genuine


def test_a_borrowed_name_is_a_fault_of_the_verdict(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        number = a_received_case(office).number
        now = office.stamp()
        office.record(
            ContactMade(
                at=now.at, by="示例同事", case=number, channel="phone", words="示例", companion=""
            )
        )
        synced(office, district)
        found = examine(district, STATION)

    assert [one.what for one in found.findings] == [Oddity.STRANGER]
    [told] = found.faults
    assert "示例同事" in str(told)


def test_a_restored_station_is_told_as_one_and_blamed_for_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "a.backup"
    with a_line(tmp_path) as (office, district):
        synced(office, district)
        make_backup(office, copy)
        a_received_case(office)
        synced(office, district)
        again = restore_station(
            Home(folder=tmp_path / "again"), copy, NEW.agent, PASSPHRASE,
            settings=settings(tmp_path / "again"), clock=office.clock,
        )  # fmt: skip
        try:
            synced(again, district)
            found = examine(district, STATION)
        finally:
            again.leave()

    assert [one.what for one in found.findings] == [Oddity.WENT_BACK]
    assert not found.faults
    assert found.told(Weight.NOTE)


def test_a_station_whose_past_was_rewritten_and_sealed_anew_is_found_out(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        CaseDesk(office).view(a_received_case(office).number, revealed=False)
        synced(office, district)
        with office.vault.transaction():
            _forget_the_look(office)
        for _ in range(2):
            synced(office, district)
        found = examine(district, STATION)

    kinds = {one.what for one in found.findings}
    assert kinds & {Oddity.REWRITTEN, Oddity.FORKED}


def _forget_the_look(office: Office) -> None:
    """Take an entry out, compute the chain anew, and go on under the same life."""
    vault, life = office.vault, office.line.incarnation()
    vault.sql("DROP TRIGGER entry_stays")
    vault.sql("DELETE FROM link WHERE side = ?", Side.STATION.value)
    vault.sql("DELETE FROM entry WHERE kind = 'case_viewed'")
    office.memory.set(lives="")
    office.journal.begin_life(life)
    office.memory.set(peer_holds=str(office.journal.head().number))
