"""A computer is lost: its keys are withdrawn, and what the district could open it with is gone."""

from pathlib import Path

import pytest

from station.desk.office import Office
from station.desk.recovery_slot import RecoverySlot
from station.desk.rekeying import change_key
from station.domain.line_events import KeysWithdrawn
from station.domain.recovery_events import RecoveryErased
from station.domain.values import Side
from station.storage.faults import DiskFull
from sync.district import recovery, sealed_keys
from sync.district.deciding import decision
from sync.district.enrolment import revoke
from sync.district.lost import loss_report
from sync.district.premises import District
from sync.district.recovery import NothingSealed
from sync.district.verify import examine
from tests.desk.test_checking import quiet
from tests.district.locked_out import Custodians, a_recoverable_station
from tests.district.pair import SECRET, a_district, synced
from tests.district.test_commands import Terminal
from tests.district.test_quarantine import come_back
from tests.office import NEW


def count(district: District) -> int:
    with district.vault.reading():
        return len(sealed_keys.held(district, NEW.station))


def withdrawals(office: Office) -> list[tuple[str, str]]:
    """Of which the station knows: by whom, and why what was sealed was kept."""
    with office.vault.reading():
        told = office.journal.own_of(KeysWithdrawn, side=Side.DISTRICT)
    return [(one.by, one.recovery_kept) for one in told if isinstance(one, KeysWithdrawn)]


def test_with_the_keys_of_a_lost_computer_its_sealed_key_is_destroyed(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office, district = scene.office, scene.district
        sealed = recovery.held_key(district, NEW.station).sealed.hex().encode()
        assert loss_report(district, NEW.station).sealed == 1

        assert revoke(district, NEW.station) == 1

        with pytest.raises(NothingSealed):
            recovery.held_key(district, NEW.station)
        report = loss_report(district, NEW.station)
        assert (report.sealed, report.admitted) == (0, False)
        assert examine(district, NEW.station).faults == ()
        with district.vault.reading():
            rows = district.vault.sql("SELECT data FROM entry").fetchall()
        assert not [row for row in rows if sealed in bytes(row[0])]
        come_back(office, district)
        synced(office, district)
        assert withdrawals(office) == [(district.name, "")]
        with office.vault.reading():
            assert len(office.journal.own_of(RecoveryErased, side=Side.DISTRICT)) == 1


def test_what_is_needed_to_open_a_computer_that_was_found_is_kept_with_a_name_and_a_reason(
    tmp_path: Path,
) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office, district = scene.office, scene.district
        keep = decision("示例主任", "笔记本已找到, 口令无人知道")

        assert revoke(district, NEW.station, keep=keep) == 0

        assert count(district) == 1
        assert not loss_report(district, NEW.station).admitted
        assert revoke(district, NEW.station, keep=keep) == 0, "it was withdrawn: nothing is new"
        assert revoke(district, NEW.station) == 1, "and when it was opened the copy goes"
        come_back(office, district)
        synced(office, district)
        assert withdrawals(office) == [(keep.by, keep.reason), (district.name, "")]


def then_full(district: District) -> None:
    revoke(district, NEW.station)
    raise DiskFull("full", "Make room.")


def test_a_withdrawal_that_fails_withdraws_nothing_and_deletes_nothing(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        district = scene.district
        with pytest.raises(DiskFull), district.vault.transaction():
            then_full(district)

        report = loss_report(district, NEW.station)
        assert (report.sealed, report.admitted) == (1, True)


def test_a_data_key_that_was_destroyed_is_not_kept_again_and_a_new_one_is(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office, district = scene.office, scene.district
        revoke(district, NEW.station)
        come_back(office, district)
        Custodians(tmp_path / "more").make(district, again=True)
        synced(office, district)
        RecoverySlot(office).settle()
        synced(office, district)
        assert count(district) == 0, "the same data key, sealed to another recovery key"
        assert examine(district, NEW.station).faults == ()

        office = change_key(office, progress=quiet)
        synced(office, district)

        assert count(district) == 1
        office.leave()


@pytest.fixture
def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    return Terminal(tmp_path / "district", secret, capsys)


def test_nothing_is_withdrawn_without_a_clear_yes(
    tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_recoverable_station(tmp_path) as scene:
        scene.office.leave()
    for word, code, left in (("no", 1, 1), ("", 1, 1), ("yes", 0, 0)):
        monkeypatch.setattr("sys.stdin.readline", lambda word=word: f"{word}\n", raising=False)
        assert terminal.run("revoke", NEW.station) == code, terminal.err
        assert "1 sealed keys" in terminal.out
        with a_district(tmp_path / "district") as district:
            assert count(district) == left


def test_who_keeps_the_sealed_keys_says_who_decided_it_and_why(
    tmp_path: Path, terminal: Terminal
) -> None:
    with a_recoverable_station(tmp_path) as scene:
        scene.office.leave()
    assert terminal.run("revoke", NEW.station, "--keep-recovery", "--yes") == 2
    assert "--by" in terminal.err
    assert "--reason" in terminal.err
    assert terminal.run("revoke", NEW.station, "--by", "示例主任", "--yes") == 2
    given = ("--keep-recovery", "--by", "示例主任", "--reason", "笔记本已找到", "--yes")
    assert terminal.run("revoke", NEW.station, *given) == 0
    with a_district(tmp_path / "district") as district:
        assert count(district) == 1
        assert not loss_report(district, NEW.station).admitted
