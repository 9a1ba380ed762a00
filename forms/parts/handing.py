"""What is handed out, where it waits, and how it reached its addressee."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Document:
    """A paper that is handed out: decision, certificate, notice."""

    name: str
    number: str = ""
    copies: int = 1


@dataclass(frozen=True, kw_only=True, repr=False)
class Pickup:
    """When and where the result waits, and for whom."""

    place: str = ""
    day: date | None = None
    slot: str = ""
    bring: tuple[str, ...] = ()
    who: str = ""
    locker: str = ""
    """Code of the locker; empty: at the window."""
    keep_until: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Service:
    """送达. What was not known when it was printed is written on it by hand.

    `way`: direct, left, post, electronic, passed_on. `relation`: self, family, guardian, proxy,
    other. Another word prints as it is.
    """

    documents: tuple[Document, ...] = ()
    recipient: str = ""
    unit: str = ""
    place: str = ""
    way: str = ""
    received_at: datetime | None = None
    signer: str = ""
    relation: str = ""
    substitute_reason: str = ""
    refusal_reason: str = ""
    refused_on: date | None = None
    witnesses: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    remark: str = ""


_PICKUP = "Appoint the pick-up of the result first."
_SERVICE = "Record the result and who is to receive it first."

FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "results": StationError("there is no result to hand out", "Wait for the decision."),
        "results.name": StationError("a result has no name", "Name every document."),
        "pickup.place": StationError("the place of the pick-up is missing", _PICKUP),
        "pickup.day": StationError("the day of the pick-up is missing", _PICKUP),
        "pickup.slot": StationError("the time of the pick-up is missing", _PICKUP),
        "pickup.bring": StationError("it is not said what to bring to the pick-up", _PICKUP),
        "pickup.who": StationError("it is not said who may collect the result", _PICKUP),
        "service.documents": StationError("no document to deliver is listed", _SERVICE),
        "service.documents.name": StationError("a document has no name", _SERVICE),
        "service.recipient": StationError("the recipient is missing", _SERVICE),
        "service.unit": StationError("the delivering office is missing", _SERVICE),
    }
)
