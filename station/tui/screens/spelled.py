"""The card before a sheet on which a character will stand as its code point."""

from collections.abc import Mapping

from textual.content import Content

from station.desk.copying import Watch
from station.desk.words import _
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import lines


class SpelledCard(WorkForm):
    """Names the characters that no font has; prints only when somebody says so."""

    def __init__(
        self, counter: Counter, sheet: str, number: str, characters: tuple[str, ...]
    ) -> None:
        def work(_given: Mapping[str, object], _watch: Watch) -> Content:
            from station.tui.widgets.printed import printed_words

            return lines(printed_words(counter.printer.print(sheet, number)))

        named = ", ".join(f"{char} U+{ord(char):04X}" for char in characters)
        super().__init__(
            _("Some characters cannot be printed"), (), work, careful=True,
            says=_(
                "No font has: {characters}. On the sheet their codes stand in their place, to be "
                "written in by hand; a font that has them can be named as rare_font in station.ini."
            ).format(characters=named),
        )  # fmt: skip
