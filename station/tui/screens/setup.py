"""The first start: who this station is, who works here, the passphrase, and the district."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from station.desk.words import _, told
from station.domain.errors import BadInput, StationError
from station.tui.counter import Counter
from station.tui.messages import StationUnlocked, WorkRefused
from station.tui.screens.page import Page
from station.tui.widgets.field import Field
from station.tui.widgets.words import Push, Words

_STATION = ("station", "name", "agent", "passphrase")


class SetupPage(Page):
    """Makes the station; joins the district when an address and a code are given."""

    where = "Set up this station"
    todo = "Write the passphrase down on paper, then F9 makes the station"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,ctrl+s", "make", "make the station"),
        Binding("f3", "restore", "there is a backup"),
        Binding("ctrl+q", "app.quit", "quit"),
        Binding("escape", "back", show=False),
    ]

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._counter = counter
        self._busy = False

    def body(self) -> ComposeResult:
        premises = self._counter.premises
        with VerticalScroll(classes="door", can_focus=False):
            yield Words(_("Village service station"), classes="sign")
            yield Field(_("Station code"), placeholder=_("12 digits"), named="station")
            yield Field(_("Station name"), named="name")
            yield Field(_("Your name"), named="agent")
            yield Field(_("Passphrase"), value=premises.passphrase(), named="passphrase")
            yield Words(
                _("Nobody can open the station without it: write it down, or type your own."),
                classes="under",
            )
            yield Field(
                _("District"), value=premises.settings.district_url,
                placeholder=_("may be empty: address of its server"), named="url",
            )  # fmt: skip
            yield Field(
                _("One-time code"), placeholder=_("may be empty: from the district"), named="code"
            )
            yield Push(_("Make the station F9"), named="make")
            yield Push(_("There is a backup F3"), named="restore")

    def on_mount(self) -> None:
        self.query_one("#station", Field).focus()
        if self._counter.premises.lost_its_vault:
            self.hint(
                _("There are key slots here and no vault: F3 restores it from a backup"),
                fault=True,
            )

    @on(Field.Entered)
    def _next_field(self) -> None:
        self.focus_next()

    @on(Push.Pressed, "#restore")
    def action_restore(self) -> None:
        """A new computer, or a dead disk: the station is in a backup."""
        from station.tui.screens.restore import RestorePage

        self.app.push_screen(RestorePage(self._counter))

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Field).value

    @on(Push.Pressed, "#make")
    def action_make(self) -> None:
        if self._busy:
            return
        for field in self.query(Field):
            field.show_fault("")
        if bool(self._typed("url").strip()) != bool(self._typed("code").strip()):
            missing = "code" if self._typed("url").strip() else "url"
            fault = _("address and one-time code belong together: give both or none")
            field = self.query_one(f"#{missing}", Field)
            field.show_fault(fault)
            field.focus()
            return
        self._busy = True
        self.hint(_("Making the vault..."))
        new = {name: self._typed(name) for name in _STATION}
        self._make(new, self._typed("url").strip(), self._typed("code").strip())

    @work(thread=True, exit_on_error=False)
    def _make(self, new: Mapping[str, str], url: str, code: str) -> None:
        from station.desk.opening import NewStation

        try:
            office = self._counter.set_up(NewStation(**new))
        except StationError as fault:
            self.post_message(WorkRefused(fault))
            return
        not_joined: StationError | None = None
        if url:
            from station.desk.syncing import SyncDesk

            try:
                SyncDesk(office).join(url, code)
            except StationError as fault:
                not_joined = fault
        self.post_message(StationUnlocked(office, not_joined))

    def undone(self) -> None:
        self._busy = False

    def on_work_refused(self, event: WorkRefused) -> None:
        """Faults go to their fields; everything stays as typed."""
        self._busy = False
        fault = event.fault
        self.tell_fault(fault)
        if isinstance(fault, BadInput):
            self.hint(_("Correct what is marked, then F9"), fault=True)
            faulty = [field for field in self.query(Field) if field.id in fault.fields]
            for field in faulty:
                field.show_fault(told(fault.fields[str(field.id)]))
            if faulty:
                faulty[0].focus()

    def on_station_unlocked(self) -> None:
        """The passphrase does not stay in the field."""
        self._busy = False
        self.query_one("#passphrase", Field).value = ""

    def action_back(self) -> None:
        """There is nothing behind this page."""
