"""run.py retention: what is due with the records of ended cases; freezes it, lets it go."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import complain, say, say_json, say_row
from station.desk.records import RecordDesk, RecordLine
from station.desk.words import _, word
from station.domain.retention import RecordState

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
    parser.add_argument("--json", action="store_true", help=_("as lines of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; 1 if something that is over could not go, each with the reason."""
    failed = purged = False
    with opened(given) as office:
        desk = RecordDesk(office)
        for line in desk.freeze() if given.freeze else ():
            say_row(_("frozen"), line.number, line.kept.name)
        for line, why in desk.purge() if given.purge else ():
            if why is None:
                say_row(_("purged"), line.number, line.kept.name)
                purged = True
            else:
                say_row(_("not purged"), line.number, line.kept.name)
                complain(why)
                failed = True
        lines = [line for line in desk.lines() if given.all or line.state in _ASKS]
        for line in lines:
            if given.json:
                say_json(_plain(line))
            else:
                until = line.goes.isoformat() if line.goes else _("kept for ever")
                say_row(line.number, word(line.state), line.freezes.isoformat(), until,
                        line.kept.name)  # fmt: skip
        if not given.json:
            say(_("{count} records").format(count=len(lines)))
        if purged:
            say(_("Backups that were made before still hold them: destroy those too."))
    return 1 if failed else 0


def _plain(line: RecordLine) -> dict[str, object]:
    return {
        "case": line.number, "item": line.item, "ended": line.ended.isoformat(),
        "state": line.state.value, "class": line.kept.name, "basis": line.kept.basis,
        "provenance": line.kept.provenance.value, "freezes": line.freezes.isoformat(),
        "goes": line.goes.isoformat() if line.goes else None,
    }  # fmt: skip
