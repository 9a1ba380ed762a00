"""How each guard of the table is looked at. A guard that does not hold says why, and what
would make it so.

When only the possible acts are listed nothing has been filled in yet: `told.values` is empty
then, and a guard about what is filled in holds.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from station.domain import (
    gap_guards,
    hearing,
    order_guards,
    papers_guards,
    people_guards,
    renewal,
)
from station.domain.act import Told
from station.domain.errors import RuleBroken
from station.domain.guard import Guard

Check = Callable[[Told], RuleBroken | None]

CHECKS: Mapping[Guard, Check] = MappingProxyType(
    papers_guards.CHECKS
    | people_guards.CHECKS
    | gap_guards.CHECKS
    | order_guards.CHECKS
    | hearing.CHECKS
    | renewal.CHECKS
)


def hindrance(guards: Sequence[Guard], told: Told) -> RuleBroken | None:
    """The first of these guards that does not hold, in words; None if all do."""
    faults = (CHECKS[guard](told) for guard in guards)
    return next((fault for fault in faults if fault), None)
