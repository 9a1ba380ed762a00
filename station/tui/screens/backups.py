"""The backups of the station: what there is, one now, one on a stick, reading one back, and
deleting what nobody needs any more."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content

from station.desk.backup_shelf import Kept, Life
from station.desk.words import N_, _, told
from station.domain.errors import StationError
from station.domain.office_events import BackupDeleted, BackupMade
from station.domain.roles import Right
from station.domain.shelf import Term
from station.tui.counter import Counter
from station.tui.messages import ShelfRead, WorkRefused
from station.tui.screens.backup_cards import BackUpCard, DeleteCard, StickCard, ThroughCard
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.reading import ReadingCard
from station.tui.widgets.states import near_date
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Block, Push, Words, line, lines

_TERMS = {Term.DAY: N_("of a day"), Term.WEEK: N_("of a week"), None: N_("by hand")}
_LIVES = {
    Life.FORMER: (N_("FRMR"), "idle"),
    Life.OTHER: (N_("OTHR"), "idle"),
    Life.DAMAGED: (N_("BROKEN"), "late"),
}


class BackupsPage(DeskPage):
    """Lists what lies at the places of the station; sticks may be slow, so beside the screen."""

    where = "Backups"
    todo = "b makes one now, e one on a stick; Enter tells all about one"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "back_up", "back up now"),
        Binding("e", "stick", "to a stick"),
        Binding("c", "through", "read it back"),
        Binding("delete", "delete", "delete"),
    ]

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._kept: Sequence[Kept] = ()

    def body(self) -> ComposeResult:
        yield Words("", classes="state")
        with Horizontal(classes="row"):
            yield Push(_("Back up now b"), named="back_up")
            yield Push(_("To a stick e"), named="stick")
            yield Push(_("Read it back c"), named="through")
            yield Push(_("Delete Del"), named="delete")
        yield VirtualTable(
            (
                Column(title=_("Made"), width=11), Column(title="", width=8),
                Column(title=_("Lies"), width=5),
                Column(title=_("Entries"), width=7), Column(title=_("Kind"), width=9),
                Column(title=_("Opens by"), width=11),
                Column(title=_("File"), width=20, grows=True),
            ),
            empty=_("There is none yet. b makes one."),
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def renew(self) -> None:
        self.query_one(".state", Words).update(self._state())
        self._read()

    def _state(self) -> Content:
        """When the last one was made, and what has to be seen to, with the way to mend it."""
        desk, now = self.counter.backups, self.counter.now()
        said, settings = desk.told(), self.counter.premises.settings

        def when(moment: object) -> str:
            return near_date(moment, now) if moment else _("never")  # type: ignore[arg-type]

        each = _("yes") if said.daily else _("no: station.ini says so")
        second = _("none is named in station.ini")
        if settings.backup_second:
            second = f"{settings.backup_second}  {when(said.second_last)}"
        worries = (self.counter.backup_fault, *desk.worries())
        return lines(
            line((_("Each day by itself: "), "bold"), each, "   ",
                 (_("Newest: "), "bold"), when(said.last)),
            line((_("Folder: "), "bold"), str(desk.folder)),
            line((_("Second place: "), "bold"), second),
            *(line(Block(word=_("CARE"), tone="late"), " ", words)
              for words in dict.fromkeys(told(one) for one in worries if one is not None)),
        )  # fmt: skip

    # ---- the list

    @work(thread=True, exit_on_error=False, exclusive=True, group="shelf")
    def _read(self) -> None:
        try:
            self.post_message(ShelfRead(self.counter.shelf.all()))
        except StationError as fault:
            self.post_message(WorkRefused(fault))

    def on_shelf_read(self, event: ShelfRead) -> None:
        self._kept = event.kept
        rows = [self._row(one) for one in self._kept]
        self.query_one(VirtualTable).reload(len(rows), lambda first, count: rows[first:][:count])
        if any(one.life is Life.FORMER for one in self._kept):
            self.hint(
                _("Backups of a former life keep what was erased since: delete them (Del) when "
                  "nothing in them is needed any more")
            )  # fmt: skip
        else:
            self.hint(_(self.todo))

    def on_work_refused(self, event: WorkRefused) -> None:
        self.tell_fault(event.fault)

    def _row(self, one: Kept) -> Row:
        made = one.copied.manifest if one.copied else None
        mark = _LIVES.get(one.life)
        key = _("today's key") if one.today else _("older key")
        return Row(
            key=str(one.file),
            cells=(
                near_date(made.made, self.counter.now()) if made else "",
                Block(word=_(mark[0]), tone=mark[1]) if mark else "",
                _("2nd") if one.second else _("here"),
                str(made.number) if made else "",
                _(_TERMS[one.term]) if made else "",
                key if made else "",
                one.file.name,
            ),
        )  # fmt: skip

    @property
    def _one(self) -> Kept | None:
        row = self.query_one(VirtualTable).row
        return next((one for one in self._kept if row and str(one.file) == row.key), None)

    # ---- what is done

    @on(Push.Pressed)
    def _pressed(self, event: Push.Pressed) -> None:
        getattr(self, f"action_{event.button.id}")()

    def action_back_up(self) -> None:
        """One at once, at the places of every day."""
        if self.allowed(Right.COPY, BackupMade.kind):
            self.app.push_screen(BackUpCard(self.counter))

    def action_stick(self) -> None:
        """One at a place of one's own."""
        if self.allowed(Right.COPY, BackupMade.kind):
            self.app.push_screen(StickCard(self.counter))

    def action_through(self) -> None:
        if (one := self._one) is not None:
            self.app.push_screen(ThroughCard(self.counter, one))

    def action_delete(self) -> None:
        one = self._one
        if one is not None and self.allowed(Right.CLEAR, BackupDeleted.kind):
            self.app.push_screen(DeleteCard(self.counter, one))

    @on(VirtualTable.Chosen)
    def _tell(self) -> None:
        """All that is known of the one under the cursor."""
        if (one := self._one) is not None:
            self.app.push_screen(ReadingCard(_("A backup"), told_of(one)))


def told_of(one: Kept) -> list[tuple[str, str]]:
    """What a backup says of itself, as names and words."""
    told = one.copied.manifest if one.copied else None
    if told is None:
        return [
            (_("File"), str(one.file)),
            (_("Damaged"), _("this is no backup of this program, or it was changed")),
        ]
    return [
        (_("File"), str(one.file)),
        (_("Size"), _("{size} kB").format(size=one.size // 1024)),
        (_("Station"), f"{told.name} {told.station}"),
        (_("Made"), f"{told.made:%Y-%m-%d %H:%M} {told.program}"),
        (_("Our journal"), _("{count} entries, {head}").format(
            count=told.number, head=told.head[:16])),
        (_("Opens for"), ", ".join(one.agents)),
        (_("Opens by"), _("today's key") if one.today else _("older key")),
        (_("Life of the journal"), told.incarnation[:8]),
        (_("Checked"), _("read back when it was made; its signature is good now")),
    ]  # fmt: skip
