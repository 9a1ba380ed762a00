"""Trainees: a practice station is made for each, and goes when they leave or begin to work."""

from station.desk.agents import AgentDesk, NewAgent
from station.desk.cases import CaseDesk, all_papers
from station.desk.colleagues import refuse_unknown
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import NewStation, come_in, first_pages
from station.desk.practice import UNFINISHED, clear, close_practice, for_practice, practices
from station.desk.samples import OLD, RARE, YOUNG
from station.desk.words import _
from station.domain.errors import BadInput, StationError
from station.domain.names import clean_worker
from station.domain.numbers import PRACTICE
from station.domain.office_events import TraineeAdded, TraineeRemoved
from station.domain.passphrases import check_passphrase, generate_passphrase
from station.domain.roles import AgentRole, Right
from station.domain.roster import PRACTISING, trainees
from station.storage import durable
from station.storage.instance import Instance
from station.storage.keys import cost_in, create_slots
from station.storage.migrations import MIGRATIONS
from station.storage.slots import read_slots
from station.storage.vault import open_vault


class AlreadyHere(StationError):
    """Somebody of this name opens a station here."""


def add(office: Office, name: str, passphrase: str, role: AgentRole) -> NewAgent:
    """Add somebody in this role, a trainee too; see `AgentDesk.add` and `add_trainee`."""
    if role is not AgentRole.TRAINEE:
        return AgentDesk(office).add(name, passphrase, role)
    told = passphrase or generate_passphrase(office.clock.chance)
    name = add_trainee(office, name, told, given=not passphrase)
    return NewAgent(name=name, passphrase=told)


def came_words(role: AgentRole) -> str:
    """What somebody who was added can do from now on; {agent} is to be filled in."""
    if role is AgentRole.TRAINEE:
        return _("{agent} can practise now, in a station of their own")
    return _("{agent} can open this station now")


def add_trainee(office: Office, name: str, passphrase: str, *, given: bool) -> str:
    """Make a practice station for this person, with a few cases of sample residents; their name
    as it is written. `given`: somebody else knows the passphrase, so they change it first.

    Raises NotAllowed, BadInput, DiskFull, DiskFailing. If it is cut short, they open it, or are
    added again.
    """
    office.rights.ask(Right.STAFF, TraineeAdded.kind)
    name = _checked(office, name, passphrase, given=given)
    home = _free_place(office.home)
    part = Home(folder=home.folder.with_suffix(UNFINISHED))
    clear(home.folder)
    _found(office, part, NewStation(
        station=PRACTICE, name=f"{office.name}（练习）", agent=name, passphrase=passphrase,
    ), given=given)  # fmt: skip
    now = office.stamp()
    office.record(TraineeAdded(at=now.at, by=now.by, agent=name))
    part.folder.replace(home.folder)
    durable.settle(home.folder.parent)
    return name


def remove_trainee(office: Office, name: str) -> None:
    """Take somebody's practice station away. Raises NotAllowed, NoSuchColleague, VaultInUse."""
    office.rights.ask(Right.STAFF, TraineeRemoved.kind)
    if name not in practices(office.home) and not is_trainee(office, name):
        refuse_unknown(office, name, {})
    close_practice(office, name)


def is_trainee(office: Office, name: str) -> bool:
    """Whether this person practises here and does nothing else."""
    with office.vault.reading():
        return name in trainees(office.journal.own_of(*PRACTISING))


def _checked(office: Office, name: str, passphrase: str, *, given: bool) -> str:
    faults: dict[str, StationError] = {}
    try:
        name = clean_worker(name)
        known = {one.agent for one in read_slots(office.home.slots).slots}
        if name in known | practices(office.home).keys():
            faults["agent"] = AlreadyHere(
                "{agent} opens a station here already",
                "Two people of one name: add what tells them apart.", agent=name,
            )  # fmt: skip
    except StationError as fault:
        faults["agent"] = fault
    try:
        if not given:
            check_passphrase(passphrase, (office.code, office.name, name))
    except StationError as fault:
        faults["passphrase"] = fault
    if faults:
        raise BadInput(faults)
    return name


def _free_place(home: Home) -> Home:
    number = 1
    while (folder := home.practice / str(number)).exists():
        number += 1
    return Home(folder=folder)


def _found(office: Office, home: Home, new: NewStation, *, given: bool) -> None:
    """The whole practice station, in a folder that does not count yet."""
    clock = office.clock
    home.folder.mkdir(parents=True)
    instance = Instance.take(home.lock, now=clock.now())
    try:
        opened = create_slots(
            home.slots, owner=new.station, agent=new.agent, passphrase=new.passphrase,
            cost=cost_in(read_slots(office.home.slots), office.agent), chance=clock.chance,
        )  # fmt: skip
        first_pages(home, new, opened, clock, role=AgentRole.TRAINEE, given=given)
        vault = open_vault(home.vault, opened.data_key, MIGRATIONS)
    except BaseException:
        instance.release()
        raise
    settings = for_practice(office.settings, home)
    practice = come_in(home, vault, opened, instance, settings, clock, changing=True)
    try:
        _sample_cases(practice)
    finally:
        practice.leave()


def _sample_cases(office: Office) -> None:
    """One case each that was received, lacks papers, and was just begun."""
    desk = CaseDesk(office)
    first, second, third, *_ = office.items.values()
    desk.open(first.id, RARE, all_papers(first), receive=True)
    some = dict(list(all_papers(second).items())[:1])
    desk.open(second.id, OLD, some, receive=False)
    desk.open(third.id, YOUNG, {}, receive=False)
