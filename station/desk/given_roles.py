"""What somebody is at the station: another role for a colleague."""

from collections.abc import Mapping

from station.desk.colleagues import refuse_unknown
from station.desk.office import Office
from station.domain.errors import StationError
from station.domain.office_events import RoleChanged
from station.domain.roles import AgentRole, Right
from station.domain.roster import TELLING, Colleague, roster
from station.storage.slots import read_slots


class LastLead(StationError):
    """Without this lead nobody could say who works here."""


class NoRoleHere(StationError):
    """Nobody who has a slot of the real station is a trainee."""


def give_role(office: Office, name: str, role: AgentRole) -> None:
    """From now on this colleague is something else here. Raises NotAllowed, NoSuchColleague,
    LastLead, NoRoleHere for the role of a trainee."""
    office.rights.ask(Right.STAFF, RoleChanged.kind)
    if role is AgentRole.TRAINEE:
        raise NoRoleHere(
            "a trainee opens a practice station, and nobody opens both",
            "Remove {agent}, then: run.py agent add {agent} --role trainee",
            agent=name,
        )
    with office.transaction():
        known = roster(office.journal.own_of(*TELLING))
        refuse_unknown(office, name, known)
        if role is not AgentRole.LEAD:
            _refuse_last_lead(office, name, known)
        if known[name].role != role.value:
            now = office.stamp()
            office.record(RoleChanged(at=now.at, by=now.by, agent=name, role=role.value))


def _refuse_last_lead(office: Office, name: str, known: Mapping[str, Colleague]) -> None:
    """Counted are those who can come in."""
    can = {slot.agent for slot in read_slots(office.home.slots).slots}
    leads = {one.name for one in known.values() if one.role == AgentRole.LEAD.value} & can
    if leads == {name}:
        raise LastLead(
            "{agent} is the only lead of this station",
            "Make somebody else a lead first: run.py agent role NAME lead",
            agent=name,
        )
