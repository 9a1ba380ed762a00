"""Whether a journal is what its people wrote: the chain recomputed, the signatures followed.

A signature covers all entries since the one before, whoever wrote them, so that none of them is
changed, dropped or moved any more; and of older ones those of its signer that were not signed yet.
It speaks for the signer's own entries and for the program's. What another wrote and left without
signing, because the power failed, waits for the next visit of its author (ADR 0030).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from station.domain.chain import digest, genesis, link, signable, signable_keys
from station.domain.decider_events import CaseArrived, CaseDeemedAccepted, CaseDeemedWithdrawn
from station.domain.errors import RuleBroken, StationError
from station.domain.event import Event
from station.domain.fact_events import DueMoved, RecordsPurged
from station.domain.office_events import (
    AgentAdded,
    AgentCame,
    AgentKeysChanged,
    AgentRemoved,
    BackupMade,
    EntryPurged,
    HeadSigned,
    LifeBegun,
    StationOpened,
    TracesPurged,
)
from station.domain.recovery_events import AgentRecovered
from station.domain.renewal_events import CaseDeemedGranted
from station.domain.stamp import SYSTEM

Verifies = Callable[[str, bytes, str], bool]
"""Whether this public key (hex) made, over these bytes, this signature (hex)."""


NOTED = (
    BackupMade, CaseArrived, CaseDeemedAccepted, CaseDeemedGranted, CaseDeemedWithdrawn, DueMoved,
    EntryPurged, TracesPurged,
)  # fmt: skip
"""What the program writes by itself."""


def noted_by_itself(event: Event) -> bool:
    """Whether the program wrote this by itself: as the law asks for it, because time had
    passed or a document is in no space any more, or because every day has its backup. Whoever had
    the vault open signs it with their own."""
    return event.by == SYSTEM and isinstance(event, NOTED)


def refuse_nobody(event: Event) -> None:
    """Raises RuleBroken for what is signed as the program's and only a person can do."""
    if event.by == SYSTEM and not noted_by_itself(event):
        raise RuleBroken(
            "the program does not do this by itself: somebody has to put their name to it",
            "Somebody of the office that wrote it does it again.",
        )


@dataclass(frozen=True, kw_only=True)
class Chained:
    """An event in one life of its writer, and what was kept with it."""

    number: int
    data: bytes
    hash: str
    """After this event, 64 hex digits."""
    digest: str
    event: Event


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Entries that their author has not signed: no fault, for a visit may end by a power cut."""

    agent: str
    numbers: tuple[int, ...]
    gone: bool
    """Whether nobody will sign them any more: the agent was removed, or got other keys."""

    @property
    def told(self) -> str:
        """The numbers in few words: 3-5, 9."""
        runs: list[list[int]] = []
        for number in self.numbers:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return ", ".join(f"{run[0]}-{run[-1]}" if run[1:] else f"{run[0]}" for run in runs)


def waiting_words(one: Waiting) -> StationError:
    """What to say of entries that are not signed; it is no fault."""
    if one.gone:
        return StationError(
            "entries {numbers} were never signed: {agent} left before",
            "The power failed during that visit. Later signatures keep them as they are.",
            agent=one.agent, numbers=one.told,
        )  # fmt: skip
    return StationError(
        "entries {numbers} wait for the signature of {agent}",
        "The power failed during that visit. They are signed when {agent} comes again and leaves.",
        agent=one.agent, numbers=one.told,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Audit:
    """What was found in one life of a journal."""

    breaks_at: int | None
    """The first entry that is not what was written there; nothing behind it was looked at."""
    signed: int
    """The last good signature; 0 if there is none."""
    doubtful: tuple[int, ...]
    """Signatures that are not by their signer over what they have to cover."""
    strangers: tuple[int, ...] = ()
    """Entries by somebody who was not at the desk when they were written, or did not work here."""
    signing: tuple[tuple[str, int], ...] = ()
    """The public keys of agents that signed here, each with the number of its last signature."""
    given_up: frozenset[str] = frozenset()
    """Those that ended because their agents came to have keys of their own."""
    foisted: tuple[int, ...] = ()
    """Entries that say that an agent has other keys, without that agent's word. Nothing by those
    keys is believed."""
    denied: tuple[int, ...] = ()
    """Numbers after which the chain has another hash than somebody else holds."""
    waiting: tuple[Waiting, ...] = ()
    """What is not signed yet, by author; the last visit's part, if it goes on, among it."""
    purged: frozenset[str] = frozenset()
    """Digests of entries that this journal says were purged, its own and the other office's."""


_NONE: Mapping[int, str] = MappingProxyType({})


def audit(
    writer: str,
    incarnation: str,
    life: Iterable[Chained],
    verifies: Verifies,
    purged: Collection[str] = (),
    *,
    anchors: Mapping[int, str] = _NONE,
) -> Audit:
    """Look at a whole life of a journal, in order. See `chain.signable` for what agents sign.

    Of an entry that was purged here nothing is left but its digest and its hash. They are
    believed if the journal says that it was purged, or `purged`, what another journal says.
    `anchors`: what is held elsewhere, on paper or in another office, of the hash after a number:
    its first digits at least.
    """
    signatures, chain = _Signatures(writer, verifies), _Chain(genesis(writer, incarnation), anchors)
    breaks_at = None
    listed = set(purged)
    for one in life:
        if not chain.takes(one):
            breaks_at = one.number
            break
        if isinstance(one.event, RecordsPurged | TracesPurged):
            listed.update(one.event.digests)
        signatures.follow(one)
    untold = [place for name, place in chain.gone.items() if name not in listed]
    return Audit(
        breaks_at=min(untold, default=breaks_at), signed=signatures.signed,
        doubtful=tuple(signatures.doubtful), strangers=tuple(signatures.strangers),
        signing=(*signatures.signing.items(),), given_up=frozenset(signatures.given_up),
        foisted=tuple(signatures.foisted), denied=chain.denied(),
        waiting=tuple(signatures.waiting()), purged=frozenset(listed),
    )  # fmt: skip


