"""A sheet that somebody brings: scanned with a scanner that types, pasted, or in a file."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from station.desk.words import _, told
from station.domain.errors import BadInput, StationError
from station.domain.guide_code import CheckedGuide
from station.tui.counter import Counter
from station.tui.messages import SheetsChecked, WorkRefused
from station.tui.screens.desk_page import DeskPage
from station.tui.widgets.field import Field
from station.tui.widgets.words import Block, Words, line, lines

if TYPE_CHECKING:
    from station.desk.sheet_check import CheckedSheet

    Found = CheckedSheet | CheckedGuide | StationError


class SheetCheckPage(DeskPage):
    """Says of one sheet after the other whether it is genuine; the last stays on view."""

    where = "Check a sheet"
    todo = "Scan the square in the upper right corner, or type the name of a file; Enter checks it"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f9", "check", "check")]

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._code = Field(_("Code or file"), named="code")
        self._certificate = Field(
            _("Certificate"), named="certificate",
            placeholder=_("file, for a sheet of another station"),
        )  # fmt: skip

    def body(self) -> ComposeResult:
        yield self._code
        yield self._certificate
        with VerticalScroll(classes="scroll"):
            yield Words("", classes="found")

    def on_mount(self) -> None:
        self._code.input.focus()

    @on(Field.Entered, "#code")
    def _entered(self, event: Field.Entered) -> None:
        event.stop()
        self.action_check()

    def action_check(self) -> None:
        text = self._code.value.strip().strip('"')
        if not text:
            self.hint(_(self.todo))
            return
        shown = self._certificate.value.strip().strip('"')
        self.hint(_("Checking..."))
        self._check(text, Path(shown) if shown else None)

    @work(thread=True, exit_on_error=False, exclusive=True, group="check")
    def _check(self, text: str, certificate: Path | None) -> None:
        from station.desk.sheet_check import SheetDesk  # what reads codes loads slowly

        desk = SheetDesk(self.counter.office)
        found: list[Found] = []
        try:
            for one in desk.texts(text):
                try:
                    found.append(desk.check(one, certificate))
                except BadInput:
                    raise
                except StationError as fault:
                    found.append(fault)
        except StationError as fault:
            self.post_message(WorkRefused(fault))
        else:
            proved = any(not isinstance(one, StationError | CheckedGuide) for one in found)
            self.post_message(SheetsChecked(lines(*_said(found)), proved=proved))

    def on_sheets_checked(self, event: SheetsChecked) -> None:
        self.query_one(".found", Words).update(event.words)
        self._certificate.show_fault("")
        self._code.value = ""
        self._code.input.focus()
        if event.proved:
            words = _("Compare number, case and date with the paper; the next one may be scanned")
        else:
            words = _("The next one may be scanned")
        self.hint(words)

    def on_work_refused(self, event: WorkRefused) -> None:
        self.query_one(".found", Words).update("")
        if not isinstance(event.fault, BadInput):
            self.tell_fault(event.fault)
            return
        self.hint(_(self.todo))
        self._certificate.show_fault(" ".join(map(told, event.fault.fields.values())))
        self._certificate.input.focus()


def _block(one: "CheckedSheet | CheckedGuide") -> Block:
    """Only what is signed is called genuine."""
    if isinstance(one, CheckedGuide):
        return Block(word=_("GUIDE"), tone="idle")
    return Block(word=_("GENUINE"), tone="done") if one.sure else Block(word=_("CARE"), tone="fix")


def _said(found: "Sequence[Found]") -> Iterator[Content | str]:
    for one in found:
        if isinstance(one, StationError):
            yield line(Block(word=_("UNPROVED"), tone="late"), " ", told(one))
        else:
            yield line(_block(one), " ", one.headline(_))
            yield from (line((f"  {name}: ", "bold"), words) for name, words in one.rows(_))
        yield ""
