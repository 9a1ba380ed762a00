"""The half of a case's page that acts: what may be done now, the form it needs, the doing."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid

from station.desk.drafts import act_draft
from station.desk.guesses import guess
from station.desk.words import N_, _
from station.domain.act import Act
from station.domain.acts import Offer
from station.domain.case import Case
from station.domain.errors import StationError
from station.domain.fields import FieldKind
from station.tui.counter import Counter
from station.tui.messages import ActDone, WorkRefused
from station.tui.screens.act_form import ActForm
from station.tui.screens.all_acts import AllActs
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.modal import Modal, Perform
from station.tui.screens.papers_form import PapersForm
from station.tui.screens.thread import ThreadCard
from station.tui.typed_form import TypedForm
from station.tui.widgets.acts import AT_ONCE, ActButton, Situation, by_sense, idle, leads
from station.tui.widgets.words import Push

MOST = 9
"""Buttons at the bottom of the page; what is beyond them stands in the list of all."""
_ALL = 0
"""The place of the button that opens it."""


class ActingPage(DeskPage):
    """Digits do what stands at the bottom, Enter what comes next, 0 shows all acts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(place), f"act({place})", show=False) for place in range(1, MOST + 1)),
        Binding("enter", "first", "next step"),
        Binding("0", "all_acts", "all acts"),
        Binding("m", "named('write')", "messages"),
        Binding("w", "named('withdraw')", "withdraw", show=False, tooltip=N_("withdraw the case")),
        Binding("f8", "named('give_notice')", "notice"),
        Binding("f9", "named('receive')", "receive"),
    ]

    def __init__(self, counter: Counter, number: str) -> None:
        super().__init__(counter)
        self.number = number
        self.case: Case
        self.offers: tuple[Offer, ...] = ()
        """All that the table allows now, in the order of good sense."""
        self.acts: list[Act] = []
        """What nothing hinders and somebody may want now; the first of them are the buttons."""
        self.lead: Offer | None = None
        """What Enter does."""
        self._labels: list[tuple[int, str]] = []

    @abstractmethod
    def acted(self, name: str) -> None:
        """An act was done: show what is true now."""

    @property
    def situation(self) -> Situation:
        item, today = self.counter.cases.item(self.case), self.counter.now().date()
        return Situation(case=self.case, item=item, today=today)

    def show_acts(self) -> None:
        """Ask what may be done, and put it on the buttons."""
        one = self.situation
        self.offers = tuple(by_sense(self.counter.cases.offers(self.case), one))
        free = [offer for offer in self.offers if offer.hindrance is None]
        self.lead = leads(free, one)
        senseless = idle(one)
        acts = [offer.act for offer in free if offer.act.name not in senseless]
        labels = _labels(acts, len(self.offers))
        if labels != self._labels:
            self._labels = labels
            grid = self.query_one(ItemGrid)
            grid.remove_children()
            grid.mount(*(ActButton(f"{place} {words}", place) for place, words in labels))
        self.acts = acts
        self.refresh_bindings()

    def offered(self, name: str) -> Offer | None:
        """This act, if nothing hinders it now."""
        fitting = (one for one in self.offers if one.act.name == name and one.hindrance is None)
        return next(fitting, None)

    # ---- choosing

    def action_first(self) -> None:
        if self.lead is not None:
            self._do(self.lead.act)

    def action_act(self, place: int) -> None:
        if place <= min(MOST, len(self.acts)):
            self._do(self.acts[place - 1])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of acts that are not possible now are not offered."""
        if action == "first":
            return self.lead is not None
        if action == "all_acts":
            return bool(self.offers)
        if action == "named":
            return any(act.name == parameters[0] for act in self.acts)
        return super().check_action(action, parameters)

    def action_named(self, name: str) -> None:
        offer = self.offered(name)
        if offer is not None:
            self._do(offer.act)

    def action_all_acts(self) -> None:
        """Every act, also what is hindered, with who does it and by which clause."""

        def chosen(name: str | None) -> None:
            offer = self.offered(name or "")
            if offer is not None:
                self._do(offer.act, ask=True)

        self.app.push_screen(AllActs(self.offers), chosen)

    @on(Push.Pressed)
    def _pressed(self, event: Push.Pressed) -> None:
        if isinstance(event.button, ActButton):
            if event.button.place == _ALL:
                self.action_all_acts()
            else:
                self.action_act(event.button.place)

    # ---- doing

    def _do(self, act: Act, *, ask: bool = False) -> None:
        """Ask for what the act needs, then do it; at once where nobody would add a word.

        With `ask`, an act that has fields shows them in any case.
        """
        quick = AT_ONCE.get(act.name)
        if quick and quick(self.situation) and not (ask and act.fields):
            self._at_once(act.name)
            return

        kept = act_draft(self.number, act.name)

        def perform(given: Mapping[str, object]) -> None:
            self.counter.cases.act(self.number, act.name, given, draft=kept)

        def after(done: bool | None) -> None:
            if done:
                self.acted(act.name)

        with self.telling():
            self.app.push_screen(self._form(act, perform, TypedForm(self.counter, kept)), after)

    def _form(self, act: Act, perform: Perform, draft: TypedForm) -> Modal:
        case, counter = self.case, self.counter
        if act.name == "write":
            return ThreadCard(case, self._heard, perform, draft)
        if any(field.kind is FieldKind.PAPERS for field in act.fields):
            return PapersForm(counter.cases.item(case), case, counter.office, perform, draft)
        return ActForm(
            _(act.title), act.fields, perform, draft=draft,
            guess=guess(act.name, case, counter.office),
            residents=lambda text: counter.cases.residents(text, 3),
        )  # fmt: skip

    def _heard(self) -> None:
        """The messages are on the screen: they are read now."""
        with self.telling():
            self.case = self.counter.cases.act(self.number, "mark_read", {})

    @work(thread=True, exit_on_error=False, exclusive=True, group="act")
    def _at_once(self, name: str) -> None:
        try:
            self.counter.cases.act(self.number, name, {})
        except StationError as fault:
            self.post_message(WorkRefused(fault))
        else:
            self.post_message(ActDone(name))

    def on_act_done(self, event: ActDone) -> None:
        self.acted(event.name)

    def on_work_refused(self, event: WorkRefused) -> None:
        self.tell_fault(event.fault)


def _labels(acts: Sequence[Act], offered: int) -> list[tuple[int, str]]:
    """Place and words of each button; the last one says how many of the acts `offered` have no
    button of their own."""
    labels = [(place, _(act.title)) for place, act in enumerate(acts[:MOST], start=1)]
    more = offered - len(labels)
    if more > 0:
        labels.append((_ALL, _("{count} more, all acts").format(count=more)))
    return labels
