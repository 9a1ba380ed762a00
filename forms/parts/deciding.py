"""What the authority tells between acceptance and decision, and the decision itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Consent:
    """同意函: this case will be granted and is not finished; another may go on with it."""

    at: datetime | None = None
    number: str = ""
    to: str = ""
    """The office to which it goes."""
    to_case: str = ""
    to_item: str = ""
    conditions: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Pause:
    """特别程序: time outside the clock. `lasts` is in words, such as 10个工作日."""

    at: datetime | None = None
    what: str = ""
    reason: str = ""
    lasts: str = ""
    until: date | None = None
    result: str = ""
    over: datetime | None = None
    """When the clock went on."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Longer:
    """延长: more days for the decision, allowed once."""

    at: datetime | None = None
    days: int = 0
    reason: str = ""
    approver: str = ""
    rule: str = ""
    was: date | None = None
    """The legal end that was told before."""
    legal_due: date | None = None
    promised_due: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Decision:
    """The decision. What a grant says and what a refusal says stand in two of these."""

    at: datetime | None = None
    number: str = ""
    words: str = ""
    reason: str = ""
    basis: str = ""
    locked: bool = False
    """The document is issued when every promised paper is here."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Deciding:
    """What the authority did with the case that it took."""

    consent: Consent = field(default_factory=Consent)
    pause: Pause = field(default_factory=Pause)
    longer: Longer = field(default_factory=Longer)
    granted: Decision = field(default_factory=Decision)
    refused: Decision = field(default_factory=Decision)


_WAIT = "Wait until it has come over the line."
_ASK = "Ask the authority for its reason."

FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "deciding.consent.at": StationError("no letter of consent was issued", _WAIT),
        "deciding.consent.number": StationError("the letter of consent has no number", _WAIT),
        "deciding.pause.at": StationError("the case waits for no special procedure", _WAIT),
        "deciding.pause.what": StationError("the special procedure has no name", _WAIT),
        "deciding.pause.lasts": StationError("it is not said how long the procedure takes", _WAIT),
        "deciding.longer.at": StationError("the limit was not extended", _WAIT),
        "deciding.longer.reason": StationError("the extension has no reason", _ASK),
        "deciding.granted.at": StationError("the case is not granted", _WAIT),
        "deciding.refused.at": StationError("the case is not refused", _WAIT),
        "deciding.refused.reason": StationError("the refusal has no reason", _ASK),
        "deciding.refused.basis": StationError(
            "the refusal names no clause", "Ask the authority for the clause."
        ),
    }
)
