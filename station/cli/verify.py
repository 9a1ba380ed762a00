"""run.py verify: is everything whole, from the pages of the file to the agents' signatures."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import complain, say
from station.desk.words import _
from station.domain.clockcheck import ClockDoubt, wrong_clock


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who opens the vault."""
    parser.add_argument(
        "--rebuild", action="store_true", help=_("make the tables anew from the journal first")
    )
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if all is whole; 1 if not, each fault on a line of its own."""
    from station.desk.checking import check
    from station.desk.daily_copies import BackupDesk

    with opened(given) as office:
        if given.rebuild:
            with office.vault.transaction():
                say(_("{count} cases made anew").format(count=office.casebook.rebuild()))
                office.personbook.rebuild()
        found = check(office, progress=lambda words: say(_(words)))
        say(
            _("our journal: {count} entries, {head}").format(
                count=found.ours.number, head=found.ours.hash
            )
        )
        say(_("signed up to entry {number}").format(number=found.signed))
        say(
            _("the district's: {count} entries, {head}").format(
                count=found.theirs.number, head=found.theirs.hash
            )
        )
        doubt = office.clock_doubt()
        if doubt is not ClockDoubt.NONE:
            complain(wrong_clock(doubt))
        for worry in BackupDesk(office).worries():
            complain(worry)
        say(_("{count} unfinished").format(count=found.drafts))
        if found.purged:
            say(_("{count} entries purged, as is on record").format(count=found.purged))
        for fault in found.faults:
            complain(fault)
        say(_("everything is whole") if not found.faults else _("not everything is whole"))
    return 1 if found.faults else 0
