"""否定事项监审: every no to a resident, in weekly lists that a district sees (Gaoming, 2017).

Each no stands in exactly one list, and a list with nothing in it is handed in as well. It is due
each Friday when the office closes, or on the last working day before a Friday that is off.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from station.domain.calendar import WorkCalendar
from station.domain.case import Case
from station.domain.consulting import Consultation
from station.domain.decider_events import CorrectionAsked
from station.domain.event import CaseEvent
from station.domain.names import mask_name
from station.domain.period import Period
from station.domain.stamp import OFFICIAL_TIME
from station.domain.values import Deadline
from station.domain.voices import Negative, negatives

FRIDAY = 4
BASIS = "否定事项监审: 每周五下班前报送"
SPOKEN = "spoken"
"""口头否定: the kind of a no by word, beside those of `NegativeKind`."""
NOT_ENDED = ""
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Week:
    """The time of one weekly list, and when it is due."""

    friday: date
    period: Period
    due: Deadline


@dataclass(frozen=True, kw_only=True)
class NegativeLine:
    """One no, as the list tells it; who asked is masked."""

    at: datetime
    number: str
    """Of the case or the consultation."""
    item: str
    applicant: str
    """Masked; empty for a consultation, which names nobody."""
    kind: str
    """A value of `NegativeKind`, or `SPOKEN`."""
    reason: str
    basis: str
    explained: bool | None
    """None: nobody has spoken about it."""
    explained_by: str
    explained_at: datetime | None
    objection: str
    """All objections, in the order in which they were made."""
    said: int
    """How often it was spoken about; each time stays on record."""
    outcome: str
    """The state of the case now; `NOT_ENDED` for a consultation."""


def weekly_due(day: date, calendar: WorkCalendar, closes: time) -> Deadline:
    """When the list of the week from Monday to Sunday that holds this day is due.

    Provisional where the calendar of the year is not known.
    """
    return _due(day + _DAY * (FRIDAY - day.weekday()), calendar, closes)


def week_of(at: datetime, calendar: WorkCalendar, closes: time) -> Week:
    """The list in which a no of this moment stands: the first that is due then or later."""
    day = at.astimezone(OFFICIAL_TIME).date()
    friday = day + _DAY * (FRIDAY - day.weekday())
    while _due(friday, calendar, closes).at < at:
        friday += 7 * _DAY
    due = _due(friday, calendar, closes)
    before = _due(friday - 7 * _DAY, calendar, closes)
    return Week(friday=friday, period=Period(begins=before.at, ends=due.at), due=due)


def _due(friday: date, calendar: WorkCalendar, closes: time) -> Deadline:
    day, sure = friday, calendar.knows(friday)
    while not calendar.likely(day).works:
        day -= _DAY
        sure = sure and calendar.knows(day)
    return Deadline(
        at=datetime.combine(day, closes, tzinfo=OFFICIAL_TIME), provisional=not sure, basis=BASIS
    )


def negative_list(
    cases: Iterable[Case], talks: Iterable[Consultation], period: Period
) -> tuple[NegativeLine, ...]:
    """Every no of this time, the oldest first: those of cases, and refusals by word."""
    written = (line for case in cases for line in of_case(case))
    spoken = (_spoken(talk) for talk in talks if talk.held.refused)
    found = [line for line in (*written, *spoken) if period.holds(line.at)]
    return tuple(sorted(found, key=lambda line: (line.at, line.number)))


def of_case(case: Case) -> Iterator[NegativeLine]:
    """The noes of one case, in their order."""
    name = mask_name(case.applicant.name)
    for no in negatives(case):
        yield NegativeLine(
            at=no.event.at, number=case.number, item=case.opened.item_name, applicant=name,
            kind=no.what.value, reason=reason_of(no.event), basis=basis_of(no.event),
            outcome=case.state.value, **_explained(no),
        )  # fmt: skip


def totals(lines: Iterable[NegativeLine]) -> Mapping[str, int]:
    """How many there are of each kind that occurs."""
    return dict(Counter(line.kind for line in lines))


def reason_of(event: CaseEvent) -> str:
    """The reason that a no gives; of a correction notice its lines."""
    if isinstance(event, CorrectionAsked):
        return "；".join(f"{line.paper}：{line.fault}" for line in event.defects)
    return str(getattr(event, "reason", ""))


def basis_of(event: CaseEvent) -> str:
    """The clauses that a no names."""
    if isinstance(event, CorrectionAsked):
        return "；".join(dict.fromkeys(line.basis for line in event.defects if line.basis))
    return str(getattr(event, "basis", ""))


def _spoken(talk: Consultation) -> NegativeLine:
    held = talk.held
    return NegativeLine(
        at=held.at, number=held.number, item=held.item, applicant="", kind=SPOKEN,
        reason=held.reason, basis="", outcome=NOT_ENDED, **_explained(talk),
    )  # fmt: skip


def _explained(no: Negative | Consultation) -> dict[str, Any]:
    said = no.explanations
    last = said[-1] if said else None
    return {
        "explained": last.explained if last else None,
        "explained_by": last.by if last else "",
        "explained_at": last.at if last else None,
        "objection": "；".join(one.objection for one in said if one.objection),
        "said": len(said),
    }
