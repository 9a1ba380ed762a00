"""An agent's signature is only theirs: keys of their own with their first passphrase of their own,
and nothing for whoever kept the slots of the day on which they were added."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from station.desk.agents import AgentDesk
from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.copying import make_backup, restore_station
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import open_station
from station.desk.own_keys import SlotsUnsettled, StrangeKeys, known_here, public_keys
from station.desk.own_passphrase import come_first
from station.desk.rekeying import change_key
from station.domain.errors import BadInput
from station.domain.event import Event
from station.domain.findings import Oddity
from station.domain.office_events import (
    AgentAdded,
    AgentCame,
    AgentKeysChanged,
    PassphraseChanged,
    SlotsFoundStrange,
)
from station.storage.keys import WrongPassphrase, agent_keys, unlock
from station.storage.sealing import open_key, with_key
from station.storage.slots import read_slots, write_slots
from sync.district.verify import examine
from tests.desk.newcomer import Newcomer, faults, first_visit, journalled, known
from tests.desk.test_agents import LEAD, THEIRS, copies, opens, put_back, told, visit
from tests.desk.test_cases import APPLICANT, PENSION
from tests.desk.test_checking import quiet
from tests.district.pair import a_district, join, synced
from tests.office import NEW, PASSPHRASE, STATION, an_office, settings
from tests.tui.stage import place

# ---- keys of one's own


def test_who_changes_a_given_passphrase_signs_the_same_visit_with_new_keys(
    newcomer: Newcomer,
) -> None:
    with first_visit(newcomer) as office:
        CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False)
        mine = public_keys(office.opened.keys)
        assert known(office).signs == mine["signs"] != public_keys(newcomer.keys)["signs"]
        assert known(office).opens == mine["opens"] != public_keys(newcomer.keys)["opens"]
        assert not known(office).given
        with office.vault.reading():
            assert len(office.journal.own_of(AgentKeysChanged)) == 1
            assert office.journal.own_of(PassphraseChanged) == []
        checked = check(office, progress=quiet)
        assert checked.faults == ()
    assert faults(newcomer) == []
    with visit(newcomer.folder, LEAD, THEIRS, newcomer.clock) as office:
        assert public_keys(office.opened.keys) == mine
        assert check(office, progress=quiet).faults == ()


def test_the_slots_of_the_first_day_open_none_of_the_keys_of_today(newcomer: Newcomer) -> None:
    with first_visit(newcomer) as office:
        mine = office.opened.keys
    put_back(newcomer.files)
    theirs = unlock(office.home.slots, agent=LEAD, passphrase=newcomer.given).keys

    assert theirs.signs.private_bytes_raw() != mine.signs.private_bytes_raw()
    assert theirs.opens.private_bytes_raw() != mine.opens.private_bytes_raw()


def test_a_later_change_keeps_the_keys(newcomer: Newcomer) -> None:
    with first_visit(newcomer) as office:
        mine = known(office)
        AgentDesk(office).change(THEIRS, "又一句 谁也不知道的 十五字 口令")

        assert known(office) == mine
        assert public_keys(office.opened.keys)["signs"] == mine.signs
    assert faults(newcomer) == []


def test_a_first_change_that_is_refused_changes_nothing(newcomer: Newcomer) -> None:
    with visit(newcomer.folder, LEAD, newcomer.given, newcomer.clock, changing=True) as office:
        for old, new in ((newcomer.given, "short"), (newcomer.given, newcomer.given)):
            with pytest.raises(BadInput):
                AgentDesk(office).change(old, new)
        with pytest.raises(WrongPassphrase):
            AgentDesk(office).change("not the one", THEIRS)
        assert known(office).given
        assert copies(office.home) == newcomer.files
    assert faults(newcomer) == []


def test_a_new_data_key_is_sealed_to_the_new_keys(newcomer: Newcomer) -> None:
    with first_visit(newcomer):
        pass
    with an_office(newcomer.folder, newcomer.clock) as office:
        change_key(office, progress=quiet).leave()

    assert opens(newcomer.folder, LEAD, THEIRS, newcomer.clock)
    assert faults(newcomer) == []


def test_a_change_of_the_data_key_that_a_full_disk_left_is_settled_first(
    newcomer: Newcomer,
) -> None:
    with visit(newcomer.folder, LEAD, newcomer.given, newcomer.clock, changing=True) as office:
        content, opens_to = read_slots(office.home.slots), {LEAD: known(office).opens}
        pending = with_key(content, bytes(32), key="next", opens=opens_to, district=None)
        write_slots(office.home.slots, pending)
        with pytest.raises(SlotsUnsettled):
            AgentDesk(office).change(newcomer.given, THEIRS)
        assert read_slots(office.home.slots) == pending
        assert known(office).given
    with first_visit(newcomer) as office:
        assert read_slots(office.home.slots).pending is None
    assert faults(newcomer) == []


# ---- whoever kept the former keys


def forged(one: Newcomer, *events: Event) -> Office:
    """A colleague, who has the data key, writes a visit in the newcomer's name by other tools, and
    signs it with the keys of the first day."""
    office = open_station(
        Home(folder=one.folder), NEW.agent, PASSPHRASE, settings=settings(one.folder),
        clock=one.clock,
    )  # fmt: skip
    office.sign_head()
    office.rights._agent = LEAD
    office.opened = replace(office.opened, agent=LEAD, keys=one.keys)
    now = office.stamp()
    with office.vault.transaction():
        office.journal.append(AgentCame(at=now.at, by=LEAD))
        for event in events:
            office.journal.append(event)
    office.sign_head()
    return office


def test_a_signature_with_the_former_keys_is_named_here_and_at_the_district(
    newcomer: Newcomer, tmp_path: Path
) -> None:
    with first_visit(newcomer):
        pass
    with a_district(tmp_path / "district", newcomer.clock) as district:
        with an_office(newcomer.folder, newcomer.clock) as office:
            join(office, district)
            synced(office, district)
        assert examine(district, STATION).findings == ()
        forged(newcomer).close()
        with an_office(newcomer.folder, newcomer.clock) as office:
            (fault,) = check(office, progress=quiet).faults
            synced(office, district)
        found = examine(district, STATION)

    assert "does not cover what is before it" in str(fault)
    assert [(one.what, one.who) for one in found.findings] == [(Oddity.DOUBTFUL, LEAD)]


def test_nobody_gives_the_agent_other_keys_a_second_time(
    newcomer: Newcomer, tmp_path: Path
) -> None:
    with first_visit(newcomer) as office:
        mine = known(office)
        (first,) = journalled(office)
    again = replace(first, at=newcomer.clock.now(), signs="ab" * 32, opens="cd" * 32)
    with a_district(tmp_path / "district", newcomer.clock) as district:
        forged(newcomer, again).close()
        with an_office(newcomer.folder, newcomer.clock) as office:
            assert known(office) == mine
            named = [str(fault) for fault in check(office, progress=quiet).faults]
            join(office, district)
            synced(office, district)
        found = examine(district, STATION)
    with visit(newcomer.folder, LEAD, THEIRS, newcomer.clock) as office:
        assert public_keys(office.opened.keys)["signs"] == mine.signs

    assert len(named) == 2
    assert any("says that an agent has other keys" in fault for fault in named)
    assert {one.what for one in found.findings} == {
        Oddity.FOISTED, Oddity.DOUBTFUL, Oddity.KEYS_AGAIN
    }  # fmt: skip


def test_keys_that_a_colleague_foists_on_the_newcomer_are_not_sealed_to(newcomer: Newcomer) -> None:
    theirs, foisted = public_keys(newcomer.keys), agent_keys(bytes(32))
    with an_office(newcomer.folder, newcomer.clock) as office:
        now = office.stamp()
        with office.vault.transaction():
            office.journal.append(
                AgentKeysChanged(
                    at=now.at, by=now.by, agent=LEAD, former=theirs["signs"],
                    **public_keys(foisted), proof="00" * 64,
                )
            )  # fmt: skip
        change_key(office, progress=quiet).leave()
    content = read_slots(office.home.slots)

    with pytest.raises(InvalidTag):
        open_key(content.slots[1].sealed, foisted.opens, owner=STATION, agent=LEAD, key=content.key)
    with first_visit(newcomer) as office, office.vault.reading():
        assert known_here(office)[LEAD].signs == public_keys(office.opened.keys)["signs"]


def test_who_would_get_no_new_data_key_is_told_when_they_come(newcomer: Newcomer) -> None:
    """A lead has written with other tools that they were added again, to open with other keys."""
    with first_visit(newcomer) as office:
        mine = public_keys(office.opened.keys)
    with an_office(newcomer.folder, newcomer.clock) as office, office.vault.transaction():
        now = office.stamp()
        office.journal.append(
            AgentAdded(
                at=now.at, by=now.by, agent=LEAD, role="agent", given=False, signs=mine["signs"],
                opens=public_keys(agent_keys(bytes(32)))["opens"],
            )
        )  # fmt: skip

    with pytest.raises(StrangeKeys), visit(newcomer.folder, LEAD, THEIRS, newcomer.clock):
        pass


def test_the_slot_of_the_first_day_that_was_put_back_opens_nothing_and_is_named(
    newcomer: Newcomer,
) -> None:
    with first_visit(newcomer):
        pass
    put_back(newcomer.files)
    for changing in (False, True):
        with (
            pytest.raises(StrangeKeys),
            visit(newcomer.folder, LEAD, newcomer.given, newcomer.clock, changing=changing),
        ):
            pass

    (fault,) = told(newcomer.folder, newcomer.clock)
    assert fault == f"the key slot of {LEAD} was changed, and not by this program"
    with an_office(newcomer.folder, newcomer.clock) as office, office.vault.reading():
        (noted,) = office.journal.own_of(SlotsFoundStrange)
    assert isinstance(noted, SlotsFoundStrange)
    assert (noted.by, noted.agents) == (NEW.agent, (LEAD,))


def test_who_restores_a_backup_of_the_first_day_and_comes_as_the_newcomer_is_asked_about(
    newcomer: Newcomer, tmp_path: Path
) -> None:
    copy, again = tmp_path / "first.backup", tmp_path / "again"
    with a_district(tmp_path / "district", newcomer.clock) as district:
        with an_office(newcomer.folder, newcomer.clock) as office:
            join(office, district)
            make_backup(office, copy)
            synced(office, district)
        with first_visit(newcomer) as office:
            synced(office, district)
        restored = restore_station(
            Home(folder=again), copy, NEW.agent, PASSPHRASE, settings=settings(again),
            clock=newcomer.clock,
        )  # fmt: skip
        synced(restored, district)
        restored.leave()
        forged(replace(newcomer, folder=again)).close()
        with an_office(again, newcomer.clock) as office:
            synced(office, district)
        by_other_tools = examine(district, STATION)
        as_them = come_first(place(again, newcomer.clock), LEAD, newcomer.given, THEIRS, THEIRS)
        synced(as_them, district)
        as_them.leave()
        found = examine(district, STATION)

    assert (Oddity.KEYS_ENDED, LEAD) in [(one.what, one.who) for one in by_other_tools.findings]
    assert (Oddity.KEYS_AGAIN, LEAD) in [(one.what, one.who) for one in found.findings]
    assert by_other_tools.faults == found.faults == ()
