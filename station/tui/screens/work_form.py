"""A card that says what it will do, does it beside the screen with progress, and tells what came
of it."""

from collections.abc import Callable, Mapping, Sequence
from threading import Event
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.worker import get_current_worker

from station.desk.copying import Watch
from station.desk.guesses import Guess
from station.desk.words import N_, _
from station.domain.fields import Field as Asked
from station.tui.messages import WorkDone, WorkProgressed, WorkRefused
from station.tui.screens.act_form import ActForm
from station.tui.widgets.field import Field
from station.tui.widgets.progress import Progress
from station.tui.widgets.words import Push, Words

Said = str | Content
Work = Callable[[Mapping[str, object], Watch], Said]
"""Gets what was typed, and who looks on; returns what is to be told, and if that is nothing the
card closes by itself. Raises what went wrong."""


class WorkForm(ActForm):
    """Asks once, with what is needed, and stays open until it was done. True: it was done."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f9,ctrl+s", "save", "go on")]
    saves = N_("Go on F9")

    def __init__(
        self, title: str, fields: Sequence[Asked], work: Work, *, says: Said = "",
        guess: Guess | None = None, secret: Sequence[str] = (), stops: bool = False,
        careful: bool = False,
    ) -> None:  # fmt: skip
        """`says` stands over the fields. `secret` fields show no letters, and are empty after a
        lock. Work that `stops` can be given up. `careful`: Enter alone does not begin it."""
        super().__init__(title, fields, self._run, guess=guess)
        self._does = work
        self._says = says
        self._secret = [self._fields[name] for name in secret]
        for field in self._secret:
            if isinstance(field, Field):
                field.input.password = True
        self._stops = stops
        self.first_push = "leave" if careful else "save"
        self._stop = Event()
        self._told: Said = ""
        self._step = ("", 0.0)
        self._done = False

    def fields(self) -> ComposeResult:
        yield Words(self._title, classes="head")
        with VerticalScroll(classes="says", can_focus=False):
            yield Words(self._says)
        with Vertical(classes="asks"):
            yield from self._fields.values()
        yield Progress()

    def on_mount(self) -> None:
        self.query_one(".says").display = bool(self._says)
        self.query_one(Progress).display = False

    def put_away(self) -> None:
        """No passphrase stays in a field behind the lock."""
        super().put_away()
        for field in self._secret:
            field.value = ""

    # ---- while it is done

    def _run(self, given: Mapping[str, object]) -> None:
        worker, shown = get_current_worker(), ("", -1)

        def progress(words: str, done: int, whole: int) -> None:
            nonlocal shown
            now = (words, 100 * done // whole if whole else -1)
            if now != shown:
                shown = now
                self.post_message(WorkProgressed(words, done, whole))

        def cancel() -> bool:
            return self._stop.is_set() or worker.is_cancelled

        self._told = self._does(given, Watch(progress=progress, cancel=cancel))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "save":
            return not self._done
        return super().check_action(action, parameters)

    def action_save(self) -> None:
        self._stop.clear()
        super().action_save()

    def on_work_progressed(self, event: WorkProgressed) -> None:
        """The bar, and how long this step will still take."""
        if self._step[0] != event.words:
            self._step = (event.words, monotonic())
        words = _(event.words)
        if event.done and event.done < event.whole:
            left = (monotonic() - self._step[1]) * (event.whole - event.done) / event.done
            words += " " + _("about {seconds} s left").format(seconds=round(left))
        bar = self.query_one(Progress)
        bar.display = True
        bar.show(words, event.done, event.whole)
        if not self._stop.is_set():
            self.answer(_("Esc stops it") if self._stops else "")

    def action_leave(self) -> None:
        if self._done:
            self.dismiss(True)
        elif not self._busy:
            super().action_leave()
        elif self._stops:
            self._stop.set()
            self.answer(_("Stopping..."))
        else:
            self.answer(_("This cannot be stopped half way: one moment"))

    # ---- what came of it

    def on_work_done(self, event: WorkDone) -> None:
        if not self._told:
            return
        event.stop()
        event.prevent_default()
        self._busy, self._done = False, True
        self.answer("")
        self.query_one(".asks").display = False
        self.query_one(Progress).display = False
        self.query_one("#save", Push).display = False
        says = self.query_one(".says")
        says.display = True
        says.query_one(Words).update(self._told)
        self.query_one("#leave", Push).focus()
        self.call_after_refresh(self._read_on)
        self.refresh_bindings()

    def _read_on(self) -> None:
        """What has no room is read on with the arrows."""
        says = self.query_one(".says", VerticalScroll)
        if says.max_scroll_y:
            says.can_focus = True
            says.focus()

    def on_work_refused(self, _event: WorkRefused) -> None:
        self.query_one(Progress).display = False
        self._step = ("", 0.0)
