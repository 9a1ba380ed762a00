"""A forgotten passphrase, or a lost key file: a request to the district, and its answer."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from station.desk.let_in_again import who_asked
from station.desk.words import _
from station.tui.counter import Counter
from station.tui.messages import StationUnlocked
from station.tui.screens.page import Page
from station.tui.screens.recover_cards import AnswerCard, RequestCard
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Words, lines


class RecoverPage(Page):
    """Before the door: what is to be done, and the two steps of it."""

    where = "Forgotten passphrase"
    todo = "1 makes the request, 2 takes the answer; Esc goes back to the door"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "go('request')", "request", show=False),
        Binding("2", "go('answer')", "answer", show=False),
        Binding("ctrl+q", "app.quit", "quit"),
    ]

    def __init__(self, counter: Counter, agent: str) -> None:
        """`agent` is who was chosen at the door."""
        super().__init__()
        self._counter = counter
        self._agent = agent

    def body(self) -> ComposeResult:
        yield Words(_explained(), classes="block")
        columns = (Column(title="", width=34), Column(title="", width=20, grows=True))
        yield VirtualTable(columns, one_click=True)

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def on_screen_resume(self) -> None:
        """A request may have been made meanwhile."""
        asked = who_asked(self._counter.premises)
        waits = _("made for {agent}, waiting for the answer").format(agent=asked) if asked else ""
        rows = [
            Row(key="request", cells=(f"1 {_('Request to the district')}", waits)),
            Row(key="answer", cells=(f"2 {_('The answer of the district')}", "")),
        ]
        self.query_one(VirtualTable).reload(len(rows), lambda first, count: rows[first:][:count])

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        self.action_go(event.row.key)

    def action_go(self, step: str) -> None:
        """One of the two steps."""
        steps: dict[str, Callable[[], None]] = {"request": self._request, "answer": self._answer}
        steps[step]()

    def _request(self) -> None:
        self.app.push_screen(RequestCard(self._counter, self._agent))

    def _answer(self) -> None:
        def after(_done: bool | None) -> None:
            if card.office is not None:
                self.app.post_message(StationUnlocked(card.office))

        card = AnswerCard(self._counter)
        self.app.push_screen(card, after)


def _explained() -> Content:
    return lines(
        _("A lead who can still come in is quicker: they remove you and add you again."),
        "",
        _("Else the district lets you in again, without a network:"),
        _("1. Choose a new passphrase here. The program makes a request, on a stick or paper."),
        _("2. Take it to the district, and tell its name by telephone. Two people answer it."),
        _("3. Bring the answer back, or type it, with the new passphrase."),
        "",
        _("Until then nothing changes: the old passphrase opens still, if it comes back to mind."),
    )
