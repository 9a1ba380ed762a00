"""A new case on one page: the item, the applicant, the papers. The hint is the answer."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input

from station.desk.catalogue import search
from station.desk.words import _
from station.domain.errors import BadInput, StationError
from station.domain.items import Item
from station.domain.materials import Completeness, completeness
from station.domain.people import Person
from station.domain.values import Paper, Taken
from station.tui.counter import Counter
from station.tui.messages import CaseRecorded, WorkRefused
from station.tui.screens.desk_page import DeskPage
from station.tui.widgets.acts import NOTICE, RECEIPT
from station.tui.widgets.applicant import FIELDS, ApplicantForm
from station.tui.widgets.guide import guide, item_name
from station.tui.widgets.papers import PapersList
from station.tui.widgets.picker import Found, Picker, all_of
from station.tui.widgets.table import Column, Row
from station.tui.widgets.words import Words

_KEEP_AFTER = 0.7  # seconds without a key; then what is typed is kept


class NewCasePage(DeskPage):
    """Registers a case. What is typed is kept from one visit to the next."""

    where = "New case"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,ctrl+s", "receive", "receive"),
        Binding("f8", "give_notice", "notice"),
        Binding("ctrl+n", "empty", "empty the form"),
    ]

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - so in Textual

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._item: Item | None = None
        self._keeping: Timer | None = None
        self._busy = False

    # ---- what it looks like

    def body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(classes="main"):
                columns = (Column(title="", width=7), Column(title="", width=30, grows=True))
                yield Picker(
                    _("Item"), columns, self._find, named="item",
                    empty=_("No item fits. Type fewer letters."),
                    placeholder=_("number, words, pinyin or initials"),
                )  # fmt: skip
                yield ApplicantForm(self._residents, lambda: self.counter.now().date())
                yield PapersList(named="papers")
            with VerticalScroll(classes="side side-guide", can_focus=False):
                yield Words("", classes="guide")

    def on_mount(self) -> None:
        with self.telling():
            self._fill(self.counter.cases.draft())
            self._answer()

    def _find(self, text: str) -> Found:
        items = search(self.counter.office.items, text)
        return all_of([Row(key=item.id, cells=(item.id, item_name(item))) for item in items])

    def _residents(self, text: str) -> Sequence[Person]:
        return self.counter.cases.residents(text, 3)

    # ---- the draft

    def _fill(self, form: Mapping[str, object]) -> None:
        self._applicant.fill({name: str(form.get(name, "")) for name in FIELDS})
        item = self.counter.office.items.get(str(form.get("item", "")))
        papers = form.get("papers")
        taken: dict[int, Taken] = {}
        if isinstance(papers, Mapping):
            with suppress(ValueError):  # kept by another version: the marks are made again
                taken = {int(seq): Taken(way) for seq, way in papers.items()}
        if item is None:
            self.query_one("#item", Picker).focus()
        else:
            self._take_item(item, taken)

    def _form(self) -> Mapping[str, object]:
        form: dict[str, object] = {
            **{name: text for name, text in self._applicant.values.items() if text},
            **({"item": self._item.id, "papers": self._papers()} if self._item else {}),
        }
        return form

    def _papers(self) -> dict[str, str]:
        return {str(seq): way.value for seq, way in self._list.taken.items()}

    def _keep_soon(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(_KEEP_AFTER, self._keep)

    def _keep(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        if self.counter.is_open and not self._busy:
            with self.telling():
                self.counter.cases.keep_draft(self._form())

    def put_away(self) -> None:
        self._keep()

    def action_back(self) -> None:
        self._keep()
        super().action_back()

    def action_empty(self) -> None:
        """Begin again with an empty form."""
        self._item = None
        self._applicant.fill({})
        self._list.fill((), {})
        self.query_one(".guide", Words).update("")
        item = self.query_one("#item", Picker)
        item.text = ""
        item.focus()
        self._answer()

    # ---- filling in

    @property
    def _applicant(self) -> ApplicantForm:
        return self.query_one(ApplicantForm)

    @property
    def _list(self) -> PapersList:
        return self.query_one(PapersList)

    @on(Picker.Picked, "#item")
    def _item_picked(self, event: Picker.Picked) -> None:
        self._take_item(self.counter.office.item(event.row.key), {})

    def _take_item(self, item: Item, taken: Mapping[int, Taken]) -> None:
        self._item = item
        picker = self.query_one("#item", Picker)
        with picker.prevent(Input.Changed):
            picker.text = f"{item.id} {item_name(item)}"
        self.query_one(".guide", Words).update(guide(item))
        self._list.fill(item.materials, taken)
        self._applicant.focus_next_empty()
        self._answer()

    @on(ApplicantForm.Changed)
    def _typed(self) -> None:
        self._keep_soon()

    @on(ApplicantForm.Finished)
    def _known(self) -> None:
        self._list.focus()
        self._warn()

    @on(PapersList.Changed)
    def _marked(self) -> None:
        self._answer()
        self._keep_soon()

    def _warn(self) -> None:
        """Say if this person has a case of this item that still runs."""
        try:
            person = Person.of(self._applicant.values, self.counter.now().date())
        except BadInput as faults:
            self._applicant.show_faults(faults.fields)
            return
        running: list[str] = []
        with self.telling():
            running = self.counter.cases.open_cases(person, self._item.id) if self._item else []
        if running:
            words = _("has a case of this item already: {numbers}")
            self._applicant.say(words.format(numbers=", ".join(running)))

    def _answer(self) -> None:
        """The bottom line: what is missing, and which key comes next."""
        if self._item is None:
            self.hint(_("Type the item and press Enter"))
            return
        lacking = self._lacking(self._item)
        if lacking.complete:
            self.hint(_("Complete: receive with F9"))
        elif len(lacking.may_promise) == len(lacking.missing):
            self.hint(
                _("{count} missing that may follow: g promises it").format(
                    count=len(lacking.missing)
                )
            )
        else:
            self.hint(
                _("{count} missing: print the one-time notice with F8").format(
                    count=len(lacking.missing)
                )
            )

    def _lacking(self, item: Item) -> Completeness:
        papers = {seq: Paper(seq=seq, taken=way) for seq, way in self._list.taken.items()}
        return completeness(item, papers)

    # ---- recording

    def action_receive(self) -> None:
        self._record(notify=False)

    def action_give_notice(self) -> None:
        if self._item is not None and self._lacking(self._item).complete:
            self._answer()
        else:
            self._record(notify=True)

    def _record(self, *, notify: bool) -> None:
        if self._item is None or self._busy:
            return
        self._busy = True
        self._work(self._item.id, self._applicant.values, self._papers(), notify=notify)

    @work(thread=True, exit_on_error=False)
    def _work(
        self, item: str, applicant: Mapping[str, str], papers: Mapping[str, str], *, notify: bool
    ) -> None:
        cases = self.counter.cases
        try:
            opened = cases.open(item, applicant, papers, receive=not notify)
        except StationError as fault:
            self.post_message(WorkRefused(fault))
            return
        number, offer, failed = opened.case.number, "", None
        try:
            cases.keep_draft({})
            if notify:
                cases.act(number, "give_notice", {})
                offer = NOTICE
            elif opened.lacking.complete:
                offer = RECEIPT
        except StationError as fault:
            failed = fault  # the case itself is on the disk: its page says what went wrong
        self.post_message(CaseRecorded(number, offer, failed))

    def on_work_refused(self, event: WorkRefused) -> None:
        """Faults go to their fields; everything stays as typed."""
        self._busy = False
        faults = event.fault.fields if isinstance(event.fault, BadInput) else {}
        if not self._applicant.show_faults(faults):
            self.tell_fault(event.fault)
