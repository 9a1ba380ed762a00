"""Taking in papers of a case that exists: the same rows and keys as on a new one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from station.desk.drafts import papers_of
from station.desk.guesses import promise_day
from station.desk.space import SpaceDesk
from station.desk.words import _
from station.domain.case import Case
from station.domain.errors import StationError
from station.domain.fields import as_given
from station.domain.items import Item
from station.domain.materials import best_way
from station.domain.papers_guards import FREELY, still_asked
from station.domain.promises import open_promises
from station.domain.values import Paper, Taken
from station.tui.screens.modal import Modal, Perform
from station.tui.screens.paper_ways import ask_more
from station.tui.typed_form import TypedForm
from station.tui.widgets.custody import asked_lines, paper_notes
from station.tui.widgets.guide import item_name
from station.tui.widgets.paper_rows import confirmed_words, paper_faults
from station.tui.widgets.papers import PapersList
from station.tui.widgets.words import Words, lines

if TYPE_CHECKING:
    from station.desk.office import Office


class PapersForm(Modal):
    """Marks papers as handed in, promised or given back; only what changed is recorded.

    Once the papers are received the one promised paper stands as brought: Enter and F9 take it.
    What the district sent back counts as not here until it is brought anew, also in the same way.
    """

    def __init__(
        self, item: Item, case: Case, office: "Office", perform: Perform,
        draft: TypedForm | None = None,
    ) -> None:  # fmt: skip
        super().__init__(perform, draft)
        self._item = item
        self._case = case
        self._office = office
        self._asked = tuple(line.seq for line in still_asked(case))
        self._before = {seq: one for seq, one in case.papers.items() if seq not in self._asked}
        self._start = {**self._before, **self._brought()}
        self._child = False

    def _brought(self) -> dict[int, Paper]:
        promised = [] if self._case.state in FREELY else list(open_promises(self._case))
        if len(promised) != 1:
            return {}
        seq = promised[0].seq
        ways = {one.seq: best_way(one) for one in self._item.materials}
        return {seq: Paper(seq=seq, taken=ways[seq])} if seq in ways else {}

    def fields(self) -> ComposeResult:
        yield Words(item_name(self._item), classes="head")
        if asked := asked_lines(self._case):
            yield Words(lines(*asked), classes="asked")
        yield PapersList(named="papers")

    def on_mount(self) -> None:
        rows = self.query_one(PapersList)
        self._show({})
        spaces, number = SpaceDesk(self._office), self._case.applicant.id_number
        rows.offer(spaces.offers(self._item, number))
        self._child = spaces.is_child(number)
        rows.focus()
        wanted = (*self._asked, *(one.seq for one in open_promises(self._case)))
        if wanted:
            rows.point_at(wanted[0])

    def _show(self, kept: Mapping[int, Paper]) -> None:
        notes = paper_notes(self._case, self._office.clock.now())
        rows = self.query_one(PapersList)
        rows.fill(self._item.materials, {**self._start, **kept}, notes)

    @on(PapersList.Changed)
    def _changed(self, event: PapersList.Changed) -> None:
        """Once received, a row that is not brought after all is again what it was."""
        if self._case.state not in FREELY:
            now = event.papers.papers
            for seq in self._before.keys() - now.keys():
                event.papers.put(self._before[seq])
        self._remark(confirmed_words(event.papers.from_space, child=self._child))
        self.keep_soon()

    @on(PapersList.Asks)
    def _asks(self, event: PapersList.Asks) -> None:
        ask_more(self, event, lambda: promise_day(self._item, self._office))

    def typed(self) -> Mapping[str, object]:
        marks = self._changes(self._start)
        return {"papers": marks} if marks else {}

    def fill(self, form: Mapping[str, object]) -> None:
        asked = {one.seq for one in self._item.materials}
        self._show({seq: one for seq, one in papers_of(form).items() if seq in asked})

    def given(self) -> Mapping[str, object]:
        return {"papers": self._changes(self._before)}

    def show_faults(self, fault: StationError) -> None:
        rows = self.query_one(PapersList)
        if told_of := rows.show_faults(paper_faults(fault)):
            rows.focus()
            self.answer(told_of)
        elif self.given()["papers"]:
            super().show_faults(fault)
        else:
            self.answer(_("Nothing is marked otherwise yet: Space takes a paper in"))

    def _changes(self, before: Mapping[int, Paper]) -> dict[str, object]:
        """The rows that are marked otherwise than before."""
        now = self.query_one(PapersList).papers
        changed: dict[str, object] = {}
        for seq in sorted({*now, *before}):
            paper = now.get(seq, Paper(seq=seq, taken=Taken.ABSENT))
            was = before.get(seq, Paper(seq=seq, taken=Taken.ABSENT))
            if _said(paper) != _said(was):
                changed[str(seq)] = as_given(paper)
        return changed


def _said(paper: Paper) -> object:
    return paper.taken, paper.until, paper.reference
