"""The half of the new-case page that keeps what is typed: put aside, resumed, moved, emptied."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING

from station.desk.words import _
from station.domain.errors import StationError
from station.domain.fields import as_given
from station.domain.items import Item
from station.domain.values import Paper
from station.tui.counter import Counter
from station.tui.messages import DraftChosen
from station.tui.screens.desk_page import DeskPage
from station.tui.typed_form import Later, TypedForm
from station.tui.widgets.applicant import ApplicantForm
from station.tui.widgets.guide import item_name
from station.tui.widgets.papers import PapersList
from station.tui.widgets.remark import Remark

if TYPE_CHECKING:
    from station.desk.drafts import Form


class DraftedPage(DeskPage):
    """A form with an item, an applicant and papers, each unfinished one a draft of its own."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.item: Item | None = None
        """The item in the version that the form was begun with; None while it is not known."""
        self.busy = False
        """Whether the case is being recorded: then it is no draft any more."""
        self.form = TypedForm(counter)
        self._later = Later(self, self.keep)
        self._emptied = False
        """Whether the page says how to bring back what was emptied."""
        self._pinned: tuple[str, int] = ("", 0)
        self._pinned_before = self._pinned
        self._marks: dict[int, tuple[Paper, str]] = {}

    @property
    @abstractmethod
    def applicant(self) -> ApplicantForm:
        """Who asks."""

    @property
    @abstractmethod
    def papers(self) -> PapersList:
        """What was brought."""

    @abstractmethod
    def show_item(self, item: Item | None, words: str, papers: Mapping[int, Paper]) -> None:
        """Show the item, or only its name where it is not known, and its papers so marked."""

    @abstractmethod
    def answer(self) -> None:
        """Say what comes next."""

    def on_mount(self) -> None:
        self.answer()
        self.query_one("#item").focus()

    # ---- the form as it is kept

    def _form(self) -> "Form":
        texts = {name: text for name, text in self.applicant.typed.items() if text}
        item, _version = self._pinned
        if not item:
            return texts
        marks = self._marked()
        return {
            **texts,
            "item": item,
            "papers": {str(seq): as_given(paper) for seq, (paper, _name) in marks.items()},
            "paper_names": {str(seq): name for seq, (_way, name) in marks.items()},
        }

    def _marked(self) -> dict[int, tuple[Paper, str]]:
        """The marks with the papers' names; those of an item that is not known as they were."""
        if self.item is None:
            return self._marks
        names = {material.seq: material.name_zh for material in self.item.materials}
        return {seq: (paper, names[seq]) for seq, paper in self.papers.papers.items()}

    def typed_soon(self) -> None:
        """Something was typed. What was emptied before does not come back any more."""
        self._later.soon()
        if self._emptied and self._form():
            self._emptied = False
            self.query_one(Remark).update(self.form.words())

    def keep(self) -> bool:
        """Keep what is typed; whether that worked. What went wrong is told, typing goes on."""
        self._later.never()
        if self.busy:
            return True
        item, version = self._pinned
        try:
            self.form.keep(self._form(), item=item, version=version)
        except StationError as fault:
            self.unkept = True
            self.tell_fault(fault)
            return False
        if self.unkept:
            self.unkept = False
            self.answer()
        return True

    @property
    def draft_name(self) -> str:
        return self.form.name if self._form() else ""

    def put_away(self) -> None:
        self.keep()

    def action_back(self) -> None:
        """Esc; what could not be kept is lost only by a second one."""
        warned = self.unkept
        if self.keep() or warned:
            super().action_back()

    # ---- several people at the window

    def resume(self, name: str) -> None:
        """Go on with the draft of this name."""
        with self.telling():
            form = TypedForm(self.counter, name)
            if form.begun is not None:
                self.form = form
                self._show(form.begun.form, form.begun.item, form.begun.version)
            else:
                self.answer()

    def on_draft_chosen(self, event: DraftChosen) -> None:
        """Chosen from the list of all: what is in the form now is kept beside it."""
        if event.name != self.form.name and self.keep():
            self.resume(event.name)

    def action_aside(self) -> None:
        """Put what is typed aside for the next person; an empty form goes on with the newest."""
        with self.telling():
            if self._form():
                if self.keep():
                    self.form = TypedForm(self.counter)
                    self._show({}, "", 0)
            elif waiting := self.counter.drafts.new_cases():
                self.resume(waiting[0].draft.name)

    def action_empty(self) -> None:
        """Begin again; a second time: undo that."""
        typed = self._form()
        pinned, self._pinned_before = self._pinned_before, self._pinned
        form = self.form.emptied(typed)
        self._show(form, *(("", 0) if typed else pinned))
        self._emptied = bool(typed)
        if self._emptied:
            self.query_one(Remark).update(_("Ctrl+N again brings it back"))
        self.keep()

    def offer(self) -> str:
        """What to do with a form without an item."""
        gone, _version = self._pinned
        if gone:
            words = _("Item {item} is not in the catalogue any more: choose another")
            return words.format(item=gone)
        waiting = []
        with self.telling():
            waiting = self.counter.drafts.new_cases()
        if not waiting or self._form():
            return _("Type the item and press Enter")
        newest = waiting[0]
        words = _("F2 goes on with {name} {item} ({agent}); Ctrl+O: all {count}; or type the item")
        return words.format(
            name=newest.name, item=newest.item_name, agent=newest.draft.by, count=len(waiting)
        )

    def _show(self, form: "Form", item: str, version: int) -> None:
        from station.desk.drafts import marks_of

        self.applicant.fill({name: str(form.get(name, "")) for name in self.applicant.typed})
        self._marks = marks_of(form)
        self._pinned = (item, version)
        with self.telling():
            self.item = self.counter.drafts.item_of(item, version)
        named = item_name(self.item) if self.item else ""
        papers = {seq: paper for seq, (paper, _name) in self._marks.items()}
        self.show_item(self.item, f"{item} {named}".strip(), papers)
        self.query_one(Remark).update(self.form.words())

    # ---- versions of the item

    def take_item(self, item: Item, papers: Mapping[int, Paper]) -> None:
        """From now on the form is for this item."""
        self.item = item
        self._pinned = (item.id, item.version)
        self.show_item(item, f"{item.id} {item_name(item)}", papers)
        self.refresh_bindings()

    @property
    def newer(self) -> Item | None:
        """The item as it is in force, where the form was begun with another version."""
        item, version = self._pinned
        now = self.counter.office.catalogue.in_force(item, self.counter.now().date())
        return now if now is not None and now.version != version else None

    def newer_words(self) -> str:
        """What to do about it."""
        words = _("Begun with version {old} of the item, now there is {new}: Ctrl+R moves to it")
        return words.format(old=self._pinned[1], new=self.newer.version if self.newer else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "newer":
            return self.counter.is_open and self.newer is not None
        return super().check_action(action, parameters)

    def action_newer(self) -> None:
        """Papers that still exist keep their marks, those that do not are told."""
        from station.desk.drafts import moved

        if (newer := self.newer) is not None:
            papers, dropped = moved(newer, self._marked())
            self.take_item(newer, papers)
            self.keep()
            words = _("Now with version {version}").format(version=newer.version)
            gone = _("not asked for any more: {papers}").format(papers=", ".join(dropped))
            self.query_one(Remark).update(f"{words}; {gone}" if dropped else words)
