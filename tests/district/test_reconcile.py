"""A station and its district compare what they hold: real vaults, real keys."""

import json
from pathlib import Path

import pytest

from forms.catalogue.f40_comparison import SHEET
from station.cli.main import main as station_main
from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.desk.reconciling import NotReckoned, ReconcileDesk
from station.desk.syncing import SyncDesk
from station.domain.trail_events import ReckoningPrinted
from station.storage.vault import Vault
from sync.district.commands import main as district_main
from sync.district.premises import District
from sync.district.reconciling import reconciled
from tests.district.pair import (
    APPLICANT,
    PENSION,
    SECRET,
    Direct,
    a_district,
    a_line,
    a_received_case,
    another_applicant,
)
from tests.forms.reading import close, text_of
from tests.office import PASSPHRASE, STATION, HandClock, an_office


def compared(office: Office, district: District) -> None:
    desk = SyncDesk(office)
    desk.hand_over()
    desk._exchange(
        Direct(district), desk._post(), lambda _: None, lambda: False, reckon=True
    )  # fmt: skip


def test_after_an_exchange_both_offices_hold_the_same(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        a_received_case(office)
        compared(office, district)
        here, there = ReconcileDesk(office).told(), reconciled(district, STATION, str)
        with office.vault.reading():
            head, told_by_district = office.journal.head(), office.line.district_head().number

    assert there is not None
    assert here.same
    assert here.headline == (
        f"both offices hold the same: {head.number + told_by_district} events, 1 cases,"
        f" head {head.hash[:16]}"
    )
    assert there.same
    assert ("  handed over", "1", "1") in here.rows


def test_before_any_exchange_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        assert ReconcileDesk(office).last() is None
        assert reconciled(district, STATION, str) is None
        with pytest.raises(NotReckoned):
            ReconcileDesk(office).print(out=tmp_path)


def test_what_was_recorded_since_does_not_change_the_comparison(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        compared(office, district)
        before = ReconcileDesk(office).told()
        CaseDesk(office).open(PENSION, another_applicant(), {}, receive=False)

        assert ReconcileDesk(office).told() == before


def test_lists_that_differ_are_told_with_the_state(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        a_received_case(office)
        compared(office, district)
        with district.vault.transaction():
            district.vault.sql("DELETE FROM case_row")
        compared(office, district)
        [(what, after)] = ReconcileDesk(office).told().differences

    assert what == "cases in the state handed over: 1 here, 0 at the other office"
    assert "--rebuild" in after


def test_a_district_that_was_rolled_back_is_told_of(tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    with a_line(tmp_path) as (office, district):
        compared(office, district)
        assert isinstance(district.vault, Vault)
        district.vault.copy_into(older)
        a_received_case(office)
        CaseDesk(office).open(PENSION, APPLICANT, all_papers(office.item(PENSION)), receive=True)
        compared(office, district)
        with district.vault.transaction():
            district.casebook.rebuild(STATION)
    with an_office(tmp_path / "station") as office:
        for left in (tmp_path / "district").glob("district.db*"):
            left.unlink()
        (tmp_path / "district" / "district.db").write_bytes(older.read_bytes())
        with a_district(tmp_path / "district") as district:
            compared(office, district)
            told = ReconcileDesk(office).told()

    assert told.same, told.differences


def test_the_comparison_is_a_sheet_with_a_number_and_on_record(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        a_received_case(office)
        compared(office, district)
        made = ReconcileDesk(office).print(out=tmp_path)
        again = ReconcileDesk(office).print(out=tmp_path)
        assert isinstance(office.clock, HandClock)
        office.clock.wait(minutes=1)
        compared(office, district)
        later = ReconcileDesk(office).print(out=tmp_path)
        with office.vault.reading():
            events = office.journal.own_of(ReckoningPrinted)

    text = text_of(made.path.read_bytes())
    assert made.number.startswith(f"{SHEET.code}-{STATION}-")
    assert [
        (one.nth, one.same, one.saved) for one in events if isinstance(one, ReckoningPrinted)
    ] == [(1, True, True), (2, True, True), (1, True, True)]
    assert again.number != made.number
    assert [one.nth for one in (made, again, later)] == [1, 2, 1]
    assert close("第 2 次打印") in text_of(again.path.read_bytes())
    for words in ("对账单", "双方所存一致", "示例区政务服务中心", STATION):
        assert close(words) in text
    assert APPLICANT["name"] not in text


def test_the_commands_tell_the_last_comparison(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, secret in (("mine", PASSPHRASE), ("theirs", SECRET)):
        (tmp_path / name).write_text(secret, encoding="utf-8")
    here = ["--home", str(tmp_path / "station"), "--passphrase-file", str(tmp_path / "mine")]
    there = ["--home", str(tmp_path / "district"), "--passphrase-file", str(tmp_path / "theirs")]
    with a_line(tmp_path):
        pass
    assert station_main(["reconcile", "--last", *here]) == 1
    assert "has not told yet" in capsys.readouterr().err
    assert district_main(["district", "reconcile", *there]) == 1
    with a_line(tmp_path) as (office, district):
        compared(office, district)
    capsys.readouterr()

    assert station_main(["reconcile", "--last", "--json", *here]) == 0
    assert json.loads(capsys.readouterr().out)["same"] is True
    assert district_main(["district", "reconcile", STATION, *there]) == 0
    assert "both offices hold the same" in capsys.readouterr().out
    assert station_main(["reconcile", "--last", "--out", str(tmp_path), *here]) == 0
    assert list(tmp_path.glob("F40-*.pdf"))
