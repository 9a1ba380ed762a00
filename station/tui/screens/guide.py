"""What each item asks and gives: read out to who stands at the window."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll

from station.desk.catalogue import search
from station.desk.words import _
from station.tui.screens.print_page import PrintPage
from station.tui.widgets.guide import guide, item_name
from station.tui.widgets.picker import Found, Picker, all_of
from station.tui.widgets.table import Column, Row
from station.tui.widgets.words import Words


class GuidePage(PrintPage):
    """The items on the left, what the catalogue says about the one under the cursor beside."""

    where = "Item guide"
    todo = "Type a number, words, pinyin or initials; Tab reads on the right. Demonstration data"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f4", "print", "print")]

    _shown = ""
    """The item that is told on the right."""

    def body(self) -> ComposeResult:
        with Horizontal(classes="halves"):
            columns = (Column(title="", width=7), Column(title="", width=20, grows=True))
            yield Picker(_("Item"), columns, self._find, empty=_("No item fits."), named="items")
            with VerticalScroll():
                yield Words("", classes="guide")

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    def _find(self, text: str) -> Found:
        office = self.counter.office
        items = search({**office.items, **office.catalogue.announced(office.today)}, text)
        return all_of([Row(key=item.id, cells=(item.id, item_name(item))) for item in items])

    @on(Picker.Pointed)
    def _tell(self, event: Picker.Pointed) -> None:
        office, id_ = self.counter.office, event.row.key if event.row else ""
        today = office.today
        self._shown = id_
        known = office.catalogue.in_force(id_, today) or office.catalogue.announced(today).get(id_)
        self.query_one(".guide", Words).update(
            guide(known, office.catalogue, today) if known else ""
        )

    def action_print(self) -> None:
        """Print the guide under the cursor."""
        item = self._shown
        if item:
            self.print_by(lambda: self._print(item))

    def _print(self, item: str) -> str:
        from station.tui.widgets.printed import printed_words  # what draws sheets loads slowly

        return printed_words(self.counter.guides.print(item))