class _Chain:
    """The hashes computed again, and held against what is held elsewhere."""

    def __init__(self, start: str, anchors: Mapping[int, str]) -> None:
        self.gone: dict[str, int] = {}
        """The places of entries that were purged here, by digest."""
        self._place, self._last = 0, start
        self._anchors = anchors
        self._denied: list[int] = []

    def takes(self, one: Chained) -> bool:
        """Whether this entry is what was written at the next place."""
        was_here = isinstance(one.event, EntryPurged) and one.event.digest == one.digest
        last = one.hash if was_here else link(self._last, one.data)
        name = one.digest if was_here else digest(one.data)
        if (one.number, one.hash, one.digest) != (self._place + 1, last, name):
            return False
        self._place, self._last = one.number, last
        if was_here:
            self.gone[name] = one.number
        if not last.startswith(self._anchors.get(one.number, "")):
            self._denied.append(one.number)
        return True

    def denied(self) -> tuple[int, ...]:
        """Anchored numbers with another hash, and those that were never reached."""
        beyond = sorted(number for number in self._anchors if number > self._place)
        return (*self._denied, *beyond)


_ARRIVALS = (StationOpened, LifeBegun, AgentCame, AgentRecovered)
"""With these somebody sits down at the desk; one at a time."""
_Unsigned = dict[int, str]
"""The digests of entries, by number."""


class _Signatures:
    """Whose signature covers which entries."""

    def __init__(self, writer: str, verifies: Verifies) -> None:
        self.signed = 0
        self.doubtful: list[int] = []
        self.strangers: list[int] = []
        self.signing: dict[str, int] = {}
        self.given_up: set[str] = set()
        self.foisted: list[int] = []
        self._writer, self._verifies = writer, verifies
        self._here = ""
        self._keys: dict[str, str] = {}
        self._given: set[str] = set()
        self._known: set[str] = set()
        self._own: dict[str, _Unsigned] = {}
        self._left: list[Waiting] = []
        self._since: _Unsigned = {}

    def follow(self, one: Chained) -> None:
        event = one.event
        if isinstance(event, HeadSigned):
            self._sign(event, one)
            return
        name = signed_name(one)
        self._since[one.number] = name
        if noted_by_itself(event):
            return
        if isinstance(event, _ARRIVALS):
            self._here = event.by
        let_in = isinstance(event, AgentRecovered)
        if self._known and not let_in and (event.by not in self._keys or event.by != self._here):
            self.strangers.append(one.number)
        if isinstance(event, AgentAdded | AgentRemoved | AgentRecovered):
            self._keyed(event)
        if isinstance(event, AgentKeysChanged):
            self._rekeyed(event, one.number)
        self._own.setdefault(event.by, {})[one.number] = name

    def waiting(self) -> Iterator[Waiting]:
        """What nobody signed, those first that nobody will sign any more."""
        yield from self._left
        for agent, own in self._own.items():
            if own and agent in self._keys:
                yield Waiting(agent=agent, numbers=tuple(own), gone=False)

    def _keyed(self, event: AgentAdded | AgentRemoved | AgentRecovered) -> None:
        """Whoever comes with other keys, or goes, signs no more what waited until then."""
        own = self._own.pop(event.agent, {}) if event.agent in self._known else {}
        if own:
            self._left.append(Waiting(agent=event.agent, numbers=tuple(own), gone=True))
        self._known.add(event.agent)
        self._keys.pop(event.agent, None)
        if not isinstance(event, AgentRemoved):
            self._keys[event.agent] = event.signs
        self._given.discard(event.agent)
        if isinstance(event, AgentAdded) and event.given:
            self._given.add(event.agent)

    def _rekeyed(self, event: AgentKeysChanged, number: int) -> None:
        """Once, in place of the keys of a passphrase that somebody else made, and by the agent's
        own word. What waits is signed with the new keys: whoever comes after a power cut has
        them before anybody could put it on record."""
        message = signable_keys(self._writer, event.agent, event.signs, event.opens)
        followed = (
            event.agent in self._given
            and self._keys.get(event.agent) == event.former != event.signs
            and self._verifies(event.former, message, event.proof)
        )
        if followed:
            self._keys[event.agent] = event.signs
            self._given.discard(event.agent)
            self.given_up.add(event.former)
        else:
            self.foisted.append(number)

    def _sign(self, event: HeadSigned, one: Chained) -> None:
        key, own = self._keys.get(event.by), self._own.pop(event.by, {})
        covered = (own | self._since).items()
        message = signable(name for _, name in sorted(covered))
        if key is not None and self._verifies(key, message, event.signature):
            self.signed = self.signing[key] = one.number
        else:
            self.doubtful.append(one.number)
        self._since = {one.number: one.digest}


def signed_name(one: Chained) -> str:
    """The digest that was signed: of a purged entry that of the bytes that were there."""
    return one.event.digest if isinstance(one.event, EntryPurged) else one.digest
