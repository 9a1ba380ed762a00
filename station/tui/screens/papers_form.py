"""Taking in papers of a case that exists: the same rows and keys as on a new one."""

from collections.abc import Mapping

from textual.app import ComposeResult

from station.domain.items import Item
from station.domain.values import Paper, Taken
from station.tui.screens.modal import Modal, Perform
from station.tui.widgets.guide import item_name
from station.tui.widgets.papers import PapersList
from station.tui.widgets.words import Words


class PapersForm(Modal):
    """Marks papers as handed in, promised or given back; only what changed is recorded."""

    def __init__(self, item: Item, papers: Mapping[int, Paper], perform: Perform) -> None:
        super().__init__(perform)
        self._item = item
        self._before = {seq: paper.taken for seq, paper in papers.items()}

    def fields(self) -> ComposeResult:
        yield Words(item_name(self._item), classes="head")
        yield PapersList(named="papers")

    def on_mount(self) -> None:
        rows = self.query_one(PapersList)
        rows.fill(self._item.materials, self._before)
        rows.focus()

    def given(self) -> Mapping[str, object]:
        now = self.query_one(PapersList).taken
        seqs = sorted({*now, *self._before})
        changed = {
            str(seq): now.get(seq, Taken.ABSENT).value
            for seq in seqs
            if now.get(seq, Taken.ABSENT) is not self._before.get(seq, Taken.ABSENT)
        }
        return {"papers": changed}
