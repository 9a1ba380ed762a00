"""The cards before personal data in clear and before frozen records: what for. One key and Enter
with the usual purpose."""

from collections.abc import Mapping

from textual import on

from station.desk.words import N_, _
from station.domain.case import Case
from station.domain.looking import LOOK_FIELDS, USUAL, Purpose, stated
from station.tui.counter import Counter
from station.tui.screens.act_form import ActForm
from station.tui.screens.modal import Perform
from station.tui.widgets.choice import ChoiceField
from station.tui.widgets.field import Field


class RevealCard(ActForm):
    """Asks what people's data are shown for. `show` gets the fields of `LOOK_FIELDS`."""

    def __init__(
        self, show: Perform, title: str = N_("Show in full: what for?"), usual: Purpose = USUAL
    ) -> None:
        """`title` is an English msgid; `usual` the purpose that is chosen at first."""
        super().__init__(_(title), LOOK_FIELDS, show, {"purpose": usual.value})

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


class FrozenCard(RevealCard):
    """Asks what frozen records are opened for (个人信息保护法 47: stored and protected only)."""

    def __init__(self, counter: Counter, number: str) -> None:
        self.case: Case | None = None
        """The case, once the look is on record."""

        def show(given: Mapping[str, object]) -> None:
            self.case = counter.cases.view(number, revealed=False, purpose=stated(given))

        title = N_("These records are frozen. Open them: what for?")
        super().__init__(show, title, usual=Purpose.OTHER)  # no daily work opens them
