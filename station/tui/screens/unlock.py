"""The door: who, and the passphrase. Opening is slow on purpose, so it runs beside the screen."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from station.desk.words import _, told
from station.domain.errors import StationError
from station.tui.counter import Counter
from station.tui.messages import StationUnlocked
from station.tui.screens.page import Page
from station.tui.widgets.choice import ChoiceField
from station.tui.widgets.field import Field
from station.tui.widgets.words import Push, Words


class UnlockPage(Page):
    """Asks for the passphrase until it opens the station."""

    where = "Unlock"
    todo = "Type your passphrase and press Enter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("enter", "unlock", "unlock", show=False),
        Binding("f9", "unlock", "unlock"),
        Binding("f3", "restore", "restore a backup"),
        Binding("f4", "forgotten", "forgotten passphrase"),
        Binding("ctrl+q", "app.quit", "quit"),
    ]
    _broken: StationError | None = None
    """What is wrong with the vault, so that only a backup helps."""

    class Refused(Message):
        """The station did not open."""

        def __init__(self, fault: StationError) -> None:
            super().__init__()
            self.fault = fault

    def __init__(self, counter: Counter, agent: str = "", words: str = "") -> None:
        """With the name of this agent chosen, and `words` about how it came to be shut."""
        super().__init__()
        self._counter = counter
        self._chosen = agent
        self._words = words
        self._only = ""
        """Who alone can come in; not asked where there are several."""
        self._busy = False
        self._waiting = False

    def body(self) -> ComposeResult:
        agents = self._counter.agents()
        self._only = "".join(agents)
        with Vertical(classes="door"):
            yield Words(_("Village service station"), classes="sign")
            if len(agents) > 1:
                yield ChoiceField(
                    _("Agent"), _named(agents, self._counter.trainees()), value=self._chosen,
                    named="agent",
                )  # fmt: skip
            else:
                yield Words(_("Agent: {name}").format(name="".join(agents)), classes="under")
            yield Field(_("Passphrase"), password=True, named="passphrase")
            yield Field(
                _("Stick with key"), placeholder=_("may be empty: folder of the stick"),
                named="key_file",
            )  # fmt: skip
            yield Push(_("Unlock"), named="unlock")

    def on_mount(self) -> None:
        self.query_one("#key_file").display = False  # until a slot asks for it
        self.query_one("#passphrase", Field).focus()
        if self._words:
            self.hint(f"{self._words} {_(self.todo)}")
        self.set_interval(1, self._show_wait)
        self._show_wait()

    def _show_wait(self) -> None:
        """After wrong passphrases: how long it still is, in words, until it is over."""
        if self._busy or self.app.screen is not self:
            return
        refusal = self._refusal()
        if refusal is not None:
            self._waiting = True
            self.tell_fault(refusal)
        elif self._waiting:
            self._waiting = False
            self.hint(_(self.todo))

    def _refusal(self) -> StationError | None:
        try:
            return self._counter.refusal(self._agent())
        except StationError as fault:  # of the key slots, which somebody may take away meanwhile
            return fault

    def _agent(self) -> str:
        choices = self.query(ChoiceField)
        return choices.first().value if choices else self._only

    @on(ChoiceField.Entered)
    def _next(self) -> None:
        self.query_one("#passphrase", Field).focus()

    @on(Field.Entered)
    @on(Push.Pressed, "#unlock")
    def action_unlock(self) -> None:
        passphrase = self.query_one("#passphrase", Field).value
        if self._busy or not passphrase:
            return
        self._busy = True
        self.hint(_("Opening the vault..."))
        named = self.query_one("#key_file", Field).value.strip()
        self._open(self._agent(), passphrase, Path(named) if named else None)

    @work(thread=True, exit_on_error=False, exclusive=True)
    def _open(self, agent: str, passphrase: str, key_file: Path | None) -> None:
        try:
            office = self._counter.open(agent, passphrase, key_file)
        except StationError as fault:
            self.post_message(self.Refused(fault))
        else:
            self.post_message(StationUnlocked(office))

    def undone(self) -> None:
        self._busy = False

    def on_unlock_page_refused(self, event: Refused) -> None:
        from station.desk.own_keys import PassphraseGiven
        from station.desk.unlocking import asks_for_key_file

        self._busy = False
        field, stick = self.query_one("#passphrase", Field), self.query_one("#key_file", Field)
        if asks_for_key_file(event.fault):
            stick.display = True
            stick.focus()
            self.tell_fault(event.fault)
            return  # the passphrase stays: with the stick plugged in, Enter is enough
        given, field.value = field.value, ""
        field.focus()
        if isinstance(event.fault, PassphraseGiven):
            self._change_first(given)
        else:
            self.tell_fault(event.fault)
            self._show_wait()
            self._offer_backup(event.fault)

    def _offer_backup(self, fault: StationError) -> None:
        from station.desk.restoring import needs_a_backup

        self._broken = fault if needs_a_backup(fault) else None
        if self._broken is not None:
            self.hint(_("F3 restores a backup. {fault}").format(fault=told(fault)), fault=True)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "restore":
            return self._broken is not None
        return super().check_action(action, parameters)

    def action_restore(self) -> None:
        """The vault does not open any more: a station from a backup."""
        from station.tui.screens.restore import RestorePage

        self.app.push_screen(RestorePage(self._counter, self._broken))

    def action_forgotten(self) -> None:
        """No passphrase helps any more: the district does."""
        from station.tui.screens.recover import RecoverPage

        self.app.push_screen(RecoverPage(self._counter, self._agent()))

    def _change_first(self, given: str) -> None:
        """Who comes with a passphrase that somebody else made gives themselves another."""
        from station.tui.screens.passphrase import FirstPassphrase

        def after(_done: bool | None) -> None:
            if card.office is not None:
                self.post_message(StationUnlocked(card.office))

        self.hint(_(self.todo))
        card = FirstPassphrase(self._counter, self._agent(), given)
        self.app.push_screen(card, after)

    def on_station_unlocked(self) -> None:
        """The passphrase does not stay in the field."""
        self._busy = False
        self.query_one("#passphrase", Field).value = ""

    def action_back(self) -> None:
        """The door leads nowhere else."""


def _named(agents: Sequence[str], trainees: Collection[str]) -> list[tuple[str, str]]:
    """Each name, and how it stands in the list."""
    marked = _("{name} (practice)")
    return [(one, marked.format(name=one) if one in trainees else one) for one in agents]
