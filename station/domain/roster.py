"""Who works at a station, as its journal tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from station.domain.event import Event
from station.domain.office_events import (
    AgentAdded,
    AgentKeysChanged,
    AgentRemoved,
    RoleChanged,
    TraineeAdded,
    TraineeRemoved,
)
from station.domain.recovery_events import AgentRecovered

TELLING = (AgentAdded, AgentKeysChanged, AgentRemoved, AgentRecovered, RoleChanged)
"""The kinds of events that the roster is made of."""
PRACTISING = (TraineeAdded, TraineeRemoved)
"""Those that tell who has a practice station."""


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A person who may work here. `signs` and `opens` are public keys, 64 hex digits each."""

    name: str
    role: str
    """The value of an `AgentRole`, or a word of a newer program."""
    signs: str
    opens: str
    since: datetime
    given: bool
    """Whether somebody else knows the passphrase, as it was made for them."""


def trainees(events: Iterable[Event]) -> Mapping[str, datetime]:
    """Who practises here, and since when."""
    found: dict[str, datetime] = {}
    for event in events:
        if isinstance(event, TraineeAdded):
            found[event.agent] = event.at
        if isinstance(event, TraineeRemoved):
            found.pop(event.agent, None)
    return MappingProxyType(found)


def roster(events: Iterable[Event]) -> Mapping[str, Colleague]:
    """Everybody by name, in the order in which they came first. Who is added again, because
    their slot was lost, or let in again by the district, has new keys from then on."""
    known: dict[str, Colleague] = {}
    for event in events:
        known = joined_by(known, event)
    return MappingProxyType(known)


def removed(events: Iterable[Event]) -> frozenset[str]:
    """Who was removed, and neither added nor let in again since."""
    gone: set[str] = set()
    for event in events:
        if isinstance(event, AgentRemoved):
            gone.add(event.agent)
        if isinstance(event, AgentAdded | AgentRecovered):
            gone.discard(event.agent)
    return frozenset(gone)


def joined_by(known: dict[str, Colleague], event: Event) -> dict[str, Colleague]:
    """The roster after one more event, which most of them leave as it is."""
    if isinstance(event, AgentAdded):
        return known | {
            event.agent: Colleague(
                name=event.agent, role=event.role, signs=event.signs, opens=event.opens,
                since=event.at, given=event.given,
            )
        }  # fmt: skip
    if isinstance(event, AgentRemoved):
        return {name: one for name, one in known.items() if name != event.agent}
    if isinstance(event, AgentRecovered):
        return known | {event.agent: _recovered(event, known.get(event.agent))}
    mine = known.get(getattr(event, "agent", ""))
    if mine and isinstance(event, AgentKeysChanged) and follows(mine, event.former, event.signs):
        return known | {mine.name: replace(mine, signs=event.signs, opens=event.opens, given=False)}
    if mine and isinstance(event, RoleChanged):
        return known | {mine.name: replace(mine, role=event.role)}
    return known


def follows(mine: Colleague, former: str, signs: str) -> bool:
    """Whether an agent may have keys of their own after these: once, and in place of those that
    somebody else may know. The proof is for whoever has the cryptography: the audit, and the
    office before it believes these keys."""
    return mine.given and former == mine.signs != signs


def _recovered(event: AgentRecovered, known: Colleague | None) -> Colleague:
    """Who worked here keeps their role. Somebody new leads the station: the district lets one in
    where nobody is left who could add them."""
    return Colleague(
        name=event.agent, role=known.role if known else "lead", signs=event.signs,
        opens=event.opens, since=known.since if known else event.at, given=False,
    )  # fmt: skip
