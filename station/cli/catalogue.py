"""run.py catalogue: what is in force, and what is known ahead. With FILE: is it sound, what would
become different; --use puts it in force."""

import argparse
from collections import Counter
from datetime import date
from pathlib import Path

from station.cli.opening import home_argument, premises_of
from station.cli.output import say, say_row
from station.desk.catalogue import catalogue, in_force, parsed, put_in_force
from station.desk.premises import Premises
from station.desk.words import CHINESE, _, language, word
from station.domain.catalogue import CatalogueFaults
from station.domain.effective import Catalogue, UnknownItem, begins
from station.domain.errors import BadInput, StationError
from station.domain.items import Item
from station.domain.outlook import approver_words, outlook
from station.domain.outlook import told as told_ahead
from station.domain.rewriting import NotHigher, Rewritten, faults_of, rewritten
from station.domain.versions import (
    Difference,
    changed_appointments,
    changes,
    compare,
)
from station.domain.versions_told import told


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and whether it shall count; or the item that is asked about."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?",
        help=_("a catalogue as JSON; without one, what is in force is told"),
    )  # fmt: skip
    parser.add_argument(
        "--use", action="store_true", help=_("put it in force for this station")
    )  # fmt: skip
    parser.add_argument("--item", metavar="ITEM", help=_("only this item, with all its versions"))
    home_argument(parser)


def run(given: argparse.Namespace) -> int:
    """Every fault on a line of its own, or every difference; then whether it is in force."""
    place = premises_of(given)
    today = place.clock.now().date()
    if given.use and (given.file is None or given.item is not None):
        fault = StationError("a whole file is put in force", "Write: run.py catalogue FILE --use")
        raise BadInput({"--use": fault})
    data = given.file.read_bytes() if given.file else b""
    new = _checked(data, given.file.name) if given.file else in_force(place.home)
    if given.item is not None:
        _show_item(new, given.item, today)
    elif given.file is None:
        _show(new, today)
        if place.is_set_up:
            say(_("What the district published goes before it, if its version is as high:")
                + " run.py published")  # fmt: skip
    else:
        _compare(place, new, today)
    if given.use:
        put_in_force(place.home, data)
        say(_("in force from the next time this station is opened; running cases keep theirs"))
        if place.is_set_up:
            say(_("What the district published goes before it, if its version is as high:")
                + " run.py published")  # fmt: skip
    return 0


# ---- what is in force


def _show(found: Catalogue, today: date) -> None:
    """Each item on a line; below it what is known ahead, if anything is."""
    items = {**found.on(today), **found.announced(today)}
    _count(found, today)
    for item in items.values():
        say_row(item.id, f"v{item.version}", _name(item))
        known = outlook(found, item, today)
        if known.opens or known.until or known.appointed:
            for label, words in told_ahead(known, _, chinese=language() == CHINESE):
                say_row(label, words, indent=4)


def _show_item(found: Catalogue, id_: str, today: date) -> None:
    """All versions of the item with their days, and all who answered for it and will."""
    rising = found.rising(id_)
    if not rising:
        raise BadInput(
            {
                "--item": UnknownItem(
                    "there is no item {item} in this catalogue", "run.py catalogue lists them.",
                    item=id_ or "-",
                )
            }
        )  # fmt: skip
    for item in rising:
        current = item is found.in_force(id_, today)
        since = f"{item.effective_from}" if item.effective_from else ""
        until = found.until(item)
        say_row(
            item.id, f"v{item.version}", _name(item),
            _("from {day}").format(day=since) if since else "",
            _("no new cases from {day}").format(day=until) if until and until > date.min else "",
            _("in force") if current else _("to come") if begins(item) > today else _("ended"),
        )  # fmt: skip
    chinese = language() == CHINESE
    newest = found.in_force(id_, today) or rising[-1]
    say_row(_("Decided by"), approver_words(found.approver(newest, today), _, chinese=chinese))
    for row in found.appointments(id_):
        say_row(f"{row.since}", approver_words(row.approver, _, chinese=chinese), indent=4)


def _name(item: Item) -> str:
    return item.name_zh if language() == CHINESE else item.name_en


def _count(found: Catalogue, today: date) -> None:
    words = _("{items} items in {versions} versions")
    say_row(
        words.format(items=len(found.on(today)), versions=len(found.versions)),
        _("catalogue {mark}").format(mark=found.mark),
    )


# ---- a new one


def _checked(data: bytes, name: str) -> Catalogue:
    try:
        return parsed(data, name)
    except CatalogueFaults as faults:
        for fault in faults.faults:
            say_row(fault.record, f"{fault.field}:", fault.told(_))
        raise BadInput({"FILE": faults}) from None


def _now(place: Premises) -> tuple[Catalogue, bool]:
    """What is in force, or was delivered where that cannot be read; and whether it is this
    home's own, by which cases were begun."""
    try:
        return in_force(place.home), place.home.catalogue.is_file()
    except CatalogueFaults:
        say(_("the catalogue in force is broken; compared with the one that was delivered"))
        return catalogue(), False


def _compare(place: Premises, new: Catalogue, today: date) -> None:
    """Every difference on a line of its own. Raises BadInput for changes without a version, and
    for a table of approvers that says something else of the past: the first catalogue of a home
    has none."""
    now, own = _now(place)
    _count(new, today)
    differences = compare(now, new, today)
    for one in differences:
        _tell(one)
    for kind, count in Counter(one.kind for one in differences).items():
        say_row(word(kind), str(count))
    added, dropped = changed_appointments(now, new)
    for row in added:
        words = approver_words(row.approver, _, chinese=language() == CHINESE)
        say_row(_("appointed"), row.item, _("from {day}").format(day=row.since), words)
    for row in dropped:
        say_row(_("appointment dropped"), row.item, _("from {day}").format(day=row.since))
    for rewriting in rewritten(now, new, today):
        _tell_past(rewriting)
    faults = dict(faults_of(now, new, today, past=own))
    if 0 < new.version < now.version:
        faults["version"] = NotHigher(new.version, now.version)
    if faults:
        raise BadInput({"FILE": BadInput(faults)})


def _tell_past(one: Rewritten) -> None:
    chinese = language() == CHINESE
    who = " → ".join(approver_words(by, _, chinese=chinese) for by in (one.was, one.now))
    say_row(_("reaches back"), one.item, _("from {day}").format(day=one.since), who)


def _tell(one: Difference) -> None:
    versions = " → ".join(f"v{item.version}" for item in (one.before, one.after) if item)
    since = _("from {day}").format(day=one.since) if one.since else ""
    say_row(word(one.kind), one.item.id, versions, one.item.name_zh, since)
    if one.before and one.after:
        for what, how in told(changes(one.before, one.after).of(one.kind), _):
            say_row(what, how, indent=4)
