"""One case: who and what, its life, its papers, and what may be done now."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, ItemGrid, Vertical

from station.desk.drafts import act_draft
from station.desk.words import _
from station.domain.act import Act
from station.domain.case import Case
from station.domain.errors import StationError
from station.domain.fields import FieldKind
from station.domain.looking import stated
from station.tui.counter import Counter
from station.tui.messages import ActDone, SheetMade, WorkRefused
from station.tui.screens.act_form import ActForm
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.modal import Modal
from station.tui.screens.papers_form import PapersForm
from station.tui.screens.reveal import RevealCard
from station.tui.screens.sheets import SheetChooser
from station.tui.typed_form import TypedForm
from station.tui.widgets.acts import (
    GIVING_UP,
    NEXT_SHEET,
    ActButton,
    by_sense,
    first_guess,
    first_words,
)
from station.tui.widgets.facts import case_facts
from station.tui.widgets.history import history_columns, history_rows
from station.tui.widgets.papers import PapersList
from station.tui.widgets.table import VirtualTable
from station.tui.widgets.words import Push, Words


class CasePage(DeskPage):
    """Everything about one case. Digits do what stands at the bottom; Enter does the first."""

    where = "Case"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - so in Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(place), f"act({place})", show=False) for place in range(1, 10)),
        Binding("enter", "first", "next step"),
        Binding("f4", "print", "print"),
        Binding("f8", "named('give_notice')", "notice"),
        Binding("f9", "named('receive')", "receive"),
        Binding("v", "reveal", "reveal"),
    ]

    def __init__(self, counter: Counter, number: str, offer: str = "", begin: str = "") -> None:
        """`offer` is the sheet that Enter prints first; `begin` the act whose form opens."""
        super().__init__(counter)
        self._number = number
        self._offer = offer
        self._begin = begin
        self._case: Case = counter.cases.view(number, revealed=False)
        self._acts: list[Act] = []
        self._revealed = False

    # ---- what it looks like

    def body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(classes="facts"):
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
        self._case = self.counter.cases.case(self._number)
        self._show()
        begin, self._begin = self._begin, ""
        if any(act.name == begin for act in self._acts):
            self.call_after_refresh(self.action_named, begin)

    def _show(self) -> None:
        cases, case, now = self.counter.cases, self._case, self.counter.now()
        calendar = self.counter.office.calendar
        facts = case_facts(
            case, cases.clock(case), calendar, now,
            version_words=cases.version_words(case), revealed=self._revealed,
        )  # fmt: skip
        self.query_one(".about-case", Words).update(facts)
        rows = history_rows(case.history, now)
        history = self.query_one("#history", VirtualTable)
        history.reload(len(rows), lambda first, count: rows[first : first + count])
        taken = {seq: paper.taken for seq, paper in case.papers.items()}
        self.query_one(PapersList).fill(cases.item(case).materials, taken)
        acts = by_sense(cases.acts(case), cases.lacking(case), case)
        if [act.name for act in acts] != [act.name for act in self._acts]:
            grid = self.query_one(ItemGrid)
            grid.remove_children()
            numbered = enumerate(acts, start=1)
            grid.mount(*(ActButton(f"{place} {_(act.title)}", place) for place, act in numbered))
        self._acts = acts
        self.refresh_bindings()
        self._say_next()

    def _say_next(self) -> None:
        if self._offer:
            words = _("Case {number}: Enter prints sheet {sheet}")
            self.hint(words.format(number=self._number, sheet=self._offer))
        else:
            self.hint(first_words(self._acts, self._case))

    @on(VirtualTable.Highlighted, "#history")
    def _tell(self, event: VirtualTable.Highlighted) -> None:
        """The whole sentence of the line under the cursor."""
        told = str(event.row.cells[-1]) if event.row else ""
        self.query_one(".detail", Words).update(told)

    # ---- acting

    def action_first(self) -> None:
        if self._offer:
            self._print(self._offer)
        elif self._acts and self._acts[0].name not in GIVING_UP:
            self._do(self._acts[0])

    def action_act(self, place: int) -> None:
        if place <= len(self._acts):
            self._do(self._acts[place - 1])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of acts that the state does not allow are not offered."""
        if action == "named":
            return any(act.name == parameters[0] for act in self._acts)
        return super().check_action(action, parameters)

    def action_named(self, name: str) -> None:
        self._do(next(act for act in self._acts if act.name == name))

    @on(Push.Pressed)
    def _pressed(self, event: Push.Pressed) -> None:
        if isinstance(event.button, ActButton):
            self.action_act(event.button.place)

    def _do(self, act: Act) -> None:
        """Ask for what the act needs, then do it; an act without fields is done at once."""

        kept = act_draft(self._number, act.name)

        def perform(given: Mapping[str, object]) -> None:
            self.counter.cases.act(self._number, act.name, given, draft=kept)

        def after(done: bool | None) -> None:
            if done:
                self._done(act.name)

        asked = [field for field in act.fields if field.required]
        if not asked:
            self._at_once(act.name)
            return
        with self.telling():
            draft = TypedForm(self.counter, kept)
            if any(field.kind is FieldKind.PAPERS for field in asked):
                item = self.counter.cases.item(self._case)
                form: Modal = PapersForm(item, self._case.papers, perform, draft)
            else:
                start = first_guess(act.name, self._case, self.counter.office)
                form = ActForm(_(act.title), act.fields, perform, start, draft)
            self.app.push_screen(form, after)

    @work(thread=True, exit_on_error=False, exclusive=True, group="act")
    def _at_once(self, name: str) -> None:
        try:
            self.counter.cases.act(self._number, name, {})
        except StationError as fault:
            self.post_message(WorkRefused(fault))
        else:
            self.post_message(ActDone(name))

    def on_act_done(self, event: ActDone) -> None:
        self._done(event.name)

    def _done(self, name: str) -> None:
        self._offer = NEXT_SHEET.get(name, "")
        with self.telling():
            self.renew()
            self.show_line()

    def on_work_refused(self, event: WorkRefused) -> None:
        self.tell_fault(event.fault)

    # ---- printing and revealing

    def action_print(self) -> None:
        def chosen(code: str | None) -> None:
            if code:
                self._print(code)

        with self.telling():
            self.app.push_screen(SheetChooser(self.counter.sheets_ready(self._case)), chosen)

    def _print(self, sheet: str) -> None:
        self.hint(_("Printing..."))
        self._make(sheet)

    @work(thread=True, exit_on_error=False, exclusive=True, group="print")
    def _make(self, sheet: str) -> None:
        from station.tui.widgets.printed import printed_words  # what draws sheets loads slowly

        try:
            made = self.counter.printer.print(sheet, self._number)
        except StationError as fault:
            self.post_message(WorkRefused(fault))
        else:
            self.post_message(SheetMade(printed_words(made)))

    def on_sheet_made(self, event: SheetMade) -> None:
        self._offer = ""
        with self.telling():
            self.renew()
            self.hint(event.words)

    def action_reveal(self) -> None:
        """Show the whole numbers once it was said what for; mask them again without a word."""

        def show(given: Mapping[str, object]) -> None:
            self.counter.cases.view(self._number, revealed=True, purpose=stated(given))

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
