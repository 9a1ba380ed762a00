"""The papers of a case, one row each: how it came in, what is asked, whether it must be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from station.desk.words import N_, _
from station.domain.items import Material, Necessity
from station.domain.materials import IN_HAND, best_way
from station.domain.values import Taken
from station.tui.widgets.guide import necessity_word, paper_name
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Block

_TAKEN = {
    Taken.ORIGINAL: (N_("ORIG"), "done"),
    Taken.SEEN: (N_("SEEN"), "done"),
    Taken.COPY: (N_("COPY"), "done"),
    Taken.PROMISED: (N_("PROM"), "gap"),
    Taken.NEEDED: (N_("NEED"), "fix"),
}


class PapersList(VirtualTable):
    """Rows of papers that keys and clicks mark as handed in. Says nothing about rules."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "take", "take"),
        Binding("a", "take_all", "all"),
        Binding("c", "mark('copy')", "copy only"),
        Binding("g", "mark('promised')", "promise"),
        Binding("n", "mark('needed')", "needed"),
    ]

    @dataclass
    class Changed(Message):
        """A paper was marked otherwise."""

        papers: "PapersList"

        @property
        def control(self) -> "PapersList":
            return self.papers

    def __init__(self, *, marks: bool = True, named: str | None = None) -> None:
        """Without `marks` it only shows."""
        columns = (
            Column(title="", width=6),
            Column(title="", width=12),
            Column(title="", width=18, grows=True),
            Column(title="", width=8),
        )
        super().__init__(columns, empty=_("Choose the item first."), chooses=marks, named=named)
        self._marks = marks
        self._materials: Sequence[Material] = ()
        self._taken: dict[int, Taken] = {}

    @property
    def taken(self) -> Mapping[int, Taken]:
        """Material number -> how it came in; papers that are not here are left out."""
        return {seq: way for seq, way in self._taken.items() if way is not Taken.ABSENT}

    @property
    def material(self) -> Material | None:
        """The material under the cursor."""
        return self._materials[self.cursor] if self.cursor < len(self._materials) else None

    def fill(self, materials: Sequence[Material], taken: Mapping[int, Taken]) -> None:
        """Show these materials, marked so."""
        self._materials = materials
        self._taken = dict(taken)
        self.show(len(materials), self._rows)

    def _rows(self, first: int, number: int) -> Sequence[Row]:
        return [self._line(material) for material in self._materials[first : first + number]]

    def _line(self, material: Material) -> Row:
        return Row(
            key=str(material.seq),
            cells=(
                self._mark(material), _asked(material), paper_name(material),
                necessity_word(material.necessity),
            ),
        )  # fmt: skip

    def _mark(self, material: Material) -> Block:
        way = self._taken.get(material.seq, Taken.ABSENT)
        if way in _TAKEN:
            word, tone = _TAKEN[way]
            return Block(word=_(word), tone=tone)
        lacking = material.necessity in (Necessity.REQUIRED, Necessity.GAP)
        return Block(word=_("LACK") if lacking else _("NONE"), tone="late" if lacking else "idle")

    def _set(self, material: Material, way: Taken) -> None:
        self._taken[material.seq] = way
        self.reload(len(self._materials))
        self.post_message(self.Changed(self))

    def action_take(self) -> None:
        if (material := self.material) is not None:
            here = self._taken.get(material.seq) in IN_HAND
            self._set(material, Taken.ABSENT if here else best_way(material))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("take", "take_all", "mark"):
            return self._marks
        return super().check_action(action, parameters)

    def action_choose(self) -> None:
        self.screen.focus_next()

    def activate(self) -> None:
        if self._marks:
            self.action_take()

    def action_mark(self, way: str) -> None:
        if (material := self.material) is not None:
            marked = Taken(way)
            same = self._taken.get(material.seq) is marked
            self._set(material, Taken.ABSENT if same else marked)

    def action_take_all(self) -> None:
        """Everything that is demanded, as the item asks for it."""
        for material in self._materials:
            way = self._taken.get(material.seq)
            always = material.necessity in (Necessity.REQUIRED, Necessity.GAP)
            if (always or way is Taken.NEEDED) and way not in IN_HAND:
                self._taken[material.seq] = best_way(material)
        self.reload(len(self._materials))
        self.post_message(self.Changed(self))


def _asked(material: Material) -> str:
    """What to bring: originals that stay, an original to look at, copies."""
    parts = []
    if material.original_kept:
        parts.append(_("orig×{count}").format(count=material.original_kept))
    if material.verify_original:
        parts.append(_("check"))
    if material.copies:
        parts.append(_("copy×{count}").format(count=material.copies))
    return " ".join(parts)
