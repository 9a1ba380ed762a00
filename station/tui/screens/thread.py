"""The messages of a case: what both offices wrote, what was read, and a line to write one."""

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import TextArea

from station.desk.words import _, told, word
from station.domain.case import Case
from station.domain.errors import BadInput, StationError
from station.domain.stamp import OFFICIAL_TIME
from station.domain.values import Side
from station.domain.voices import Message, thread, unread
from station.tui.screens.modal import Modal, Perform
from station.tui.typed_form import TypedForm
from station.tui.widgets.long import LongField
from station.tui.widgets.words import Words, line, lines


class ThreadCard(Modal):
    """What is opened is read; F9 sends what is typed with the next exchange."""

    def __init__(
        self, case: Case, heard: Callable[[], None], perform: Perform,
        draft: TypedForm | None = None,
    ) -> None:  # fmt: skip
        """`heard` records that the messages of the other office are read."""
        super().__init__(perform, draft)
        self._case = case
        self._heard = heard
        self._words = LongField(_("Write a message; F9 sends it"), named="words")

    def fields(self) -> ComposeResult:
        yield Words(_("Messages about this case"), classes="head")
        with VerticalScroll(classes="fields thread"):
            yield Words(_told(thread(self._case)))
        yield self._words

    def on_mount(self) -> None:
        self.query_one(".thread", VerticalScroll).scroll_end(animate=False)
        self._words.focus()
        if unread(self._case, Side.STATION):
            self._heard()

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._words.show_fault("")
        self.keep_soon()

    def typed(self) -> Mapping[str, object]:
        return {"words": self._words.value} if self._words.value else {}

    def fill(self, form: Mapping[str, object]) -> None:
        self._words.value = str(form.get("words", ""))

    def given(self) -> Mapping[str, object]:
        return {"words": self._words.value}

    def show_faults(self, fault: StationError) -> None:
        if isinstance(fault, BadInput) and "words" in fault.fields:
            self._words.show_fault(told(fault.fields["words"]))
        else:
            super().show_faults(fault)


def _told(messages: tuple[Message, ...]) -> Content | str:
    return lines(*map(_message, messages)) if messages else _("Nothing was written yet.")


def _message(message: Message) -> Content:
    """Who and when, whether it was read, and below it the words."""
    ours = message.side is Side.STATION
    seen = _("read") if message.read else _("not read yet")
    state = seen if ours else ("" if message.read else _("not read before"))
    when = f"{message.at.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}"
    who = message.by if ours else f"{word(message.side)} {message.by}"
    return lines(line((f"{who} {when}", "bold"), f"  {state}"), f"  {message.words}", "")
