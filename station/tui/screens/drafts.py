"""Unfinished forms of the whole station: who began them, how long ago; go on, read, discard."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from station.desk.drafts import DraftLine, act_of, ago, consultation_of, fields_of
from station.desk.leaving import Bookmark
from station.desk.words import _
from station.tui.counter import Counter
from station.tui.messages import CaseChosen, PagePicked
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.reading import ReadingCard
from station.tui.widgets.table import Column, Row, VirtualTable


class DraftsPage(DeskPage):
    """All drafts, typed last first. Nothing here is dropped but by two presses of Delete."""

    where = "Unfinished forms"
    todo = "Enter goes on with it; Delete discards it"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "app.page('new_case')", "new"),
        Binding("space", "read", "read"),
        Binding("delete", "discard", "discard"),
    ]

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._lines: Sequence[DraftLine] = ()
        self._doomed = ""

    def body(self) -> ComposeResult:
        columns = (
            Column(title=_("Form"), width=16),
            Column(title=_("Name"), width=8),
            Column(title=_("Item"), width=8, grows=True),
            Column(title=_("Begun by"), width=10),
            Column(title=_("Typed"), width=12),
            Column(title="", width=8),
        )
        yield VirtualTable(columns, empty=_("Nothing is unfinished."), named="drafts")

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def renew(self) -> None:
        self._lines = self.counter.drafts.lines()
        rows = [self._row(line) for line in self._lines]
        self.query_one(VirtualTable).reload(
            len(rows), lambda first, count: rows[first : first + count]
        )

    def _row(self, line: DraftLine) -> Row:
        draft = line.draft
        when = _("{ago} ago").format(ago=ago(draft.typed_at, self.counter.now()))
        return Row(
            key=draft.name,
            cells=(
                _(line.title), line.name, line.item_name, draft.by, when,
                "" if line.usable else _("too late"),
            ),
        )  # fmt: skip

    @property
    def _line(self) -> DraftLine | None:
        row = self.query_one(VirtualTable).row
        return next((one for one in self._lines if row and one.draft.name == row.key), None)

    @on(VirtualTable.Highlighted)
    def _moved(self) -> None:
        self._doomed = ""

    @on(VirtualTable.Chosen)
    def _go_on(self) -> None:
        line = self._line
        way = _way(line) if line is not None else None
        if way is not None:
            self.post_message(way)
        else:
            self.action_read()

    def action_read(self) -> None:
        """All that was typed; also of what cannot be done any more."""
        if (line := self._line) is not None:
            late = "" if line.usable else _("This cannot be done any more; it can be read here.")
            fields = [(_(label), text) for label, text in fields_of(line.draft)]
            self.app.push_screen(ReadingCard(_(line.title), fields, late))

    def action_discard(self) -> None:
        line = self._line
        if line is None:
            return
        if self._doomed != line.draft.name:
            self._doomed = line.draft.name
            words = _("Delete again discards for good what {agent} typed")
            self.hint(words.format(agent=line.draft.typed_by), fault=True)
            return
        self._doomed = ""
        with self.telling():
            self.counter.drafts.discard(line.draft.name)
            self.renew()
            self.hint(_("Discarded"))


def way_to(counter: Counter, mark: Bookmark) -> PagePicked | CaseChosen | None:
    """Back to the form or the case at which an agent was; None if there is neither."""
    lines = counter.drafts.lines() if mark.draft else []
    for line in lines:
        if line.draft.name == mark.draft and (way := _way(line)) is not None:
            return way
    return CaseChosen(mark.case) if mark.case else None


def _way(line: DraftLine) -> PagePicked | CaseChosen | None:
    """Where the form goes on; None if it can only be read."""
    number, act = act_of(line.draft) or ("", "")
    if consultation_of(line.draft) is not None:
        return PagePicked("consultations", line.draft.name)
    if not number:
        return PagePicked("new_case", line.draft.name)
    return CaseChosen(number, begin=act) if line.usable else None
