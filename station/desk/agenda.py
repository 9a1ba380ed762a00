"""What is to be seen to at this station: reminders, and what waits to be handed out."""

from datetime import datetime, time, timedelta

from station.desk.office import Office
from station.domain.agenda import ARRANGED, TO_HAND_OUT, TO_REMEMBER, Matter
from station.storage.agenda import AgendaLine, Sought

_RENEWAL_SEEN = timedelta(days=60)
"""How long before its last day the reminder of a renewal is shown: a habit, of no law."""


class AgendaDesk:
    """Windows on the two lists; neither is ever loaded whole."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._book = office.casebook.agenda

    def reminders(self, text: str = "") -> Sought:
        """待办提醒: dates, promises, messages, what waits for the hand-over, and what was arranged
        with people up to the end of tomorrow; licences of which the next two months are the last
        in which a renewal is asked for in time."""
        now = self._office.clock.now()
        day_after = datetime.combine(now.date() + timedelta(days=2), time.min, tzinfo=now.tzinfo)
        until = {**dict.fromkeys(ARRANGED, day_after), Matter.RENEWAL: now + _RENEWAL_SEEN}
        return Sought(matters=(*TO_REMEMBER, *ARRANGED), text=text, until=until)

    def deliveries(self, text: str = "") -> Sought:
        """送达与领取: all that is to be handed out or brought, and what failed."""
        return Sought(matters=TO_HAND_OUT, text=text)

    def messages(self) -> int:
        """On how many cases the district wrote what nobody here has read."""
        return self.count(Sought(matters=(Matter.MESSAGE,)))

    def count(self, sought: Sought) -> int:
        """How many things the list has."""
        with self._office.vault.reading():
            return self._book.count(sought)

    def lines(self, sought: Sought, first: int, count: int) -> list[AgendaLine]:
        """A window on the list: what is due first stands first."""
        with self._office.vault.reading():
            return self._book.lines(sought, first, count)
