"""Pages on which somebody is looked for: a search that was meant is on record.

Not one for each letter typed: words that stand for a moment, and those that led somewhere or stood
when the page was left.
"""

from typing import ClassVar

from textual import on
from textual.timer import Timer

from station.desk.searching import note_search
from station.domain.values import Searched
from station.tui.screens.desk_page import DeskPage
from station.tui.widgets.picker import Picker

RESTS = 2.0
"""Seconds without a letter after which the words were meant."""


class SearchPage(DeskPage):
    """A list that typed words narrow."""

    among: ClassVar[Searched]
    _noted = ""
    _resting: Timer | None = None

    @on(Picker.Typed)
    def _wait(self, event: Picker.Typed) -> None:
        event.stop()
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(RESTS, self.rested)

    def rested(self) -> None:
        """The words stand. They are put on record, or what hinders that is told."""
        with self.telling():
            self.note()

    def note(self) -> None:
        """Put on record what is looked for, once. Raises DiskFull, DiskFailing, VaultReadOnly."""
        picker = self.query_one(Picker)
        text = picker.text.strip()
        if text and text != self._noted and self.counter.is_open:
            note_search(self.counter.office, self.among, text, picker.table.count)
            self._noted = text

    def put_away(self) -> None:
        self.rested()

    def action_back(self) -> None:
        self.rested()
        super().action_back()
