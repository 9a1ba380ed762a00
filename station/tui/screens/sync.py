"""The line to the district: what waits, how far both sides are, exchanging by network or stick."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.worker import get_current_worker

from station.desk.words import N_, _, told
from station.domain.errors import BadInput, StationError
from station.domain.fields import Field as Asked
from station.domain.roles import Right
from station.tui.messages import EXCHANGE, SCHEDULED, SyncEnded, SyncProgressed, WorkRefused
from station.tui.screens.act_form import ActForm
from station.tui.screens.desk_page import DeskPage
from station.tui.widgets.line_state import keys_words, schedule_words, state_words
from station.tui.widgets.progress import Progress
from station.tui.widgets.states import near_date
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Push, Words

if TYPE_CHECKING:
    from station.desk.syncing import SyncReport

    Exchange = Callable[..., SyncReport]

_FOLDER = Asked(name="folder", label=N_("Folder of the stick"))
_JOIN = (
    Asked(name="url", label=N_("Address of the district")),
    Asked(name="code", label=N_("One-time code")),
)


class SyncPage(DeskPage):
    """Shows the line and exchanges parcels; what was set aside says why."""

    where = "Sync"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "sync", "sync"),
        Binding("e", "stick('out')", "to stick"),
        Binding("i", "stick('in')", "from stick"),
        Binding("w", "waiting", "waiting"),
        Binding("r", "compare", "compare"),
        Binding("k", "renew_keys", "new keys"),
        Binding("j", "join", "join"),
        Binding("c", "cancel", "cancel"),
    ]
    needs: ClassVar[Mapping[str, Right]] = MappingProxyType(
        dict.fromkeys(("sync", "stick", "out", "in"), Right.EXCHANGE)
        | dict.fromkeys(("join", "renew_keys"), Right.JOIN)
    )
    running = False
    _may_join = True
    _declined = False
    """Whether the district declined the last exchange by network, as it does when the keys of
    the station were withdrawn. That is not signed: joining again is offered, and needs a code."""

    def body(self) -> ComposeResult:
        yield Words("", classes="state")
        yield Progress()
        with Horizontal(classes="row"):
            yield Push(_("Sync F5"), named="sync")
            yield Push(_("To stick e"), named="out")
            yield Push(_("From stick i"), named="in")
            yield Push(_("Waiting w"), named="waiting")
            yield Push(_("Compared r"), named="compare")
        with Horizontal(classes="row"):
            yield Push(_("New keys k"), named="renew_keys")
            yield Push(_("Join j"), named="join")
            yield Push(_("Cancel c"), named="cancel")
        yield Words(_("Set aside, not believed"), classes="head")
        yield VirtualTable(
            (Column(title=_("When"), width=11), Column(title=_("Why"), width=40, grows=True)),
            empty=_("Nothing was set aside."), chooses=False,
        )  # fmt: skip

    def renew(self) -> None:
        state = self.counter.line.state()
        told = self.counter.reconciling.last()
        keys = keys_words(self.counter.line.keys()) if state.district else ""
        self.query_one(".state", Words).update(
            state_words(state, keys, told, self._schedule_said(), self.counter.now())
        )
        self._may_join = self._declined or not state.district
        self.query_one("#join").display = self._may_join
        self._show_cancel()
        asides, now = self.counter.line.asides(), self.counter.now()
        rows = [
            Row(
                key=str(place),
                cells=(near_date(aside.at, now), self.counter.line.why(aside)),
            )
            for place, aside in enumerate(asides)
        ]
        table = self.query_one(VirtualTable)
        table.show(len(rows), lambda first, count: rows[first : first + count])
        if not self.running:
            words = _("F5 exchanges with the district") if state.district else _("Join with j")
            self.hint(words)

    def show_schedule(self) -> None:
        """An exchange that nobody asked for is over: the page tells it."""
        if not self.running:
            with self.telling():
                self.renew()
                self.show_line()

    def _schedule_said(self) -> str:
        schedule = self.counter.schedule
        return schedule_words(schedule.state(), schedule.next(), self.counter.now())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of what there is nothing of now are not offered."""
        if action in ("join", "cancel", "renew_keys") and self.is_mounted:
            return bool(self.query_one(f"#{action}").display)
        return super().check_action(action, parameters)

    # ---- exchanging

    @on(Push.Pressed)
    def _pressed(self, event: Push.Pressed) -> None:
        pressed: dict[str, Callable[[], None]] = {
            "sync": self.action_sync,
            "out": partial(self.action_stick, "out"),
            "in": partial(self.action_stick, "in"),
            "waiting": self.action_waiting,
            "compare": self.action_compare,
            "renew_keys": self.action_renew_keys,
            "join": self.action_join,
            "cancel": self.action_cancel,
        }
        pressed[str(event.button.id)]()

    def action_sync(self) -> None:
        self._begin(self.counter.line.sync, by_stick=False)

    def action_stick(self, way: str) -> None:
        line = self.counter.line
        exchange = line.stick_out if way == "out" else line.stick_in
        folder: list[Path] = []

        def perform(given: Mapping[str, object]) -> None:
            chosen = Path(str(given["folder"]).strip())
            if not chosen.is_dir():
                fault = StationError("there is no such folder", "Plug the stick in; look again.")
                raise BadInput({"folder": fault})
            folder.append(chosen)

        def after(done: bool | None) -> None:
            if done:
                self._begin(partial(exchange, folder[-1]), by_stick=True)

        title = _("Export to a stick") if way == "out" else _("Import from a stick")
        self.app.push_screen(ActForm(title, (_FOLDER,), perform), after)

    def action_waiting(self) -> None:
        """Which cases wait, one by one."""
        from station.tui.screens.waiting import WaitingPage

        self.app.push_screen(WaitingPage(self.counter))

    def action_compare(self) -> None:
        """Both sides in full."""
        from station.tui.screens.reconcile import ReconcilePage

        self.app.push_screen(ReconcilePage(self.counter))

    def action_renew_keys(self) -> None:
        """Not before somebody has said yes to it."""

        def perform(_given: Mapping[str, object]) -> None:
            self.counter.line.renew_keys()

        def after(done: bool | None) -> None:
            if done:
                self.call_after_refresh(self.renew)
                self.hint(_("The district answers with the next exchanges: F5"))

        self.app.push_screen(ActForm(_("New keys for the line"), (), perform), after)

    def action_join(self) -> None:
        def perform(given: Mapping[str, object]) -> None:
            self.counter.line.join(str(given["url"]).strip(), str(given["code"]).strip())

        def after(done: bool | None) -> None:
            if done:
                self._declined = False
                self.call_after_refresh(self.renew)

        form = ActForm(_("Join the district"), _JOIN, perform, {"url": self.counter.line.url()})
        self.app.push_screen(form, after)

    def action_cancel(self) -> None:
        if self.running:
            self.workers.cancel_group(self, EXCHANGE)
            self.hint(_("Stopping after the parcel under way..."))

    def _begin(self, exchange: "Exchange", *, by_stick: bool) -> None:
        if not self.running:
            self.running = True
            self.hint(_("Exchanging... c cancels"))
            self._show_cancel()
            self.app.workers.cancel_group(self.app, SCHEDULED)
            self._exchange(exchange, by_stick=by_stick)

    @work(thread=True, exit_on_error=False, group=EXCHANGE)
    def _exchange(self, exchange: "Exchange", *, by_stick: bool) -> None:
        worker = get_current_worker()
        began = monotonic()

        def progress(report: "SyncReport") -> None:
            spent = monotonic() - began
            left = report.waiting * spent / max(report.confirmed, 1)
            self.post_message(
                SyncProgressed(
                    done=report.confirmed, whole=report.confirmed + report.waiting,
                    received=report.received,
                    carried=report.bytes_out + report.bytes_in,
                    pieces=report.pieces_out + report.pieces_in,
                    seconds_left=left if report.confirmed else None,
                )
            )  # fmt: skip

        try:
            with self.counter.exchanging:
                report = exchange(progress=progress, cancel=lambda: worker.is_cancelled)
        except StationError as fault:
            self.post_message(WorkRefused(fault))
            return
        self.post_message(
            SyncEnded(
                by_stick=by_stick, confirmed=report.confirmed, sent=report.sent,
                received=report.received, cancelled=report.cancelled, road=report.road,
                declined=report.road is not None and report.road.reason == "declined",
                doubts=report.set_aside, no_room=report.no_room,
            )
        )  # fmt: skip

    # ---- what became of it

    def on_sync_progressed(self, event: SyncProgressed) -> None:
        words = _("held {done} of {whole}, received {received}, {carried} kB").format(
            done=event.done, whole=event.whole, received=event.received,
            carried=event.carried // 1024,
        )  # fmt: skip
        if event.pieces:
            words += " " + _("{pieces} pieces of files").format(pieces=event.pieces)
        if event.seconds_left is not None and event.done < event.whole:
            words += " " + _("about {seconds} s left").format(seconds=round(event.seconds_left))
        self.query_one(Progress).show(words, event.done, event.whole)

    def on_sync_ended(self, event: SyncEnded) -> None:
        self.running = False
        self._declined = event.declined or (self._declined and event.by_stick)
        with self.telling():
            self.renew()
            self.show_line()
        words = _("district holds {confirmed} more, {received} received, {sent} put on the road")
        done = words.format(confirmed=event.confirmed, received=event.received, sent=event.sent)
        if event.road is not None and self._declined:
            self.hint(
                _("{fault} With a one-time code: j joins again").format(fault=told(event.road)),
                fault=True,
            )
        elif event.road is not None:
            self.tell_fault(event.road)
        elif event.doubts:
            self.tell_fault(event.doubts[0])
        elif event.no_room:
            words = _("The district takes no more scans: ask it for room. {done}")
            self.hint(words.format(done=done), fault=True)
        elif event.cancelled:
            self.hint(_("Cancelled: {done}").format(done=done))
        elif event.by_stick:
            self.hint(_("Read back and right: the stick may be removed. {done}").format(done=done))
        else:
            self.hint(done)

    def _show_cancel(self) -> None:
        """While something runs it can be stopped."""
        self.query_one("#cancel").display = self.running
        self.query_one("#renew_keys").display = not (self.running or self._may_join)
        self.refresh_bindings()

    def undone(self) -> None:
        self.running = False
        self._show_cancel()

    def on_work_refused(self, event: WorkRefused) -> None:
        self.running = False
        self._show_cancel()
        self.tell_fault(event.fault)
