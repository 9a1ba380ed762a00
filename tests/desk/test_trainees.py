"""A trainee practises in a vault of their own, out of which nothing leads."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.agents import AgentDesk
from station.desk.cases import CaseDesk, all_papers
from station.desk.checking import check
from station.desk.colleagues import NoSuchColleague
from station.desk.daily_copies import BackupDesk
from station.desk.office import Office
from station.desk.own_keys import PassphraseGiven
from station.desk.practice import practices
from station.desk.premises import Premises
from station.desk.printing import PrintDesk
from station.desk.syncing import SyncDesk
from station.desk.trainees import add, remove_trainee
from station.domain.errors import BadInput
from station.domain.numbers import PRACTICE, BadStationCode, station_code
from station.domain.office_events import ActRefused, TraineeAdded, TraineeRemoved
from station.domain.roles import AgentRole, NotAllowed
from station.storage.casebook import Wanted
from station.storage.instance import VaultInUse
from station.storage.keys import UnknownAgent, WrongPassphrase
from station.storage.slots import twin_of
from sync.district.verify import examine
from tests.desk.test_cases import APPLICANT, PENSION
from tests.desk.test_checking import quiet
from tests.desk.test_roles import LEADING, THEIRS
from tests.district.pair import a_district, join, synced
from tests.office import NEW, PASSPHRASE, STATION, WEAK, HandClock, an_office, settings
from tests.tui.stage import place

TRAINEE, OWN = "示例学员", "自己想的 练习口令 也有十五个字 abc"


@contextmanager
def practising(folder: Path, clock: HandClock) -> Iterator[Office]:
    """A trainee was added, and practises."""
    with an_office(folder, clock) as office:
        add(office, TRAINEE, OWN, AgentRole.TRAINEE)
    office = place(folder, clock).open(TRAINEE, OWN)
    try:
        yield office
    finally:
        office.leave()


# ---- two stations that know nothing of each other


def test_a_trainee_sees_sample_cases_and_none_that_is_real(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False)
    with practising(tmp_path, clock) as office:
        lines = CaseDesk(office).lines(Wanted(), 0, 10)

        assert office.practice
        assert len(lines) == 3
        assert all(line.name.startswith("示例") for line in lines)
        assert check(office, progress=quiet).faults == ()


def test_the_passphrase_of_a_trainee_opens_nothing_real(tmp_path: Path) -> None:
    clock = HandClock()
    with practising(tmp_path, clock) as office:
        key = office.opened.data_key
    with an_office(tmp_path, clock) as office:
        assert office.opened.data_key != key
    assert TRAINEE not in place(tmp_path).agents()
    assert place(tmp_path).trainees() == (TRAINEE,)
    with pytest.raises(WrongPassphrase):
        place(tmp_path).open(NEW.agent, OWN)
    with pytest.raises(WrongPassphrase):
        place(tmp_path).open(TRAINEE, PASSPHRASE)


def test_the_district_is_not_asked_to_let_a_trainee_into_the_real_station(tmp_path: Path) -> None:
    clock = HandClock()
    with practising(tmp_path, clock):
        pass
    for slots_left in (True, False):
        if not slots_left:
            place(tmp_path, clock).home.slots.unlink()
            twin_of(place(tmp_path, clock).home.slots).unlink()
        with pytest.raises(BadInput, match="practises here"):
            place(tmp_path, clock).ask_recovery(TRAINEE, OWN, station=NEW.station)


def test_a_trainee_who_has_to_wait_is_told_before_they_type(tmp_path: Path) -> None:
    clock = HandClock()
    with practising(tmp_path, clock):
        pass
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            place(tmp_path, clock).open(TRAINEE, "wrong")

    assert place(tmp_path, clock).refusal(TRAINEE) is not None
    assert place(tmp_path, clock).refusal(NEW.agent) is None


def test_the_numbers_of_practice_say_so_and_no_station_can_have_its_code(tmp_path: Path) -> None:
    with practising(tmp_path, HandClock()) as office:
        case = CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False).case

    assert case.number == "000000000000-LX-20261120-0004"
    with pytest.raises(BadStationCode):
        station_code(PRACTICE)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not here")
def test_a_sheet_of_practice_says_so_to_any_reader(tmp_path: Path) -> None:
    with practising(tmp_path / "home", HandClock()) as office:
        number = next(
            one.number
            for one in CaseDesk(office).lines(Wanted(), 0, 9)
            if one.state.value != "draft"
        )
        sheet = PrintDesk(office).print("F01", number, out=tmp_path).path
        day = PrintDesk(office).day_end(office.today, out=tmp_path).path
    read = [
        subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
        for file in (sheet, day)
    ]

    assert all("练习 PRACTICE" in text for text in read)
    assert "000000000000-LX-" in read[0]


def test_a_trainee_does_daily_work_and_nothing_of_a_lead(tmp_path: Path) -> None:
    with practising(tmp_path / "home", HandClock()) as office:
        desk = CaseDesk(office)
        papers = all_papers(office.item(PENSION))
        number = desk.open(PENSION, APPLICANT, papers, receive=True).case.number
        PrintDesk(office).print("F01", number, out=tmp_path)
        for what, door in LEADING.items():
            if what != "case_voided":  # nobody has asked for it here
                with pytest.raises(NotAllowed):
                    door(office, number, tmp_path)


# ---- nothing leads out


def test_nothing_of_practice_ever_comes_into_a_parcel(tmp_path: Path) -> None:
    clock = HandClock()
    with a_district(tmp_path / "district") as district:
        with an_office(tmp_path / "home", clock) as office:
            join(office, district)
            add(office, TRAINEE, OWN, AgentRole.TRAINEE)
        practice = place(tmp_path / "home", clock).open(TRAINEE, OWN)
        CaseDesk(practice).open(PENSION, APPLICANT, {}, receive=False)
        with pytest.raises(NotAllowed):
            SyncDesk(practice).join("http://127.0.0.1:9", "AAAA-BBBB")
        with pytest.raises(NotAllowed):
            SyncDesk(practice).stick_out(tmp_path, progress=lambda _: None, cancel=lambda: False)
        practice.leave()
        with an_office(tmp_path / "home", clock) as office:
            synced(office, district)
            with office.vault.reading():
                sent = office.journal.events_from(1, 1000, 10**9)
        found = examine(district, STATION)

    assert found.faults == ()
    assert not [data for data in sent if PRACTICE.encode() in data or "示例二".encode() in data]
    assert [data for data in sent if b"trainee_added" in data]


def test_practice_is_backed_up_nowhere(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path / "home", clock) as office:
        add(office, TRAINEE, OWN, AgentRole.TRAINEE)
    shelf = tmp_path / "shelf"
    told = replace(settings(tmp_path / "home"), backup_daily=True, backup_folder=shelf)
    premises = Premises(home=office.home, settings=told, clock=clock, cost=WEAK)
    practice = premises.open(TRAINEE, OWN)

    assert not practice.settings.backup_daily
    assert BackupDesk(practice).folder != shelf
    with pytest.raises(NotAllowed):
        BackupDesk(practice).daily(at_once=True)
    practice.leave()
    assert not shelf.exists()


# ---- coming and going


def test_the_journal_says_who_added_a_trainee_and_who_took_them_out(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        add(office, TRAINEE, OWN, AgentRole.TRAINEE)
        listed = AgentDesk(office).all()[-1]
        remove_trainee(office, TRAINEE)
        with office.vault.reading():
            told = office.journal.own_of(TraineeAdded, TraineeRemoved)
        left = AgentDesk(office).all()

    assert (listed.name, listed.role, listed.slot) == (TRAINEE, "trainee", True)
    assert [(type(one), one.by) for one in told] == [
        (TraineeAdded, NEW.agent), (TraineeRemoved, NEW.agent),
    ]  # fmt: skip
    assert [one.name for one in left] == [NEW.agent]
    assert not practices(office.home)
    with pytest.raises(UnknownAgent):
        place(tmp_path).open(TRAINEE, OWN)


def test_digits_that_somebody_made_open_nothing_of_practice_but_their_change(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        digits = add(office, TRAINEE, "", AgentRole.TRAINEE).passphrase
    premises = place(tmp_path, clock)
    with pytest.raises(PassphraseGiven):
        premises.open(TRAINEE, digits)
    office = premises.open(TRAINEE, digits, changing=True)
    AgentDesk(office).change(digits, OWN)
    office.leave()

    premises.open(TRAINEE, OWN).leave()


def test_who_becomes_an_agent_has_no_practice_station_any_more(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        add(office, TRAINEE, OWN, AgentRole.TRAINEE)
        AgentDesk(office).add(TRAINEE, THEIRS)
        lines = AgentDesk(office).all()
    office = place(tmp_path, clock).open(TRAINEE, THEIRS)

    assert [(one.name, one.role) for one in lines] == [(NEW.agent, "lead"), (TRAINEE, "agent")]
    assert not office.practice
    assert not practices(office.home)
    office.leave()


def test_nobody_practises_under_the_name_of_a_colleague(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        add(office, TRAINEE, OWN, AgentRole.TRAINEE)
        for name in (NEW.agent, TRAINEE, "系统", ""):
            with pytest.raises(BadInput):
                add(office, name, OWN, AgentRole.TRAINEE)
        with pytest.raises(BadInput):
            add(office, "示例二", "short", AgentRole.TRAINEE)
        with pytest.raises(NoSuchColleague):
            remove_trainee(office, NEW.agent)

        assert list(practices(office.home)) == [TRAINEE]


def test_a_practice_station_is_not_taken_away_under_its_trainee(tmp_path: Path) -> None:
    clock = HandClock()
    with practising(tmp_path, clock), an_office(tmp_path, clock) as office:
        with pytest.raises(VaultInUse):
            remove_trainee(office, TRAINEE)

        assert list(practices(office.home)) == [TRAINEE]


def test_two_trainees_have_a_station_each(tmp_path: Path) -> None:
    clock = HandClock()
    with practising(tmp_path, clock) as first:
        CaseDesk(first).open(PENSION, APPLICANT, {}, receive=False)
        with an_office(tmp_path, clock) as office:
            add(office, "示例另一学员", OWN, AgentRole.TRAINEE)
        second = place(tmp_path, clock).open("示例另一学员", OWN)

        assert (CaseDesk(first).count(Wanted()), CaseDesk(second).count(Wanted())) == (4, 3)
        second.leave()


def test_who_may_not_say_who_works_here_adds_no_trainee(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).add("示例同事", THEIRS)
    office = place(tmp_path, clock).open("示例同事", THEIRS)
    with pytest.raises(NotAllowed):
        add(office, TRAINEE, OWN, AgentRole.TRAINEE)
    with pytest.raises(NotAllowed):
        remove_trainee(office, TRAINEE)

    with office.vault.reading():
        assert len(office.journal.own_of(ActRefused)) == 2
    assert not practices(office.home)
    office.leave()
