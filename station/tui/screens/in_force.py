"""What station.ini sets, to read; it is changed with a text editor."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from station.desk.in_force import in_force
from station.desk.words import _
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.reading import ReadingCard
from station.tui.widgets.table import Column, Row, VirtualTable


class InForcePage(DeskPage):
    """Every setting, what it is now, and where it stands in the file."""

    where = "What is set"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "read", "read")]

    def body(self) -> ComposeResult:
        columns = (
            Column(title=_("Setting"), width=24),
            Column(title=_("In force"), width=16, grows=True),
            Column(title="", width=6),
            Column(title="station.ini", width=27),
        )
        yield VirtualTable(columns)

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def renew(self) -> None:
        premises = self.counter.premises
        rows = [
            Row(key=one.where, cells=(one.words, one.value, _("usual") if one.usual else "",
                                      one.where))
            for one in in_force(premises.settings)
        ]  # fmt: skip
        self.query_one(VirtualTable).reload(len(rows), lambda first, count: rows[first:][:count])
        there = (
            _("Change it with a text editor, then start the program again: {file}")
            if premises.ini.is_file()
            else _("There is no {file}: everything is as usual")
        )
        self.hint(there.format(file=premises.ini))

    @on(VirtualTable.Chosen)
    def action_read(self) -> None:
        """The whole value, where it has no room in the list."""
        row = self.query_one(VirtualTable).row
        if row is not None:
            words, value, _usual, where = map(str, row.cells)
            ini = str(self.counter.premises.ini)
            fields = [(words, value), (_("In the file"), where), (_("File"), ini)]
            self.app.push_screen(ReadingCard(words, fields))
