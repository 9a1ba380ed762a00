"""All clocks of a case, day by day: from when, what was skipped and why, by which law."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from station.desk.words import _
from station.domain.calendar import WorkCalendar
from station.domain.deadlines import Remark
from station.domain.dues import Running
from station.domain.stamp import OFFICIAL_TIME
from station.tui.widgets.facts import clock_line
from station.tui.widgets.keys import CARD, KeyLine
from station.tui.widgets.words import Words, line, lines


class ClocksCard(ModalScreen[None]):
    """Shows and asks nothing; the arrows scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,0,d", "dismiss", "back"),
        *CARD,
    ]

    def __init__(self, clocks: Sequence[Running], calendar: WorkCalendar, now: datetime) -> None:
        super().__init__()
        self._told = [part for clock in clocks for part in _told(clock, calendar, now)] or [
            _("no clock is running")
        ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="card"):
            yield Words(_("The dates of this case, day by day"), classes="head")
            with VerticalScroll(classes="fields all"):
                yield Words(lines(*self._told))
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()


def _told(clock: Running, calendar: WorkCalendar, now: datetime) -> Iterator[Content | str]:
    yield clock_line(clock, calendar, now)
    since = clock.since.astimezone(OFFICIAL_TIME)
    yield "  " + _("runs since {when}").format(when=f"{since:%Y-%m-%d %H:%M}")
    ends = clock.due.at.astimezone(OFFICIAL_TIME)
    held = _("if it went on today, it would end {when}") if clock.held else _("ends {when}")
    yield "  " + held.format(when=f"{ends:%Y-%m-%d %H:%M}")
    if clock.basis:
        yield "  " + clock.basis
    if clock.found is None:
        yield "  " + _("the day was named in a notice or a promise")
    for remark in clock.found.explanation if clock.found else ():
        yield _remark(remark)
    yield ""


def _remark(remark: Remark) -> Content:
    one = remark.first == remark.last
    days = f"{remark.first}" if one else f"{remark.first} .. {remark.last}"
    words = _(remark.words).format(name=remark.name)
    law = f" ({remark.law})" if remark.law else ""
    return line((f"  {days}", "bold"), f"  {words}", (law, "dim"))
