"""Sheets that wait for a printer: print them, open one instead, take one off."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from station.desk.print_queue import QueueDesk, QueueLine, why_words
from station.desk.showing import Way
from station.desk.words import _
from station.domain.errors import StationError
from station.domain.roles import Right
from station.domain.stamp import OFFICIAL_TIME
from station.tui.counter import Counter
from station.tui.messages import SheetMade, WorkRefused
from station.tui.screens.batch import BatchCard
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.print_journal import PrintJournalPage
from station.tui.screens.reading import ReadingCard
from station.tui.widgets.states import near_date
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Push

_QUEUE = "queue"


class PrintsPage(DeskPage):
    """The queue, the oldest sheet first. Nothing leaves it but by printing, or by two presses of
    Delete. The printing system may be slow, so it is asked beside the screen."""

    where = "Printing"
    todo = "Enter prints it again; a prints all; b prints many; j shows what was printed"
    needs: ClassVar = {"all": Right.WORK, "batch": Right.WORK}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open", "open it"),
        Binding("delete", "drop", "take off"),
        Binding("space", "read", "read"),
        Binding("a", "all", "print all"),
        Binding("b", "batch", "many sheets"),
        Binding("j", "journal", "journal"),
    ]

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._lines: Sequence[QueueLine] = ()
        self._doomed = ""

    def body(self) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Push(_("Print all a"), named="all")
            yield Push(_("Many sheets b"), named="batch")
            yield Push(_("Journal j"), named="journal")
        columns = (
            Column(title=_("Made on"), width=11),
            Column(title=_("Sheet"), width=12),
            Column(title=_("Case"), width=16),
            Column(title=_("By"), width=8),
            Column(title=_("Waits because"), width=26, grows=True),
        )
        yield VirtualTable(columns, empty=_("No sheet waits for a printer."), named="queue")

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()
        self._in_turn(lambda _desk: "")

    def renew(self) -> None:
        self._lines = self.counter.queue.lines()
        rows = [self._row(line) for line in self._lines]
        self.query_one(VirtualTable).reload(len(rows), lambda first, count: rows[first:][:count])

    def _row(self, line: QueueLine) -> Row:
        one = line.queued
        return Row(
            key=one.number,
            cells=(
                near_date(one.at, self.counter.now()), f"{one.sheet} {line.title}",
                one.case.partition("-")[2], one.by, line.why,
            ),
        )  # fmt: skip

    @property
    def _line(self) -> QueueLine | None:
        row = self.query_one(VirtualTable).row
        return next((one for one in self._lines if row and one.queued.number == row.key), None)

    # ---- beside the screen, one after the other

    def _in_turn(self, does: Callable[[QueueDesk], str]) -> None:
        """Once at a time: who presses Enter again while it prints wants no second copy."""
        if not any(one.group == _QUEUE and one.is_running for one in self.workers):
            self._work(does)

    @work(thread=True, exit_on_error=False, group=_QUEUE)
    def _work(self, does: Callable[[QueueDesk], str]) -> None:
        desk = self.counter.queue
        try:
            desk.settle()
            words = does(desk)
        except StationError as fault:
            self.post_message(WorkRefused(fault))
        else:
            self.post_message(SheetMade(words))

    def on_sheet_made(self, event: SheetMade) -> None:
        with self.telling():
            self.renew()
            self.show_line()
            if event.words:
                self.hint(event.words)

    def on_work_refused(self, event: WorkRefused) -> None:
        with self.telling():
            self.renew()
        self.tell_fault(event.fault)

    # ---- what can be done

    @on(VirtualTable.Highlighted)
    def _moved(self) -> None:
        self._doomed = ""

    @on(VirtualTable.Chosen)
    def _again(self) -> None:
        line = self._line
        if line is None:
            return
        if line.queued.job:
            self.hint(_("The printer has it; Delete takes it back"))
            return
        number = line.queued.number

        def does(desk: QueueDesk) -> str:
            outcome = desk.print(number)
            if outcome.way is not Way.QUEUED:
                return _("Sheet {number} is printing").format(number=number)
            why = why_words(outcome.hindrance, outcome.said)
            return _("Sheet {number} waits still: {why}").format(number=number, why=why)

        self.hint(_("Printing..."))
        self._in_turn(does)

    def action_all(self) -> None:
        def does(desk: QueueDesk) -> str:
            tried = desk.print_all()
            words = _("{count} handed to the printer").format(count=tried.printed)
            return f"{words}; {tried.waiting[0].why}" if tried.waiting else words

        self.hint(_("Printing..."))
        self._in_turn(does)

    def action_open(self) -> None:
        """The viewer prints it; here it waits on until it is taken off."""
        if (line := self._line) is not None:
            number = line.queued.number

            def does(desk: QueueDesk) -> str:
                desk.open(number)
                return _("Sheet {number} is open; Delete takes it off once it is printed").format(
                    number=number
                )

            self._in_turn(does)

    def action_drop(self) -> None:
        line = self._line
        if line is None:
            return
        number = line.queued.number
        if self._doomed != number:
            self._doomed = number
            words = _("Delete again takes {number} off for good; it can be printed anew")
            self.hint(words.format(number=number), fault=True)
            return
        self._doomed = ""

        def does(desk: QueueDesk) -> str:
            desk.drop(number)
            return _("Taken off the queue")

        self._in_turn(does)

    def action_batch(self) -> None:
        self.app.push_screen(BatchCard(self.counter))

    def action_journal(self) -> None:
        self.app.push_screen(PrintJournalPage(self.counter))

    @on(Push.Pressed)
    def _pressed(self, event: Push.Pressed) -> None:
        event.stop()
        {"all": self.action_all, "batch": self.action_batch, "journal": self.action_journal}[
            event.button.id or ""
        ]()

    def action_read(self) -> None:
        """All that is known of the one under the cursor."""
        if (line := self._line) is not None:
            self.app.push_screen(ReadingCard(_("A sheet that waits"), told_of(line)))


def told_of(line: QueueLine) -> list[tuple[str, str]]:
    """What is known of a sheet that waits, as names and words."""
    one = line.queued
    return [
        (_("Sheet"), f"{one.sheet} {line.title}"),
        (_("Number"), one.number),
        (_("Case"), one.case),
        (_("Made on"), f"{_when(one.at)} {one.by}"),
        (_("Copies"), str(one.copies)),
        (_("Waits because"), line.why),
        (_("Tried"), _("{count} times, last {when}").format(
            count=one.tries, when=_when(one.tried_at))),
    ]  # fmt: skip


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}"
