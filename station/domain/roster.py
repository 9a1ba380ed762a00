"""Who works at a station, as its journal tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from station.domain.event import Event
from station.domain.office_events import AgentAdded, AgentRemoved, PassphraseChanged

TELLING = (AgentAdded, AgentRemoved, PassphraseChanged)
"""The kinds of events that the roster is made of."""


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A person who may work here. `signs` and `opens` are public keys, 64 hex digits each."""

    name: str
    role: str
    signs: str
    opens: str
    since: datetime
    given: bool
    """Whether somebody else knows the passphrase, as it was made for them."""


def roster(events: Iterable[Event]) -> Mapping[str, Colleague]:
    """Everybody by name, in the order in which they came first. Who is added again, because
    their slot was lost, has new keys from then on."""
    found: dict[str, Colleague] = {}
    for event in events:
        if isinstance(event, AgentAdded):
            found[event.agent] = Colleague(
                name=event.agent, role=event.role, signs=event.signs, opens=event.opens,
                since=event.at, given=event.given,
            )  # fmt: skip
        if isinstance(event, AgentRemoved):
            found.pop(event.agent, None)
        if isinstance(event, PassphraseChanged) and event.agent in found:
            found[event.agent] = replace(found[event.agent], given=False)
    return MappingProxyType(found)
