"""What nearly every sheet of a case may know: the office, the item, the people, the papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Office:
    """The station that prints; `code` is its 12-digit area code."""

    code: str
    name: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Item:
    """The item (事项) in the version under which the case runs."""

    code: str = ""
    name: str = ""
    version: str = ""
    department: str = ""
    in_village: bool = False
    """A body of the village decides on its own affairs: no administrative act."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Applicant:
    """Who asks. `sex` is the code of GB/T 2261.1 or the word to print."""

    name: str = ""
    sex: str = ""
    birth: date | None = None
    id_kind: str = "居民身份证"
    id_number: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Proxy:
    """Who acts for the applicant, with a mandate (民法典 165)."""

    name: str
    relation: str = ""
    id_kind: str = "居民身份证"
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Paper:
    """One paper of the list.

    `taken`: original (kept), seen (checked, given back), copy (only a copy), space (from the
    resident's 我的空间), promised (容缺, to be brought by `promised_until`). Another word prints
    as it is.
    """

    name: str
    taken: str
    originals: int = 0
    copies: int = 0
    pages: int | None = None
    promised_until: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Receipt:
    """收件: when the papers came, until when the authority answers, where to ask meanwhile."""

    received_at: datetime | None = None
    reply_by: date | None = None
    query_ways: tuple[str, ...] = ()
    reply_is_provisional: bool = False
    """The official calendar of a year it runs through is not published yet."""


_SETTINGS = "Enter it in the station's settings."

FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "station.code": StationError("the station's code is missing", _SETTINGS),
        "station.name": StationError("the station's name is missing", _SETTINGS),
        "item.code": StationError("the item has no code", "Ask the district for the catalogue."),
        "item.name": StationError("the item has no name", "Ask the district for the catalogue."),
        "item.version": StationError(
            "the item has no version", "Ask the district for the catalogue."
        ),
        "applicant.name": StationError(
            "the applicant's name is missing", "Enter it as it stands on the card."
        ),
        "papers": StationError("no paper was taken in", "Tick the papers that are here."),
        "papers.name": StationError("a paper has no name", "Name every paper of the list."),
        "receipt.received_at": StationError(
            "the papers were not received yet", "Receive the papers first."
        ),
        "receipt.query_ways": StationError(
            "there is no way to ask how the case stands", "Enter the station's telephone number."
        ),
    }
)
