"""Another passphrase for oneself, typed twice; also before one has come in for the first time."""

from station.desk.agents import AgentDesk
from station.desk.office import Office
from station.desk.premises import Premises
from station.domain.errors import BadInput, StationError
from station.storage.keys import WrongPassphrase


def change_own(office: Office, old: str, new: str, again: str) -> None:
    """Give the agent at the desk another passphrase. Raises BadInput with the faults of `old`,
    `passphrase` and `again`, and as `AgentDesk.change` does."""
    _refuse_different(new, again)
    try:
        AgentDesk(office).change(old, new)
    except WrongPassphrase as wrong:
        raise BadInput({"old": wrong}) from None


def come_first(place: Premises, agent: str, given: str, new: str, again: str) -> Office:
    """Change the passphrase that somebody else made, and come in with the new one. Raises
    BadInput, and as `opening.open_station` does."""
    _refuse_different(new, again)
    office = place.open(agent, given, changing=True)
    try:
        AgentDesk(office).change(given, new)
    except BaseException:
        office.leave()
        raise
    return office


def _refuse_different(new: str, again: str) -> None:
    if new != again:
        fault = StationError("the two are not the same", "Type it again.")
        raise BadInput({"again": fault})
