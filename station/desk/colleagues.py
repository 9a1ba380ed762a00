"""Colleagues as they are listed, and who is meant by a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from station.desk.office import Office
from station.domain.errors import StationError
from station.domain.roster import Colleague


@dataclass(frozen=True, kw_only=True)
class AgentLine:
    """What the list shows of an agent."""

    name: str
    role: str
    since: datetime
    slot: bool
    """Whether there is a key slot: without one the agent cannot come in."""
    key_file: bool
    """Whether the slot opens with a key file only."""
    given: bool
    """Whether somebody else has seen the passphrase."""


class NoSuchColleague(StationError):
    """Nobody of this name works here."""


def refuse_unknown(office: Office, name: str, known: Mapping[str, Colleague]) -> None:
    """Raises NoSuchColleague if nobody of this name works here."""
    if name not in known:
        raise NoSuchColleague(
            "{agent} does not work here",
            "Choose one of: {agents}.",
            agent=name,
            agents=", ".join(one for one in known if one != office.agent) or "-",
        )
