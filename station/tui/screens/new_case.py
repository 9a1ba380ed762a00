"""A new case on one page: the item, the applicant, the papers. The hint is the answer."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from station.desk.catalogue import search
from station.desk.guesses import promise_day
from station.desk.words import _
from station.domain.errors import BadInput, StationError
from station.domain.fields import as_given
from station.domain.items import Item
from station.domain.materials import Completeness, completeness
from station.domain.people import Person, ResidentId
from station.domain.states import CaseState
from station.domain.values import Paper, Taken
from station.tui.counter import Counter
from station.tui.messages import CaseChosen, CaseRecorded, WorkRefused
from station.tui.screens.drafted import DraftedPage
from station.tui.screens.paper_ways import ask_more
from station.tui.screens.person_cards import notice_card
from station.tui.widgets.acts import NOTICE, RECEIPT
from station.tui.widgets.applicant import ApplicantForm
from station.tui.widgets.guide import guide, item_name
from station.tui.widgets.paper_rows import confirmed_words, paper_faults
from station.tui.widgets.papers import PapersList
from station.tui.widgets.picker import Found, Picker, all_of
from station.tui.widgets.remark import Remark
from station.tui.widgets.similar import CASE, DRAFT, SimilarList
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Words


class NewCasePage(DraftedPage):
    """Registers a case. What is typed is kept from one visit to the next."""

    where = "New case"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,ctrl+s", "receive", "receive"),
        Binding("f8", "give_notice", "notice"),
        Binding("f2", "aside", "aside, go on"),
        Binding("f7", "read_notice", "data notice"),
        Binding("ctrl+r", "newer", "newer version"),
        Binding("ctrl+o", "app.page('drafts')", "unfinished"),
        Binding("ctrl+n", "empty", "empty the form"),
    ]

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._looked_for = ("", "", "")
        self._looked_into: object = None
        self._child = False
        self._correcting = False

    # ---- what it looks like

    def body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(classes="main"):
                columns = (Column(title="", width=7), Column(title="", width=30, grows=True))
                yield Remark()
                yield Picker(
                    _("Item"), columns, self._find, named="item",
                    empty=_("No item fits. Type fewer letters."),
                    placeholder=_("number, words, pinyin or initials"),
                )  # fmt: skip
                yield ApplicantForm(
                    self._residents, lambda: self.counter.now().date(), self._take_up
                )
                yield Remark(classes="data-notice")
                yield SimilarList(named="similar")
                yield PapersList(named="papers")
            with VerticalScroll(classes="side side-guide", can_focus=False):
                yield Words("", classes="guide")

    def _find(self, text: str) -> Found:
        items = search(self.counter.office.items, text)
        return all_of([Row(key=item.id, cells=(item.id, item_name(item))) for item in items])

    def _residents(self, text: str) -> Sequence[Person]:
        return self.counter.cases.residents(text, 3)

    def _take_up(self, person: Person) -> None:
        self.counter.people.take_up(person.id_number)

    # ---- filling in

    @property
    def applicant(self) -> ApplicantForm:
        return self.query_one(ApplicantForm)

    @property
    def papers(self) -> PapersList:
        return self.query_one(PapersList)

    @property
    def _similar(self) -> SimilarList:
        return self.query_one(SimilarList)

    def show_item(self, item: Item | None, words: str, papers: Mapping[int, Paper]) -> None:
        picker = self.query_one("#item", Picker)
        picker.type_silently(words)
        self.query_one(".guide", Words).update(self._about(item))
        self.papers.fill(item.materials if item else (), papers)
        if words:
            self.applicant.focus_next_empty()
        else:
            picker.focus()
            picker.search()
        self._look_for_similar()
        self.answer()

    def _about(self, item: Item | None) -> Content:
        office = self.counter.office
        return guide(item, office.catalogue, office.today) if item else Content()

    @on(Picker.Picked, "#item")
    def _item_picked(self, event: Picker.Picked) -> None:
        self.take_item(self.counter.office.item(event.row.key), {})
        self.typed_soon()

    @on(ApplicantForm.Changed)
    def _typed(self) -> None:
        self.typed_soon()
        self._look_for_similar()
        if self._correcting and not self.applicant.faulty:
            self._correcting = False
            self.answer()

    @on(ApplicantForm.Finished)
    def _known(self) -> None:
        """The person is there; what is under way for them is one key away from the papers."""
        self._look_for_similar()
        self.papers.focus()
        if self._similar.words:
            self.hint(self._similar.words)
        try:
            Person.of(self.applicant.values, self.counter.now().date())
        except BadInput as faults:
            self.applicant.show_faults(faults.fields)

    @on(PapersList.Changed)
    def _papers_marked(self) -> None:
        self.answer()
        self.typed_soon()

    @on(PapersList.Asks)
    def _asks(self, event: PapersList.Asks) -> None:
        item = self.item
        ask_more(self, event, lambda: promise_day(item, self.counter.office) if item else None)

    # ---- the same person

    def _look_for_similar(self) -> None:
        """Show what runs for this person, once per number and item."""
        try:
            number = ResidentId.parse(self.applicant.values["id"], self.counter.now().date()).number
        except StationError:
            number = ""
        self._look_into_space(number)
        wanted = (number, self.item.id if self.item else "", self.form.name)
        if wanted == self._looked_for:
            return
        self._looked_for = wanted
        with self.telling():
            self._remind_of_notice(number)
            item = wanted[1]
            cases = self.counter.cases.open_cases(number, item) if number and item else []
            drafts = self.counter.drafts.same_person(number, besides=self.form.name)
            self._similar.fill(cases, drafts, self.counter.now())

    def _look_into_space(self, number: str) -> None:
        """Offer what the space of this person has for the item, once per number and version."""
        item = self.item
        wanted = (number, (item.id, item.version) if item else None)
        if wanted == self._looked_into:
            return
        self._looked_into = wanted
        with self.telling():
            self._child = bool(number) and self.counter.spaces.is_child(number)
            offered = self.counter.spaces.offers(item, number) if item and number else {}
            self.papers.offer(offered)
            for seq, paper in self.papers.papers.items():
                entry = offered.get(seq)
                if paper.taken is Taken.SPACE and (not entry or entry.entry != paper.reference):
                    self.papers.put(Paper(seq=seq, taken=Taken.ABSENT))

    def _remind_of_notice(self, number: str) -> None:
        """Who was not told yet what is done with their data is told first."""
        owed = bool(number) and not self.counter.people.is_informed(number)
        words = _("F7: the notice on personal information, to be shown first") if owed else ""
        self.query_one(".data-notice", Remark).update(words)

    def action_read_notice(self) -> None:
        with self.telling():
            self.app.push_screen(notice_card(self.counter.people.notice()))

    @on(VirtualTable.Chosen, "#similar")
    def _open_similar(self, event: VirtualTable.Chosen) -> None:
        if not self.keep():
            return
        if event.row.key.startswith(DRAFT):
            self.resume(event.row.key.removeprefix(DRAFT))
        else:
            self.post_message(CaseChosen(event.row.key.removeprefix(CASE)))

    # ---- the answer

    def answer(self) -> None:
        """The bottom line: what is missing, and which key comes next."""
        if self.newer is not None:
            self.hint(self.newer_words())
            return
        if self.item is None:
            self.hint(self.offer())
            return
        lacking = self._lacking(self.item)
        if lacking.complete:
            words = _("Complete: receive with F9")
        elif len(lacking.may_promise) == len(lacking.missing):
            words = _("{count} missing that may follow: g promises it")
        else:
            words = _("{count} missing: print the one-time notice with F8")
        told = (
            words.format(count=len(lacking.missing)),
            confirmed_words(self.papers.from_space, child=self._child),
        )
        self.hint(" - ".join(filter(None, told)))

    def _lacking(self, item: Item) -> Completeness:
        return completeness(item, self.papers.papers)

    # ---- recording

    def action_receive(self) -> None:
        self._record(notify=False)

    def action_give_notice(self) -> None:
        if self.item is not None and self._lacking(self.item).complete:
            self.answer()
        else:
            self._record(notify=True)

    def _record(self, *, notify: bool) -> None:
        if self.busy:
            return
        if self.newer is not None:
            self.hint(self.newer_words(), fault=True)
        elif self.item is not None:
            self.keep()
            self.busy = True
            papers = {str(seq): as_given(one) for seq, one in self.papers.papers.items()}
            self._work(self.item, self.applicant.values, papers, notify=notify)

    @work(thread=True, exit_on_error=False)
    def _work(
        self, item: Item, applicant: Mapping[str, str], papers: Mapping[str, object], *,
        notify: bool,
    ) -> None:  # fmt: skip
        cases = self.counter.cases
        try:
            opened = cases.open(
                item.id, applicant, papers, receive=not notify, version=item.version,
                draft=self.form.name,
            )  # fmt: skip
        except StationError as fault:
            self.post_message(WorkRefused(fault))
            return
        number, offer, failed = opened.case.number, "", None
        try:
            if notify:
                cases.act(number, "give_notice", {})
                offer = NOTICE
            elif opened.case.state is CaseState.RECEIVED:
                offer = RECEIPT
        except StationError as fault:
            failed = fault  # the case itself is on the disk: its page says what went wrong
        self.post_message(CaseRecorded(number, offer, failed))

    def undone(self) -> None:
        self.busy = False

    def on_work_refused(self, event: WorkRefused) -> None:
        """Faults go to their fields and rows; everything stays as typed."""
        self.busy = False
        faults = event.fault.fields if isinstance(event.fault, BadInput) else {}
        of_papers = self.papers.show_faults(paper_faults(event.fault))
        if self.applicant.show_faults(faults):
            self._correcting = True
            self.hint(_("Correct what is marked, then F9"), fault=True)
        elif of_papers:
            self.papers.focus()
            self.hint(of_papers, fault=True)
        else:
            self.tell_fault(event.fault)
