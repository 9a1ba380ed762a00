"""The card before personal data in clear: what for. One key and Enter with the usual purpose."""

from textual import on

from station.desk.words import _
from station.domain.looking import LOOK_FIELDS, USUAL, Purpose
from station.tui.screens.act_form import ActForm
from station.tui.screens.modal import Perform
from station.tui.widgets.choice import ChoiceField
from station.tui.widgets.field import Field


class RevealCard(ActForm):
    """Asks what people's data are shown for. `show` gets the fields of `LOOK_FIELDS`."""

    def __init__(self, show: Perform) -> None:
        super().__init__(_("Show in full: what for?"), LOOK_FIELDS, show, {"purpose": USUAL.value})

    @on(ChoiceField.Entered)
    def _chosen(self, event: ChoiceField.Entered) -> None:
        """Enter shows; another purpose than the usual ones is written down first."""
        event.prevent_default()
        if event.value == Purpose.OTHER.value:
            self.focus_next()
        else:
            self.action_save()

    @on(Field.Entered)
    def _written(self, event: Field.Entered) -> None:
        event.prevent_default()
        self.action_save()
