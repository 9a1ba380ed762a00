"""听证: the right to a hearing is told, somebody answers, and it is held (行政许可法 46-48)."""

from dataclasses import dataclass
from datetime import date

from station.domain.event import CaseEvent


@dataclass(frozen=True, kw_only=True)
class HearingOffered(CaseEvent):
    """告知听证权利: before the decision those whose important interests it touches are told that
    they may ask for a hearing (行政许可法 47)."""

    kind = "hearing_offered"
    to: tuple[str, ...]
    """Who was told: the applicant, and others whose interests are touched."""
    about: str
    ask_by: date
    """The last day on which they may ask, as they were told."""


@dataclass(frozen=True, kw_only=True)
class HearingAnswered(CaseEvent):
    """申请听证, or 放弃听证: somebody asks for a hearing, or all who were told want none."""

    kind = "hearing_answered"
    wanted: bool
    who: str
    on: date
    """The day on which it was said; it may be put on record later."""
    reason: str
    in_time: bool
    """Asked by the last day that was told: only then must the hearing be held (行政许可法 47)."""


@dataclass(frozen=True, kw_only=True)
class HearingHeld(CaseEvent):
    """举行听证: the decision follows its signed minutes (行政许可法 48)."""

    kind = "hearing_held"
    on: date
    chair: str
    """Somebody else than who examines the case (行政许可法 48)."""
    minutes: str
    """The number or the essence of the minutes."""
