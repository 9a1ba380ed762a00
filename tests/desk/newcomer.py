"""Somebody whom a colleague added with a passphrase that the program made."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from station.desk.agents import AgentDesk
from station.desk.checking import check
from station.desk.home import Home
from station.desk.office import Office
from station.desk.own_passphrase import come_first
from station.domain.office_events import AgentKeysChanged
from station.domain.roster import TELLING, Colleague, roster
from station.storage.keys import AgentKeys, unlock
from tests.desk.test_agents import LEAD, THEIRS, copies
from tests.desk.test_checking import quiet
from tests.office import HandClock, an_office
from tests.tui.stage import place


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody whom a colleague added, who kept what there was to keep."""

    folder: Path
    clock: HandClock
    given: str
    files: dict[Path, bytes]
    """The key slots of that day."""
    keys: AgentKeys
    """What opens with them."""


def a_newcomer(folder: Path) -> Newcomer:
    """A station to which somebody was added, who has not come yet."""
    clock = HandClock()
    with an_office(folder, clock) as office:
        given = AgentDesk(office).add(LEAD).passphrase
    home = Home(folder=folder)
    keys = unlock(home.slots, agent=LEAD, passphrase=given).keys
    return Newcomer(folder=folder, clock=clock, given=given, files=copies(home), keys=keys)


@contextmanager
def first_visit(one: Newcomer) -> Iterator[Office]:
    office = come_first(place(one.folder, one.clock), LEAD, one.given, THEIRS, THEIRS)
    try:
        yield office
    finally:
        office.leave()


def known(office: Office) -> Colleague:
    with office.vault.reading():
        return roster(office.journal.own_of(*TELLING))[LEAD]


def faults(one: Newcomer) -> list[str]:
    with an_office(one.folder, one.clock) as office:
        found = check(office, progress=quiet)
        assert found.waiting == ()
        return [str(fault) for fault in found.faults]


def journalled(office: Office) -> list[AgentKeysChanged]:
    with office.vault.reading():
        found = office.journal.own_of(AgentKeysChanged)
    return [one for one in found if isinstance(one, AgentKeysChanged)]
