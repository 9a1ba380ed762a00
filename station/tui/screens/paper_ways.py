"""What a way of taking a paper in asks besides: the day of a promise, a certificate's number."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.screen import ModalScreen

from station.desk.words import _, told
from station.domain.errors import BadInput
from station.domain.fields import Field as Asked
from station.domain.fields import FieldKind, parse
from station.domain.items import Material
from station.domain.values import Paper, Taken
from station.tui.widgets.field import Field
from station.tui.widgets.guide import paper_name
from station.tui.widgets.keys import CARD, KeyLine
from station.tui.widgets.paper_rows import ASKS, WAYS
from station.tui.widgets.papers import PapersList
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Words

_ASKED = {
    Taken.PROMISED: Asked(name="until", label="Promised for", kind=FieldKind.DATE, required=False),
    Taken.CERTIFICATE: Asked(name="reference", label="Certificate number"),
}


class AskMore(ModalScreen[Paper | None]):
    """Asks for a day or a number; Enter takes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,ctrl+s", "take", "save"),
        Binding("escape", "leave", "back"),
        *CARD,
    ]

    def __init__(self, material: Material, way: Taken, start: str) -> None:
        super().__init__()
        self._material = material
        self._way = way
        self._asked = _ASKED[way]
        self._field = Field(_(self._asked.label), value=start, named=self._asked.name)

    def compose(self) -> ComposeResult:
        with Vertical(classes="card"):
            yield Words(paper_name(self._material), classes="head")
            yield self._field
        yield KeyLine()

    def on_mount(self) -> None:
        self._field.focus()

    @on(Field.Entered)
    def action_take(self) -> None:
        name = self._asked.name
        try:
            values = parse((self._asked,), {name: self._field.value})
        except BadInput as fault:
            self._field.show_fault(told(fault.fields[name]))
        else:
            self.dismiss(Paper(seq=self._material.seq, taken=self._way, **values))

    def action_leave(self) -> None:
        self.dismiss(None)


class WayChooser(ModalScreen[Taken | None]):
    """Every way of taking a paper in; a digit, its letter, Enter or a click chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(f"{key},{place}", f"take({place})", show=False, tooltip=words)
            for place, (key, _way, words) in enumerate(WAYS, start=1)
        ),
        Binding("escape,0", "leave", "back"),
        *CARD,
    ]

    def __init__(self, material: Material) -> None:
        super().__init__()
        self._material = material

    def compose(self) -> ComposeResult:
        columns = (Column(title="", width=4), Column(title="", width=30, grows=True),
                   Column(title="", width=3))  # fmt: skip
        how = _("{paper}: a digit, a letter or Enter")
        with Vertical(classes="card"):
            yield Words(how.format(paper=paper_name(self._material)), classes="head")
            yield VirtualTable(columns, one_click=True)
        yield KeyLine()

    def on_mount(self) -> None:
        rows = [
            Row(key=way.value, cells=(str(place), _(words), key))
            for place, (key, way, words) in enumerate(WAYS, start=1)
        ]
        table = self.query_one(VirtualTable)
        table.show(len(rows), lambda first, count: rows[first : first + count])
        table.focus()

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.dismiss(Taken(event.row.key))

    def action_take(self, place: int) -> None:
        self.dismiss(WAYS[place - 1][1])

    def action_leave(self) -> None:
        self.dismiss(None)


def ask_more(where: DOMNode, event: PapersList.Asks, promised: Callable[[], date | None]) -> None:
    """Ask over the page what the way needs, then mark the row. `promised` is the last day that
    the rules allow for a promise made now."""
    papers, material, way = event.papers, event.material, event.way
    app = where.app

    def put(paper: Paper | None) -> None:
        if paper is not None:
            papers.put(paper)

    def chosen(way: Taken | None) -> None:
        if way in ASKS and way is not None:
            app.push_screen(AskMore(material, way, start(way)), put)
        elif way is not None:
            papers.put(Paper(seq=material.seq, taken=way))

    def start(way: Taken) -> str:
        day = promised() if way is Taken.PROMISED else None
        return day.isoformat() if day else ""

    if way is None:
        app.push_screen(WayChooser(material), chosen)
    else:
        chosen(way)
