"""What is under way for the same person already: cases of the same item, and unfinished forms."""

from collections.abc import Sequence
from datetime import datetime

from station.desk.cases import CaseLine
from station.desk.drafts import DraftLine
from station.desk.words import N_, _
from station.tui.widgets.states import kept_block, near_date, state_block
from station.tui.widgets.table import Column, Row, VirtualTable

CASE, DRAFT = "case:", "draft:"
"""How the key of a row begins."""

_CASES = N_("A case of this item is open already, see above the papers: Shift+Tab, Enter opens it")
_DRAFTS = N_("A form of this person is unfinished, see above the papers: Shift+Tab, Enter goes on")


class SimilarList(VirtualTable):
    """There only while there is something in it. A warning, no ban."""

    def __init__(self, *, named: str) -> None:
        columns = (
            Column(title="", width=6),
            Column(title="", width=28, grows=True),
            Column(title="", width=12),
            Column(title="", width=12),
        )
        super().__init__(columns, named=named)
        self.display = False
        self.words = ""
        """What there is and how to open it; empty while there is nothing."""

    def fill(self, cases: Sequence[CaseLine], drafts: Sequence[DraftLine], now: datetime) -> None:
        """Show these: number, state, since when; of a form, which item and whose it is."""
        rows = [
            Row(
                key=CASE + case.number,
                cells=(state_block(case.state), case.number, case.item,
                       near_date(case.opened_at, now)),
            )
            for case in cases
        ]  # fmt: skip
        rows += [
            Row(
                key=DRAFT + line.draft.name,
                cells=(kept_block(), f"{_(line.title)} {line.item_name}", line.draft.by,
                       near_date(line.draft.since, now)),
            )
            for line in drafts
        ]  # fmt: skip
        self.display = bool(rows)
        self.words = _(_CASES if cases else _DRAFTS) if rows else ""
        self.show(len(rows), lambda first, count: rows[first : first + count])
