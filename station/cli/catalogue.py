"""run.py catalogue FILE: is it sound, what would become different; --use puts it in force."""

import argparse
from collections import Counter
from pathlib import Path

from station.cli.opening import home_argument, premises_of
from station.cli.output import say, say_row
from station.desk.catalogue import catalogue, in_force, parsed, put_in_force
from station.desk.premises import Premises
from station.desk.words import _, word
from station.domain.catalogue import Catalogue, CatalogueFaults
from station.domain.errors import BadInput, StationError
from station.domain.versions import Difference, changes, compare, silently_changed
from station.domain.versions_told import told


class SilentChange(StationError):
    """Items are not what they were, and bear the same version."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and whether it shall count."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("a catalogue as JSON"))
    parser.add_argument(
        "--use", action="store_true", help=_("put it in force for this station")
    )  # fmt: skip
    home_argument(parser)


def run(given: argparse.Namespace) -> int:
    """Every fault on a line of its own, or every difference; then whether it is in force."""
    place = premises_of(given)
    data = given.file.read_bytes()
    new = _checked(data, given.file.name)
    now = _now(place)
    say(
        _("{items} items in {versions} versions").format(
            items=len(new.current), versions=len(new.versions)
        )
    )
    differences = compare(now, new)
    for one in differences:
        _tell(one)
    for kind, count in Counter(one.kind for one in differences).items():
        say_row(word(kind), str(count))
    _refuse_silent_changes(now, new)
    if given.use:
        put_in_force(place.home, data)
        say(_("in force from the next time this station is opened; running cases keep theirs"))
    return 0


def _checked(data: bytes, name: str) -> Catalogue:
    try:
        return parsed(data, name)
    except CatalogueFaults as faults:
        for fault in faults.faults:
            say_row(fault.record, f"{fault.field}:", fault.what)
        raise BadInput({"FILE": faults}) from None


def _now(place: Premises) -> Catalogue:
    """What is in force; where that cannot be read, what was delivered."""
    try:
        return in_force(place.home)
    except CatalogueFaults:
        say(_("the catalogue in force is broken; compared with the one that was delivered"))
        return catalogue()


def _tell(one: Difference) -> None:
    versions = " → ".join(f"v{item.version}" for item in (one.before, one.after) if item)
    say_row(word(one.kind), one.item.id, versions, one.item.name_zh)
    if one.before and one.after:
        for what, how in told(changes(one.before, one.after).of(one.kind), _):
            say_row(what, how, indent=4)


def _refuse_silent_changes(now: Catalogue, new: Catalogue) -> None:
    """Raises BadInput: a running case would not know which of the two it was begun with."""
    silent = silently_changed(now.versions, new)
    if silent:
        fault = SilentChange(
            "changed without a new version: {items}",
            "Give each of them the next version.",
            items=", ".join(f"{item.id} v{item.version}" for item in silent),
        )
        raise BadInput({"FILE": fault})
