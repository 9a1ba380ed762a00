"""Everything that a sheet may know. A sheet asks nobody: what is not here is not printed.

The desk builds `Facts` from case, item, person and events. A fact that a sheet can do without
is None (or empty) and prints as a line to fill by pen; one it cannot do without is named by
`MissingFacts`, all of them at once. A part that is left out is empty, so that every sheet of a case
prints as a blank too. Times are in the station's local time, to the minute. None of these values
shows itself in a log or a traceback: they are personal data.
"""

import sys
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from types import MappingProxyType
from typing import get_args, get_type_hints

from forms.parts.accepting import Accepting
from forms.parts.admission import Admission
from forms.parts.agency import AgencyEnd, Mandate
from forms.parts.carrying import Appointment, Courier, HandOver, Posting
from forms.parts.case import Applicant, Item, Office, Paper, Proxy, Receipt
from forms.parts.comparison import Comparison
from forms.parts.correcting import Correction
from forms.parts.day import DayEnd
from forms.parts.deciding import Deciding
from forms.parts.ending import Ending
from forms.parts.filing import File
from forms.parts.guide import Guide
from forms.parts.handing import Document, Pickup, Service
from forms.parts.mending import Fix
from forms.parts.privacy import Privacy, SpaceUse
from forms.parts.promising import Commitment, Replaced
from forms.parts.rating import Rating
from forms.parts.recovery import KeyHalf, WayIn
from forms.parts.urging import Urging
from forms.parts.visiting import HomeVisit, SiteVisit
from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Facts:
    """What one print of one sheet may know."""

    station: Office
    printed_at: datetime
    sheet_number: str = ""
    agent: str = ""
    item: Item = field(default_factory=Item)
    case_number: str = ""
    """收件编号, given by the station."""
    applicant: Applicant = field(default_factory=Applicant)
    print_count: int = 1
    """How often this sheet was printed of the same case, person, day or list, this time
    included."""
    official_number: str = ""
    """办件编号, given with acceptance."""
    authority: str = ""
    """Who decided or demanded what the sheet tells: known from its own event alone."""
    proxy: Proxy | None = None
    papers: tuple[Paper, ...] = ()
    receipt: Receipt = field(default_factory=Receipt)
    correction: Correction = field(default_factory=Correction)
    accepting: Accepting = field(default_factory=Accepting)
    deciding: Deciding = field(default_factory=Deciding)
    ending: Ending = field(default_factory=Ending)
    urging: Urging = field(default_factory=Urging)
    mandate: Mandate = field(default_factory=Mandate)
    """The one in force."""
    agency_end: AgencyEnd = field(default_factory=AgencyEnd)
    privacy: Privacy = field(default_factory=Privacy)
    """Of a sheet about a person and not a case: then item and receipt number are empty."""
    space_uses: tuple[SpaceUse, ...] = ()
    fixes: tuple[Fix, ...] = ()
    commitment: Commitment = field(default_factory=Commitment)
    replaced: Replaced = field(default_factory=Replaced)
    site_visit: SiteVisit = field(default_factory=SiteVisit)
    home_visit: HomeVisit = field(default_factory=HomeVisit)
    file: File = field(default_factory=File)
    ratings: tuple[Rating, ...] = ()
    results: tuple[Document, ...] = ()
    pickup: Pickup = field(default_factory=Pickup)
    service: Service = field(default_factory=Service)
    hand_over: HandOver = field(default_factory=HandOver)
    """Of a list of cases: then there is no single one."""
    posting: Posting = field(default_factory=Posting)
    courier: Courier = field(default_factory=Courier)
    appointment: Appointment = field(default_factory=Appointment)
    guide: Guide = field(default_factory=Guide)
    """Of the guide to an item: then there is no case."""
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


def _parts() -> set[str]:
    """The modules that the parts of the facts come from."""
    kinds = get_type_hints(Facts).values()
    return {one.__module__ for kind in kinds for one in (kind, *get_args(kind))
            if getattr(one, "__module__", "").startswith("forms.parts.")}  # fmt: skip


FAULTS: Mapping[str, StationError] = ChainMap(
    {
        "sheet_number": StationError("the sheet has no number", "Print it from the case again."),
        "case_number": StationError("the case has no receipt number", "Open the case again."),
        "agent": StationError("the agent's name is missing", "Unlock the station by name."),
        "authority": StationError(
            "the authority has not acted", "Wait until its answer has come over the line."
        ),
    },
    *(dict(sys.modules[name].FAULTS) for name in sorted(_parts())),
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
