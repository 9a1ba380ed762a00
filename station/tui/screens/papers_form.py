"""Taking in papers of a case that exists: the same rows and keys as on a new one."""

from collections.abc import Mapping
from contextlib import suppress

from textual import on
from textual.app import ComposeResult

from station.domain.items import Item
from station.domain.values import Paper, Taken
from station.tui.screens.modal import Modal, Perform
from station.tui.typed_form import TypedForm
from station.tui.widgets.guide import item_name
from station.tui.widgets.papers import PapersList
from station.tui.widgets.words import Words


class PapersForm(Modal):
    """Marks papers as handed in, promised or given back; only what changed is recorded."""

    def __init__(
        self, item: Item, papers: Mapping[int, Paper], perform: Perform,
        draft: TypedForm | None = None,
    ) -> None:  # fmt: skip
        super().__init__(perform, draft)
        self._item = item
        self._before = {seq: paper.taken for seq, paper in papers.items()}

    def fields(self) -> ComposeResult:
        yield Words(item_name(self._item), classes="head")
        yield PapersList(named="papers")

    def on_mount(self) -> None:
        rows = self.query_one(PapersList)
        rows.fill(self._item.materials, self._before)
        rows.focus()

    @on(PapersList.Changed)
    def _changed(self) -> None:
        self.keep_soon()

    def typed(self) -> Mapping[str, object]:
        given = self.given()
        return given if given["papers"] else {}

    def fill(self, form: Mapping[str, object]) -> None:
        marks, asked = form.get("papers"), {one.seq for one in self._item.materials}
        typed = marks.items() if isinstance(marks, Mapping) else ()
        kept: dict[int, Taken] = {}
        with suppress(ValueError):  # kept by another version: the marks are made again
            kept = {int(seq): Taken(way) for seq, way in typed if int(seq) in asked}
        self.query_one(PapersList).fill(self._item.materials, {**self._before, **kept})

    def given(self) -> Mapping[str, object]:
        now = self.query_one(PapersList).taken
        seqs = sorted({*now, *self._before})
        changed = {
            str(seq): now.get(seq, Taken.ABSENT).value
            for seq in seqs
            if now.get(seq, Taken.ABSENT) is not self._before.get(seq, Taken.ABSENT)
        }
        return {"papers": changed}
