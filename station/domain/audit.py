"""Whether a journal is what its people wrote: the chain recomputed, the signatures followed."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from station.domain.chain import digest, genesis, link, signable
from station.domain.decider_events import CaseArrived, CaseDeemedAccepted, CaseDeemedWithdrawn
from station.domain.errors import RuleBroken
from station.domain.event import Event
from station.domain.fact_events import DueMoved, RecordsPurged
from station.domain.office_events import (
    AgentAdded,
    AgentRemoved,
    BackupMade,
    EntryPurged,
    HeadSigned,
    TracesPurged,
)
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
class Audit:
    """What was found in one life of a journal."""

    breaks_at: int | None
    """The first entry that is not what was written there; nothing behind it was looked at."""
    signed: int
    """The last entry that a good signature covers; 0 if none does."""
    doubtful: tuple[int, ...]
    """Entries whose signature does not cover what is before them."""
    purged: frozenset[str] = frozenset()
    """Digests of entries that this journal says were purged, its own and the other office's."""


def audit(
    writer: str,
    incarnation: str,
    life: Iterable[Chained],
    verifies: Verifies,
    purged: Collection[str] = (),
) -> Audit:
    """Look at a whole life of a journal, in order. See `chain.signable` for what agents sign.

    Of an entry that was purged here nothing is left but its digest and its hash. They are
    believed if the journal says that it was purged, or `purged`, what another journal says.
    """
    last, signatures = genesis(writer, incarnation), _Signatures(verifies)
    breaks_at = None
    gone: dict[str, int] = {}
    listed = set(purged)
    for place, one in enumerate(life, start=1):
        event = one.event
        was_here = isinstance(event, EntryPurged) and event.digest == one.digest
        last = one.hash if was_here else link(last, one.data)
        name = one.digest if was_here else digest(one.data)
        if (one.number, one.hash, one.digest) != (place, last, name):
            breaks_at = one.number
            break
        if was_here:
            gone[name] = place
        if isinstance(event, RecordsPurged | TracesPurged):
            listed.update(event.digests)
        signatures.follow(one)
    untold = [place for name, place in gone.items() if name not in listed]
    return Audit(
        breaks_at=min(untold, default=breaks_at), signed=signatures.signed,
        doubtful=tuple(signatures.doubtful), purged=frozenset(listed),
    )  # fmt: skip


class _Signatures:
    """Whose signature covers which events: all since the one before must be the signer's, but
    for what the program noted by itself."""

    def __init__(self, verifies: Verifies) -> None:
        self.signed = 0
        self.doubtful: list[int] = []
        self._verifies = verifies
        self._keys: dict[str, str] = {}
        self._people: set[str] = set()
        self._digests: list[str] = []

    def follow(self, one: Chained) -> None:
        event = one.event
        if isinstance(event, AgentAdded):
            self._keys[event.agent] = event.signs
        if isinstance(event, AgentRemoved):
            self._keys.pop(event.agent, None)
        if not isinstance(event, HeadSigned):
            if not noted_by_itself(event):
                self._people.add(event.by)
            self._digests.append(_signed_name(one))
            return
        if self._covers(event):
            self.signed = one.number
        else:
            self.doubtful.append(one.number)
        self._people, self._digests = set(), [one.digest]

    def _covers(self, event: HeadSigned) -> bool:
        key = self._keys.get(event.by)
        if key is None or not self._people <= {event.by}:
            return False
        return self._verifies(key, signable(self._digests), event.signature)


def _signed_name(one: Chained) -> str:
    """The digest that was signed: of a purged entry that of the bytes that were there."""
    return one.event.digest if isinstance(one.event, EntryPurged) else one.digest
