"""Whole or not: what verify sees, and what restores and copies leave behind."""

from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk, all_papers
from station.desk.checking import check
from station.desk.copying import make_backup, restore_station
from station.desk.home import Home
from station.desk.office import Office
from station.domain import canon
from station.domain.acts import open_case
from station.domain.approvers import Approver
from station.domain.chain import digest
from station.domain.codec import encode
from station.domain.office_events import LifeBegun
from station.domain.transfer_events import Carried, CaseBrought
from station.domain.values import Side
from station.storage.casebook import Wanted
from station.storage.faults import VaultExists
from station.storage.keys import WrongPassphrase
from tests.desk.test_cases import APPLICANT, PENSION
from tests.makers import person
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings


def quiet(words: str) -> None:
    """Progress that nobody looks at."""


def life_of(office: Office) -> str:
    with office.vault.reading():
        return office.journal.head().incarnation


def some_cases(folder: Path, clock: HandClock, count: int = 3) -> None:
    with an_office(folder, clock) as office:
        papers = all_papers(office.item(PENSION))
        for _ in range(count):
            CaseDesk(office).open(PENSION, APPLICANT, papers, receive=True)


def test_an_honest_station_is_whole_and_all_but_the_present_visit_is_signed(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    some_cases(tmp_path, clock)
    with an_office(tmp_path, clock) as office:
        checked = check(office, progress=quiet)

        assert checked.faults == ()
        assert checked.events - checked.signed == 1


def tables(office: Office) -> dict[str, list[object]]:
    with office.vault.reading():
        return {
            name: office.vault.sql(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
            for name in ("case_row", "resident")
        }


def test_the_tables_made_anew_from_the_journal_are_the_same(tmp_path: Path) -> None:
    clock = HandClock()
    some_cases(tmp_path, clock)
    with an_office(tmp_path, clock) as office:
        desk = CaseDesk(office)
        moved = APPLICANT | {"address": "示例镇新村 9 号"}
        number = desk.open(PENSION, moved, {"1": "seen"}, receive=False).case.number
        first, second, *_ = desk.lines(Wanted(), 1, 2)
        desk.act(first.number, "hand_over", {})
        desk.act(second.number, "withdraw", {"reason": "不办了"})
        desk.view(number, revealed=True, purpose="handling")
        before = tables(office)
        with office.vault.transaction():
            assert office.casebook.rebuild() == 4

        assert tables(office) == before
        assert len(desk.lines(Wanted(text="示例"), 0, 10)) == 4
        assert desk.residents("示例", 1)[0].address == moved["address"]


@pytest.mark.parametrize(
    ("change", "fault"),
    {
        "a row is altered": ("UPDATE case_row SET state = 'granted' WHERE id = 2", "tables"),
        "an event is altered": (
            "UPDATE entry SET data = CAST(replace(data, '3800005678', '3800005679') AS BLOB)"
            " WHERE seq = 4",
            "chain",
        ),
        "an event is dropped": ("DELETE FROM link WHERE number = 5", "chain"),
        "the end is dropped": (
            "DELETE FROM link WHERE number = (SELECT max(number) FROM link)",
            "chain",
        ),
        "another life": ("UPDATE setting SET value = 'x' WHERE name = 'incarnation'", "chain"),
        "nothing is found": ("DELETE FROM case_search", "tables"),
        "a person is altered": ("UPDATE resident SET name = '示例他人'", "tables"),
        "nobody is found": ("DELETE FROM resident_search", "tables"),
        "a row of no case": ("UPDATE case_row SET number = 'x' WHERE id = 2", "tables"),
    }.values(),
    ids=["a row", "an event", "a gap", "the end", "a life", "search", "a person", "people", "more"],
)
def test_what_somebody_changed_with_another_program_is_seen(
    tmp_path: Path, change: str, fault: str
) -> None:
    clock = HandClock()
    some_cases(tmp_path, clock)
    with an_office(tmp_path, clock) as office:
        with office.vault.transaction():
            office.vault.sql("DROP TRIGGER entry_is_past")
            office.vault.sql(change)
        faults = check(office, progress=quiet).faults

        assert any(fault in found.message for found in faults)


def test_a_chain_recomputed_by_a_thief_of_the_key_still_fails_the_agents_signature(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    some_cases(tmp_path, clock)
    with an_office(tmp_path, clock) as office:
        with office.vault.transaction():
            _forge(office)
        faults = check(office, progress=quiet).faults

        assert any("signature" in found.message for found in faults)


def _forge(office: Office) -> None:
    """Rewrite one event and every hash after it, as one who holds the data key could."""
    vault, life = office.vault, office.line.incarnation()
    vault.sql("DROP TRIGGER entry_is_past")
    (data,) = vault.sql("SELECT data FROM entry WHERE seq = 4").fetchone()
    forged = bytes(data).replace("示例镇".encode(), "示例乡".encode())
    assert forged != bytes(data)
    vault.sql("UPDATE entry SET data = ?, digest = ? WHERE seq = 4", forged, digest(forged))
    vault.sql("DELETE FROM link WHERE side = 'station'")
    vault.sql("UPDATE setting SET value = '' WHERE name = 'lives'")
    office.journal.begin_life(life)


def test_a_backup_restored_elsewhere_begins_a_new_life_with_the_same_cases(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    first, second = tmp_path / "a", tmp_path / "b"
    some_cases(first, clock)
    with an_office(first, clock) as office:
        make_backup(office, tmp_path / "copy.backup")
        life, lines = life_of(office), CaseDesk(office).lines(Wanted(), 0, 10)
    office = restore_station(
        Home(folder=second), tmp_path / "copy.backup", NEW.agent, PASSPHRASE,
        settings=settings(second), clock=clock,
    )  # fmt: skip
    try:
        assert CaseDesk(office).lines(Wanted(), 0, 10) == lines
        assert life_of(office) != life
        assert check(office, progress=quiet).faults == ()
        with office.vault.reading():
            chain = office.journal.chained(Side.STATION, office.line.incarnation())
            assert [one.event.kind for one in chain].count(LifeBegun.kind) == 1
        number = CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False).case.number
        assert number not in {line.number for line in lines}
    finally:
        office.leave()


def test_a_restore_replaces_nothing_and_needs_the_passphrase(tmp_path: Path) -> None:
    clock = HandClock()
    some_cases(tmp_path / "a", clock, count=1)
    copy = tmp_path / "copy.backup"
    with an_office(tmp_path / "a", clock) as office:
        make_backup(office, copy)
    for folder, passphrase, error in (
        (tmp_path / "a", PASSPHRASE, VaultExists),
        (tmp_path / "c", "完全不同的另一句口令 1234567", WrongPassphrase),
    ):
        with pytest.raises(error):
            restore_station(
                Home(folder=folder), copy, NEW.agent, passphrase,
                settings=settings(folder), clock=clock,
            )  # fmt: skip
    assert not (tmp_path / "c" / "station.vault").exists()


def test_a_brought_case_whose_version_nobody_has_any_more_is_told(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        item = replace(office.item(PENSION), version=99)
        opened = open_case(
            number="330211105299-AA-20261120-0001", item=item, applicant=person(),
            stamp=office.stamp(), approver=Approver.of(item),
        )  # fmt: skip
        brought = CaseBrought(
            at=clock.now(), by="示例", case=opened.case, from_station="330211105299",
            from_name="示例村", reason="两村合并", part=1, parts=1,
            told=(Carried(side=Side.STATION, event=canon.read(encode(opened, 1))),),
        )  # fmt: skip
        with office.vault.transaction():
            office.line.take("ab" * 16, [(1, "", encode(brought, 1))])
        (fault,) = check(office, progress=quiet).faults

    assert "version 99 of item SB-01" in str(fault)
    assert opened.case in str(fault)
