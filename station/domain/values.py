"""Values that events are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType


class Side(Enum):
    """The two ends of a line."""

    STATION = "station"
    DISTRICT = "district"


class Taken(Enum):
    """How a paper came into the case."""

    ORIGINAL = "original"
    """The original is kept."""
    SEEN = "seen"
    """The original was checked and given back; a copy is kept where the item asks for one."""
    COPY = "copy"
    """Only a copy was handed in."""
    SCAN = "scan"
    """A scan or a photo of it is in the file."""
    SPACE = "space"
    """From the applicant's space; `reference` names the entry."""
    CERTIFICATE = "certificate"
    """An electronic certificate (电子证照); `reference` is its number."""
    PROMISED = "promised"
    """To be brought later; only for papers that may be (容缺后补)."""
    NEEDED = "needed"
    """Its condition holds, and it is not here yet."""
    ABSENT = "absent"
    """Taken out again: the row was ticked by mistake, or the resident took the paper back."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What is in hand for one material of the item, named by its number in the item."""

    seq: int
    taken: Taken
    originals: int = 0
    copies: int = 0
    pages: int = 0
    lent: int = 0
    """How many of the originals must be given back."""
    until: date | None = None
    """The day for which a promised paper is promised."""
    reference: str = ""
    """The entry of the space, or the number of the certificate."""


@dataclass(frozen=True, kw_only=True)
class Defect:
    """One line of a one-time notice: the paper, what is wrong, by which rule, how to mend it."""

    seq: int
    """The number of the material in the item; 0 when the line is about no paper."""
    paper: str
    fault: str
    basis: str = ""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A date computed from the law, kept as it was told to the resident."""

    at: datetime
    provisional: bool
    """True when the official calendar of a year it runs through was not known."""
    basis: str
    """The rule that sets the limit, as the item or the law names it; empty if none is named."""


class Presenter(Enum):
    """Who stands at the window for the case."""

    SELF = "self"
    GUARDIAN = "guardian"
    PROXY = "proxy"
    """Somebody with a written mandate (民法典 165)."""


class Role(Enum):
    """What a person is to a case, besides applying or holding a mandate."""

    GUARDIAN = "guardian"
    """法定代理人 (民法典 23)."""
    AGENT = "agent"
    """代办员 who carries the case for the applicant."""
    RECIPIENT = "recipient"
    """Who will receive the result."""


class Power(Enum):
    """What a mandate allows."""

    SUBMIT = "submit"
    """递交."""
    CORRECT = "correct"
    """补正."""
    SIGN = "sign"
    """签收."""
    COLLECT = "collect"
    """领取."""


class Place(Enum):
    """Where an original is."""

    STATION = "station"
    ROAD_UP = "road_up"
    """In the bag from the station to the district."""
    DISTRICT = "district"
    ROAD_DOWN = "road_down"
    RESIDENT = "resident"
    """Given back."""


class Request(Enum):
    """What may be asked of the office that holds the case."""

    WITHDRAWAL = "withdrawal"
    VOID = "void"
    """Entered by mistake: another person has to look (two persons)."""
    MORE_TIME = "more_time"
    """For a promised paper."""
    REVIEW = "review"
    """复议 or another look at a decision."""


class DeliveryPlan(Enum):
    """How a result is brought, besides being fetched."""

    HOME = "home"
    COURIER = "courier"
    LOCKER = "locker"
    ELECTRONIC = "electronic"


class Failure(Enum):
    """Why a delivery came to nothing."""

    REFUSED = "not_taken"
    ABSENT = "nobody_there"
    WRONG_ADDRESS = "wrong_address"
    OTHER = "other"


class NegativeKind(Enum):
    """A no to the applicant. The first three are those of Gaoming's supervision of negative
    matters; refusals are counted beside them."""

    CORRECTION = "correction"
    """补办件."""
    NOT_ACCEPTED = "not_accepted"
    """不予受理件."""
    RETURNED = "returned"
    """退件."""
    REFUSED = "refused"
    """不予许可, 不予批准."""


NOES: Mapping[str, str] = MappingProxyType(
    {
        NegativeKind.CORRECTION.value: "sent back for correction",
        NegativeKind.NOT_ACCEPTED.value: "application not accepted",
        NegativeKind.RETURNED.value: "case returned",
        NegativeKind.REFUSED.value: "decision refused",
        "spoken": "refused by word",
    }
)
"""What a no is called, as a msgid; one that was only spoken has no case. The bare names are those
of states, whose words say what goes on."""


class Consent(Enum):
    """What a person may consent to, each by itself."""

    SPACE = "space"
    """我的空间."""
    MESSAGES = "sms_and_calls"
    """Contact by SMS or telephone beyond what the case needs."""


class Filed(Enum):
    """What lies in a space."""

    PAPER = "paper"
    """Its original was seen at the window."""
    COPY = "copy"
    """A copy or a scan; nobody here saw the original."""
    CERTIFICATE = "certificate"
    """An electronic certificate (电子证照), named by its number."""
    RESULT = "result"
    """The result of a case of this person."""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A paper promised for a day (容缺)."""

    seq: int
    paper: str
    until: date


class Searched(Enum):
    """Among what somebody looked."""

    CASES = "cases"
    RESIDENTS = "residents"


class Carriage(Enum):
    """Which way a stick carries."""

    OUT = "out"
    IN = "in"
