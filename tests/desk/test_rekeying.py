"""Somebody leaves: their slot is gone, and the vault has another key. Cut short, one key opens."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

from station.desk import rekeying
from station.desk.agents import AgentDesk
from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.colleagues import NoSuchColleague
from station.desk.home import Home
from station.desk.recovering import ask, asked_by
from station.desk.rekeying import OwnSlotStrange, StillHere, change_key
from station.domain.office_events import AgentRemoved, DataKeyChanged
from station.storage.casebook import Wanted
from station.storage.faults import DiskFull, WrongKey
from station.storage.keys import UnknownAgent, unlock
from station.storage.slots import read_slots, write_slots
from station.storage.whole import rekey_vault
from tests.desk.test_agents import LEAD, THEIRS, copies, opens, put_back, visit
from tests.desk.test_cases import APPLICANT, PENSION
from tests.desk.test_checking import quiet
from tests.faults import Killed, disk
from tests.office import NEW, PASSPHRASE, WEAK, HandClock, an_office

THIRD, OWN = "示例会计", "第三个人 自己的 一句十五字 口令"


@pytest.fixture
def clock(tmp_path: Path) -> HandClock:
    """A station of three, with a case."""
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).add(LEAD, THEIRS)
        AgentDesk(office).add(THIRD, OWN)
        CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False)
    return clock


def remove(folder: Path, clock: HandClock, name: str = "") -> None:
    with an_office(folder, clock) as office:
        change_key(office, without=name, progress=quiet).leave()


def data_key(folder: Path) -> bytes:
    return unlock(Home(folder=folder).slots, agent=NEW.agent, passphrase=PASSPHRASE).data_key


def test_who_was_removed_opens_nothing_and_the_others_work_on(
    tmp_path: Path, clock: HandClock
) -> None:
    before = data_key(tmp_path)
    remove(tmp_path, clock, LEAD)

    with pytest.raises(UnknownAgent), visit(tmp_path, LEAD, THEIRS, clock):
        pass
    assert data_key(tmp_path) != before
    for agent, passphrase in ((NEW.agent, PASSPHRASE), (THIRD, OWN)):
        with visit(tmp_path, agent, passphrase, clock) as office:
            assert check(office, progress=quiet).faults == ()
            assert len(CaseDesk(office).lines(Wanted(), 0, 10)) == 1
            assert [one.name for one in AgentDesk(office).all()] == [NEW.agent, THIRD]


def test_an_old_copy_of_the_slots_does_not_open_the_vault_of_today(
    tmp_path: Path, clock: HandClock
) -> None:
    former = copies(Home(folder=tmp_path))
    remove(tmp_path, clock, LEAD)
    put_back(former)

    for agent, passphrase in ((LEAD, THEIRS), (NEW.agent, PASSPHRASE)):
        with pytest.raises(WrongKey), visit(tmp_path, agent, passphrase, clock):
            pass


def test_the_request_of_who_was_removed_is_forgotten_and_that_of_others_waits(
    tmp_path: Path, clock: HandClock
) -> None:
    home = Home(folder=tmp_path)
    ask(home, THIRD, "eine neue Losung ohne Sinn 7", clock=clock, cost=WEAK)
    remove(tmp_path, clock, LEAD)
    assert asked_by(home) == THIRD

    remove(tmp_path, clock, THIRD)
    assert not home.recovery.exists()


def test_a_request_that_a_power_cut_kept_back_is_forgotten_at_the_next_opening(
    tmp_path: Path, clock: HandClock
) -> None:
    home = Home(folder=tmp_path)
    ask(home, LEAD, "eine neue Losung ohne Sinn 7", clock=clock, cost=WEAK)
    former = home.recovery.read_bytes()
    remove(tmp_path, clock, LEAD)
    home.recovery.write_bytes(former)

    with an_office(tmp_path, clock):
        assert not home.recovery.exists()
    ask(home, LEAD, "eine neue Losung ohne Sinn 7", clock=clock, cost=WEAK)
    with an_office(tmp_path, clock):
        assert asked_by(home) == LEAD, "who asks after their removal is the district's to judge"


def test_a_new_key_for_everybody_removes_nobody(tmp_path: Path, clock: HandClock) -> None:
    before = data_key(tmp_path)
    remove(tmp_path, clock)

    assert data_key(tmp_path) != before
    with visit(tmp_path, LEAD, THEIRS, clock) as office, office.vault.reading():
        assert len(office.journal.own_of(DataKeyChanged)) == 1
        assert office.journal.own_of(AgentRemoved) == []


def test_nobody_removes_themselves_or_a_stranger(tmp_path: Path, clock: HandClock) -> None:
    slots = Home(folder=tmp_path).slots.read_bytes()
    for name, error in ((NEW.agent, StillHere), ("示例外人", NoSuchColleague)):
        with pytest.raises(error):
            remove(tmp_path, clock, name)

    assert Home(folder=tmp_path).slots.read_bytes() == slots


def test_nobody_shuts_themselves_out_with_a_new_key(tmp_path: Path, clock: HandClock) -> None:
    """As after a district's answer that was cut short before the vault knew the new slot."""
    home = Home(folder=tmp_path)
    with an_office(tmp_path, clock) as office:
        content = read_slots(home.slots)
        others = tuple(slot for slot in content.slots if slot.agent != NEW.agent)
        with office.vault.transaction():
            AgentDesk(office)._book.begin(replace(content, slots=others))
    before = home.slots.read_bytes()

    with pytest.raises(OwnSlotStrange):
        remove(tmp_path, clock)
    assert home.slots.read_bytes() == before
    with an_office(tmp_path, clock) as office:
        assert check(office, progress=quiet).faults != ()


