"""Whether the authority takes the case: acceptance, promised papers, non-acceptance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Acceptance:
    """受理, as the authority told it. Limits are in words, such as 20个工作日."""

    at: datetime | None = None
    since: datetime | None = None
    """From when the decision clock counts, where that is not the day of acceptance (视为受理)."""
    clerk: str = ""
    case_type: str = ""
    legal_limit: str = ""
    promised_limit: str = ""
    legal_due: date | None = None
    promised_due: date | None = None
    provisional: bool = False
    """The official calendar of a year it runs through is not published yet."""
    excluded: tuple[str, ...] = ()
    """What the item leaves out of the limit, with its time."""
    pickup: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Promised:
    """One paper that may come later (容缺后补), and its last day."""

    paper: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Gap:
    """容缺: what is promised, and what the rule of the place says about it.

    `broken`: revoked, withdrawn, terminated: what follows when a paper stays away.
    """

    at: datetime | None = None
    """When it was accepted so; None while it is only promised at the window."""
    promises: tuple[Promised, ...] = ()
    decide_open: bool = False
    issue_open: bool = False
    broken: str = ""
    rule: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Answer:
    """The authority's no before the case was taken. `where` is where to apply instead."""

    at: datetime | None = None
    reason: str = ""
    basis: str = ""
    where: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Accepting:
    """The authority's answer to the application."""

    acceptance: Acceptance = field(default_factory=Acceptance)
    gap: Gap = field(default_factory=Gap)
    not_required: Answer = field(default_factory=Answer)
    not_accepted: Answer = field(default_factory=Answer)


_WAIT = "Wait until its answer has come over the line."
_CLAUSE = "Ask the authority for the clause."
_NO_REASON = StationError("the authority gave no reason", "Ask the authority for its reason.")
_NO_CLAUSE = StationError("the authority named no clause", _CLAUSE)

FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "accepting.acceptance.at": StationError("the case is not accepted", _WAIT),
        "accepting.gap.at": StationError("the case is not accepted with a gap", _WAIT),
        "accepting.gap.promises": StationError(
            "no paper is promised", "Mark the papers that may follow later as promised."
        ),
        "accepting.not_required.at": StationError(
            "the authority did not say that no decision is needed", _WAIT
        ),
        "accepting.not_required.reason": _NO_REASON,
        "accepting.not_required.basis": _NO_CLAUSE,
        "accepting.not_accepted.at": StationError(
            "the authority did not refuse to accept the case", _WAIT
        ),
        "accepting.not_accepted.reason": _NO_REASON,
        "accepting.not_accepted.basis": _NO_CLAUSE,
    }
)
