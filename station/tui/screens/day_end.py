"""The card that prints the sheet of the day: the head of the journal on paper."""

from collections.abc import Mapping

from textual.content import Content

from station.desk.copying import Watch
from station.desk.words import _
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import lines


class DayEndCard(WorkForm):
    """Prints, and says with which command the paper is compared later."""

    def __init__(self, counter: Counter) -> None:
        def work(_given: Mapping[str, object], _watch: Watch) -> Content:
            from station.tui.widgets.printed import printed_words

            made = counter.printer.day_end(counter.office.today)
            return lines(
                printed_words(made), _("compare later: {command}").format(command=made.compare)
            )  # fmt: skip

        super().__init__(
            _("Print the day's sheet"), (), work,
            says=_(
                "What happened today in figures, who worked, and the head of the journal. Signed "
                "and kept elsewhere, it shows later whether the journal is still the same."
            ),
        )  # fmt: skip
