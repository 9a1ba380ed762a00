"""The scans of a case: what is attached, what is new in the scanner's folder, and bringing the two
together."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from station.desk.guesses import Guess
from station.desk.words import N_, _, told
from station.domain.errors import BadInput, StationError
from station.domain.fields import Field as Asked
from station.domain.fields import FieldKind
from station.domain.looking import stated
from station.tui.counter import Counter
from station.tui.screens.act_form import ActForm
from station.tui.screens.reveal import RevealCard
from station.tui.widgets.keys import CARD, KeyLine
from station.tui.widgets.scans import file_columns, file_rows, scan_columns, scan_rows
from station.tui.widgets.table import VirtualTable
from station.tui.widgets.words import Words

if TYPE_CHECKING:
    from station.desk.camera import Lying
    from station.desk.scans import ShownScan

_PAPER = Asked(name="paper", label=N_("Paper"), kind=FieldKind.CHOICE)
_FILE = Asked(name="file", label=N_("File (picture or PDF)"))
_WHY = Asked(name="reason", label=N_("Why"))
Papers = Sequence[tuple[str, str]]
"""Number and name of each paper of the item."""


class ScansCard(ModalScreen[None]):
    """Enter opens a scan, or attaches the files that are marked; Delete takes a scan off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "mark"),
        Binding("a", "attach", "attach"),
        Binding("f", "by_path", "another file"),
        Binding("r", "renew", "look again"),
        Binding("delete", "remove", "take off"),
        Binding("escape,f7", "leave", "back"),
        *CARD,
    ]

    def __init__(self, counter: Counter, number: str, papers: Papers) -> None:
        super().__init__()
        self._counter = counter
        self._number = number
        self._papers = (*papers, ("0", _("result")))
        self._shown: Sequence[ShownScan] = ()
        self._lying: Sequence[Lying] = ()
        self._marked: set[str] = set()

    def compose(self) -> ComposeResult:
        with Vertical(classes="card"):
            yield Words(_("Scans of this case"), classes="head")
            yield VirtualTable(scan_columns(), empty=_("Nothing is attached yet."), named="scans")
            yield Words(_("New in the folder of the scanner"), classes="head")
            yield VirtualTable(file_columns(), empty=_("Nothing is there."), named="files")
            yield Words("", classes="answer")
        yield KeyLine()

    def on_mount(self) -> None:
        self.action_renew()
        self.query_one("#files" if self._lying else "#scans").focus()

    def action_renew(self) -> None:
        """Look at the case and the folder again."""
        self._say("")
        now = self._counter.now()
        try:
            self._shown = self._counter.scans.of_case(self._number)
            self._lying = self._counter.camera.new() if self._counter.camera.has_folder else ()
        except StationError as fault:
            self._lying = ()
            self._say(told(fault))
        self._marked &= {one.path.name for one in self._lying}
        rows = scan_rows(self._shown, now)
        self._table("scans").reload(len(rows), lambda first, count: rows[first : first + count])
        self._files()

    def _files(self) -> None:
        rows = file_rows(self._lying, self._marked, self._counter.now())
        self._table("files").reload(len(rows), lambda first, count: rows[first : first + count])

    # ---- bringing together

    def action_mark(self) -> None:
        """Several sheets of one paper are attached together."""
        row = self._table("files").row
        if row is not None and self._table("files").has_focus:
            self._marked ^= {row.key}
            self._files()

    @on(VirtualTable.Chosen, "#files")
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.action_attach()

    def action_attach(self) -> None:
        """The marked files, else the one under the cursor; which paper, is asked."""
        row = self._table("files").row
        names = self._marked or ({row.key} if row else set())
        paths = [one.path for one in reversed(self._lying) if one.path.name in names]
        if not paths:
            self._say(_("Nothing is there to attach: f names a file."))
            return
        left: list[Path] = []

        def perform(given: Mapping[str, object]) -> None:
            taken = self._counter.camera.take(self._number, int(str(given["paper"])), paths)
            left.extend(taken.left)

        title = _("Attach {count} files to which paper?").format(count=len(paths))
        self._ask(title, (_PAPER,), perform, lambda: self._attached(left))

    def action_by_path(self) -> None:
        """A file that lies elsewhere stays where it is."""

        def perform(given: Mapping[str, object]) -> None:
            path = Path(str(given["file"]).strip().strip('"')).expanduser()
            try:
                self._counter.scans.attach_files(self._number, int(str(given["paper"])), [path])
            except StationError as fault:
                raise BadInput({"file": fault}) from fault

        self._ask(_("Attach a file"), (_FILE, _PAPER), perform, self.action_renew)

    def _attached(self, left: Sequence[Path]) -> None:
        self._marked.clear()
        self.action_renew()
        if left:
            names = ", ".join(path.name for path in left)
            self._say(_("attached, and still in the folder: {file}").format(file=names))

    # ---- what is attached

    @on(VirtualTable.Chosen, "#scans")
    def _open(self, event: VirtualTable.Chosen) -> None:
        """Shown for a purpose, which is on record before."""
        event.stop()
        self._show(event.row.key)

    def _show(self, sha256: str) -> None:
        said: list[str] = []

        def show(given: Mapping[str, object]) -> None:
            _way, path = self._counter.scans.open(self._number, sha256, stated(given))
            said.append(_("Until the station is locked it lies at {path}").format(path=path))

        def after(done: bool | None) -> None:
            if done:
                self._say(said[-1])

        self.app.push_screen(RevealCard(show, N_("Open the scan: what for?")), after)

    def action_remove(self) -> None:
        """What was attached by mistake."""
        row = self._table("scans").row
        if row is None or not self._table("scans").has_focus:
            return

        def perform(given: Mapping[str, object]) -> None:
            self._counter.scans.remove(self._number, row.key, str(given["reason"]))

        self._ask(_("Take the scan off: it is deleted here and at the district"), (_WHY,), perform,
                  self.action_renew)  # fmt: skip

    # ---- inside

    def _ask(
        self, title: str, fields: Sequence[Asked], perform: Callable[[Mapping[str, object]], None],
        done: Callable[[], None],
    ) -> None:  # fmt: skip
        guess = Guess(options={"paper": tuple(self._papers)})
        self.app.push_screen(
            ActForm(title, fields, perform, guess=guess), lambda ok: done() if ok else None
        )

    def _table(self, named: str) -> VirtualTable:
        return self.query_one(f"#{named}", VirtualTable)

    def _say(self, words: str) -> None:
        self.query_one(".answer", Words).update(words)

    def action_leave(self) -> None:
        self.dismiss()
