"""`KINDS`: the roll of everything that can happen.

The name is the one under which an event travels and lies in the journal. Whether an event
moves a case, and who may write it, stands in `station.domain.steps`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from station.domain import (
    decider_events,
    desk_events,
    fact_events,
    hearing_events,
    line_events,
    office_events,
    person_events,
    published_events,
    recovery_events,
    renewal_events,
    scan_events,
    sharing_events,
    trail_events,
    transfer_events,
    window_events,
)
from station.domain.event import Event

_MODULES = (
    office_events, window_events, decider_events, fact_events, person_events, desk_events,
    transfer_events, hearing_events, renewal_events, trail_events, recovery_events, scan_events,
    line_events, published_events, sharing_events,
)  # fmt: skip

KINDS: Mapping[str, type[Event]] = MappingProxyType(
    {
        kind.kind: kind
        for module in _MODULES
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Event) and "kind" in vars(kind)
    }
)
