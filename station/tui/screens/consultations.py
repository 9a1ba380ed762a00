"""Questions answered with no case: record one, read it, explain a refusal, begin a case with it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from station.desk.catalogue import search
from station.desk.words import _, word
from station.domain.consulting import CONSULTATION, EXPLANATION, Consultation
from station.domain.stamp import OFFICIAL_TIME
from station.tui.messages import PagePicked
from station.tui.screens.act_form import ActForm
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.modal import Perform
from station.tui.screens.reading import ReadingCard
from station.tui.widgets.guide import item_name
from station.tui.widgets.picker import Found, Picker, Search, all_of
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Words

_BESIDES_ITEM = tuple(field for field in CONSULTATION if field.name != "item")


class ConsultCard(ActForm):
    """Question and answer; the item is found as in a new case, and may be left out."""

    def __init__(self, search: Search, perform: Perform) -> None:
        super().__init__(_("New consultation"), _BESIDES_ITEM, perform)
        self._items = search
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
        self._fields["question"].focus()

    def given(self) -> Mapping[str, object]:
        item, name = self._item
        text = self.query_one("#item", Picker).text.strip()
        return {**super().given(), "item": item if text == name else text}


class ConsultationsPage(DeskPage):
    """The latest consultations, the newest first."""

    where = "Consultations"
    todo = "F9 records a question and its answer; Enter reads; F2 begins a case"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "record", "record"),
        Binding("f2", "register", "begin a case"),
        Binding("e", "explain", "explain a no"),
    ]

    def body(self) -> ComposeResult:
        columns = (
            Column(title=_("When"), width=11),
            Column(title=_("Question"), width=24, grows=True),
            Column(title=_("Item"), width=8),
            Column(title="", width=10),
            Column(title=_("Agent"), width=10),
        )
        empty = _("Nothing was asked yet. F9 records a question and its answer.")
        yield VirtualTable(columns, empty=empty, named="consultations")

    def on_mount(self) -> None:
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
            self.counter.consultations.hold(given)

        self.app.push_screen(ConsultCard(self._find, perform), self._done)

    def action_explain(self) -> None:
        """Say what was told to who was refused by word."""
        with self.telling():
            one = self._chosen()
            if one is None or not one.held.refused:
                self.hint(_("Nothing was refused here; there is nothing to explain."))
                return
            number = one.held.number

            def perform(given: Mapping[str, object]) -> None:
                self.counter.consultations.explain(number, given)

            self.app.push_screen(ActForm(_("Explain a no"), EXPLANATION, perform), self._done)

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
