"""A card over the page that asks, performs, and stays open until it worked."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.worker import Worker, WorkerState

from station.desk.words import N_, _, told
from station.domain.errors import StationError
from station.tui.messages import WorkDone, WorkRefused
from station.tui.safe_app import SafeApp
from station.tui.typed_form import Later, TypedForm
from station.tui.widgets.keys import CARD, KeyLine
from station.tui.widgets.remark import Remark
from station.tui.widgets.words import Push, Words

Perform = Callable[[Mapping[str, object]], None]
"""Gets what was typed, by field name; raises what is wrong with it."""


class Modal(ModalScreen[bool]):
    """Asks for something and performs it beside the screen. True: it was done.

    With a draft, what is typed is kept, and is there again when the card is opened again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,ctrl+s", "save", "save"),
        Binding("ctrl+n", "empty", "empty the form"),
        Binding("escape", "leave", "back"),
        *CARD,
    ]
    saves: ClassVar[str] = N_("Save F9")
    """What the button that performs is called, an English msgid."""

    def __init__(self, perform: Perform, draft: TypedForm | None = None) -> None:
        super().__init__()
        self._perform = perform
        self._busy = False
        self._draft = draft
        self._later = Later(self, self.keep)
        self.unkept = False
        self._emptied = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="card"):
            yield from self.fields()
            yield Remark(classes="remark")
            yield Words("", classes="answer")
            with Horizontal(classes="row"):
                yield Push(_(self.saves), named="save")
                yield Push(_("Back Esc"), named="leave")
        yield KeyLine()

    def fields(self) -> ComposeResult:
        """What is asked."""
        yield from ()

    def given(self) -> Mapping[str, object]:
        """What was typed, by field name."""
        return {}

    def typed(self) -> Mapping[str, object]:
        """What would be lost: the fields that are not as the card began with them."""
        return {}

    def fill(self, form: Mapping[str, object]) -> None:
        """Show this in the fields that it names; the others as the card began with them."""

    def on_mount(self) -> None:
        """After the fields are as they begin: what was typed before."""
        if self._draft is not None and self._draft.begun is not None:
            self.fill(self._draft.begun.form)
            self._remark(self._draft.words())

    def show_faults(self, fault: StationError) -> None:
        """Say what was wrong; what is typed stays."""
        self.answer(told(fault))

    def answer(self, words: str) -> None:
        """Say something over the buttons."""
        self.query_one(".answer", Words).update(words)

    def _remark(self, words: str) -> None:
        self.query_one(Remark).update(words)

    # ---- what is typed is kept

    @property
    def draft_name(self) -> str:
        """Under which what is typed here is kept; empty if nothing is."""
        return self._draft.name if self._draft is not None and self.typed() else ""

    def keep_soon(self) -> None:
        """Something was typed. What was emptied before does not come back any more."""
        if self._draft is not None:
            self._later.soon()
            if self._emptied and self.typed():
                self._emptied = False
                self._remark("")

    def keep(self) -> bool:
        """Keep what is typed; whether that worked. What went wrong is told, typing goes on."""
        self._later.never()
        if self._draft is None or self._busy:
            return True
        try:
            self._draft.keep(self.typed())
        except StationError as fault:
            self.answer(told(fault))
            self.unkept = True
            return False
        if self.unkept:
            self.unkept = False
            self.answer("")
        return True

    def put_away(self) -> None:
        """Called before the station is locked or left."""
        self.keep()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "empty":
            return self._draft is not None
        return super().check_action(action, parameters)

    def action_empty(self) -> None:
        """Begin again; a second time: undo that."""
        assert self._draft is not None
        before = self.typed()
        form = self._draft.emptied(before)
        self.fill(form)
        self._emptied = bool(before)
        emptied = _("Ctrl+N again brings it back") if before else ""
        self._remark(self._draft.words() if form else emptied)
        self.keep()

    # ---- ending

    @on(Push.Pressed)
    def _pressed(self, event: Push.Pressed) -> None:
        event.stop()
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Esc; what could not be kept is lost only by a second one."""
        warned = self.unkept
        if self.keep() or warned:
            self.dismiss(False)

    def action_save(self) -> None:
        """Perform with what is typed, once at a time."""
        if not self._busy:
            self.keep()
            self._busy = True
            self.answer(_("One moment..."))
            self._work(self.given())

    @work(thread=True, exit_on_error=False)
    def _work(self, given: Mapping[str, object]) -> None:
        try:
            self._perform(given)
        except StationError as fault:
            self.post_message(WorkRefused(fault))
        else:
            self.post_message(WorkDone())

    def on_work_done(self, event: WorkDone) -> None:
        event.stop()
        self.dismiss(True)

    def on_work_refused(self, event: WorkRefused) -> None:
        event.stop()
        self._busy = False
        self.answer("")
        self.show_faults(event.fault)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What fails without a word of its own is noted, and said."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            assert isinstance(self.app, SafeApp)
            self._busy = False
            number = self.app.note(error)
            self.answer(_("Not done. Fault number: {number}").format(number=number))
