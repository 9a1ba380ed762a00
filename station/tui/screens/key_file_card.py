"""The card on which somebody takes a key file on their own stick, one more copy, or none."""

from collections.abc import Mapping
from pathlib import Path

from textual.content import Content

from station.desk.copying import Watch
from station.desk.guesses import Guess
from station.desk.keyfiles import BESIDE, KeyFileDesk
from station.desk.own_passphrase import change_key_file
from station.desk.sticks import sticks
from station.desk.words import N_, _
from station.domain.fields import Field, FieldKind
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import lines

_WHATS = {
    "on": N_("make a key file: from then on the passphrase alone opens nothing"),
    "copy": N_("put it on a second stick too"),
    "off": N_("do without: the passphrase alone opens the station again"),
}
_FIELDS = (
    Field(name="passphrase", label=N_("Passphrase")),
    Field(name="folder", label=N_("Folder of stick"), required=False),
)


class KeyFileCard(WorkForm):
    """What the agent at the desk does with their key file."""

    def __init__(self, counter: Counter, *, with_file: bool) -> None:
        def work(given: Mapping[str, object], _watch: Watch) -> Content:
            what, passphrase, folder = (str(given[one]) for one in ("what", "passphrase", "folder"))
            made = change_key_file(counter.office, what, passphrase, folder)
            near = made is not None and KeyFileDesk(counter.office).beside_the_vault(made)
            return _told(what, made, near=near)

        whats = ("copy", "off", "on") if with_file else ("on",)
        what = Field(name="what", label=N_("Key file"), kind=FieldKind.CHOICE, choices=whats)
        plugged = next(iter(sticks()), None)
        super().__init__(
            _("A key file on your own stick"), (what, *_FIELDS), work, secret=("passphrase",),
            says=_(
                "With it the vault stays shut to whoever has stolen the computer and knows your "
                "passphrase; without the stick it stays shut to you too."
            ),
            guess=Guess(
                values={"what": whats[0], "folder": str(plugged) if plugged else ""},
                options={"what": tuple((one, _(_WHATS[one])) for one in whats)},
            ),
        )  # fmt: skip


def _told(what: str, made: Path | None, *, near: bool) -> Content:
    if made is None:
        return lines(_("Your passphrase alone opens this station now."))
    rows = [_("The key file was written and read back: {place}").format(place=made)]
    if near:
        rows.append(_(BESIDE))
    if what == "on":
        rows += [
            _("From now on you come in with this stick and your passphrase."),
            _("Put a copy on a second stick and keep it elsewhere (k)."),
            _("Copies and backups from before still open with the passphrase alone."),
        ]
    return lines(*rows)
