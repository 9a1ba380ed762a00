"""Everything that a sheet may know. A sheet asks nobody: what is not here is not printed.

The desk builds `Facts` from case, item, person and events. A fact that a sheet can do without
is None (or empty) and prints as a line to fill by pen; one it cannot do without is named by
`MissingFacts`, all of them at once. Times are in the station's local time, to the minute.
None of these values shows itself in a log or a traceback: they are personal data.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from types import MappingProxyType

from forms.admission import Admission
from forms.comparison import Comparison
from forms.day import DayEnd
from forms.recovery import KeyHalf, WayIn
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

    code: str
    name: str
    version: str
    department: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Applicant:
    """Who asks. `sex` is the code of GB/T 2261.1 or the word to print."""

    name: str
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

    received_at: datetime
    reply_by: date
    query_ways: tuple[str, ...]
    reply_is_provisional: bool = False
    """The official calendar of a year it runs through is not published yet."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Defect:
    """One line of the one-time notice. `basis` is the clause or the number of the guide."""

    paper: str
    fault: str
    basis: str = ""
    remedy: str = ""
    sample: str = ""
    """Number or place of the filled-in sample; empty prints a dash."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Correction:
    """The whole of what must be put right, by when, and what happens otherwise."""

    defects: tuple[Defect, ...]
    term: str = ""
    """In words, e.g. 自收到本告知书之日起10个工作日内."""
    until: date | None = None
    if_late: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Document:
    """A paper that is handed out: decision, certificate, notice."""

    name: str
    number: str = ""
    copies: int = 1


@dataclass(frozen=True, kw_only=True, repr=False)
class Pickup:
    """When and where the result waits, and for whom."""

    place: str
    day: date
    slot: str
    bring: tuple[str, ...]
    who: str
    locker: str = ""
    """Code of the locker; empty: at the window."""
    keep_until: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Service:
    """送达. What was not known when it was printed is written on it by hand.

    `way`: direct, left, post, electronic, passed_on. `relation`: self, family, guardian, proxy,
    other. Another word prints as it is.
    """

    documents: tuple[Document, ...]
    recipient: str
    unit: str
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


@dataclass(frozen=True, kw_only=True, repr=False)
class Facts:
    """What one print of one sheet may know."""

    sheet_number: str
    printed_at: datetime
    station: Office
    agent: str
    item: Item
    case_number: str
    """收件编号, given by the station."""
    applicant: Applicant
    print_count: int = 1
    """How often this sheet of this case was printed, this time included."""
    official_number: str = ""
    """办件编号, given with acceptance."""
    proxy: Proxy | None = None
    papers: tuple[Paper, ...] = ()
    receipt: Receipt | None = None
    correction: Correction | None = None
    results: tuple[Document, ...] = ()
    pickup: Pickup | None = None
    service: Service | None = None
    day_end: DayEnd | None = None
    """Of a sheet about a day and not a case: then item, applicant and receipt number are empty."""
    way_in: WayIn | None = None
    key_half: KeyHalf | None = None
    comparison: Comparison | None = None
    admission: Admission | None = None
    """Of a sheet about the line to the district; else the same."""
    practice: bool = False
    """Whether this is of a practice station: every page says so."""


class MissingFacts(StationError):
    """A sheet cannot be printed yet. `fields` maps the path of each missing fact to its fault;
    the hint is what mends the first of them."""

    def __init__(self, sheet: str, paths: Iterable[str]) -> None:
        self.fields: Mapping[str, StationError] = MappingProxyType(
            {path: FAULTS[path] for path in paths}
        )
        first, *_ = self.fields.values()
        super().__init__(
            "sheet {sheet} cannot be printed yet: {faults}",
            first.hint,
            sheet=sheet,
            faults=reduce(_and, self.fields.values()),
        )


def _and(one: StationError, other: StationError) -> StationError:
    """Both in one sentence, which the screen translates part by part."""
    return StationError("{one}; {other}", one.hint, one=one, other=other)


_SETTINGS = "Enter it in the station's settings."
_PICKUP = "Appoint the pick-up of the result first."
_SERVICE = "Record the result and who is to receive it first."

FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "sheet_number": StationError("the sheet has no number", "Print it from the case again."),
        "case_number": StationError("the case has no receipt number", "Open the case again."),
        "station.code": StationError("the station's code is missing", _SETTINGS),
        "station.name": StationError("the station's name is missing", _SETTINGS),
        "agent": StationError("the agent's name is missing", "Unlock the station by name."),
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
        "correction.defects": StationError(
            "nothing to put right is listed", "List everything that is missing or wrong."
        ),
        "correction.defects.paper": StationError(
            "a line names no paper", "Name the paper that the line is about."
        ),
        "correction.defects.fault": StationError(
            "a line says nothing that is wrong", "Say what is wrong with the paper."
        ),
        "correction.defects.basis": StationError(
            "a line names no rule", "Give the clause or the number of the guide."
        ),
        "correction.defects.remedy": StationError(
            "a line does not say what to bring", "Say how the paper can be put right."
        ),
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
        "day_end": StationError("no day is meant", "Print it by: run.py day-end"),
        "day_end.head": StationError("the journal has no head", "Run: run.py verify"),
        "way_in": StationError("no way in is asked for", "Print it by: run.py recover request"),
        "way_in.groups": StationError("the request has no letters", "Make it again."),
        "key_half": StationError(
            "no half of a key is meant", "Print it by: run.py district recovery sheet"
        ),
        "key_half.groups": StationError("the half has no letters", "Read it again."),
        "comparison": StationError("nothing was compared", "Print it by: run.py reconcile"),
        "admission": StationError("no code is meant", "Print it by: run.py district enrol"),
        "service.unit": StationError("the delivering office is missing", _SERVICE),
    }
)
"""What may be demanded of facts, by its path in `Facts`; a path through a list asks each entry."""


def missing(facts: Facts, paths: Iterable[str]) -> tuple[str, ...]:
    """The paths at which nothing stands: None, no text, an empty list."""
    return tuple(path for path in paths if not all(_values(facts, path)))


def _values(value: object, path: str) -> Iterator[object]:
    """What stands at the path; an empty list on the way to it is asked for by its own path."""
    name, _, rest = path.partition(".")
    if value is None or not name:
        yield value.strip() if isinstance(value, str) else value
        return
    for each in value if isinstance(value, tuple) else (value,):
        yield from _values(getattr(each, name), rest)
