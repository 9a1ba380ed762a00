"""Who may type a passphrase at the door of a home, and what was typed there in vain.

Every way in goes past here: the screen, the commands, the demonstration. Use it while the home's
`Instance` is held, but for a copy of its key slots.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from station.desk.clock import Clock
from station.desk.home import Home
from station.domain.attempts import left, one_more, seen, told
from station.domain.errors import StationError
from station.domain.office_events import AgentAdmitted, UnlockFailed
from station.storage.attempts import SlotAttempts, read_attempts, write_attempts
from station.storage.faults import DiskFailing, DiskFull, VaultReadOnly
from station.storage.instance import Instance
from station.storage.keys import UnknownAgent, WrongPassphrase
from station.storage.slots import SlotFile, SlotsDamaged, SlotsMissing, read_slots

if TYPE_CHECKING:
    from station.desk.office import Office

_UNWRITABLE = (DiskFull, DiskFailing, VaultReadOnly, OSError)


class TryLater(StationError):
    """After wrong passphrases somebody has to wait."""


class SlotShut(StationError):
    """So many wrong passphrases in a row that none is tried any more."""


class NothingToAdmit(StationError):
    """Nobody keeps this agent from typing a passphrase."""


class Door:
    """The door of one home."""

    def __init__(self, home: Home, clock: Clock) -> None:
        self._home = home
        self._clock = clock

    def refusal(self, agent: str) -> StationError | None:
        """Why no passphrase of this agent is tried now, and until when; None if one is."""
        known = self._known().get(agent)
        if known is None:
            return None
        if known.attempts.shut:
            return SlotShut(
                "{count} wrong passphrases in a row: none of {agent} is tried any more",
                "A colleague who is in opens the way: run.py agent admit {agent}. Else the "
                "district helps to a new passphrase.",
                count=known.attempts.count, agent=agent,
            )  # fmt: skip
        now = self._clock.now()
        wait = left(known.attempts, now)
        return _later(agent, known.attempts.count, wait, f"{now + wait:%H:%M:%S}") if wait else None

    @contextmanager
    def counting(self, agent: str) -> Iterator[None]:
        """A passphrase of this agent is tried inside; a wrong one is counted before it is told.

        Raises TryLater, SlotShut before it is tried.
        """
        self._look_at_the_clock(agent)
        if refusal := self.refusal(agent):
            raise refusal
        try:
            yield
        except WrongPassphrase:
            self._count(agent)
            raise

    @contextmanager
    def counting_copy(
        self, content: SlotFile, agent: str, *, inside: "Office | None" = None
    ) -> Iterator[None]:
        """The same for a copy of key slots, as a backup has one: counted if the agent's slot in it
        is the one that is here, so that nobody tries on a copy what would make them wait here.
        The home's `Instance` is taken for it, unless who is `inside` has it. Raises VaultInUse
        too."""
        if not self._is_here(content, agent):
            yield
            return
        held = inside is not None and inside.home == self._home
        instance = (
            None if held else Instance.take(self._home.lock, now=self._clock.now(), agent=agent)
        )
        try:
            with self.counting(agent):
                yield
        finally:
            if instance is not None:
                instance.release()

    def untold(self, by: str) -> tuple[UnlockFailed, ...]:
        """What the journal has to be told, by whoever came in."""
        known = {agent: one.attempts for agent, one in self._known().items()}
        if not known:
            return ()
        now = self._clock.now()
        return tuple(
            UnlockFailed(
                at=now, by=by, agent=agent, count=one.untold, first=one.first, last=one.last
            )
            for agent, one in known.items()
            if one.untold
        )

    def came(self, agent: str) -> None:
        """This agent came in, and the journal has been told of everything."""
        known = self._known()
        if known:
            self._keep(
                {
                    name: replace(one, attempts=told(one.attempts))
                    for name, one in known.items()
                    if name != agent
                }
            )

    def admit(self, office: "Office", agent: str) -> None:
        """Whoever is in vouches for a colleague: they may type again at once.

        Raises UnknownAgent, NothingToAdmit, DiskFull, DiskFailing, VaultReadOnly.
        """
        known = self._known()
        if agent not in known:
            slots = read_slots(self._home.slots).slots
            if agent not in {slot.agent for slot in slots}:
                raise UnknownAgent(
                    "no agent {agent} has keys at this office", "Choose one of: {agents}.",
                    agent=agent, agents=", ".join(slot.agent for slot in slots),
                )  # fmt: skip
            raise NothingToAdmit(
                "nothing keeps {agent} from typing a passphrase",
                "Who has forgotten it needs a new one.",
                agent=agent,
            )
        now = office.stamp()
        count = known.pop(agent).attempts.count
        office.record(AgentAdmitted(at=now.at, by=now.by, agent=agent, count=count))
        write_attempts(self._home.attempts, known)

    def _is_here(self, content: SlotFile, agent: str) -> bool:
        def salt(slots: SlotFile) -> bytes | None:
            return next((slot.salt for slot in slots.slots if slot.agent == agent), None)

        try:
            here = read_slots(self._home.slots)
        except (SlotsMissing, SlotsDamaged):
            return False
        return salt(here) is not None and salt(here) == salt(content)

    def _known(self) -> dict[str, SlotAttempts]:
        """Of slots that are there."""
        known = read_attempts(self._home.attempts)
        if not known:
            return {}
        salts = {slot.agent: slot.salt.hex() for slot in read_slots(self._home.slots).slots}
        return {agent: one for agent, one in known.items() if salts.get(agent) == one.slot}

    def _look_at_the_clock(self, agent: str) -> None:
        known = self._known()
        if agent in known:
            looked = seen(known[agent].attempts, self._clock.now())
            if looked != known[agent].attempts:
                self._keep({**known, agent: replace(known[agent], attempts=looked)})

    def _count(self, agent: str) -> None:
        known = self._known()
        slots = read_slots(self._home.slots).slots
        salt = next(slot.salt.hex() for slot in slots if slot.agent == agent)
        before = known.get(agent)
        counted = one_more(before.attempts if before else None, self._clock.now())
        self._keep({**known, agent: SlotAttempts(slot=salt, attempts=counted)})

    def _keep(self, known: dict[str, SlotAttempts]) -> None:
        with suppress(*_UNWRITABLE):  # who knows the passphrase comes in to read all the same
            write_attempts(self._home.attempts, known)


def _later(agent: str, count: int, wait: timedelta, when: str) -> TryLater:
    seconds = -(-int(wait.total_seconds() * 1000) // 1000)
    hint = (
        "The right passphrase opens then; nothing is lost. A colleague, if there is one, can open "
        "the station now."
    )
    if seconds < 60:
        return TryLater(
            "{count} wrong passphrases: {agent} can try again in {seconds} s, at {when}", hint,
            count=count, agent=agent, seconds=seconds, when=when,
        )  # fmt: skip
    return TryLater(
        "{count} wrong passphrases: {agent} can try again in {minutes} min {seconds} s, at {when}",
        hint, count=count, agent=agent, minutes=seconds // 60, seconds=seconds % 60, when=when,
    )  # fmt: skip


def tried_in_vain(office: "Office") -> Iterator[StationError]:
    """What whoever came in is told of wrong passphrases that were typed before."""
    for one in office.tried:
        yield StationError(
            "{count} wrong passphrases were typed for {agent}, the last on {when}",
            "Was it not {agent}, tell the lead; it is on record.",
            count=one.count, agent=one.agent, when=f"{one.last:%Y-%m-%d %H:%M}",
        )  # fmt: skip
