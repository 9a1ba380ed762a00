"""run.py retention: what is due with the records of ended cases; freezes it, lets it go."""

import argparse
from collections.abc import Sequence

from station.cli.opening import opened, opening_arguments
from station.cli.output import complain, say, say_json, say_row
from station.desk.records import RecordDesk
from station.desk.words import N_, _
from station.domain.errors import StationError
from station.domain.records_told import cells, class_name, plain
from station.domain.retention import RecordLine, RecordState
from station.domain.text import clean_line

_ASKS = (RecordState.DUE, RecordState.OVER)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is to be done; without an option nothing is."""
    parser.add_argument("--all", action="store_true", help=_("also records with nothing due"))
    parser.add_argument(
        "--freeze", action="store_true", help=_("freeze what is due: it is only stored from then")
    )
    parser.add_argument(
        "--purge", action="store_true", help=_("let go what is over: there is no way back")
    )
    parser.add_argument(
        "--unbacked", default="", metavar="REASON",
        help=_("with --purge: why not to wait any longer for a backup of the district"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("as lines of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; 1 if something that is over could not go, each with the reason."""
    with opened(given) as office:
        desk = RecordDesk(office)
        for line in desk.freeze() if given.freeze else ():
            _did(given, line, N_("frozen"))
        unbacked = clean_line(given.unbacked)
        gone = desk.purge(unbacked=unbacked) if given.purge else ()
        outcomes = [_purged(given, *one) for one in gone]
        _list(given, [line for line in desk.lines() if given.all or line.state in _ASKS])
        if any(outcomes) and not given.json:
            say(_("Backups that were made before still hold them: destroy those too."))
    return 0 if all(outcomes) else 1


def _purged(given: argparse.Namespace, line: RecordLine, why: StationError | None) -> bool:
    """Tells what became of it; whether it went."""
    if why is None:
        _did(given, line, N_("purged"))
        return True
    _did(given, line, N_("not purged"))
    complain(why)
    return False


def _did(given: argparse.Namespace, line: RecordLine, what: str) -> None:
    if given.json:
        say_json({"done": what, **plain(line)})
    else:
        say_row(_(what), line.number, class_name(line, _))


def _list(given: argparse.Namespace, lines: Sequence[RecordLine]) -> None:
    for line in lines:
        if given.json:
            say_json(plain(line))
        else:
            say_row(*cells(line, _))
    if given.json:
        return
    say(_("{count} records").format(count=len(lines)))
    if any(line.is_typical for line in lines):
        say(_(
            "Typical terms were not read in any rule: set your own in retention.json before"
            " anything is purged."
        ))  # fmt: skip
