"""What came from the district for whoever works here: notices, and what its files changed."""

from textual import on
from textual.app import ComposeResult

from station.desk.district_news import NewsLine
from station.desk.words import _
from station.domain.stamp import OFFICIAL_TIME
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.reading import ReadingCard
from station.tui.widgets.table import Column, Row, VirtualTable


class DistrictNewsPage(DeskPage):
    """The newest first; what the agent has not opened yet is marked."""

    where = "News of the district"
    todo = "Enter opens one; that you did is on record"

    def body(self) -> ComposeResult:
        columns = (
            Column(title=_("When"), width=11),
            Column(title="", width=6),
            Column(title=_("What"), width=24, grows=True),
            Column(title=_("By"), width=14),
        )
        yield VirtualTable(columns, empty=_("Nothing came from the district yet."), named="news")

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def renew(self) -> None:
        rows = [_row(one) for one in self.counter.news.lines()]
        self.query_one(VirtualTable).reload(
            len(rows), lambda first, count: rows[first : first + count]
        )

    @on(VirtualTable.Chosen)
    def _open(self, event: VirtualTable.Chosen) -> None:
        with self.telling():
            one = self.counter.news.open(event.row.key)
            self.app.push_screen(ReadingCard(one.title, list(_told(one))), self._opened)

    def _opened(self, _result: None) -> None:
        with self.telling():
            self.renew()


def _row(one: NewsLine) -> Row:
    when = f"{one.at.astimezone(OFFICIAL_TIME):%m-%d %H:%M}"
    return Row(key=one.name, cells=(when, _("new") if one.is_new else "", one.title, one.by))


def _told(one: NewsLine) -> list[tuple[str, str]]:
    said = [(_("When"), f"{one.at.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}")]
    said += [(_("By"), one.by)] if one.by else []
    return [*said, (_("Says"), "\n".join(one.words))]
