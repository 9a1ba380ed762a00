"""The table of roles: who may do what, over every kind of event that there is."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.act import Act
from station.domain.acts import ACTS
from station.domain.decider_events import CaseVoided
from station.domain.event import Event
from station.domain.events import KINDS
from station.domain.office_events import (
    RESTORED,
    AgentAdded,
    AgentCame,
    AgentRemoved,
    BackupMade,
    DataKeyChanged,
    KeyChangeBegun,
    LifeBegun,
    RoleChanged,
    StationOpened,
)
from station.domain.roles import RIGHT_FOR, RIGHTS, AgentRole, Right, may, overstepped, right_to
from station.domain.roster import roster
from station.domain.stamp import SYSTEM
from station.domain.states import Actor
from station.domain.steps import ROWS
from station.domain.values import Presenter
from station.domain.window_events import CaseReceived

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LEAD, AGENT, AUDITOR = "示例站长", "示例代办员", "示例督查"
OWN = frozenset({
    Right.STAFF, Right.KEY, Right.RESTORE, Right.JOIN, Right.PURGE, Right.CLEAR, Right.SECOND,
})  # fmt: skip
"""What only a lead may."""
kinds = st.sampled_from(sorted(RIGHT_FOR))


def added(name: str, role: AgentRole, by: str = LEAD) -> AgentAdded:
    return AgentAdded(at=AT, by=by, agent=name, role=role.value, signs=name, opens="", given=False)


def found_in(*events: Event) -> list[int]:
    """The numbers of those that a role did not allow, at a station with one of each."""
    began: Sequence[Event] = (
        StationOpened(at=AT, by=LEAD, station="330211105203", name="示例站"),
        added(LEAD, AgentRole.LEAD), added(AGENT, AgentRole.AGENT),
        added(AUDITOR, AgentRole.AUDITOR),
    )  # fmt: skip
    return [number - len(began) for number in overstepped(enumerate([*began, *events], start=1))]


# ---- the table


def test_every_kind_of_event_is_covered_by_one_right() -> None:
    assert set(RIGHT_FOR) == set(KINDS)


def test_every_role_has_its_rights_and_every_right_is_somebodys() -> None:
    assert set(RIGHTS) == set(AgentRole)
    assert frozenset[Right]().union(*RIGHTS.values()) == frozenset(Right)


@given(kinds)
def test_a_lead_may_write_everything(kind: str) -> None:
    assert may("lead", RIGHT_FOR[kind])


@given(kinds)
def test_an_agent_does_all_daily_work_and_nothing_of_the_lead_s(kind: str) -> None:
    assert may("agent", RIGHT_FOR[kind]) is (RIGHT_FOR[kind] not in OWN)


@given(kinds)
def test_an_auditor_leaves_nothing_but_that_they_came_and_looked(kind: str) -> None:
    assert may("auditor", RIGHT_FOR[kind]) is (RIGHT_FOR[kind] in {Right.NOTE, Right.LOOK})


@given(kinds)
def test_a_trainee_works_on_cases_and_takes_nothing_out_of_practice(kind: str) -> None:
    fits = {Right.NOTE, Right.LOOK, Right.WORK}
    assert may("trainee", RIGHT_FOR[kind]) is (RIGHT_FOR[kind] in fits)
    assert not may("trainee", Right.EXCHANGE)


@given(st.text())
def test_a_role_of_a_newer_program_may_look_at_most(role: str) -> None:
    if role not in {one.value for one in AgentRole}:
        assert [right for right in Right if may(role, right)] == [Right.NOTE, Right.LOOK]


@pytest.mark.parametrize("act", ACTS.values(), ids=list(ACTS))
def test_every_act_is_daily_work(act: Act) -> None:
    assert right_to(act.event, None) in {Right.WORK, Right.LOOK}


def test_what_the_table_of_steps_leaves_to_a_second_person_is_the_lead_s() -> None:
    second = {row.event for row in ROWS if row.actor is Actor.LEAD}

    assert second == {CaseVoided}
    assert {right_to(kind, Actor.LEAD) for kind in second} == {Right.SECOND}


# ---- a journal looked through


def test_what_each_does_in_their_role_is_named_by_nobody() -> None:
    assert not found_in(
        AgentCame(at=AT, by=AUDITOR), BackupMade(at=AT, by=AGENT, events=1),
        BackupMade(at=AT, by=SYSTEM, events=1), added("示例新人", AgentRole.AGENT),
    )  # fmt: skip


def test_who_writes_what_their_role_does_not_allow_is_named() -> None:
    assert found_in(
        BackupMade(at=AT, by=AUDITOR, events=1), AgentCame(at=AT, by=AGENT),
        added("示例新人", AgentRole.LEAD, by=AGENT),
    ) == [1, 3]  # fmt: skip


def test_who_never_worked_here_is_named() -> None:
    assert found_in(AgentCame(at=AT, by="示例路人")) == [1]


def test_a_role_counts_from_the_entry_that_gave_it() -> None:
    made = BackupMade(at=AT, by=AUDITOR, events=1)
    changed = RoleChanged(at=AT, by=LEAD, agent=AUDITOR, role="agent")

    assert found_in(made, changed, made) == [1]


def test_nobody_gives_a_role_to_themselves() -> None:
    assert found_in(RoleChanged(at=AT, by=AGENT, agent=AGENT, role="lead")) == [1]


def test_a_received_case_is_voided_by_a_lead_and_a_draft_by_any_agent() -> None:
    received = CaseReceived(
        at=AT, by=AGENT, case="1", presenter=Presenter.SELF, for_authority=False
    )
    void = CaseVoided(at=AT, by=AGENT, case="1", reason="录入错误")

    assert found_in(void) == []
    assert found_in(received, void) == [2]
    assert found_in(received, CaseVoided(at=AT, by=LEAD, case="1", reason="录入错误")) == []


def test_a_removal_that_a_lead_began_may_be_noted_by_whoever_comes_next() -> None:
    removed = AgentRemoved(at=AT, by=AGENT, agent=AUDITOR)
    turned = DataKeyChanged(at=AT, by=AGENT, key="11")
    begun = KeyChangeBegun(at=AT, by=LEAD, without=AUDITOR)

    assert found_in(begun, removed, turned) == []
    assert found_in(removed, turned) == [1, 2]
    assert found_in(begun, removed, turned, turned) == [4]
    assert found_in(KeyChangeBegun(at=AT, by=AGENT, without=AUDITOR)) == [1]


def test_only_a_lead_restores() -> None:
    def life(by: str, reason: str) -> LifeBegun:
        return LifeBegun(at=AT, by=by, incarnation="11", parent="22", reason=reason)

    assert found_in(life(AGENT, RESTORED), life(LEAD, RESTORED), life(AGENT, "two histories")) == [
        1
    ]


def test_the_roster_tells_the_role_that_was_given_last() -> None:
    known = roster([
        added(LEAD, AgentRole.LEAD), added(AGENT, AgentRole.AGENT),
        RoleChanged(at=AT, by=LEAD, agent=AGENT, role="auditor"),
        RoleChanged(at=AT, by=LEAD, agent="示例路人", role="lead"),
    ])  # fmt: skip

    assert {one.name: one.role for one in known.values()} == {LEAD: "lead", AGENT: "auditor"}
