"""What the agent at the desk may do, and the one way past which everything that is recorded goes.

What the table of roles forbids is not recorded, and that it was tried is.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from station.domain.acts import Offer
from station.domain.audit import noted_by_itself
from station.domain.codec import case_of
from station.domain.decider_events import CaseVoided
from station.domain.event import Event
from station.domain.office_events import ActRefused, AgentRemoved, DataKeyChanged, KeyChangeBegun
from station.domain.roles import NotAllowed, Right, may, right_for, right_to
from station.domain.roster import TELLING, roster
from station.domain.stamp import Stamp
from station.domain.window_events import CaseReceived
from station.storage.journal import Journal
from station.storage.vault import Vault


class Rights:
    """The rights of one agent at one open station."""

    def __init__(
        self, vault: Vault, journal: Journal, agent: str, stamp: Callable[[], Stamp]
    ) -> None:
        """Use it inside a transaction or a reading. `stamp` is the agent, now."""
        self._vault = vault
        self._journal = journal
        self._agent = agent
        self._stamp = stamp
        self._depth = 0  # of transactions; counted under the lock of the writers
        self._role = self._told()

    @property
    def role(self) -> str:
        """What the agent is here: the value of an `AgentRole`, or a word of a newer program."""
        return self._role

    def may(self, right: Right) -> bool:
        """Whether the role of the agent has this right."""
        return may(self._role, right)

    def ask(self, right: Right, what: str, about: str = "") -> None:
        """Ask before anything is done. A no is put on record, with `what` was tried and for the
        case of which number, and raised: NotAllowed."""
        if not self.may(right):
            with self.transaction():
                raise NotAllowed(self._role, right, what=what, about=about)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction of the vault. One that ends because something is not allowed leaves
        nothing behind but that it was tried, in a transaction of its own."""
        outer = False
        try:
            with self._vault.transaction():
                outer = not self._depth
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
        except NotAllowed as refused:
            if outer:
                self._note(refused)
            raise

    def judged(self, offers: Sequence[Offer]) -> tuple[Offer, ...]:
        """The acts that are offered; what the role has no right to says so before all else."""
        return tuple(map(self._judged, offers))

    def append(self, event: Event) -> None:
        """Write one of our own events, inside a transaction. Raises NotAllowed."""
        if not noted_by_itself(event):
            right = self._right_for(event)
            if not self.may(right):
                raise NotAllowed(self._role, right, what=event.kind, about=case_of(event))
        self._journal.append(event)
        if isinstance(event, TELLING):
            self._role = self._told()

    def _judged(self, offer: Offer) -> Offer:
        right, what = right_to(offer.act.event, offer.actor), offer.act.event.kind
        if self.may(right):
            return offer
        return replace(offer, hindrance=NotAllowed(self._role, right, what=what))

    def _note(self, refused: NotAllowed) -> None:
        now = self._stamp()
        with self._vault.transaction():
            what, about = refused.what, refused.about
            self._journal.append(ActRefused(at=now.at, by=now.by, what=what, about=about))

    def _right_for(self, event: Event) -> Right:
        received = ordered = False
        if isinstance(event, CaseVoided):
            before = self._journal.of_case(event.case)
            received = any(isinstance(one.entry.event, CaseReceived) for one in before)
        if isinstance(event, AgentRemoved | DataKeyChanged):
            turns = self._journal.own_of(KeyChangeBegun, DataKeyChanged)
            ordered = bool(turns) and isinstance(turns[-1], KeyChangeBegun)
        return right_for(event, received=received, ordered=ordered)

    def _told(self) -> str:
        here = roster(self._journal.own_of(*TELLING)).get(self._agent)
        return here.role if here else ""