def test_a_slot_that_somebody_copied_in_gets_no_new_key(tmp_path: Path, clock: HandClock) -> None:
    home = Home(folder=tmp_path)
    with an_office(tmp_path, clock) as office:
        before = read_slots(home.slots)
        AgentDesk(office).add("示例外人", "外人自己 想出来的 一句 长口令")
        with office.vault.transaction():
            AgentDesk(office)._book.begin(before)
    remove(tmp_path, clock)

    assert [slot.agent for slot in read_slots(home.slots).slots] == [NEW.agent, LEAD, THIRD]
    with visit(tmp_path, NEW.agent, PASSPHRASE, clock) as office:
        assert check(office, progress=quiet).faults == ()


def test_whose_slot_is_missing_stays_on_the_roster_and_is_named_until_added_again(
    tmp_path: Path, clock: HandClock
) -> None:
    home = Home(folder=tmp_path)
    content = read_slots(home.slots)
    write_slots(
        home.slots,
        replace(content, slots=tuple(one for one in content.slots if one.agent != LEAD)),
    )
    remove(tmp_path, clock)

    with an_office(tmp_path, clock) as office:
        with office.vault.reading():
            assert office.journal.own_of(AgentRemoved) == []
        assert [one.name for one in AgentDesk(office).all() if not one.slot] == [LEAD]
        (fault,) = AgentDesk(office).strange()
        assert fault.values["agent"] == LEAD
        AgentDesk(office).add(LEAD, THEIRS)
        assert AgentDesk(office).strange() == ()
    assert opens(tmp_path, LEAD, THEIRS, clock)


def test_whose_slot_is_missing_can_be_removed(tmp_path: Path, clock: HandClock) -> None:
    home = Home(folder=tmp_path)
    content = read_slots(home.slots)
    write_slots(
        home.slots,
        replace(content, slots=tuple(one for one in content.slots if one.agent != LEAD)),
    )
    remove(tmp_path, clock, LEAD)

    with an_office(tmp_path, clock) as office:
        assert LEAD not in [one.name for one in AgentDesk(office).all()]
        assert AgentDesk(office).strange() == ()


# ---- cut short


WRITTEN = 12
"""Steps to the disk: both copies of the slots, with both keys and then with one."""


def judged(folder: Path, clock: HandClock, before: bytes) -> None:
    """Everybody who works here comes in, everything is whole, and who was removed is out or in
    as the journal says."""
    with an_office(folder, clock) as office:
        assert check(office, progress=quiet).faults == ()
        with office.vault.reading():
            removed = bool(office.journal.own_of(AgentRemoved))
        assert len(CaseDesk(office).lines(Wanted(), 0, 10)) == 1
    assert read_slots(Home(folder=folder).slots).pending is None
    assert (data_key(folder) != before) is removed
    assert opens(folder, LEAD, THEIRS, clock) is not removed
    assert opens(folder, THIRD, OWN, clock)


@pytest.mark.parametrize("step", range(WRITTEN))
@pytest.mark.parametrize("fault", "KF")
def test_a_removal_that_is_cut_short_while_slots_are_written_is_whole_or_not_at_all(
    tmp_path: Path, clock: HandClock, step: int, fault: str
) -> None:
    before = data_key(tmp_path)
    with (
        suppress(Killed, DiskFull), an_office(tmp_path, clock) as office,
        disk("." * step + fault),
    ):  # fmt: skip
        change_key(office, without=LEAD, progress=quiet).leave()

    judged(tmp_path, clock, before)


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_a_removal_that_is_cut_short_around_the_new_key_is_whole_or_not_at_all(
    tmp_path: Path, clock: HandClock, done: bool
) -> None:
    before = data_key(tmp_path)

    def killed(path: Path, key: bytes, new: bytes) -> None:
        if done:
            rekey_vault(path, key, new)
        raise Killed

    with (
        suppress(Killed), an_office(tmp_path, clock) as office,
        mock.patch.object(rekeying, "rekey_vault", killed),
    ):  # fmt: skip
        change_key(office, without=LEAD, progress=quiet)

    judged(tmp_path, clock, before)
    assert opens(tmp_path, LEAD, THEIRS, clock) is not done
    with visit(tmp_path, THIRD, OWN, clock) as office:
        assert check(office, progress=quiet).faults == ()


def test_the_removed_are_removed_again_after_a_cut(tmp_path: Path, clock: HandClock) -> None:
    with suppress(Killed), an_office(tmp_path, clock) as office, disk("....." + "K"):
        change_key(office, without=LEAD, progress=quiet)
    remove(tmp_path, clock, LEAD)

    judged(tmp_path, clock, b"")


def test_a_disk_that_takes_nothing_after_the_new_key_lets_everybody_in_to_read(
    tmp_path: Path, clock: HandClock
) -> None:
    before = data_key(tmp_path)
    with suppress(Killed), an_office(tmp_path, clock) as office, disk("......K"):
        change_key(office, without=LEAD, progress=quiet)
    with disk("F" * 4), visit(tmp_path, THIRD, OWN, clock) as office:
        assert len(CaseDesk(office).lines(Wanted(), 0, 10)) == 1

    judged(tmp_path, clock, before)
