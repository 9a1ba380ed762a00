"""One case: who and what, its life, its papers, and what may be done now."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, ItemGrid, Vertical, VerticalScroll

from station.desk.ways import told_words
from station.desk.words import _
from station.domain.case import Case
from station.domain.errors import StationError
from station.domain.looking import stated
from station.domain.roles import Right
from station.tui.counter import Counter
from station.tui.messages import SheetHeldUp, SheetMade, WorkRefused
from station.tui.screens.acting import ActingPage
from station.tui.screens.clocks import ClocksCard
from station.tui.screens.person_cards import dispute_lines
from station.tui.screens.reveal import RevealCard
from station.tui.screens.save_sheet import SaveSheetCard
from station.tui.screens.sheets import SheetChooser
from station.tui.screens.spelled import SpelledCard
from station.tui.widgets.acts import NEXT_SHEET, first_words
from station.tui.widgets.custody import paper_notes
from station.tui.widgets.facts import case_facts
from station.tui.widgets.guide import paper_name
from station.tui.widgets.history import Names, history_columns, history_rows
from station.tui.widgets.papers import PapersList
from station.tui.widgets.scans import scan_notes, with_notes
from station.tui.widgets.table import VirtualTable
from station.tui.widgets.words import Words, lines

_PRINT = "print"
"""The group of the work that draws sheets."""


class CasePage(ActingPage):
    """Everything about one case."""

    where = "Case"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "print", "print"),
        Binding("d", "clocks", "dates"),
        Binding("v", "reveal", "reveal"),
        Binding("f7", "scans", "scans"),
    ]
    needs: ClassVar[Mapping[str, Right]] = MappingProxyType(dict.fromkeys(("print",), Right.WORK))

    def __init__(self, counter: Counter, case: Case, offer: str = "", begin: str = "") -> None:
        """The look at `case` is on record already. `offer` is the sheet that Enter prints first,
        `begin` the act whose form opens."""
        super().__init__(counter, case.number)
        self._offer = offer
        self._begin = begin
        self.case = case
        self._revealed = False

    # ---- what it looks like

    def body(self) -> ComposeResult:
        with Horizontal():
            with VerticalScroll(classes="facts"):
                yield Words("", classes="about-case")
            with Container(classes="life"):
                with Vertical(classes="told"):
                    yield VirtualTable(history_columns(), chooses=False, named="history")
                    yield Words("", classes="detail")
                yield PapersList(named="papers", marks=False)
        yield ItemGrid(classes="acts", min_column_width=24)

    def on_mount(self) -> None:
        self.query_one("#history", VirtualTable).focus()

    def renew(self) -> None:
        self.case = self.counter.cases.case(self.number)
        self._show()
        begin, self._begin = self._begin, ""
        if self.offered(begin) is not None:
            self.call_after_refresh(self.action_named, begin)

    def acted(self, name: str) -> None:
        self._offer = NEXT_SHEET.get(name, "")
        with self.telling():
            self.renew()
            self.show_line()

    def _show(self) -> None:
        cases, case, now = self.counter.cases, self.case, self.counter.now()
        facts = case_facts(
            case, cases.clocks(case), self.counter.office.calendar, now,
            version_words=cases.version_words(case), way=told_words(self.counter.ways.of(case)),
            revealed=self._revealed,
        )  # fmt: skip
        marks = dispute_lines(self.counter.people.disputes(case.applicant.id_number))
        self.query_one(".about-case", Words).update(lines(*marks, facts))
        materials = cases.item(case).materials
        names = Names(
            papers={one.seq: paper_name(one) for one in materials}, sheet=self.counter.sheet_title
        )
        rows = history_rows(case.history, now, names)
        history = self.query_one("#history", VirtualTable)
        history.reload(len(rows), lambda first, count: rows[first : first + count])
        papers = self.query_one(PapersList)
        notes = scan_notes(self.counter.scans.of_case(self.number))
        papers.fill(materials, case.papers, with_notes(paper_notes(case, now), notes))
        self.show_acts()
        self._say_next()

    def _say_next(self) -> None:
        if self._offer:
            sheet = f"{self._offer} {self.counter.sheet_title(self._offer)}".strip()
            words = _("Case {number}: Enter prints sheet {sheet}")
            self.hint(words.format(number=self.number, sheet=sheet))
        else:
            self.hint(first_words(self.lead, self.situation))

    @on(VirtualTable.Highlighted, "#history")
    def _tell(self, event: VirtualTable.Highlighted) -> None:
        """The whole sentence of the line under the cursor."""
        told = str(event.row.cells[-1]) if event.row else ""
        self.query_one(".detail", Words).update(told)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return (action == "first" and bool(self._offer)) or super().check_action(action, parameters)

    def action_first(self) -> None:
        if self._offer:
            self._print(self._offer)
        else:
            super().action_first()

    def action_clocks(self) -> None:
        """Why each date of the case is on its day."""
        with self.telling():
            clocks = self.counter.cases.clocks(self.case)
            calendar, now = self.counter.office.calendar, self.counter.now()
            self.app.push_screen(ClocksCard(clocks, calendar, now))

    def action_scans(self) -> None:
        """What is attached to its papers, and what lies in the scanner's folder."""
        from station.tui.screens.scans import ScansCard

        with self.telling():
            materials = self.counter.cases.item(self.case).materials
            papers = [(str(one.seq), f"{one.seq} {paper_name(one)}") for one in materials]
            self.app.push_screen(ScansCard(self.counter, self.number, papers))

    # ---- printing and revealing

    def action_print(self) -> None:
        def chosen(choice: tuple[str, bool] | None) -> None:
            code, saved = choice or ("", False)
            if saved:
                self.app.push_screen(SaveSheetCard(self.counter, code, self.number))
            elif code:
                self._print(code)

        with self.telling():
            self.app.push_screen(SheetChooser(self.counter.sheets_ready(self.case)), chosen)

    def _print(self, sheet: str) -> None:
        """Once at a time: who presses Enter again while it prints wants no second copy."""
        if not any(one.group == _PRINT and one.is_running for one in self.workers):
            self.hint(_("Printing..."))
            self._make(sheet)

    @work(thread=True, exit_on_error=False, group=_PRINT)
    def _make(self, sheet: str) -> None:
        from station.tui.widgets.printed import printed_words  # what draws sheets loads slowly

        printer = self.counter.printer
        try:
            if characters := printer.unprintable(sheet, self.number):
                self.post_message(SheetHeldUp(sheet, characters))
                return
            made = printer.print(sheet, self.number)
        except StationError as fault:
            self.post_message(WorkRefused(fault))
        else:
            self.post_message(SheetMade(printed_words(made)))

    def on_sheet_held_up(self, event: SheetHeldUp) -> None:
        def done(printed: bool | None) -> None:
            if printed:
                self.on_sheet_made(SheetMade(""))

        self.hint("")
        card = SpelledCard(self.counter, event.sheet, self.number, event.characters)
        self.app.push_screen(card, done)

    def on_sheet_made(self, event: SheetMade) -> None:
        self._offer = ""
        with self.telling():
            self.renew()
            self.show_line()
            self.hint(event.words)

    def action_reveal(self) -> None:
        """Show the whole numbers once it was said what for; mask them again without a word."""

        def show(given: Mapping[str, object]) -> None:
            self.counter.cases.view(self.number, revealed=True, purpose=stated(given))

        def shown(done: bool | None) -> None:
            if done:
                self._reveal(revealed=True)

        if self._revealed:
            self._reveal(revealed=False)
        else:
            self.app.push_screen(RevealCard(show), shown)

    def _reveal(self, *, revealed: bool) -> None:
        self._revealed = revealed
        with self.telling():
            self._show()
