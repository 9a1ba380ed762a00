"""What people say about a case: messages between the offices, and the noes they got."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from station.domain.case import Case, Entry
from station.domain.decider_events import (
    AcceptanceRevoked,
    CaseNotAccepted,
    CaseRefused,
    CaseReturned,
    CorrectionAsked,
)
from station.domain.event import CaseEvent
from station.domain.fact_events import (
    MessageRead,
    MessageWritten,
    NegativeExplained,
)
from station.domain.values import NegativeKind, Side


@dataclass(frozen=True, kw_only=True)
class Message:
    """One word of the thread of a case (一项一微). `read`: the other office has seen it."""

    side: Side
    at: datetime
    by: str
    words: str
    read: bool


def thread(case: Case) -> tuple[Message, ...]:
    """The messages of both offices, in the order in which they came to be known here."""
    entries = [entry for entry in case.history if not entry.refused]
    read = _read(entries)
    told = dict.fromkeys(Side, 0)
    messages = []
    for entry in entries:
        if isinstance(entry.event, MessageWritten):
            told[entry.side] += 1
            messages.append(
                Message(
                    side=entry.side, at=entry.event.at, by=entry.event.by,
                    words=entry.event.words, read=read[_other(entry.side)] >= told[entry.side],
                )
            )  # fmt: skip
    return tuple(messages)


def _read(entries: list[Entry]) -> dict[Side, int]:
    """How many messages of the other each office has read; nobody reads what is not written."""
    told, read = dict.fromkeys(Side, 0), dict.fromkeys(Side, 0)
    for entry in entries:
        if isinstance(entry.event, MessageWritten):
            told[entry.side] += 1
        if isinstance(entry.event, MessageRead):
            seen = min(entry.event.upto, told[_other(entry.side)])
            read[entry.side] = max(read[entry.side], seen)
    return read


def unread(case: Case, side: Side) -> int:
    """How many messages of the other office this one has not read."""
    return sum(message.side is not side and not message.read for message in thread(case))


def heard(case: Case, side: Side) -> int:
    """How many messages the other office has written: `MessageRead.upto` when all are read."""
    return sum(message.side is not side for message in thread(case))


def _other(side: Side) -> Side:
    return Side.DISTRICT if side is Side.STATION else Side.STATION


NEGATIVES: Mapping[type[CaseEvent], NegativeKind] = MappingProxyType(
    {
        CorrectionAsked: NegativeKind.CORRECTION,
        CaseNotAccepted: NegativeKind.NOT_ACCEPTED,
        CaseReturned: NegativeKind.RETURNED,
        AcceptanceRevoked: NegativeKind.RETURNED,
        CaseRefused: NegativeKind.REFUSED,
    }
)
"""否定事项: Gaoming's plan of April 2017 names 补办件, 不予受理件 and 退件; a refusal is a no as
well and is counted as its own row."""


@dataclass(frozen=True, kw_only=True)
class Negative:
    """One no to the applicant, and whether it was explained. It cannot be taken out."""

    what: NegativeKind
    event: CaseEvent
    side: Side
    explanations: tuple[NegativeExplained, ...] = ()
    """All that was said about it, in order."""

    @property
    def explained(self) -> NegativeExplained | None:
        """What was said last; None if nobody has spoken about it."""
        return self.explanations[-1] if self.explanations else None


def negatives(case: Case) -> tuple[Negative, ...]:
    """Every no of this case in its order, each with what was said about it afterwards."""
    found: list[Negative] = []
    for entry in case.history:
        event = entry.event
        if entry.refused or not isinstance(event, CaseEvent):
            continue
        what = NEGATIVES.get(type(event))
        if what is not None:
            found.append(Negative(what=what, event=event, side=entry.side))
        if isinstance(event, NegativeExplained):
            _explain(found, event)
    return tuple(found)


def _explain(found: list[Negative], event: NegativeExplained) -> None:
    for place in range(len(found) - 1, -1, -1):
        one = found[place]
        if one.what is event.what:
            found[place] = replace(one, explanations=(*one.explanations, event))
            return


def repeated_notices(case: Case) -> int:
    """How many correction notices named what could have been named before (行政许可法 72(4))."""
    return sum(bool(asked.again) for asked in case.all(CorrectionAsked))
