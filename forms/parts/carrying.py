"""What is carried, hung out or appointed: hand-over lists, public notices, courier and visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Carried:
    """One case of a hand-over list; the name is masked."""

    number: str
    item: str
    applicant: str
    papers: int
    """Kinds of papers in the bag; originals are counted by hand where they are handed over."""
    originals: int


@dataclass(frozen=True, kw_only=True, repr=False)
class HandOver:
    """交接: cases that go together from one office to the next."""

    batch: str = ""
    sender: str = ""
    receiver: str = ""
    cases: tuple[Carried, ...] = ()
    handed_by: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Posted:
    """One line of a public notice: no identity number in full, no illness, no minor."""

    name: str
    number: str
    place: str
    matter: str
    amount: str = ""
    """In yuan; empty where it is none, or not said yet."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Posting:
    """公示, and what came of it."""

    lines: tuple[Posted, ...] = ()
    place: str = ""
    begins: date | None = None
    ends: date | None = None
    objections: str = ""
    """What was said against it until it ended."""
    over: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)
class Courier:
    """邮寄: what goes by post, and under which number."""

    number: str = ""
    """物流单号."""
    address: str = ""
    sent: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Appointment:
    """预约: a visit at a fixed time."""

    place: str = ""
    day: date | None = None
    slot: str = ""
    bring: tuple[str, ...] = ()
    cancel_by: datetime | None = None


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "hand_over.cases": StationError("no case was handed over", "Send what is ready first: F5."),
        "posting.lines": StationError(
            "nothing of this case may hang out", "Only an item with a public notice has this sheet."
        ),
        "posting.begins": StationError(
            "no public notice was posted", "Wait until the authority has posted it."
        ),
        "courier.address": StationError(
            "nothing is sent by courier", "Plan the delivery by courier first."
        ),
        "appointment.day": StationError("no visit is appointed", "Plan the visit first."),
        "appointment.place": StationError("no visit is appointed", "Plan the visit first."),
    }
)
