"""Who is meant by a name that somebody says of a colleague."""

from collections.abc import Mapping

from station.desk.office import Office
from station.domain.errors import StationError
from station.domain.roster import Colleague


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
