"""What an agent does with no case at hand: answer, refuse with a reason, and explain it."""

from collections.abc import Sequence

from station.desk.office import Office
from station.domain.consulting import Consultation, explain, hold
from station.domain.desk_events import ConsultationHeld
from station.domain.errors import StationError
from station.domain.event import Event
from station.domain.fields import Given
from station.domain.numbers import consultation_number
from station.domain.stamp import Stamp
from station.storage.drafts import DraftBook
from station.storage.talkbook import TalkBook


class UnknownConsultation(StationError):
    """A number under which no consultation is kept here."""


class ConsultDesk:
    """Consultations of this station (咨询, 帮办)."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._book = TalkBook(office.vault)

    def hold(self, given: Given, *, draft: str = "") -> ConsultationHeld:
        """Record that somebody asked and was told; the draft of this name ends with it. Raises
        BadInput with all faults."""
        office = self._office
        stamp = office.stamp()

        def decide() -> tuple[Event, ...]:
            return (
                hold(
                    given,
                    items=office.catalogue.newest,
                    number=lambda: self._number(stamp),
                    stamp=stamp,
                ),
            )

        with office.transaction():
            [held] = office.record_decided(decide)
            DraftBook(office.vault).forget(draft)
        assert isinstance(held, ConsultationHeld)
        return held

    def explain(self, number: str, given: Given, *, draft: str = "") -> Consultation:
        """Record what was said to who was refused by word; the draft of this name ends with it.
        Raises UnknownConsultation, BadInput, RuleBroken."""
        office = self._office

        def decide() -> tuple[Event, ...]:
            return (explain(self._known(number).held, given, stamp=office.stamp()),)

        with office.transaction():
            office.record_decided(decide)
            DraftBook(office.vault).forget(draft)
        return self.consultation(number)

    def consultation(self, number: str) -> Consultation:
        """The consultation with this number. Raises UnknownConsultation."""
        with self._office.vault.reading():
            return self._known(number)

    def latest(self, first: int, count: int, *, since: str = "") -> Sequence[Consultation]:
        """A window on the list, the newest first; with `since`, a day in ISO form, none of
        before."""
        with self._office.vault.reading():
            return self._book.page(since, first, count)

    def count(self, *, since: str = "") -> int:
        """How many there are since that day; ever, without one."""
        with self._office.vault.reading():
            return self._book.count(since)

    def _known(self, number: str) -> Consultation:
        asked = number.strip()
        found = self._book.consultation(asked) if asked.isprintable() else None
        if found is None:
            raise UnknownConsultation(
                "there is no consultation {number} at this station",
                "run.py consultations lists them.", number=number,
            )  # fmt: skip
        return found

    def _number(self, stamp: Stamp) -> str:
        office, day = self._office, stamp.day
        before = consultation_number(office.code, office.tag, day, 0).removesuffix("0000")
        return consultation_number(office.code, office.tag, day, self._book.serials(before) + 1)
