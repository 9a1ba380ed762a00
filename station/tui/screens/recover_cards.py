"""The cards of a forgotten passphrase: the request that goes to the district, and its answer."""

from collections.abc import Mapping

from textual.content import Content

from station.desk.copying import Watch
from station.desk.guesses import Guess
from station.desk.let_in_again import RequestMade, request, take_answer, who_may_ask
from station.desk.office import Office
from station.desk.sticks import sticks
from station.desk.words import N_, _
from station.domain.fields import Field, FieldKind
from station.tui.counter import Counter
from station.tui.screens.passphrase import NEW, passphrase_words
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import line, lines

_FOLDER = Field(name="folder", label=N_("Folder of stick"), required=False)
_PAPER = Field(name="paper", label=N_("On paper"), kind=FieldKind.CHOICE)
_WAYS = {"none": N_("do not print it"), "print": N_("print the request")}
_LOST = (
    Field(name="station", label=N_("Station code")),
    Field(name="agent", label=N_("Your name")),
)
_ANSWER = (
    Field(name="file", label=N_("File"), required=False),
    Field(name="letters", label=N_("Or its rows, typed"), kind=FieldKind.TEXT, required=False),
    Field(name="passphrase", label=N_("New passphrase")),
)


class RequestCard(WorkForm):
    """Makes a request under a new passphrase."""

    def __init__(self, counter: Counter, agent: str) -> None:
        def work(given: Mapping[str, object], _watch: Watch) -> Content:
            made = request(counter.premises, {name: str(value) for name, value in given.items()})
            return _told(made)

        known = who_may_ask(counter.premises)
        who = (Field(name="agent", label=N_("Agent"), kind=FieldKind.CHOICE, choices=known),)
        plugged = next(iter(sticks()), None)
        options = {"paper": tuple((way, _(words)) for way, words in _WAYS.items())}
        if known:
            options["agent"] = tuple((one, one) for one in known)
        fields = (*(who if known else _LOST), *NEW, _FOLDER, _PAPER)
        super().__init__(
            _("A request to the district"), fields, work,
            secret=("passphrase", "again"), says=passphrase_words(counter),
            guess=Guess(
                values={
                    "agent": agent, "folder": str(plugged) if plugged else "", "paper": "none"
                },
                options=options,
            ),
        )  # fmt: skip


class AnswerCard(WorkForm):
    """Takes the answer. `office` is open once it is done."""

    def __init__(self, counter: Counter) -> None:
        self.office: Office | None = None

        def work(given: Mapping[str, object], _watch: Watch) -> Content:
            self.office = take_answer(
                counter.premises, {name: str(value) for name, value in given.items()}
            )
            return lines(
                _("{agent} opens this station with the new passphrase").format(
                    agent=self.office.agent
                ),
                _("May somebody know the old one? Then give the vault a new key (agents, n)."),
            )

        super().__init__(
            _("The answer of the district"), _ANSWER, work, secret=("passphrase",),
            says=_("The file on the stick, or the rows as they stand on the paper."),
        )  # fmt: skip


def _told(made: RequestMade) -> Content:
    asked = made.asked
    rows: list[str | Content] = [
        line(_("The request is called "), (asked.name, "bold"),
             _(": tell this name to the district by telephone.")),
    ]  # fmt: skip
    if made.printed is not None:
        from station.tui.widgets.printed import way_words

        rows.append(way_words(*made.printed, f"{asked.station}-{asked.name}"))
    if made.files:
        places = ", ".join(map(str, made.files))
        rows.append(_("It was written to {file}; or copy these rows:").format(file=places))
    elif made.printed is not None:
        rows.append(_("These rows stand on it:"))
    else:
        rows.append(_("Copy these rows by hand, exactly; the district types them:"))
    rows += ["", *asked.rows, ""]
    if not asked.sealed:
        rows.append(
            _("No sealed key is in it: the district needs the copy that it has of this station. "
              "Where it has none, only somebody's passphrase opens the vault.")
        )  # fmt: skip
    rows.append(_("Keep the new passphrase: it counts once the answer is here."))
    return lines(*rows)
