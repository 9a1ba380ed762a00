"""The card that tells which printers there are, and prints a page to try one with."""

from collections.abc import Mapping

from textual.content import Content

from station.desk.copying import Watch
from station.desk.print_queue import why_words
from station.desk.trial import print_trial, printers
from station.desk.words import _, word
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import lines


class PrintersCard(WorkForm):
    """Asks the system, prints the page, and tells what came of it."""

    def __init__(self, counter: Counter) -> None:
        def work(_given: Mapping[str, object], _watch: Watch) -> Content:
            outcome = print_trial(counter.office)
            why = why_words(outcome.hindrance, outcome.said, outcome.job)
            usual = _("the system's default")
            known = [
                (one.name, why_words(one.hindrance) or _("ready"), usual if one.usual else "")
                for one in printers()
            ]
            rows = ["  ".join(filter(None, told)) for told in known]
            return lines(
                f"{_('test page')}: {word(outcome.way)}  {why}",
                "",
                *(rows or [_("No printer is known on this machine.")]),
            )

        settings = counter.office.settings
        named = settings.printer or _("the system's default")
        super().__init__(
            _("Printers and a test page"), (), work,
            says=lines(
                _("Prints one page without personal data, as sheets are printed: on paper it "
                  "shows whether lines, rare characters and the code come out."),
                _("Printer: {printer}; it is named in {file}").format(
                    printer=settings.print_command or named, file=counter.premises.ini
                ),
            ),
        )  # fmt: skip
