"""Passphrases that are typed twice: another one for oneself, also before one has come in for the
first time, and one that a new colleague types."""

from pathlib import Path

from station.desk.agents import AgentDesk, NewAgent
from station.desk.keyfiles import KeyFileDesk
from station.desk.office import Office
from station.desk.premises import Premises
from station.desk.trainees import add
from station.domain.errors import BadInput, StationError
from station.domain.roles import AgentRole
from station.storage.keyfile import KeyFileExists
from station.storage.keys import WrongPassphrase


def change_own(office: Office, old: str, new: str, again: str) -> None:
    """Give the agent at the desk another passphrase. Raises BadInput with the faults of `old`,
    `passphrase` and `again`, and as `AgentDesk.change` does."""
    refuse_different(new, again)
    try:
        AgentDesk(office).change(old, new)
    except WrongPassphrase as wrong:
        raise BadInput({"old": wrong}) from None


def come_first(place: Premises, agent: str, given: str, new: str, again: str) -> Office:
    """Change the passphrase that somebody else made, and come in with the new one. Raises
    BadInput, and as `opening.open_station` does."""
    refuse_different(new, again)
    office = place.open(agent, given, changing=True)
    try:
        AgentDesk(office).change(given, new)
    except BaseException:
        office.leave()
        raise
    return office


def add_colleague(office: Office, name: str, role: AgentRole, new: str, again: str) -> NewAgent:
    """Let somebody work here, with a passphrase that they typed twice, or with none: then one is
    made for them. Raises BadInput with the faults of `agent`, `passphrase` and `again`, and as
    `AgentDesk.add` does."""
    refuse_different(new, again)
    return add(office, name, new, role)


def change_key_file(office: Office, what: str, passphrase: str, folder: str) -> Path | None:
    """Make a key file for the agent at the desk in this folder (`on`), put it once more there
    (`copy`), or do without it (`off`); where it lies now. Raises BadInput with the faults of
    `passphrase` and `folder`, and as `KeyFileDesk` does."""
    desk = KeyFileDesk(office)
    if what != "off" and not folder.strip():
        fault = StationError("this must be filled in", "Plug the stick in; look how it is called.")
        raise BadInput({"folder": fault})
    try:
        match what:
            case "on":
                return desk.on(passphrase, Path(folder.strip()))
            case "copy":
                return desk.copy(Path(folder.strip()))
            case _:
                desk.off(passphrase)
                return None
    except WrongPassphrase as wrong:
        raise BadInput({"passphrase": wrong}) from None
    except KeyFileExists as there:
        raise BadInput({"folder": there}) from None


def refuse_different(new: str, again: str) -> None:
    """Raises BadInput with the fault of `again` if the two are not the same."""
    if new != again:
        fault = StationError("the two are not the same", "Type it again.")
        raise BadInput({"again": fault})
