"""Which sheet to print: those that have all they need now."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from station.desk.words import _
from station.tui.widgets.keys import CARD, KeyLine
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Words


class SheetChooser(ModalScreen[tuple[str, bool]]):
    """Gives the code of the chosen sheet, an empty text for none, and whether it is saved as a file
    instead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(place), f"take({place})", show=False) for place in range(1, 10)),
        Binding("s", "save", "save as a file"),
        Binding("escape,0", "leave", "back"),
        *CARD,
    ]

    def __init__(self, sheets: Sequence[tuple[str, str]]) -> None:
        """`sheets` are pairs of code and title."""
        super().__init__()
        self._sheets = sheets

    def compose(self) -> ComposeResult:
        with Vertical(classes="card"):
            yield Words(_("Print: Enter or a digit"), classes="head")
            columns = (Column(title="", width=4), Column(title="", width=30, grows=True))
            yield VirtualTable(columns, empty=_("No sheet has all it needs yet."), one_click=True)
        yield KeyLine()

    def on_mount(self) -> None:
        rows = [
            Row(key=code, cells=(f"{place}", f"{code} {title}"))
            for place, (code, title) in enumerate(self._sheets, start=1)
        ]
        table = self.query_one(VirtualTable)
        table.show(len(rows), lambda first, count: rows[first : first + count])
        table.focus()

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.dismiss((event.row.key, False))

    def action_take(self, place: int) -> None:
        if place <= len(self._sheets):
            self.dismiss((self._sheets[place - 1][0], False))

    def action_save(self) -> None:
        if (row := self.query_one(VirtualTable).row) is not None:
            self.dismiss((row.key, True))

    def action_leave(self) -> None:
        self.dismiss(("", False))
