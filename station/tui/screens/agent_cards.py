"""The cards over the list of agents: adding somebody, letting somebody try again."""

from collections.abc import Mapping

from textual.content import Content

from station.desk.copying import Watch
from station.desk.door import Door
from station.desk.own_passphrase import add_colleague
from station.desk.words import N_, _
from station.domain.fields import Field
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import line, lines

_NEW = (
    Field(name="agent", label=N_("Name")),
    Field(name="passphrase", label=N_("Their own"), required=False),
    Field(name="again", label=N_("The same again"), required=False),
)


class AddCard(WorkForm):
    """A colleague may come in from now on: with digits that are shown once, or with a passphrase
    that they type here themselves."""

    def __init__(self, counter: Counter) -> None:
        def work(given: Mapping[str, object], _watch: Watch) -> Content:
            name, new, again = (str(given[one]) for one in ("agent", "passphrase", "again"))
            added = add_colleague(counter.office, name, new, again)
            can = _("{agent} can open this station now").format(agent=added.name)
            return lines(can) if new else _shown_once(can, added.name, added.passphrase)

        super().__init__(
            _("Add a colleague"), _NEW, work, secret=("passphrase", "again"),
            says=_(
                "Leave the passphrase empty: the program makes one and shows it once, and your "
                "colleague changes it at the door. Or let them type their own here, twice."
            ),
        )  # fmt: skip


class AdmitCard(WorkForm):
    """Whoever is in vouches for somebody who typed wrong passphrases."""

    def __init__(self, counter: Counter, name: str) -> None:
        def work(_given: Mapping[str, object], _watch: Watch) -> str:
            office = counter.office
            Door(office.home, office.clock).admit(office, name)
            return ""

        says = _("{name} can type the passphrase again at once. That you vouched is on record.")
        super().__init__(_("Let somebody in again?"), (), work, says=says.format(name=name))


def _shown_once(can: str, name: str, passphrase: str) -> Content:
    return lines(
        can,
        "",
        line("    ", (passphrase, "bold reverse")),
        "",
        _("It is shown only now, and nowhere else. Write it down by hand for {name} alone.").format(
            name=name
        ),
        _("At the door {name} is asked for a passphrase of their own first of all.").format(
            name=name
        ),
    )
