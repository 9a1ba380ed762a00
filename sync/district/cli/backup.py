"""run.py district backup [TO]: a backup of the district; what the last one holds."""

import argparse
from pathlib import Path

from station.storage.copies import Watch
from sync.district import backups
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, complain, say, say_json
from sync.district.premises import District


def arguments(parser: argparse.ArgumentParser) -> None:
    """A file, or what somebody else does."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "to", type=Path, nargs="?", metavar="TO",
        help=_("a file that is not there yet, ending in .district; else the last one is told"),
    )  # fmt: skip
    what.add_argument(
        "--begin",
        action="store_true",
        help=_("somebody else makes a backup now, of the server or of the disk: prints a mark"),
    )
    what.add_argument(
        "--done",
        metavar="MARK",
        help=_("that backup was made and verified: what was there at its mark is in it"),
    )
    parser.add_argument("--json", action="store_true", help=_("as one line of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; 1 if there was no backup for long."""
    with opened(given) as district:
        if given.begin:
            say(backups.begin(district))
            return 0
        if given.done:
            backups.done(district, given.done)
        elif given.to is not None:
            made = backups.make_backup(district, given.to, Watch())
            say(_("{file}: {entries} entries, {size} bytes").format(
                file=given.to, entries=made.manifest.number, size=made.size
            ))  # fmt: skip
        return _tell(district, as_json=given.json)


def _tell(district: District, *, as_json: bool) -> int:
    found = backups.state(district)
    at = found.at.isoformat() if found.at else None
    if as_json:
        lines = {one.station: [one.through, one.held] for one in found.lines}
        say_json({"at": at, "late": found.late, "stations": lines})
        return int(found.late)
    if found.at is not None:
        say(_("the last backup holds what was there at {when}").format(
            when=f"{found.at:%Y-%m-%d %H:%M}"
        ))  # fmt: skip
    for one in found.lines:
        say(_("{station}: in the backup up to entry {through} of {held}").format(
            station=one.station, through=one.through, held=one.held
        ))  # fmt: skip
    late = backups.late_words(found)
    if late is not None:
        complain(late)
    return int(found.late)
