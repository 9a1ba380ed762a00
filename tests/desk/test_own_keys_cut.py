"""A first change that is cut short: one passphrase is left, and the keys that belong to it."""

from contextlib import suppress

import pytest

from station.desk.agents import AgentDesk
from station.desk.checking import check
from station.desk.home import Home
from station.desk.own_keys import PassphraseGiven, public_keys
from station.desk.rekeying import change_key
from station.storage.faults import DiskFull
from station.storage.keys import UnknownAgent, WrongPassphrase, unlock
from station.storage.slots import twin_of
from tests.desk.newcomer import Newcomer, faults, first_visit, journalled, known
from tests.desk.test_agents import LEAD, THEIRS, WRITING, opens, visit
from tests.desk.test_checking import quiet
from tests.faults import Killed, disk
from tests.office import NEW, an_office


@pytest.mark.parametrize("first", [LEAD, NEW.agent])
@pytest.mark.parametrize("step", range(WRITING))
def test_a_first_change_that_is_cut_short_leaves_one_passphrase_with_its_keys(
    newcomer: Newcomer, step: int, first: str
) -> None:
    with disk("." * step + "K"), suppress(Killed), first_visit(newcomer):
        pass
    by = {one for one in (newcomer.given, THEIRS) if unlocks(newcomer, one)}
    assert len(by) == 1
    if first == NEW.agent:
        assert faults(newcomer) == []
    if by == {newcomer.given}:
        with pytest.raises(PassphraseGiven):
            opens(newcomer.folder, LEAD, newcomer.given, newcomer.clock)
        with first_visit(newcomer):
            pass
    with visit(newcomer.folder, LEAD, THEIRS, newcomer.clock) as office:
        assert public_keys(office.opened.keys)["signs"] == known(office).signs
        assert known(office).signs != public_keys(newcomer.keys)["signs"]
        assert check(office, progress=quiet).faults == ()
        assert len(journalled(office)) == 1
        assert office.home.slots.read_bytes() == twin_of(office.home.slots).read_bytes()
    assert not unlocks(newcomer, newcomer.given)
    assert faults(newcomer) == []


def test_who_is_interrupted_once_it_is_on_record_signs_with_the_new_keys(
    newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = AgentDesk.settle

    def interrupted(desk: AgentDesk) -> None:
        settle(desk)
        if journalled(desk._office):
            raise KeyboardInterrupt

    monkeypatch.setattr(AgentDesk, "settle", interrupted)
    with pytest.raises(KeyboardInterrupt), first_visit(newcomer):
        pass
    monkeypatch.undo()

    assert opens(newcomer.folder, LEAD, THEIRS, newcomer.clock)
    assert faults(newcomer) == []


def unlocks(one: Newcomer, passphrase: str) -> bool:
    try:
        unlock(Home(folder=one.folder).slots, agent=LEAD, passphrase=passphrase)
    except (WrongPassphrase, UnknownAgent):
        return False
    return True


def test_a_colleague_who_notes_it_can_change_the_data_key_at_once(newcomer: Newcomer) -> None:
    with disk("." * (WRITING - 1) + "K"), suppress(Killed), first_visit(newcomer):
        pass
    assert unlocks(newcomer, THEIRS)
    with an_office(newcomer.folder, newcomer.clock) as office:
        change_key(office, progress=quiet).leave()

    assert opens(newcomer.folder, LEAD, THEIRS, newcomer.clock)
    assert faults(newcomer) == []


@pytest.mark.parametrize("step", [0, WRITING // 2, WRITING - 1])
def test_a_full_disk_leaves_one_passphrase_with_its_keys(newcomer: Newcomer, step: int) -> None:
    with disk("." * step + "F"), suppress(DiskFull), first_visit(newcomer):
        pass
    if unlocks(newcomer, newcomer.given):
        with first_visit(newcomer):
            pass

    assert opens(newcomer.folder, LEAD, THEIRS, newcomer.clock)
    assert not unlocks(newcomer, newcomer.given)
    assert faults(newcomer) == []
