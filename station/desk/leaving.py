"""The end of an agent's turn: where they were is kept for them, and why it ended is on record."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass

from station.desk.office import Office
from station.domain.errors import StationError
from station.domain.office_events import StationLocked


@dataclass(frozen=True, kw_only=True)
class Bookmark:
    """Where an agent was: a page by its name, a case by its receipt number, a form that they were
    typing by the name of its draft. What does not apply is empty."""

    page: str = ""
    case: str = ""
    draft: str = ""


def lock(office: Office, why: str, mark: Bookmark) -> None:
    """Leave the office, locked for this reason (see `StationLocked`). The vault is closed, also
    where the disk takes nothing any more. Raises as `Office.leave` does."""
    if office.trouble is None:
        with suppress(StationError):  # leaving says what is wrong with the disk
            now = office.stamp()
            with office.transaction():
                office.memory.set(**{_name(office.agent): json.dumps(asdict(mark))})
                office.record(StationLocked(at=now.at, by=now.by, why=why))
    office.leave()


def bookmark(office: Office) -> Bookmark:
    """Where the agent at the desk was when the station was locked."""
    with suppress(StationError, ValueError, TypeError), office.vault.reading():
        return Bookmark(**json.loads(office.memory.get(_name(office.agent), "{}")))
    return Bookmark()


def _name(agent: str) -> str:
    return f"was_at:{agent}"
