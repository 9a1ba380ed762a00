"""What people do with what is kept is on record: searches, sticks, saved sheets, settings."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk, all_papers
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import open_station
from station.desk.printing import PrintDesk
from station.desk.rekeying import change_key
from station.desk.searching import mark_of, note_search
from station.desk.syncing import NotJoined, SyncDesk
from station.domain.event import Event
from station.domain.fact_events import SheetPrinted
from station.domain.trail_events import PolicyChanged, SearchMade, StickUsed
from station.domain.values import Carriage, Searched
from tests.desk.test_cases import APPLICANT, PENSION
from tests.district.pair import a_line
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings


def on_record(office: Office, kind: type[Event]) -> Sequence[Event]:
    with office.vault.reading():
        return office.journal.own_of(kind)


def test_a_search_is_on_record_and_its_words_are_nowhere(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        note_search(office, Searched.RESIDENTS, "示例王", 3)
        [made] = on_record(office, SearchMade)

        assert isinstance(made, SearchMade)
        assert (made.by, made.among, made.hits) == (NEW.agent, Searched.RESIDENTS, 3)
        assert made.term == mark_of(office, "  示例王 ")
        with office.vault.reading():
            rows = office.vault.sql("SELECT data FROM entry").fetchall()
        assert not [row for row in rows if "示例王".encode() in bytes(row[0])]


def test_the_same_words_have_the_same_mark_and_others_another(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        assert mark_of(office, "ＷＸＭ 138") == mark_of(office, "wxm  138")
        assert mark_of(office, "wxm") != mark_of(office, "wxn")


def test_with_another_key_of_the_vault_nobody_can_compare_old_marks(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        before = mark_of(office, "示例")
        after = change_key(office, progress=lambda _: None)
        try:
            assert mark_of(after, "示例") != before
        finally:
            after.leave()


def test_nobody_looks_for_nothing(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        note_search(office, Searched.CASES, "  ", 0)

        assert not on_record(office, SearchMade)


def test_a_sheet_that_was_saved_in_clear_is_told_from_a_printed_one(tmp_path: Path) -> None:
    with an_office(tmp_path / "home") as office:
        papers = all_papers(office.item(PENSION))
        number = CaseDesk(office).open(PENSION, APPLICANT, papers, receive=True).case.number
        PrintDesk(office).print("F01", number)
        PrintDesk(office).print("F01", number, out=tmp_path)

        saved = [one.saved for one in on_record(office, SheetPrinted) if hasattr(one, "saved")]
        assert saved == [False, True]


def test_a_stick_is_on_record_before_it_is_written_so_that_it_tells_of_itself(
    tmp_path: Path,
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    with a_line(tmp_path) as (office, _):
        desk = SyncDesk(office)
        desk.stick_out(usb, progress=lambda _: None, cancel=lambda: False)
        desk.stick_in(usb, progress=lambda _: None, cancel=lambda: False)

        ways = [one.way for one in on_record(office, StickUsed) if isinstance(one, StickUsed)]
        assert ways == [Carriage.OUT, Carriage.IN]


def test_where_no_district_is_no_stick_was_used(tmp_path: Path) -> None:
    with an_office(tmp_path / "home") as office:
        with pytest.raises(NotJoined):
            SyncDesk(office).stick_in(tmp_path, progress=lambda _: None, cancel=lambda: False)

        assert not on_record(office, StickUsed)


def test_settings_that_became_others_are_noted_at_the_next_opening_with_both_values(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        assert not on_record(office, PolicyChanged)
    changed = replace(settings(tmp_path), idle_lock_minutes=15, rules="zhejiang")
    for _ in range(2):
        office = open_station(
            Home(folder=tmp_path), NEW.agent, PASSPHRASE, settings=changed, clock=clock
        )  # fmt: skip
        office.leave()
    with an_office(tmp_path, clock) as office:
        first, back = on_record(office, PolicyChanged)

    assert isinstance(first, PolicyChanged)
    assert isinstance(back, PolicyChanged)
    assert first.before.keys() == {"idle_lock_minutes", "rules"}
    assert (first.before["idle_lock_minutes"], first.after["idle_lock_minutes"]) == ("5", "15")
    assert (back.before, back.after) == (first.after, first.before)
