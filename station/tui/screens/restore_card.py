"""The card over a backup that was chosen: who opens it, progress, and what to do afterwards."""

from collections.abc import Mapping
from pathlib import Path

from textual.content import Content

from station.desk.copying import Watch
from station.desk.guesses import Guess
from station.desk.office import Office
from station.desk.restoring import Found, kept_aside, restore_found, try_passphrase
from station.desk.words import N_, _
from station.domain.fields import Field, FieldKind
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import Block, line, lines

_PASSPHRASE = Field(name="passphrase", label=N_("Passphrase then"))
_KEY_FILE = Field(name="key_file", label=N_("Stick with key"), required=False)


class RestoreCard(WorkForm):
    """Restores the backup. `office` is open once it is done, unless somebody has to change a
    passphrase that was made for them first."""

    saves = N_("Restore F9")

    def __init__(self, counter: Counter, found: Found) -> None:
        self.office: Office | None = None

        def work(given: Mapping[str, object], watch: Watch) -> Content:
            agent, passphrase = str(given["agent"]), str(given["passphrase"])
            named = str(given.get("key_file", "")).strip()
            stick = Path(named) if named else None
            inside = counter.office if counter.is_open else None
            lock = try_passphrase(counter.premises, found, agent, passphrase, stick, inside=inside)
            if inside is not None:
                counter.lend().leave()
            self.office = restore_found(
                counter.premises, found, agent, passphrase, lock, key_file=stick, watch=watch
            )
            if inside is not None and self.office is not None:
                counter.sit_down(self.office)  # a lock that waits for this closes it
            return _told(counter, found, self.office)

        agent = Field(
            name="agent", label=N_("Agent then"), kind=FieldKind.CHOICE, choices=found.agents
        )
        options = tuple((one, one) for one in found.agents)
        asked = (agent, _PASSPHRASE, *([_KEY_FILE] if found.with_key_file else ()))
        super().__init__(
            _("Restore the station from this backup"), asked, work, stops=True,
            secret=("passphrase",), says=_says(counter, found),
            guess=Guess(values={"agent": found.agents[0]}, options={"agent": options}),
        )  # fmt: skip


def _says(counter: Counter, found: Found) -> Content:
    made = found.copied.manifest
    rows = [
        _("{name} {code}, as it was on {when}: {count} entries of its journal.").format(
            name=made.name, code=made.station, when=f"{made.made:%Y-%m-%d %H:%M}",
            count=made.number,
        ),
        _("What was recorded afterwards is not in it. The passphrase is the one of that day."),
    ]  # fmt: skip
    if counter.premises.is_set_up:
        rows.append(_("The vault that is here is kept beside it, under another name."))
    return lines(*rows)


def _told(counter: Counter, found: Found, office: Office | None) -> Content:
    """What came of it, what is missing, and the next steps."""
    made = f"{found.copied.manifest.made:%Y-%m-%d %H:%M}"
    good = Block(word=_("GOOD"), tone="done")
    rows: list[str | Content] = [
        line(good, " ", _("The station is as it was on {when}.").format(when=made)),
        _("A new part of its journal begins: receipt numbers get other letters."),
        "",
        _(
            "Not in it: what was recorded after {when}. What the district had received lies "
            "there: ask for a list. The rest is recorded anew, by the receipts on paper."
        ).format(when=made),
    ]
    aside = kept_aside(counter.premises.home)
    if aside:
        rows.append(_("The vault from before lies here: {file}").format(file=aside[0]))
    steps = (
        _("Check that all is whole (Station settings)"),
        _("Exchange with the district (F5): it learns that the station was restored"),
        _("Make a backup onto a stick"),
    )
    rows += ["", *(f"{place} {words}" for place, words in enumerate(steps, start=1))]
    if office is None:
        rows.append(_("Now change the passphrase that was made for you: the door asks for it."))
    return lines(*rows)
