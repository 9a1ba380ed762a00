"""run.py district scan CASE [FILE...]: the scans of a case; the result, attached to it."""

import argparse
from pathlib import Path

from station.storage.pictures import ready_from
from sync.district.casedesk import CaseDesk
from sync.district.cli.act import by_whom
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say
from sync.district.scandesk import ScanDesk


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which case, and the files of its result; none: its scans are listed."""
    parser.add_argument("case", metavar="CASE", help=_("its receipt number"))
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help=_("pictures and PDFs of the result")
    )
    parser.add_argument("--remove", metavar="SCAN", help=_("take this one off: it was a mistake"))
    parser.add_argument("--words", default="", metavar="WORDS", help=_("what is said, or why"))
    parser.add_argument("--by", metavar="NAME", help=_("who decided; else the district"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 once all is on the disk; the station gets it with its next exchanges."""
    by = by_whom(given.by)
    files = [ready_from(path) for path in given.files]
    with opened(given) as district:
        desk = ScanDesk(district, by or district.name)
        for file in files:
            desk.attach(given.case, file)
        if given.remove:
            desk.remove(given.case, given.remove, given.words)
        found = CaseDesk(district, by or district.name).open(given.case)
        for one in desk.of_case(found.station, found.case):
            scan, pieces = one.scan, f"{one.here}/{one.pieces}"
            paper = str(one.attached.event.seq)
            say("  ".join((scan.sha256[:8], paper, scan.name, scan.form.value, pieces)))
    return 0
