"""What happens at the desk with no case: questions answered, and what was refused by word."""

from dataclasses import dataclass

from station.domain.event import Event


@dataclass(frozen=True, kw_only=True)
class ConsultationHeld(Event):
    """咨询, 导办, 帮办: somebody asked, and was told. It names nobody."""

    kind = "consultation_held"
    number: str
    """Local, like a receipt number: see `numbers.consultation_number`."""
    item: str
    """The id of the item that it was about; empty if none."""
    channel: str
    question: str
    answer: str
    escalated: bool
    """Whether the question was passed on to the office in charge."""
    refused: bool
    """Whether the answer was that it cannot be done: a no by word is on record as one."""
    reason: str
    """Why it cannot be done, with the clause; empty if nothing was refused."""


@dataclass(frozen=True, kw_only=True)
class RefusalExplained(Event):
    """Who was refused by word asked why and was told, or objected (否定事项监审)."""

    kind = "refusal_explained"
    number: str
    """Of the consultation."""
    explained: bool
    objection: str
