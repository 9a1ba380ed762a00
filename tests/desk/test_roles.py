"""Roles at a desk: what somebody has no right to is not done, and stands on record as tried."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from station.desk.agents import AgentDesk
from station.desk.cases import CaseDesk, all_papers
from station.desk.checking import check
from station.desk.colleagues import NoSuchColleague
from station.desk.consulting import ConsultDesk
from station.desk.copying import make_backup, restore_station
from station.desk.daily_copies import BackupDesk
from station.desk.drafts import DraftDesk
from station.desk.given_roles import LastLead, NoRoleHere, give_role
from station.desk.handing_out import hand_out
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import open_station
from station.desk.people import PersonDesk
from station.desk.person_sheets import print_notice
from station.desk.print_queue import QueueDesk
from station.desk.printing import PrintDesk
from station.desk.records import RecordDesk
from station.desk.rekeying import change_key
from station.desk.space import SpaceDesk
from station.desk.syncing import SyncDesk
from station.domain.event import Event
from station.domain.office_events import ActRefused, KeyChangeBegun, RoleChanged
from station.domain.person_events import PersonViewed
from station.domain.printing import Hindrance
from station.domain.roles import AgentRole, NotAllowed, Right, overstepped
from station.domain.values import Consent, Side
from station.storage.printqueue import PrintQueue, Queued
from tests.desk.test_cases import APPLICANT, PENSION
from tests.desk.test_checking import quiet
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings

OTHER, THEIRS = "示例同事", "山那边 的口令 也有十五字 不短"
ID = APPLICANT["id"]


@contextmanager
def come(folder: Path, clock: HandClock) -> Iterator[Office]:
    """The colleague comes in."""
    home = Home(folder=folder)
    office = open_station(home, OTHER, THEIRS, settings=settings(folder), clock=clock)
    try:
        yield office
    finally:
        office.leave()


@contextmanager
def visit(folder: Path, role: AgentRole) -> Iterator[tuple[Office, str]]:
    """A colleague in this role, and the number of a received case of a lead."""
    clock = HandClock()
    with an_office(folder, clock) as office:
        AgentDesk(office).add(OTHER, THEIRS, role)
        desk = CaseDesk(office)
        papers = all_papers(office.item(PENSION))
        number = desk.open(PENSION, APPLICANT, papers, receive=True).case.number
        desk.act(number, "request", {"what": "void", "reason": "录入错误"})
    with come(folder, clock) as office:
        yield office, number


def written(office: Office) -> list[Event]:
    with office.vault.reading():
        life = office.journal.chained(Side.STATION, office.journal.head().incarnation)
        return [one.event for one in life]


def refusals(office: Office) -> list[tuple[str, str]]:
    return [(one.what, one.about) for one in written(office) if isinstance(one, ActRefused)]


Door = Callable[[Office, str, Path], object]
WORKING: Mapping[str, Door] = {
    "case_opened": lambda o, _n, _p: CaseDesk(o).open(PENSION, APPLICANT, {}, receive=False),
    "case_handed_over": lambda o, n, _p: CaseDesk(o).act(n, "hand_over", {}),
    "consultation_held": lambda o, _n, _p: ConsultDesk(o).hold(
        {"channel": "counter", "question": "问", "answer": "答"}
    ),
    "consent_given": lambda o, _n, _p: SpaceDesk(o).consent(ID, Consent.SPACE),
    "data_disputed": lambda o, _n, _p: PersonDesk(o).dispute(
        ID, {"field": "phone", "says": "号码不对"}
    ),
    "person_corrected": lambda o, _n, _p: PersonDesk(o).correct(
        ID, {"field": "address", "after": "示例镇2号", "reason": "更正"}
    ),
    "person_exported": lambda o, _n, p: hand_out(o, ID, p / "copy", "本人要求"),
    "person_sheet_printed": lambda o, _n, p: print_notice(o, ID, out=p),
    "sheet_printed": lambda o, n, p: PrintDesk(o).print("F01", n, out=p),
    "draft_kept": lambda o, _n, _p: DraftDesk(o).keep("", {"name": "示例"}),
    "backup_made": lambda o, _n, p: make_backup(o, p / "copy.backup"),
    "exchange": lambda o, _n, p: SyncDesk(o).stick_out(
        p, progress=lambda _: None, cancel=lambda: False
    ),
}
"""What an auditor may not, by the word under which it is refused."""
LEADING: Mapping[str, Door] = {
    "case_voided": lambda o, n, _p: CaseDesk(o).act(n, "void", {"reason": "录入错误"}),
    "agent_added": lambda o, _n, _p: AgentDesk(o).add("示例新人"),
    "role_changed": lambda o, _n, _p: give_role(o, OTHER, AgentRole.LEAD),
    "agent_removed": lambda o, _n, _p: change_key(o, without=NEW.agent, progress=quiet),
    "data_key_changed": lambda o, _n, _p: change_key(o, progress=quiet),
    "records_frozen": lambda o, _n, _p: list(RecordDesk(o).freeze()),
    "records_purged": lambda o, _n, _p: list(RecordDesk(o).purge()),
    "district_joined": lambda o, _n, _p: SyncDesk(o).join("http://127.0.0.1:9", "AAAA-BBBB"),
}
"""What neither of them may."""


@pytest.mark.parametrize("role", [AgentRole.AGENT, AgentRole.AUDITOR], ids=lambda one: one.value)
def test_what_only_a_lead_may_is_refused_and_put_on_record(tmp_path: Path, role: AgentRole) -> None:
    with visit(tmp_path / "home", role) as (office, number):
        before = len(written(office))
        for door in LEADING.values():
            with pytest.raises(NotAllowed):
                door(office, number, tmp_path)

        assert [what for what, _ in refusals(office)] == list(LEADING)
        assert len(written(office)) == before + len(LEADING)
        assert CaseDesk(office).case(number).state.value == "received"


def test_an_auditor_records_nothing_but_that_they_tried(tmp_path: Path) -> None:
    with visit(tmp_path / "home", AgentRole.AUDITOR) as (office, number):
        before = len(written(office))
        for door in WORKING.values():
            with pytest.raises(NotAllowed):
                door(office, number, tmp_path)

        assert [what for what, _ in refusals(office)] == list(WORKING)
        assert len(written(office)) == before + len(WORKING)
        assert DraftDesk(office).lines() == []
        assert [one.name for one in tmp_path.iterdir()] == ["home"]


def test_an_auditor_does_nothing_with_a_notice_that_waits(tmp_path: Path) -> None:
    with visit(tmp_path / "home", AgentRole.AUDITOR) as (office, _number):
        now = office.clock.now()
        waits = Queued(
            number="F14-1", sheet="F14", case="", person=ID, nth=1, copies=1, by=NEW.agent,
            at=now, hindrance=Hindrance.OFF, tried_at=now,
        )  # fmt: skip
        with office.vault.transaction():
            PrintQueue(office.vault).add(waits, b"%PDF")
        desk = QueueDesk(office)
        for way in (desk.print, desk.open, desk.drop):
            with pytest.raises(NotAllowed):
                way(waits.number)


def test_an_agent_does_what_an_auditor_may_not(tmp_path: Path) -> None:
    with visit(tmp_path / "home", AgentRole.AGENT) as (office, number):
        for what, door in WORKING.items():
            if what != "exchange":  # nobody is joined here
                door(office, number, tmp_path)

        assert refusals(office) == []


def test_a_refused_act_is_on_record_with_its_case_and_without_a_name(tmp_path: Path) -> None:
    with visit(tmp_path, AgentRole.AUDITOR) as (office, number):
        with pytest.raises(NotAllowed):
            CaseDesk(office).act(number, "hand_over", {})
        with pytest.raises(NotAllowed):
            SpaceDesk(office).consent(ID, Consent.SPACE)
        told = [one for one in written(office) if isinstance(one, ActRefused)]

    assert [(one.by, one.what, one.about) for one in told] == [
        (OTHER, "case_handed_over", number), (OTHER, "consent_given", ""),
    ]  # fmt: skip


def test_an_auditor_looks_with_a_purpose_and_checks_everything(tmp_path: Path) -> None:
    with visit(tmp_path, AgentRole.AUDITOR) as (office, number):
        CaseDesk(office).view(number, revealed=True, purpose="审计抽查")
        SpaceDesk(office).view(ID, "审计抽查")

        assert check(office, progress=quiet).faults == ()
        assert isinstance(written(office)[-1], PersonViewed)


def test_an_act_without_a_right_to_it_says_so_in_the_list(tmp_path: Path) -> None:
    with visit(tmp_path, AgentRole.AUDITOR) as (office, number):
        desk = CaseDesk(office)
        told = {offer.act.name: offer.hindrance for offer in desk.offers(desk.case(number))}

    assert told
    assert all(isinstance(why, NotAllowed) for why in told.values())


def test_an_agent_is_told_that_a_received_case_is_voided_by_a_lead(tmp_path: Path) -> None:
    with visit(tmp_path, AgentRole.AGENT) as (office, number):
        desk = CaseDesk(office)
        told = {offer.act.name: offer.hindrance for offer in desk.offers(desk.case(number))}

    assert isinstance(told["void"], NotAllowed)
    assert [name for name, why in told.items() if isinstance(why, NotAllowed)] == ["void"]


def test_the_backup_of_the_day_is_made_by_the_program_whoever_sits_there(tmp_path: Path) -> None:
    with visit(tmp_path, AgentRole.AUDITOR) as (office, _):
        assert BackupDesk(office).daily().first is not None
        with pytest.raises(NotAllowed):
            BackupDesk(office).daily(at_once=True)


# ---- roles given


def test_a_role_counts_at_once_for_whoever_has_it(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).add(OTHER, THEIRS, AgentRole.AUDITOR)
        give_role(office, OTHER, AgentRole.LEAD)
        give_role(office, NEW.agent, AgentRole.AUDITOR)
        assert office.rights.role == "auditor"
        with pytest.raises(NotAllowed):
            give_role(office, NEW.agent, AgentRole.LEAD)
    with come(tmp_path, clock) as office:
        give_role(office, NEW.agent, AgentRole.AGENT)
        lines = AgentDesk(office).all()
        found = list(overstepped(enumerate(written(office), start=1)))

    assert [(one.name, one.role) for one in lines] == [(NEW.agent, "agent"), (OTHER, "lead")]
    assert found == []


def test_the_last_lead_stays_one(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        AgentDesk(office).add(OTHER, THEIRS)
        for role in (AgentRole.AGENT, AgentRole.AUDITOR):
            with pytest.raises(LastLead):
                give_role(office, NEW.agent, role)
        give_role(office, NEW.agent, AgentRole.LEAD)

        assert not [one for one in written(office) if isinstance(one, RoleChanged)]


def test_a_role_is_given_to_colleagues_and_no_colleague_becomes_a_trainee(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        AgentDesk(office).add(OTHER, THEIRS)
        with pytest.raises(NoSuchColleague):
            give_role(office, "示例路人", AgentRole.LEAD)
        with pytest.raises(NoRoleHere):
            give_role(office, OTHER, AgentRole.TRAINEE)


def test_what_a_changed_program_wrote_past_the_table_is_found_by_the_check(tmp_path: Path) -> None:
    with visit(tmp_path, AgentRole.AUDITOR) as (office, _):
        now = office.stamp()
        with office.vault.transaction():
            office.journal.append(RoleChanged(at=now.at, by=now.by, agent=OTHER, role="lead"))
        (fault,) = check(office, progress=quiet).faults

    assert "whose role does not allow it" in fault.message


def test_who_ordered_another_key_is_on_record_before_it_comes(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).add(OTHER, THEIRS)
        after = change_key(office, without=OTHER, progress=quiet)
        begun = [one for one in written(after) if isinstance(one, KeyChangeBegun)]
        found = list(overstepped(enumerate(written(after), start=1)))
        after.leave()

    assert [(one.by, one.without) for one in begun] == [(NEW.agent, OTHER)]
    assert found == []


# ---- restoring


def test_only_a_lead_restores(tmp_path: Path) -> None:
    clock = HandClock()
    with visit(tmp_path / "home", AgentRole.AGENT) as (office, _):
        make_backup(office, tmp_path / "copy.backup")
    home = Home(folder=tmp_path / "again")

    with pytest.raises(NotAllowed, match=Right.RESTORE.name):
        restore_station(
            home, tmp_path / "copy.backup", OTHER, THEIRS, settings=settings(home.folder),
            clock=clock,
        )  # fmt: skip
    assert not home.vault.exists()

    restore_station(
        home, tmp_path / "copy.backup", NEW.agent, PASSPHRASE, settings=settings(home.folder),
        clock=clock,
    ).leave()  # fmt: skip
    assert home.vault.exists()
