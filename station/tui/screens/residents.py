"""Find a resident: those who applied here, masked; Enter opens what is kept of one."""

from textual import on
from textual.app import ComposeResult

from station.desk.words import _
from station.domain.names import mask_name, mask_phone
from station.domain.values import Searched
from station.tui.screens.resident import ResidentPage
from station.tui.screens.search_page import SearchPage
from station.tui.widgets.picker import Found, Picker, all_of
from station.tui.widgets.table import Column, Row

_MOST = 50
"""Who is not among so many is found by typing more."""


class ResidentsPage(SearchPage):
    """Nobody is listed before something is typed."""

    among = Searched.RESIDENTS
    where = "Residents and spaces"
    todo = "Type a name, pinyin initials or the end of a number; Enter opens it"

    def body(self) -> ComposeResult:
        columns = (
            Column(title=_("Name"), width=10), Column(title=_("Identity number"), width=18),
            Column(title=_("Telephone"), width=14, grows=True),
        )  # fmt: skip
        yield Picker(
            _("Find"), columns, self._find, empty=_("Type of whom; nobody is listed unasked."),
            named="find",
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    def _find(self, text: str) -> Found:
        found = self.counter.cases.residents(text, _MOST) if text.strip() else []
        return all_of([
            Row(
                key=person.id_number,
                cells=(mask_name(person.name), person.id.masked, mask_phone(person.phone)),
            )
            for person in found
        ])  # fmt: skip

    @on(Picker.Picked)
    def _open(self, event: Picker.Picked) -> None:
        with self.telling():
            self.note()
            self.app.push_screen(ResidentPage(self.counter, event.row.key))
