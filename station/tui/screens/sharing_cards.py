"""The cards by which documents of a space go to another station, and by which that ends."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from textual.app import ComposeResult

from station.desk.guesses import Guess
from station.desk.sharing import MANNER
from station.desk.words import _
from station.domain.fields import Field as Asked
from station.domain.fields import FieldKind
from station.domain.sharing_acts import SHARING_FIELDS, kinds
from station.domain.space import Space
from station.domain.space_acts import guarded_until
from station.tui.counter import Counter
from station.tui.screens.act_form import ActForm
from station.tui.widgets.words import Words

_TICKED = tuple(
    replace(one, kind=FieldKind.CHOICES) if one.name == "documents" else one
    for one in SHARING_FIELDS
)
_TO = (Asked(name="to", label="Station that gets them", kind=FieldKind.CHOICE),)


class SharingCard(ActForm):
    """Asks for a consent, and tells first what is done by it."""

    reaches: date | None = None
    """The last day that a guardian can name."""

    def fields(self) -> ComposeResult:
        yield Words(_(MANNER))
        if self.reaches:
            words = _("The guardian consents until {day} at the latest; then the child is 14.")
            yield Words(words.format(day=self.reaches))
        yield from super().fields()


def sharing_card(counter: Counter, space: Space) -> SharingCard:
    """A consent; the kinds that lie in the space are ticked one by one."""
    lying = dict(enumerate(kinds(space)))

    def perform(given: Mapping[str, object]) -> None:
        ticked = filter(None, str(given["documents"]).split(","))
        named = "\n".join(lying[int(one)] for one in ticked)
        counter.sharing.share(space.person, {**given, "documents": named})

    options = {"documents": tuple((str(place), name) for place, name in lying.items())}
    title = _("Documents for another station: separate consent, signed")
    card = SharingCard(title, _TICKED, perform, guess=Guess(options=options))
    if counter.spaces.is_child(space.person):
        card.reaches = guarded_until(space)
    return card


def ending_card(counter: Counter, space: Space) -> ActForm:
    """For which station it is taken back."""

    def perform(given: Mapping[str, object]) -> None:
        counter.sharing.end(space.person, str(given["to"]))

    options = {"to": tuple((code, f"{one.name} {code}") for code, one in space.shared.items())}
    title = _("Taken back: that station erases what it got")
    return ActForm(title, _TO, perform, guess=Guess(options=options))
