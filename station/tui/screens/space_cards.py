"""The cards of a resident's space: consents, what to file, and what stands on it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from station.desk.space import Filable
from station.desk.words import N_, _
from station.domain.space import RESULT, Space
from station.tui.screens.modal import Modal, Perform
from station.tui.widgets.field import Field
from station.tui.widgets.keys import CARD, KeyLine
from station.tui.widgets.person import CONSENTS
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.ticks import TicksField
from station.tui.widgets.words import Words

KEPT = N_(
    "Kept of each document: its name, number, issuer and days, here and in the journal that the"
    " district holds. It serves the person's own cases alone; each use is confirmed and noted."
)
"""What is told before somebody consents (个人信息保护法 30)."""


class ConsentCard(Modal):
    """Each consent is ticked by itself. Unticked, it is taken back."""

    def __init__(self, space: Space, *, child: bool, perform: Perform) -> None:
        """`child`: the guardian consents, and is named."""
        super().__init__(perform)
        self._lying = len(space.entries)
        ticked = ",".join(what.value for what in space.consents)
        choices = [(what.value, _(words)) for what, words in CONSENTS.items()]
        self._ticks = TicksField(_("Consents"), choices, value=ticked, named="consents")
        self._guardian = Field(_("Guardian"), named="guardian") if child else None

    def fields(self) -> ComposeResult:
        yield Words(_("Separate consent, signed; it can be taken back at any time"), classes="head")
        yield Words(_(KEPT))
        yield Words(_("A case is handled without it. Space ticks, F9 records."))
        if self._lying:
            yield Words(_(
                "Where the consent to the space is taken back, its {count} documents are deleted."
            ).format(count=self._lying))  # fmt: skip
        yield self._ticks
        if self._guardian is not None:
            yield self._guardian

    def on_mount(self) -> None:
        self._ticks.focus()

    def given(self) -> Mapping[str, object]:
        guardian = self._guardian.value if self._guardian is not None else ""
        return {"consents": self._ticks.value, "guardian": guardian}


class FileChooser(ModalScreen[Filable | None]):
    """Gives what is to be filed: a paper of a case, or its result."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back"), *CARD]

    def __init__(self, filable: Sequence[Filable]) -> None:
        super().__init__()
        self._filable = filable

    def compose(self) -> ComposeResult:
        with Vertical(classes="card"):
            yield Words(_("File in the space: Enter"), classes="head")
            columns = (
                Column(title=_("Paper"), width=20, grows=True), Column(title="", width=6),
                Column(title=_("From the case"), width=34),
            )  # fmt: skip
            yield VirtualTable(
                columns, empty=_("No case has a paper or a result that serves again."),
                one_click=True,
            )  # fmt: skip
        yield KeyLine()

    def on_mount(self) -> None:
        rows = [
            Row(
                key=str(place),
                cells=(one.name, _("result") if one.place == RESULT else "", one.case),
            )
            for place, one in enumerate(self._filable)
        ]
        table = self.query_one(VirtualTable)
        table.show(len(rows), lambda first, count: rows[first : first + count])
        table.focus()

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.dismiss(self._filable[int(event.row.key)])

    def action_leave(self) -> None:
        self.dismiss(None)
