"""The papers of a case, one row each: how it came in, what is asked, whether it must be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from station.desk.sharing import bound_words
from station.desk.words import _, explain, told
from station.domain.errors import StationError
from station.domain.items import Material, Necessity
from station.domain.materials import IN_HAND, best_way, demanded
from station.domain.space import SpaceEntry
from station.domain.values import Paper, Taken
from station.tui.widgets.guide import necessity_word, paper_name
from station.tui.widgets.lasting import until_words
from station.tui.widgets.paper_rows import ASKS, WAYS, asked_words, paper_block, wrong_block
from station.tui.widgets.table import Column, Row, VirtualTable

_TAIL = len("1120-0001/2")
"""What is shown of an entry of the space: the day and number of its case, and its place there."""


class PapersList(VirtualTable):
    """Rows of papers that keys and clicks mark as handed in. Says nothing about rules."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "take", "take"),
        Binding("a", "take_all", "all"),
        Binding("g", "mark('promised')", "promise"),
        Binding("s", "from_space", "from the space"),
        Binding("w", "ways", "other ways"),
        *(
            Binding(key, f"mark('{way.value}')", show=False, tooltip=words)
            for key, way, words in WAYS
            if way is not Taken.PROMISED
        ),
    ]

    @dataclass
    class Changed(Message):
        """A paper was marked otherwise."""

        papers: "PapersList"

        @property
        def control(self) -> "PapersList":
            return self.papers

    @dataclass
    class Asks(Message):
        """The way of the paper asks something more, or `way` is None: all ways are wanted."""

        papers: "PapersList"
        material: Material
        way: Taken | None

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
        self._papers: dict[int, Paper] = {}
        self._notes: Mapping[int, str] = MappingProxyType({})
        self._offered: Mapping[int, SpaceEntry] = MappingProxyType({})
        self._faults: dict[int, StationError] = {}

    @property
    def papers(self) -> Mapping[int, Paper]:
        """Material number -> the paper as marked; papers that are not here are left out."""
        here = self._papers.items()
        return {seq: paper for seq, paper in here if paper.taken is not Taken.ABSENT}

    @property
    def taken(self) -> Mapping[int, Taken]:
        """Material number -> how it came in; papers that are not here are left out."""
        return {seq: paper.taken for seq, paper in self.papers.items()}

    @property
    def material(self) -> Material | None:
        """The material under the cursor."""
        return self._materials[self.cursor] if self.cursor < len(self._materials) else None

    def fill(
        self, materials: Sequence[Material], papers: Mapping[int, Paper],
        notes: Mapping[int, str] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        """Show these materials, marked so; a note stands in place of what is asked."""
        self._materials = materials
        self._papers = dict(papers)
        self._notes = notes
        self._faults.clear()
        self.show(len(materials), self._rows)

    def offer(self, offered: Mapping[int, SpaceEntry]) -> None:
        """Show what the applicant's space has: material number -> entry."""
        self._offered = offered
        self.reload(len(self._materials))
        self.refresh_bindings()

    @property
    def from_space(self) -> tuple[str, ...]:
        """The names of the papers that are marked as taken from the space, and what those of
        another station may be used for."""
        taken = self.taken
        return tuple(
            paper_name(one) + self._bound(one)
            for one in self._materials
            if taken.get(one.seq) is Taken.SPACE
        )

    def point_at(self, seq: int) -> None:
        """Put the cursor on this material."""
        places = [material.seq for material in self._materials]
        if seq in places:
            self.cursor = places.index(seq)

    def show_faults(self, faults: Mapping[int, StationError]) -> str:
        """Say in each row what is wrong with its paper, and go to the first; what to do about
        that one. Empty if no row is meant."""
        places = [one.seq for one in self._materials]
        self._faults = {seq: faults[seq] for seq in places if seq in faults}
        self.reload(len(self._materials))
        first = next(iter(self._faults), None)
        if first is None:
            return ""
        self.point_at(first)
        return told(self._faults[first])

    def put(self, paper: Paper) -> None:
        """Mark the paper so; what was wrong with it before is not said any more."""
        self._papers[paper.seq] = paper
        self._faults.pop(paper.seq, None)
        self.reload(len(self._materials))
        self.post_message(self.Changed(self))

    def _rows(self, first: int, number: int) -> Sequence[Row]:
        return [self._line(material) for material in self._materials[first : first + number]]

    def _line(self, material: Material) -> Row:
        paper = self._papers.get(material.seq)
        day = f"{paper.until:%m-%d}" if paper and paper.until else ""
        own = day or (paper.reference if paper else "")
        if paper is not None and paper.taken is Taken.SPACE:
            own = self._until(material) or own[-_TAIL:]
        fault = self._faults.get(material.seq)
        return Row(
            key=str(material.seq),
            cells=(
                wrong_block() if fault else paper_block(material, self._way(material)),
                self._notes.get(material.seq) or own or asked_words(material),
                f"{explain(fault)[0]} - {paper_name(material)}" if fault
                else paper_name(material) + self._in_space(material),
                necessity_word(material.necessity),
            ),
        )  # fmt: skip

    def _in_space(self, material: Material) -> str:
        """That the space has it, where it is not in hand."""
        if material.seq not in self._offered or self._way(material) in IN_HAND:
            return ""
        words = _("in the space, {until}").format(until=self._until(material))
        return f" - {words}{self._bound(material)}"

    def _bound(self, material: Material) -> str:
        entry = self._offered.get(material.seq)
        words = bound_words(entry) if entry else ""
        return f" ({words})" if words else ""

    def _until(self, material: Material) -> str:
        entry = self._offered.get(material.seq)
        return until_words(entry.good_until(material.reuse_rule)) if entry else ""

    def _way(self, material: Material) -> Taken:
        paper = self._papers.get(material.seq)
        return paper.taken if paper else Taken.ABSENT

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "from_space":
            return self._marks and bool(self._offered)
        if action in ("take", "take_all", "mark", "ways"):
            return self._marks
        return super().check_action(action, parameters)

    def action_choose(self) -> None:
        """Down the list; after the last row to what follows it, and never back to the top."""
        if self.cursor < len(self._materials) - 1:
            self.action_move(1)
        elif self.screen.focus_chain[-1] is not self:
            self.screen.focus_next()

    def activate(self) -> None:
        if self._marks:
            self.action_take()

    def action_take(self) -> None:
        if (material := self.material) is not None:
            here = self._way(material) in IN_HAND
            way = Taken.ABSENT if here else best_way(material)
            self.put(Paper(seq=material.seq, taken=way))

    def action_mark(self, way: str) -> None:
        """Mark the row so; a second time: not any more."""
        if (material := self.material) is None:
            return
        marked = Taken(way)
        if self._way(material) is marked:
            self.put(Paper(seq=material.seq, taken=Taken.ABSENT))
        elif marked is Taken.PROMISED and material.necessity is not Necessity.GAP:
            self._notes = MappingProxyType({**self._notes, material.seq: _("must be here")})
            self.reload(len(self._materials))
        elif marked in ASKS:
            self.post_message(self.Asks(self, material, marked))
        else:
            self.put(Paper(seq=material.seq, taken=marked))

    def action_from_space(self) -> None:
        """Take the paper from the applicant's space; a second time: not any more."""
        material = self.material
        entry = self._offered.get(material.seq) if material else None
        if material is None or entry is None:
            return
        here = self._way(material) is Taken.SPACE
        way, reference = (Taken.ABSENT, "") if here else (Taken.SPACE, entry.entry)
        self.put(Paper(seq=material.seq, taken=way, reference=reference))

    def action_ways(self) -> None:
        """All ways of taking the paper in, to choose from."""
        if (material := self.material) is not None:
            self.post_message(self.Asks(self, material, None))

    def action_take_all(self) -> None:
        """Everything that is demanded or promised, as the item asks for it."""
        for material in self._materials:
            way = self._way(material)
            if (demanded(material) or way is Taken.NEEDED) and way not in IN_HAND:
                self._papers[material.seq] = Paper(seq=material.seq, taken=best_way(material))
        self.reload(len(self._materials))
        self.post_message(self.Changed(self))
