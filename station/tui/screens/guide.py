"""What each item asks and gives: read out to who stands at the window."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll

from station.desk.catalogue import search
from station.desk.words import _
from station.tui.screens.desk_page import DeskPage
from station.tui.widgets.guide import guide, item_name
from station.tui.widgets.picker import Found, Picker, all_of
from station.tui.widgets.table import Column, Row
from station.tui.widgets.words import Words


class GuidePage(DeskPage):
    """The items on the left, what the catalogue says about the one under the cursor beside."""

    where = "Item guide"
    todo = "Type a number, words, pinyin or initials; Tab reads on the right. Demonstration data"

    def body(self) -> ComposeResult:
        with Horizontal(classes="halves"):
            columns = (Column(title="", width=7), Column(title="", width=20, grows=True))
            yield Picker(_("Item"), columns, self._find, empty=_("No item fits."), named="items")
            with VerticalScroll():
                yield Words("", classes="guide")

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    def _find(self, text: str) -> Found:
        items = search(self.counter.office.items, text)
        return all_of([Row(key=item.id, cells=(item.id, item_name(item))) for item in items])

    @on(Picker.Pointed)
    def _tell(self, event: Picker.Pointed) -> None:
        words = guide(self.counter.office.item(event.row.key)) if event.row else ""
        self.query_one(".guide", Words).update(words)
