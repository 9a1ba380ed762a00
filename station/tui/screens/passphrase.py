"""The cards on which somebody gives themselves another passphrase. It is typed twice, made up or
taken from the screen: so whoever changes it has it on paper or in mind before it counts."""

from collections.abc import Mapping

from textual.content import Content

from station.desk.copying import Watch
from station.desk.office import Office
from station.desk.own_passphrase import change_own, come_first
from station.desk.words import N_, _
from station.domain.fields import Field
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import line, lines

_OLD = Field(name="old", label=N_("The one so far"))
NEW = (
    Field(name="passphrase", label=N_("New passphrase")),
    Field(name="again", label=N_("The same again")),
)
"""A passphrase of one's own, typed twice."""


class FirstPassphrase(WorkForm):
    """At the door: somebody else has made or seen the passphrase. `office` is open once done."""

    def __init__(self, counter: Counter, agent: str, given: str) -> None:
        self.office: Office | None = None

        def work(typed: Mapping[str, object], _watch: Watch) -> str:
            new, again = str(typed["passphrase"]), str(typed["again"])
            self.office = come_first(counter.premises, agent, given, new, again)
            return ""

        why = _("{agent}, your passphrase was made by somebody else. Give yourself your own now.")
        super().__init__(
            _("Your own passphrase"), NEW, work, secret=("passphrase", "again"),
            says=passphrase_words(counter, why.format(agent=agent)),
        )  # fmt: skip


class OwnPassphrase(WorkForm):
    """At the desk: the one so far, and the new one."""

    def __init__(self, counter: Counter) -> None:
        def work(typed: Mapping[str, object], _watch: Watch) -> str:
            old, new, again = (str(typed[name]) for name in ("old", "passphrase", "again"))
            change_own(counter.office, old, new, again)
            return _(
                "The new passphrase opens this station from now on.\n"
                "Copies and backups from before still open with the old one."
            )

        super().__init__(
            _("Change your own passphrase"), (_OLD, *NEW), work,
            secret=("old", "passphrase", "again"), says=passphrase_words(counter),
        )  # fmt: skip


def passphrase_words(counter: Counter, why: str = "") -> Content:
    """What a passphrase has to be, and one that was made just now, in groups of digits."""
    made = counter.premises.passphrase()
    return lines(
        *([why] if why else []),
        _("At least 15 characters that nobody guesses, or these digits, made just now:"),
        line("    ", (made, "bold")),
        _("Write it down by hand and keep it away from the computer. It is not shown again."),
    )
