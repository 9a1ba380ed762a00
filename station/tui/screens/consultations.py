"""Questions answered with no case: record one, read it, explain a refusal, begin a case with it."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from station.desk.catalogue import search
from station.desk.drafts import NEW_CONSULTATION, consultation_of, explanation_draft
from station.desk.words import _, word
from station.domain.consulting import CONSULTATION, EXPLANATION, Consultation
from station.domain.roles import Right
from station.domain.stamp import OFFICIAL_TIME
from station.tui.messages import DraftChosen, PagePicked
from station.tui.screens.act_form import ActForm
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.modal import Perform
from station.tui.screens.reading import ReadingCard
from station.tui.typed_form import TypedForm
from station.tui.widgets.guide import item_name
from station.tui.widgets.picker import Found, Picker, Search, all_of
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Words

Called = Callable[[str], str]
_BESIDES_ITEM = tuple(field for field in CONSULTATION if field.name != "item")


class ConsultCard(ActForm):
    """Question and answer; the item is found as in a new case, and may be left out."""

    def __init__(self, search: Search, called: Called, perform: Perform, draft: TypedForm) -> None:
        """`called` is the name of an item by its id, empty of what is none."""
        super().__init__(_("New consultation"), _BESIDES_ITEM, perform, draft=draft)
        self._items = search
        self._called = called
        self._item = ("", "")
        """The item that was taken, and its name; another text in its line is no item."""

    def fields(self) -> ComposeResult:
        yield Words(self._title, classes="head")
        with VerticalScroll(classes="fields", can_focus=False):
            columns = (Column(title="", width=7), Column(title="", width=20, grows=True))
            yield Picker(
                _("Item"), columns, self._items, named="item",
                empty=_("No item fits. Type fewer letters."),
                placeholder=_("number, words, pinyin or initials"),
            )  # fmt: skip
            yield from self._fields.values()

    def on_mount(self) -> None:
        """After the form has chosen its first field: the item comes before it."""
        self.call_after_refresh(self.query_one(Picker).focus)

    @on(Picker.Picked, "#item")
    def _take_item(self, event: Picker.Picked) -> None:
        event.stop()
        name = str(event.row.cells[1])
        event.picker.type_silently(name)
        self._item = (event.row.key, name)
        self.keep_soon()
        self._fields["question"].focus()

    @on(Picker.Typed, "#item")
    def _look_for_it(self) -> None:
        self.keep_soon()

    def typed(self) -> Mapping[str, object]:
        item = {"item": found} if (found := self._asked_item()) else {}
        return {**item, **super().typed()}

    def fill(self, form: Mapping[str, object]) -> None:
        super().fill(form)
        item = str(form.get("item", ""))
        name = self._called(item)
        self._item = (item, name) if name else ("", "")
        self.query_one("#item", Picker).type_silently(name or item)

    def given(self) -> Mapping[str, object]:
        return {**super().given(), "item": self._asked_item()}

    def _asked_item(self) -> str:
        """The id of the item that was taken; else what stands in its line."""
        item, name = self._item
        text = self.query_one("#item", Picker).text.strip()
        return item if text == name else text


class ConsultationsPage(DeskPage):
    """The latest consultations, the newest first."""

    where = "Consultations"
    todo = "F9 records a question and its answer; Enter reads; F2 begins a case"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "record", "record"),
        Binding("f2", "register", "begin a case"),
        Binding("e", "explain", "explain a no"),
    ]
    needs: ClassVar[Mapping[str, Right]] = MappingProxyType(
        dict.fromkeys(("record", "register", "explain"), Right.WORK)
    )

    def body(self) -> ComposeResult:
        columns = (
            Column(title=_("When"), width=11),
            Column(title=_("Question"), width=24, grows=True),
            Column(title=_("Item"), width=8),
            Column(title="", width=10),
            Column(title=_("Agent"), width=10),
        )
        empty = (
            _("Nothing was asked yet. F9 records a question and its answer.")
            if self.counter.may(Right.WORK)
            else _("Nothing was asked yet.")
        )
        yield VirtualTable(columns, empty=empty, named="consultations")

    def on_mount(self) -> None:
        if not self.counter.may(Right.WORK):
            self.hint(_("Enter reads one"))
        self.query_one(VirtualTable).focus()

    def renew(self) -> None:
        desk = self.counter.consultations
        self.query_one(VirtualTable).reload(
            desk.count(), lambda first, count: _rows(desk.latest(first, count))
        )

    def _chosen(self) -> Consultation | None:
        row = self.query_one(VirtualTable).row
        return self.counter.consultations.consultation(row.key) if row else None

    @on(VirtualTable.Chosen)
    def _read(self) -> None:
        with self.telling():
            if one := self._chosen():
                self.app.push_screen(
                    ReadingCard(one.held.number, list(_told(one, self._item(one))))
                )

    def action_record(self) -> None:
        """A form for one question."""

        def perform(given: Mapping[str, object]) -> None:
            self.counter.consultations.hold(given, draft=NEW_CONSULTATION)

        with self.telling():
            draft = TypedForm(self.counter, NEW_CONSULTATION)
            card = ConsultCard(self._find, self._called, perform, draft)
            self.app.push_screen(card, self._done)

    def action_explain(self) -> None:
        """Say what was told to who was refused by word."""
        with self.telling():
            one = self._chosen()
            if one is None or not one.held.refused:
                self.hint(_("Nothing was refused here; there is nothing to explain."))
                return
            self._explain(one.held.number)

    def on_draft_chosen(self, event: DraftChosen) -> None:
        """Go on with an unfinished form."""
        with self.telling():
            draft = self.counter.drafts.draft(event.name)
            number = consultation_of(draft) if draft else None
            if number:
                self._explain(number)
            elif number is not None:
                self.action_record()

    def _explain(self, number: str) -> None:
        name = explanation_draft(number)

        def perform(given: Mapping[str, object]) -> None:
            self.counter.consultations.explain(number, given, draft=name)

        draft = TypedForm(self.counter, name)
        card = ActForm(_("Explain a no"), EXPLANATION, perform, draft=draft)
        self.app.push_screen(card, self._done)

    def action_register(self) -> None:
        """A new case with the item of the consultation under the cursor."""
        with self.telling():
            one = self._chosen()
            item = self.counter.office.items.get(one.held.item) if one else None
            begun = None
            if item is not None:
                form = {"item": item.id, "papers": {}, "paper_names": {}}
                begun = self.counter.drafts.keep("", form, item=item.id, version=item.version)
            self.post_message(PagePicked("new_case", begun.name if begun else ""))

    def _called(self, item_id: str) -> str:
        item = self.counter.office.items.get(item_id)
        return item_name(item) if item else ""

    def _item(self, one: Consultation) -> str:
        """Number and name of the item; the number alone of one that is not offered any more."""
        item = self.counter.office.items.get(one.held.item)
        return f"{item.id} {item_name(item)}" if item else one.held.item

    def _find(self, text: str) -> Found:
        items = search(self.counter.office.items, text)
        return all_of([Row(key=item.id, cells=(item.id, item_name(item))) for item in items])

    def _done(self, done: bool | None) -> None:
        if done:
            with self.telling():
                self.renew()
                self.hint(_("Recorded"))


def _rows(found: Sequence[Consultation]) -> Sequence[Row]:
    return [
        Row(
            key=one.held.number,
            cells=(
                f"{one.held.at.astimezone(OFFICIAL_TIME):%m-%d %H:%M}",
                one.held.question.replace("\n", " "), one.held.item, _mark(one), one.held.by,
            ),
        )
        for one in found
    ]  # fmt: skip


def _mark(one: Consultation) -> str:
    if one.held.refused:
        return _("refused")
    return _("passed on") if one.held.escalated else ""


def _told(one: Consultation, item: str) -> Sequence[tuple[str, str]]:
    held = one.held
    said = [
        (_("Explained"), f"{_('yes') if told.explained else _('no')} {told.by} {told.objection}")
        for told in one.explanations
    ]
    return [
        (_("When"), f"{held.at.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}"),
        (_("Agent"), held.by), (_("Channel"), word(held.channel)), (_("Item"), item),
        (_("Question"), held.question), (_("Answer"), held.answer),
        (_("Passed on"), _("yes") if held.escalated else _("no")),
        (_("Refused"), held.reason or _("no")), *said,
    ]  # fmt: skip
