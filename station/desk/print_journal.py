"""The journal of prints: which sheet, who, when, the how manieth, and what became of it."""

from dataclasses import dataclass

from forms.catalogue import SHEETS
from station.desk.office import Office
from station.desk.words import N_, _
from station.domain.printing import Became
from station.storage.printbook import Print, PrintBook
from station.storage.printqueue import PrintQueue

_SAVED, _WAITS = N_("saved as a file"), N_("waits")
_AT_PRINTER, _HANDED = N_("at the printer"), N_("handed to the printer")


@dataclass(frozen=True, kw_only=True)
class PrintLine:
    """One print. `title` is the sheet's, `became` in the language of the screen."""

    print: Print
    sheet: str
    title: str
    became: str


class PrintJournal:
    """Windows on the journal; it is never loaded whole."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._book = PrintBook(office.vault)
        self._queue = PrintQueue(office.vault)

    def count(self, text: str = "") -> int:
        """How many prints have a sheet whose number begins so, or a case whose number has it."""
        with self._office.vault.reading():
            return self._book.count(text)

    def lines(self, text: str, first: int, count: int) -> list[PrintLine]:
        """The newest first."""
        with self._office.vault.reading():
            found = self._book.prints(text, first, count)
            settled = self._book.settled([one.number for one in found])
            return [self._line(one, settled.get(one.number)) for one in found]

    def _line(self, one: Print, settled: Became | None) -> PrintLine:
        sheet = one.number.partition("-")[0]
        title = SHEETS[sheet].title if sheet in SHEETS else ""
        return PrintLine(print=one, sheet=sheet, title=title, became=_(self._became(one, settled)))

    def _became(self, one: Print, settled: Became | None) -> str:
        if one.saved:
            return _SAVED
        waiting = self._queue.get(one.number)
        if waiting is not None:
            return _AT_PRINTER if waiting.job else _WAITS
        return settled.value if settled else _HANDED
