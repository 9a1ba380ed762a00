"""run.py agent keyfile: a key file on the agent's own stick, a copy of it, or none any more."""

import argparse
from pathlib import Path

from station.cli.opening import only, passphrase, premises_of, told_at, warn_of_slots
from station.cli.output import say
from station.desk.keyfiles import BESIDE, KeyFileDesk
from station.desk.words import _
from station.domain.errors import BadInput, StationError


def refuse_wrong_words(given: argparse.Namespace) -> None:
    """Raises BadInput unless it says on or copy and where, or off."""
    with_folder = given.name in ("on", "copy")
    if given.name in ("on", "off", "copy") and bool(given.more) == with_folder:
        return
    fault = StationError(
        "a key file is made on a stick, copied to another, or not used any more",
        "Write: run.py agent keyfile on DIR, keyfile copy DIR, or keyfile off",
    )
    raise BadInput({"NAME": fault})


def key_file(given: argparse.Namespace) -> int:
    """0 once the lock is the one that was asked for."""
    place = premises_of(given)
    agent = given.agent or only(place.agents() if place.is_set_up else ("",))
    words = passphrase(given.passphrase_file, _("Passphrase: "))
    office = place.open(agent, words, key_file=given.key_file)
    try:
        warn_of_slots(office)
        desk = KeyFileDesk(office)
        with told_at({"folder": "DIR", "passphrase": "--passphrase-file"}):
            if given.name == "off":
                desk.off(words, named=given.key_file)
                say(_("the passphrase of {agent} opens this station alone").format(agent=agent))
            elif given.name == "on":
                made = desk.on(words, Path(given.more), named=given.key_file)
                _tell_key_file(agent, made)
                _tell_beside(desk, made)
            else:
                made = desk.copy(Path(given.more), named=given.key_file)
                say(_("the key file once more: {place}").format(place=made))
                _tell_beside(desk, made)
    finally:
        office.leave()
    return 0


def _tell_key_file(agent: str, made: Path) -> None:
    say(_("the key file: {place}").format(place=made))
    say(_("{agent} opens this station with this stick and the passphrase").format(agent=agent))
    say(_("make a copy on a second stick, kept elsewhere: run.py agent keyfile copy DIR"))
    say(_("copies and backups from before still open with the passphrase alone"))


def _tell_beside(desk: KeyFileDesk, made: Path) -> None:
    if desk.beside_the_vault(made):
        say(_(BESIDE))
