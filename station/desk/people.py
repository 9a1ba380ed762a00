"""What a person may ask of the office: who looked, a correction, a dispute, a copy of all."""

from collections.abc import Callable

from station.desk.notice import is_informed, wording
from station.desk.office import Office
from station.desk.words import word
from station.domain.disputes import correct, dispute, open_disputes, settle
from station.domain.errors import StationError
from station.domain.event import Event
from station.domain.fields import Given
from station.domain.looking import Purpose, parted
from station.domain.notice import Wording
from station.domain.people import Person
from station.domain.person_events import DataDisputed, PersonViewed
from station.domain.stamp import Stamp
from station.storage.lookbook import Look, LookBook, WantedLooks

PAGE = 200
"""Looks that are read at once."""


class UnknownResident(StationError):
    """Nobody with this identity number is among the residents in use."""


class PersonDesk:
    """The agent's verbs on what is kept of a person."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._looks = LookBook(office.vault)

    # ---- asking

    def looks(self, wanted: WantedLooks, count: int = PAGE, before: int = 0) -> list[Look]:
        """Who looked, the newest first; `before` goes on behind the place of the last one."""
        with self._office.vault.reading():
            return self._looks.looks(wanted, count, before)

    def disputes(self, id_number: str) -> tuple[DataDisputed, ...]:
        """What the person says is wrong, until it is settled."""
        with self._office.vault.reading():
            return open_disputes(self._office.personbook.events(id_number))

    def resident(self, id_number: str) -> Person:
        """The person with this identity number. Raises UnknownResident."""
        with self._office.vault.reading():
            return self._resident(id_number)

    def is_informed(self, id_number: str) -> bool:
        """Whether this person was given the notice in its present wording."""
        return is_informed(self._office, id_number)

    def notice(self) -> Wording:
        """The notice in the language of the screen. Raises NoticeFaults."""
        return wording(self._office)

    # ---- acting

    def take_up(self, id_number: str) -> None:
        """Put on record that a known resident's data are shown to begin a new case with."""
        now = self._office.stamp()
        purpose = Purpose.HANDLING.value
        self._office.record(PersonViewed(at=now.at, by=now.by, person=id_number, purpose=purpose))

    def dispute(self, id_number: str, given: Given) -> None:
        """Put the person's word beside what is kept. Raises BadInput."""
        self._record(lambda _, stamp: dispute(id_number, given, stamp), id_number)

    def settle(self, id_number: str, given: Given) -> None:
        """What came of a dispute. Raises BadInput, RuleBroken."""

        def settled(events: tuple[Event, ...], stamp: Stamp) -> Event:
            return settle(id_number, events, given, stamp)

        self._record(settled, id_number)

    def correct(self, id_number: str, given: Given) -> Person:
        """Put data of the person right; cases that run keep what was true of them, and are put
        right by their own act. Raises BadInput, UnknownResident."""
        self._record(lambda _, stamp: correct(self._resident(id_number), given, stamp), id_number)
        return self.resident(id_number)

    # ---- inside

    def _record(self, decide: Callable[[tuple[Event, ...], Stamp], Event], id_number: str) -> None:
        office = self._office
        office.record_decided(
            lambda: (decide(office.personbook.events(id_number), office.stamp()),)
        )

    def _resident(self, id_number: str) -> Person:
        found = self._office.casebook.resident(id_number)
        if found is None:
            raise UnknownResident(
                "nobody with this identity number is in use here",
                "Somebody whose records are all frozen is corrected with their next case.",
            )
        return found


def purpose_words(purpose: str) -> str:
    """What data were shown for, in the language of the screen."""
    usual, words = parted(purpose)
    return ": ".join(filter(None, (word(usual) if usual else "", words)))
