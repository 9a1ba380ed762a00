"""What both sides promise of a case, and proofs that a written promise may replace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Step:
    """What an office does, within which time in words, and who answers for it."""

    what: str
    limit: str
    responsible: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Owed:
    """A paper that the applicant brings, and its last day where one was named."""

    paper: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Change:
    """What was promised otherwise later, and why."""

    on: date
    what: str
    reason: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Commitment:
    """双向承诺: the steps of the offices, the papers of the applicant, and every change."""

    steps: tuple[Step, ...] = ()
    owed: tuple[Owed, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class Replaced:
    """告知承诺: the proofs that are lacking, and the laws by which the item is handled."""

    proofs: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "commitment.owed": StationError(
            "the applicant has no paper to bring",
            "Promise a paper at the window, or print it empty and fill it in by pen.",
        ),
        "replaced.proofs": StationError(
            "no proof is lacking that a written promise could replace",
            "Look at the item's list of papers, or print it empty and fill it in by pen.",
        ),
    }
)
