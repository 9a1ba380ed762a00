"""Two people at one station: added, known by their own keys, and never one for the other."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from station.desk.agents import AgentDesk, TooManyAgents
from station.desk.cases import CaseDesk, all_papers
from station.desk.checking import check
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import open_station
from station.desk.own_keys import PassphraseGiven
from station.domain.errors import BadInput, RuleBroken
from station.domain.office_events import PassphraseChanged
from station.domain.roles import AgentRole
from station.domain.states import CaseState
from station.storage import slots
from station.storage.faults import DiskFull
from station.storage.keys import UnknownAgent, WrongPassphrase
from station.storage.slots import twin_of
from sync.district.verify import examine
from tests.desk.test_cases import APPLICANT, PENSION
from tests.desk.test_checking import quiet
from tests.district.pair import a_district, join, synced
from tests.faults import Killed, disk
from tests.office import NEW, PASSPHRASE, STATION, HandClock, an_office, settings

LEAD, THEIRS = "示例站长", "山那边 的口令 也有十五字 不短"
CHANGED = "第二句 口令 与第一句 完全不同 abc"
WRITING = 6
"""Steps to the disk of writing both copies of the slots."""


@contextmanager
def visit(
    folder: Path, agent: str, passphrase: str, clock: HandClock, *, changing: bool = False
) -> Iterator[Office]:
    office = open_station(
        Home(folder=folder), agent, passphrase, settings=settings(folder), clock=clock,
        changing=changing,
    )  # fmt: skip
    try:
        yield office
    finally:
        office.leave()


@pytest.fixture
def clock(tmp_path: Path) -> HandClock:
    clock = HandClock()
    with an_office(tmp_path, clock):
        pass
    return clock


# ---- a second agent


def test_who_is_added_changes_the_passphrase_first_and_then_works_under_their_own_name(
    tmp_path: Path, clock: HandClock
) -> None:
    with an_office(tmp_path, clock) as office:
        given = AgentDesk(office).add(LEAD).passphrase
    with pytest.raises(PassphraseGiven), visit(tmp_path, LEAD, given, clock):
        pass
    with visit(tmp_path, LEAD, given, clock, changing=True) as office:
        AgentDesk(office).change(given, THEIRS)
    with pytest.raises(WrongPassphrase), visit(tmp_path, LEAD, given, clock):
        pass
    with visit(tmp_path, LEAD, THEIRS, clock) as office:
        assert office.agent == LEAD
        one, other = AgentDesk(office).all()

    assert (one.name, other.name) == (NEW.agent, LEAD)
    assert one.slot
    assert other.slot
    assert not other.given


def test_everything_that_two_agents_wrote_is_whole_and_signed(
    tmp_path: Path, clock: HandClock
) -> None:
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).add(LEAD, THEIRS)
        CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False)
    with visit(tmp_path, LEAD, THEIRS, clock) as office:
        CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False)
    with an_office(tmp_path, clock) as office:
        checked = check(office, progress=quiet)

    assert checked.faults == ()
    assert checked.events - checked.signed == 1  # that the last one came


def test_the_district_follows_the_signatures_of_both(tmp_path: Path) -> None:
    clock = HandClock()
    with a_district(tmp_path / "district") as district:
        with an_office(tmp_path / "station", clock) as office:
            join(office, district)
            AgentDesk(office).add(LEAD, THEIRS)
        with visit(tmp_path / "station", LEAD, THEIRS, clock) as office:
            CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False)
            synced(office, district)
        found = examine(district, STATION)

    assert found.faults == ()
    assert [life.events - life.signed for life in found.lives if life.writer == STATION] == [0]


def test_a_received_case_is_voided_by_the_second_person_and_by_nobody_alone(
    tmp_path: Path, clock: HandClock
) -> None:
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).add(LEAD, THEIRS, AgentRole.LEAD)
        desk = CaseDesk(office)
        papers = all_papers(office.item(PENSION))
        number = desk.open(PENSION, APPLICANT, papers, receive=True).case.number
        desk.act(number, "request", {"what": "void", "reason": "录入错误"})
        with pytest.raises(RuleBroken, match="by two people"):
            desk.act(number, "void", {"reason": "录入错误"})
    with visit(tmp_path, LEAD, THEIRS, clock) as office:
        CaseDesk(office).act(number, "void", {"reason": "录入错误"})
        with office.vault.reading():
            case = office.case(number)
        faults = check(office, progress=quiet).faults

    assert case.state is CaseState.VOID
    assert case.history[-1].event.by == LEAD
    assert faults == ()


@pytest.mark.parametrize("name", [NEW.agent, "", "系统"])
def test_nobody_is_added_twice_or_without_a_name(
    tmp_path: Path, clock: HandClock, name: str
) -> None:
    with an_office(tmp_path, clock) as office:
        before = office.home.slots.read_bytes()
        with pytest.raises(BadInput) as wrong:
            AgentDesk(office).add(name, "short")

        assert set(wrong.value.fields) == {"agent", "passphrase"}
        assert office.home.slots.read_bytes() == before


def test_a_full_file_of_slots_takes_nobody_more(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("station.desk.agents.MAX_SLOTS", 1)
    with an_office(tmp_path, clock) as office, pytest.raises(TooManyAgents):
        AgentDesk(office).add(LEAD, THEIRS)


# ---- cut short


@pytest.mark.parametrize("step", range(WRITING))
def test_a_change_that_is_cut_short_leaves_one_passphrase_and_an_honest_journal(
    tmp_path: Path, clock: HandClock, step: int
) -> None:
    with an_office(tmp_path, clock) as office, disk("." * step + "K"), suppress(Killed):
        AgentDesk(office).change(PASSPHRASE, CHANGED)
    opened = [one for one in (PASSPHRASE, CHANGED) if opens(tmp_path, NEW.agent, one, clock)]
    assert len(opened) == 1
    with visit(tmp_path, NEW.agent, opened[0], clock) as office:
        faults = check(office, progress=quiet).faults
        with office.vault.reading():
            changes = office.journal.own_of(PassphraseChanged)

    assert faults == ()
    assert len(changes) == (opened == [CHANGED])
    assert office.home.slots.read_bytes() == twin_of(office.home.slots).read_bytes()


def opens(folder: Path, agent: str, passphrase: str, clock: HandClock) -> bool:
    try:
        with visit(folder, agent, passphrase, clock):
            return True
    except (WrongPassphrase, UnknownAgent):
        return False


@pytest.mark.parametrize("step", range(WRITING))
def test_an_agent_whose_adding_was_cut_short_opens_the_vault_or_is_added_again(
    tmp_path: Path, clock: HandClock, step: int
) -> None:
    with an_office(tmp_path, clock) as office, disk("." * step + "K"), suppress(Killed):
        AgentDesk(office).add(LEAD, THEIRS)
    with an_office(tmp_path, clock) as office:
        assert check(office, progress=quiet).faults == ()
        if not AgentDesk(office).all()[1].slot:
            AgentDesk(office).add(LEAD, THEIRS)
    with visit(tmp_path, LEAD, THEIRS, clock) as office:
        assert check(office, progress=quiet).faults == ()


def test_a_full_disk_changes_nothing_and_says_so(tmp_path: Path, clock: HandClock) -> None:
    with an_office(tmp_path, clock) as office:
        with disk("F"), pytest.raises(DiskFull):
            AgentDesk(office).change(PASSPHRASE, CHANGED)
        AgentDesk(office).change(PASSPHRASE, CHANGED)

    assert opens(tmp_path, NEW.agent, CHANGED, clock)


# ---- from outside


def told(folder: Path, clock: HandClock, passphrase: str = PASSPHRASE) -> list[str]:
    """What verify says of the slots."""
    with visit(folder, NEW.agent, passphrase, clock) as office:
        strange = AgentDesk(office).strange()
        found = check(office, progress=quiet).faults
        assert list(map(str, found)) == list(map(str, strange))
        assert all(fault.hint for fault in strange)
        return [str(fault) for fault in strange]


def copies(home: Home) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in (home.slots, twin_of(home.slots))}


def put_back(files: dict[Path, bytes]) -> None:
    for file, content in files.items():
        file.write_bytes(content)


def test_an_old_copy_of_the_slots_that_was_put_back_is_told(
    tmp_path: Path, clock: HandClock
) -> None:
    former = copies(Home(folder=tmp_path))
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).change(PASSPHRASE, CHANGED)
    assert told(tmp_path, clock, CHANGED) == []
    put_back(former)

    (fault,) = told(tmp_path, clock)
    assert fault == f"the key slot of {NEW.agent} was changed, and not by this program"
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).change(PASSPHRASE, CHANGED)
    assert told(tmp_path, clock, CHANGED) == []


def test_a_slot_that_was_lost_is_told_and_the_agent_is_added_again(
    tmp_path: Path, clock: HandClock
) -> None:
    former = copies(Home(folder=tmp_path))
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).add(LEAD, THEIRS)
    put_back(former)
    assert told(tmp_path, clock) == [f"the key slot of {LEAD} is missing"]
    with an_office(tmp_path, clock) as office:
        given = AgentDesk(office).add(LEAD).passphrase

    assert told(tmp_path, clock) == []
    with pytest.raises(PassphraseGiven), visit(tmp_path, LEAD, given, clock):
        pass


def test_a_slot_that_somebody_added_with_the_data_key_is_told_and_never_believed_by_the_way(
    tmp_path: Path, clock: HandClock
) -> None:
    with an_office(tmp_path, clock) as office:
        before = slots.read_slots(office.home.slots)
        AgentDesk(office).add(LEAD, THEIRS)
        with office.vault.transaction():
            AgentDesk(office)._book.begin(before)
    (fault,) = told(tmp_path, clock)
    assert fault == f"a key slot of {LEAD} was added, and not by this program"
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).add("示例丙", CHANGED)
        AgentDesk(office).change(PASSPHRASE, "又一句 谁也不知道的 十五字 口令")

    assert told(tmp_path, clock, "又一句 谁也不知道的 十五字 口令") == [fault]


def test_slots_that_vanish_while_the_station_is_open_are_told(
    tmp_path: Path, clock: HandClock
) -> None:
    with an_office(tmp_path, clock) as office:
        files = copies(office.home)
        for file in files:
            file.unlink()

        (fault,) = AgentDesk(office).strange()
        assert "there are no key slots" in str(fault)
        put_back(files)
