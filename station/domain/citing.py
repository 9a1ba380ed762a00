"""Which rule is cited for an act at a place: the law of the nation, and what this place has ruled.

The rows of the tables quote the rules of several places, as examples of what a place may rule;
what another place has ruled is no reason for anything here.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from station.domain.facts import Fact
from station.domain.guard import Guard
from station.domain.local_rules import LocalRules
from station.domain.steps import Row

OF_PLACES = ("浙江省保障“最多跑一次”改革规定", "安阳市政务服务条例", "容缺受理(高明)")
"""The titles under which rows quote the rule of one place."""


def cited(row: Row | Fact, rules: LocalRules) -> str:
    """The basis of a row as it holds in a place with these rules; empty if nothing is left."""
    parts = row.basis.split("; ")
    law = [part for part in parts if not part.startswith(OF_PLACES)]
    if len(law) == len(parts):
        return row.basis
    own = [words for guard in row.guards if guard in _RULED and (words := _RULED[guard](rules))]
    return "; ".join((*law, *(own[:1] or _named(parts, rules))))


def _named(parts: list[str], rules: LocalRules) -> list[str]:
    """The quotes from a rule that this place names as its source."""
    ours = [title for title in OF_PLACES if any(one.startswith(title) for one in rules.sources)]
    return [part for part in parts if part.startswith(tuple(ours))]


def _gap(rules: LocalRules) -> str:
    return rules.gap.basis if rules.gap else ""


_RULED: Mapping[Guard, Callable[[LocalRules], str]] = MappingProxyType(
    {
        Guard.GAP_ALLOWED: _gap,
        Guard.GAP_LOCKS_RESULT: _gap,
        Guard.NO_OPEN_PROMISE: _gap,
        Guard.PROMISE_BROKEN: _gap,
        Guard.TERMINATION_RULED: _gap,
        Guard.CORRECTION_OVERDUE: lambda rules: rules.correction_basis,
        Guard.BAD_RATING_OPEN: lambda rules: rules.rating_contact.basis,
    }
)
"""Where the local rule says itself by what right a guard holds."""
