"""Every act that the table allows now: who does it, by which clause, and what hinders it."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from station.desk.words import _, told
from station.domain.acts import Offer
from station.tui.widgets.keys import CARD, KeyLine
from station.tui.widgets.picker import Found, Picker, all_of
from station.tui.widgets.states import hindered_block
from station.tui.widgets.table import Column, Row
from station.tui.widgets.words import Words, line, lines


class AllActs(ModalScreen[str]):
    """Gives the name of the chosen act, an empty text for none. A hindered one is not given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back"),
        *CARD,
    ]

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__()
        free = [one for one in offers if one.hindrance is None]
        self._offers = [*free, *(one for one in offers if one.hindrance is not None)]

    def compose(self) -> ComposeResult:
        columns = (
            Column(title="", width=6),
            Column(title="", width=22, grows=True),
            Column(title="", width=30),
        )
        with Vertical(classes="card"):
            yield Words(_("What may be done: type to find, Enter does it"), classes="head")
            yield Picker(_("Find"), columns, self._find, empty=_("No act fits."))
            yield Words("", classes="about")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    def _find(self, text: str) -> Found:
        wanted = text.strip().lower()
        return all_of([self._row(one) for one in self._offers if wanted in _searched(one)])

    def _row(self, offer: Offer) -> Row:
        mark = hindered_block() if offer.hindrance else ""
        return Row(key=offer.act.name, cells=(mark, _(offer.act.title), _who(offer)))

    def _offer(self, row: Row | None) -> Offer | None:
        return next((one for one in self._offers if row and one.act.name == row.key), None)

    @on(Picker.Pointed)
    def _explain(self, event: Picker.Pointed) -> None:
        """The clause, and for what is hindered why and what would allow it."""
        offer = self._offer(event.row)
        about = self.query_one(".about", Words)
        if offer is None:
            about.update("")
            return
        hindrance = [told(offer.hindrance)] if offer.hindrance else []
        about.update(lines(line((_(offer.act.title), "bold"), f" · {offer.basis}"), *hindrance))

    @on(Picker.Picked)
    def _picked(self, event: Picker.Picked) -> None:
        event.stop()
        offer = self._offer(event.row)
        if offer is not None and offer.hindrance is None:
            self.dismiss(offer.act.name)

    def action_leave(self) -> None:
        self.dismiss("")


def _who(offer: Offer) -> str:
    return _("for the record") if offer.actor is None else _(offer.actor.value)


def _searched(offer: Offer) -> str:
    act = offer.act
    return f"{_(act.title)} {act.title} {act.name} {_who(offer)} {offer.basis}".lower()
