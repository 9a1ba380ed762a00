"""Both ends of the line side by side, as they compared what they hold."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from station.desk.copying import Watch
from station.desk.words import _
from station.domain.reckoning_told import ReckoningTold
from station.tui.counter import Counter
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.states import near_date
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Block, Words, line, lines


class ReconcilePage(DeskPage):
    """One sentence, what to do about what differs, and the table of both sides."""

    where = "Comparison with the district"
    todo = "F4 prints it; Esc, then F5 compares anew"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f4", "print", "print")]

    def body(self) -> ComposeResult:
        yield Words("", classes="state")
        yield VirtualTable(
            (
                Column(title=_("What"), width=24, grows=True),
                Column(title=_("Here"), width=25), Column(title=_("District"), width=25),
            ),
            empty=_("Nothing was compared yet. F5 on the page before does it."), chooses=False,
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def renew(self) -> None:
        told = self.counter.reconciling.last()
        self.query_one(".state", Words).update(self._said(told) if told else "")
        rows = (
            [Row(key=str(place), cells=row) for place, row in enumerate(told.rows)] if told else []
        )
        self.query_one(VirtualTable).show(
            len(rows), lambda first, count: rows[first : first + count]
        )

    def _said(self, told: ReckoningTold) -> Content:
        block = same_block() if told.same else other_block() if told.differences else way_block()
        when = near_date(told.at, self.counter.now())
        return lines(
            line(block, " ", (when, "bold"), " ", told.headline),
            *(line((f"! {what}", "bold"), f" - {after}") for what, after in told.differences),
        )

    def action_print(self) -> None:
        self.app.push_screen(ReckoningCard(self.counter))


class ReckoningCard(WorkForm):
    """Prints the comparison, with a number, on record."""

    def __init__(self, counter: Counter) -> None:
        def work(_given: Mapping[str, object], _watch: Watch) -> Content:
            from station.tui.widgets.printed import printed_words

            return lines(printed_words(counter.reconciling.print()))

        super().__init__(
            _("Print the comparison"), (), work,
            says=_("What both offices hold, in figures and heads: to be signed and kept."),
        )  # fmt: skip


def same_block() -> Block:
    """Both hold the same."""
    return Block(word=_("SAME"), tone="done")


def way_block() -> Block:
    """What both have is the same; something is on its way."""
    return Block(word=_("UNDERWAY"), tone="due")


def other_block() -> Block:
    """Something differs."""
    return Block(word=_("DIFFERS"), tone="late")
