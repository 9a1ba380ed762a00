"""Who may work here, and as what: adding a colleague, roles, one's own passphrase.

What is about to be done to the slots is on record in the vault before the file is written, and
what was done to them is looked up there: see `station.storage.slotbook`.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from station.desk.bundles import seal_told
from station.desk.colleagues import AgentLine
from station.desk.door import Door
from station.desk.office import Office
from station.desk.own_keys import OwnKeys, known_here, public_keys
from station.desk.practice import close_practice, practices, practising
from station.desk.recovering import withdraw
from station.desk.unlocking import lock_of
from station.domain.errors import BadInput, StationError
from station.domain.names import clean_worker
from station.domain.office_events import (
    AgentAdded,
    AgentKeysChanged,
    AgentRemoved,
    DataKeyChanged,
    PassphraseChanged,
    SlotsFoundStrange,
)
from station.domain.passphrases import check_passphrase, generate_passphrase, normal_form
from station.domain.roles import AgentRole, Right
from station.domain.roster import TELLING, follows, removed
from station.storage.keys import Lock, cost_in, with_agent, with_keys, with_lock
from station.storage.slotbook import SlotBook
from station.storage.slots import (
    MAX_SLOTS,
    SlotFile,
    SlotsDamaged,
    SlotsMissing,
    read_slots,
    write_slots,
)


class AgentExists(StationError):
    """Somebody of this name has a key slot here."""


class TooManyAgents(StationError):
    """The file of key slots is full."""


class SamePassphrase(StationError):
    """The new passphrase is the old one."""


@dataclass(frozen=True, kw_only=True)
class NewAgent:
    """An agent who was added, and the passphrase to be told to them once."""

    name: str
    passphrase: str = field(repr=False)


class AgentDesk:
    """The agents of the office, and their slots."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._book = SlotBook(office.memory, office.opened.data_key)

    def all(self) -> tuple[AgentLine, ...]:
        """Everybody who was added, in the order in which they came; the trainees last."""
        slots = {slot.agent: slot for slot in self._slots().slots}
        with self._office.vault.reading():
            known = known_here(self._office)
        lines = (
            AgentLine(
                name=one.name, role=one.role, since=one.since, slot=one.name in slots,
                key_file=one.name in slots and bool(slots[one.name].key_file), given=one.given,
            )
            for one in known.values()
        )  # fmt: skip
        return (*lines, *practising(self._office))

    def add(self, name: str, passphrase: str = "", role: AgentRole = AgentRole.AGENT) -> NewAgent:
        """Let somebody work here. Without a passphrase of their own choice they get 14 digits,
        which they have to change before all else. Who was a trainee here has no practice station
        any more; who is to be one is added by `trainees.add`.

        Raises NotAllowed, BadInput, DiskFull, DiskFailing, NotEnoughMemory. If it is cut short,
        either the agent opens the vault, or has no slot and is added again.
        """
        office = self._office
        office.rights.ask(Right.STAFF, AgentAdded.kind)
        told = passphrase or generate_passphrase(office.clock.chance)
        content = self._slots()
        name = self._checked(name, passphrase, content)
        cost = cost_in(content, office.agent)
        added, theirs = with_agent(
            content, office.opened.data_key, agent=name, passphrase=told, cost=cost,
            chance=office.clock.chance,
        )  # fmt: skip
        now = office.stamp()
        with office.transaction():
            office.record(
                AgentAdded(
                    at=now.at, by=now.by, agent=name, role=role.value, given=not passphrase,
                    **public_keys(theirs.keys),
                )
            )  # fmt: skip
            self._book.expect(added, name, new=True)
        self._write(added)
        if name in practices(office.home):
            close_practice(office, name)
        return NewAgent(name=name, passphrase=told)

    def change(self, old: str, new: str, *, key_file: Path | None = None) -> None:
        """Give the agent at the desk another passphrase; a key file stays the same. The old one
        opens older copies still. Was the old one made by somebody else, the agent has other keys
        from here on, and signs by them. `key_file`: as in `opening.open_station`.

        Raises WrongPassphrase, after several of them TryLater and SlotShut, BadInput, DiskFull,
        DiskFailing, NotEnoughMemory, SlotsUnsettled. If it is cut short, one of the two opens the
        vault, and never both.
        """
        content, office = self._slots(), self._office
        lock = lock_of(content, office.agent, old, named=key_file, home=office.home)
        faults = self._faults(new, content, office.agent, key_file=lock.key_file is not None)
        if normal_form(old) == normal_form(new):
            faults["passphrase"] = SamePassphrase(
                "the new passphrase is the old one", "Choose another one."
            )
        if OwnKeys(office).given:
            self._renew(content, lock, replace(lock, passphrase=new), faults)
        else:
            self._relock(content, lock, replace(lock, passphrase=new), faults)

    def relock(self, old: Lock, new: Lock) -> None:
        """Give the agent at the desk another lock under the same passphrase: with a key file, with
        another one, or without. Raises as `change`."""
        content, alone = self._slots(), new.key_file is None
        faults = (
            self._faults(new.passphrase, content, self._office.agent, key_file=False)
            if alone
            else {}
        )
        self._relock(content, old, new, faults)

    def _relock(
        self, content: SlotFile, old: Lock, new: Lock, faults: dict[str, StationError]
    ) -> None:
        """Of what is wrong only those hear who know the passphrase. Who tries some at a screen that
        was left open waits as at the door."""
        office = self._office
        with Door(office.home, office.clock).counting(office.agent):
            changed = with_lock(
                content, agent=office.agent, old=old, new=new, chance=office.clock.chance
            )
        if faults:
            raise BadInput(faults)
        with office.transaction():
            self._book.expect(changed, office.agent, new=False)
        self._write(changed)

    def _renew(
        self, content: SlotFile, old: Lock, new: Lock, faults: dict[str, StationError]
    ) -> None:
        """Another lock, on other keys. What stands in the journal until here is signed with the
        former ones: the new ones vouch for nothing that somebody else could have written."""
        office, own = self._office, OwnKeys(self._office)
        own.refuse_unsettled(content)
        with Door(office.home, office.clock).counting(office.agent):
            changed, mine = with_keys(
                content, agent=office.agent, old=old, new=new, chance=office.clock.chance
            )
        if faults:
            raise BadInput(faults)
        with office.transaction():
            office.sign_head()
            self._book.expect(changed, office.agent, new=False, keys=own.told_of(mine.keys))
        try:
            self._write(changed)
        finally:
            own.go_on(mine.keys)  # who is interrupted signs with those that are on record

    def settle(self) -> None:
        """Put on record what came about of what was about to be done to the slots."""
        office = self._office
        with office.transaction():
            now, content = office.stamp(), self._slots()
            if content.pending is not None:
                return  # the disk takes nothing: the next opening says which key it is
            gone = self._book.turn(content)
            if gone is not None:
                office.record(
                    *(AgentRemoved(at=now.at, by=now.by, agent=agent) for agent in gone),
                    DataKeyChanged(at=now.at, by=now.by, key=content.key),
                    *((seal_told(office, content),) if content.recovery else ()),
                )
            with_file = {slot.agent for slot in content.slots if slot.key_file}
            told = [self._book.keys_come(content, slot.agent) for slot in content.slots]
            come = [AgentKeysChanged(at=now.at, by=now.by, **keys) for keys in told if keys]
            again = set(self._book.settle(content)) - {one.agent for one in come}
            come = [one for one in come if self._still_theirs(one)]
            changed = (
                PassphraseChanged(at=now.at, by=now.by, agent=agent, key_file=agent in with_file)
                for agent in sorted(again)
            )
            office.record(*come, *changed)
            left = removed(office.journal.own_of(*TELLING))
        withdraw(office.home, left, key=content.key)

    def _still_theirs(self, told: AgentKeysChanged) -> bool:
        """Whether the agent was not let in with other keys since these were made."""
        mine = known_here(self._office).get(told.agent)
        return mine is not None and follows(mine, told.former, told.signs)

    def believe_own(self) -> None:
        """From now on the vault knows the slot of the agent at the desk as made here."""
        content = self._slots()
        self._book.expect(content, self._office.agent, new=True)
        self._book.settle(content)

    def note_strange(self) -> None:
        """Put on record whose slots somebody changed from outside, once for each such change. It
        stays there, also when what was there before is put back."""
        office, content = self._office, self._slots()
        if content.pending is None and (agents := self._book.newly_strange(content)):
            now = office.stamp()
            office.record(SlotsFoundStrange(at=now.at, by=now.by, agents=agents))

    def strange(self) -> tuple[StationError, ...]:
        """What was done to the key slots, and not by an agent of this office."""
        try:
            slots = self._slots()
        except (SlotsMissing, SlotsDamaged) as fault:
            return (fault,)
        if slots.pending is not None:
            return ()
        with self._office.vault.reading():
            return tuple(self._book.strange(slots))

    def _slots(self) -> SlotFile:
        return read_slots(self._office.home.slots)

    def _write(self, content: SlotFile) -> None:
        write_slots(self._office.home.slots, content)
        self.settle()

    def _checked(self, name: str, passphrase: str, content: SlotFile) -> str:
        if len(content.slots) >= MAX_SLOTS:
            raise TooManyAgents(
                "{count} agents have key slots here, and there is no room for more",
                "Somebody who has left has to be removed first.",
                count=len(content.slots),
            )
        faults: dict[str, StationError] = {}
        try:
            name = clean_worker(name)
            if any(slot.agent == name for slot in content.slots):
                faults["agent"] = AgentExists(
                    "{agent} has a key slot here already",
                    "Two people of one name: add what tells them apart.",
                    agent=name,
                )
        except StationError as fault:
            faults["agent"] = fault
        if passphrase:
            faults |= self._faults(passphrase, content, name, key_file=False)
        if faults:
            raise BadInput(faults)
        return name

    def _faults(
        self, new: str, content: SlotFile, name: str, *, key_file: bool
    ) -> dict[str, StationError]:
        office = self._office
        words = (office.code, office.name, name, *(slot.agent for slot in content.slots))
        try:
            check_passphrase(new, words, key_file=key_file)
        except StationError as fault:
            return {"passphrase": fault}
        return {}
