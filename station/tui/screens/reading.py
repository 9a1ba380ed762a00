"""A card that shows text and asks nothing."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from station.tui.widgets.keys import KeyLine
from station.tui.widgets.remark import Remark
from station.tui.widgets.words import Words, line, lines


class ReadingCard(ModalScreen[None]):
    """Names and what stands under them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,0", "dismiss", "back")]

    def __init__(self, title: str, fields: Sequence[tuple[str, str]], remark: str = "") -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._remark = remark

    def compose(self) -> ComposeResult:
        with Vertical(classes="card"):
            yield Words(self._title, classes="head")
            yield Remark()
            with VerticalScroll(classes="fields"):
                yield Words(
                    lines(*(line((f"{name}: ", "bold"), text) for name, text in self._fields))
                )
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(Remark).update(self._remark)
