"""run.py backup [FILE]: vault and key slots, as encrypted as the vault; without a file where
station.ini says, as every day."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from station.cli.copies import watching
from station.cli.opening import opened, opening_arguments
from station.cli.output import say
from station.desk.words import _

if TYPE_CHECKING:
    from station.desk.daily_copies import Daily
    from station.desk.office import Office


def arguments(parser: argparse.ArgumentParser) -> None:
    """The new file."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", nargs="?",
        help=_("a file that is not there yet; else the backup goes where station.ini says"),
    )  # fmt: skip
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Says how much the copy holds, counted in the copy itself."""
    from station.desk.copying import make_backup
    from station.desk.daily_copies import BackupDesk

    with opened(given) as office, watching() as watch:
        if given.file is None:
            desk = BackupDesk(office)
            _tell(desk.folder, office, desk.daily(watch, at_once=True))
        else:
            made = make_backup(office, given.file, watch)
            say(_made(given.file, made.manifest.number, made.size))
    return 0


def _tell(folder: Path, office: "Office", done: "Daily") -> None:
    if done.first is not None:
        say(_made(folder, done.first.manifest.number, done.first.size))
    if done.second is not None:
        place = office.settings.backup_second or folder
        say(_made(place, done.second.manifest.number, done.second.size))
    if done.no_stick is not None:
        say(_("no second backup: {place} is not there").format(place=done.no_stick))
    if done.gone:
        say(_("{count} old backups deleted").format(count=done.gone))


def _made(place: Path, entries: int, size: int) -> str:
    return _("{file}: {entries} entries of the journal, {size} bytes").format(
        file=place, entries=entries, size=size
    )
