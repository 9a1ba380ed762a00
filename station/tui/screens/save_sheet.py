"""The card that saves a sheet outside the vault."""

from collections.abc import Mapping
from pathlib import Path

from textual.content import Content

from station.desk.copying import Watch
from station.desk.words import N_, _
from station.domain.fields import Field as Asked
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import lines

_FOLDER = (Asked(name="folder", label=N_("Folder")),)


class SaveSheetCard(WorkForm):
    """Asks for a folder; that the sheet was saved is on record with who did it."""

    def __init__(self, counter: Counter, sheet: str, number: str) -> None:
        def work(given: Mapping[str, object], _watch: Watch) -> Content:
            folder = Path(str(given["folder"]).strip())
            made = counter.printer.print(sheet, number, out=folder)
            return lines(_("{number} was saved: {path}").format(number=made.number, path=made.path))

        super().__init__(
            _("Save the sheet as a file"), _FOLDER, work,
            says=_(
                "The file is in clear and stays there when the station is locked: personal data, "
                "for which you answer. That it was saved is on record."
            ),
        )  # fmt: skip
