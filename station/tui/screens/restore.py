"""A station from a backup: choose one, look at it, the passphrase of somebody who was there."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from station.desk.restoring import Found, found_at, found_in, usual_places
from station.desk.words import _, told
from station.domain.errors import BadInput, StationError
from station.tui.counter import Counter
from station.tui.messages import BackupsFound, StationClosed, StationUnlocked, WorkRefused
from station.tui.screens.page import Page
from station.tui.screens.restore_card import RestoreCard
from station.tui.widgets.field import Field
from station.tui.widgets.states import near_date
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Words, line, lines


class RestorePage(Page):
    """Works without an open station, and in one whose lead wants it back as it was."""

    where = "Restore from a backup"
    todo = "Choose a backup and press Enter; nothing is changed yet"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "search", "look again"),
        Binding("f4", "district", "ask the district"),
        Binding("ctrl+q", "app.quit", "quit"),
    ]

    def __init__(self, counter: Counter, why: StationError | None = None) -> None:
        """`why` is what is wrong with the station that is there."""
        super().__init__()
        self._counter = counter
        self._why = why
        self._found: Sequence[Found] = ()

    def body(self) -> ComposeResult:
        yield Words(told(self._why) if self._why else "", classes="why")
        yield Field(
            _("Folder or file"), placeholder=_("of the stick; Enter looks there"), named="place"
        )
        yield VirtualTable(
            (
                Column(title=_("Made"), width=11), Column(title=_("Station"), width=18),
                Column(title=_("Entries"), width=7),
                Column(title=_("File"), width=20, grows=True),
            ),
            empty=_("No backup was found yet. Put the stick in and press F3, or name its folder."),
        )  # fmt: skip
        yield Words("", classes="detail")

    def on_mount(self) -> None:
        self.query_one(".why").display = self._why is not None
        self.query_one("#place", Field).focus()
        self.action_search()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The district lets in where the vault is there and its key slots are lost."""
        if action == "district":
            return self._counter.premises.lost_its_slots
        return super().check_action(action, parameters)

    def action_district(self) -> None:
        """No backup is needed for that."""
        from station.tui.screens.recover import RecoverPage

        self.app.push_screen(RecoverPage(self._counter, ""))

    # ---- looking for one

    def action_search(self) -> None:
        """At the usual places, or where the field says."""
        self._search(self.query_one("#place", Field).value.strip())

    @on(Field.Entered, "#place")
    def _entered(self) -> None:
        if self.query_one("#place", Field).value.strip():
            self.action_search()
        else:
            self.focus_next()

    @work(thread=True, exit_on_error=False, exclusive=True)
    def _search(self, place: str) -> None:
        try:
            named = found_at(Path(place)) if place else ()
            found = named or found_in(usual_places(self._counter.premises))
        except StationError as fault:
            self.post_message(WorkRefused(fault))
        else:
            self.post_message(BackupsFound(found, named=bool(place)))

    def on_backups_found(self, event: BackupsFound) -> None:
        self._found = event.found
        rows = [self._row(one) for one in self._found]
        table = self.query_one(VirtualTable)
        table.show(len(rows), lambda first, count: rows[first:][:count])
        if rows and event.named:
            table.focus()
        self.hint(_(self.todo) if rows else _("Put the stick with the backups in, then F3"))

    def on_work_refused(self, event: WorkRefused) -> None:
        fault = event.fault
        if isinstance(fault, BadInput):
            self.query_one("#place", Field).show_fault(told(fault.fields["place"]))
        else:
            self.tell_fault(fault)

    def _row(self, one: Found) -> Row:
        made = one.copied.manifest
        when = near_date(made.made, self._counter.now())
        return Row(key=str(one.file), cells=(when, made.name, str(made.number), str(one.file.name)))

    @property
    def _one(self) -> Found | None:
        row = self.query_one(VirtualTable).row
        return next((one for one in self._found if row and str(one.file) == row.key), None)

    @on(VirtualTable.Highlighted)
    def _explain(self) -> None:
        """What the one under the cursor says of itself."""
        one, place = self._one, self.query_one(".detail", Words)
        place.display = one is not None
        if one is not None:
            made = one.copied.manifest
            place.update(
                lines(
                    line((_("File: "), "bold"), str(one.file)),
                    line((_("Station: "), "bold"), f"{made.name} {made.station}   ",
                         (_("Made: "), "bold"), f"{made.made:%Y-%m-%d %H:%M}"),
                    line((_("Opens for: "), "bold"), ", ".join(one.agents)),
                )
            )  # fmt: skip

    # ---- restoring

    @on(VirtualTable.Chosen)
    def _chosen(self) -> None:
        one = self._one
        if one is None:
            return

        def after(done: bool | None) -> None:
            if done and card.office is not None:
                self.app.post_message(StationUnlocked(card.office))
            elif done or (was_open and not self._counter.is_open):
                self.app.post_message(StationClosed())

        was_open = self._counter.is_open
        card = RestoreCard(self._counter, one)
        self.app.push_screen(card, after)

    def action_back(self) -> None:
        """Where there is no station that could open, only this page is left."""
        if len(self.app.screen_stack) > 2:
            self.dismiss()
