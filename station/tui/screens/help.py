"""Which key does what: on the page that was left for this one, and everywhere."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from station.desk.words import N_, _
from station.tui.screens.desk_page import DeskPage
from station.tui.widgets.keys import keys_here
from station.tui.widgets.words import Words, line, lines

_KEY = 14  # cells

KEYS = (
    ("1-9, Esc", N_("the menu of the first page; back")),
    ("F2", N_("new case: item, applicant, papers on one page")),
    ("", N_("there: F2 puts what is typed aside, or goes on with what was; Ctrl+O lists it")),
    ("F3", N_("find a case by name, pinyin initials, number or telephone")),
    ("F4", N_("print a sheet of the case")),
    ("F5", N_("exchange with the district")),
    ("F8", N_("one-time notice of everything that is missing")),
    ("F9, Ctrl+S", N_("save, receive")),
    (N_("Enter"), N_("next field; in a list: take the row; on a case: the next step")),
    ("1-9", N_("on a case: what may be done now, as numbered at the bottom")),
    ("0", N_("on a case: all acts, who does them, and what hinders them")),
    ("d, m", N_("on a case: why its dates are on their days; messages with the district")),
    ("w", N_("on papers: all ways of taking one in")),
    ("s", N_("on papers: take it from the applicant's space, where it is offered")),
    ("Ctrl+N", N_("on a form: empty it; again: bring it back")),
    ("v", N_("on a case: show whole numbers; that is recorded")),
    ("Ctrl+L", N_("lock; what is typed stays")),
    ("Ctrl+P", N_("all commands of this page, found by typing")),
    ("Ctrl+Q", N_("quit")),
)
LIGHTS = (
    N_("Words on colours: LATE a legal date has passed, SOON two working days or a fifth of the "
       "time are left, DUE there is time; then the state of the case."),
    N_("'District holds to' is what the district has signed that it has. Nothing else is sure."),
    N_("Everything works by mouse too: a click points, a double click takes, the keys at the "
       "bottom can be clicked."),
)  # fmt: skip


class HelpPage(DeskPage):
    """Keys and colours."""

    where = "Help"
    todo = "Esc goes back"

    def body(self) -> ComposeResult:
        left = self.app.screen_stack[-2]
        everywhere = [(_(key), _(words)) for key, words in KEYS]
        with VerticalScroll():
            yield Words(
                lines(
                    line((_("On the page before"), "bold")),
                    *(_line(key, words) for key, words in keys_here(left)),
                    "",
                    line((_("Everywhere"), "bold")),
                    *(_line(key, words) for key, words in everywhere),
                    "",
                    *(_(words) for words in LIGHTS),
                )
            )


def _line(key: str, words: str) -> Content:
    return line((" " * max(0, _KEY - cell_len(key)) + key, "bold"), f"  {words}")
