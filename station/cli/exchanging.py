"""How an exchange with the district is told."""

import sys
from typing import TYPE_CHECKING

from station.cli.output import complain, say
from station.desk.syncing import SyncDesk
from station.desk.words import _, told

if TYPE_CHECKING:
    from station.desk.syncing import SyncReport


def watch(report: "SyncReport") -> None:
    """Progress, on a line that is written over; nothing where nobody watches."""
    if sys.stderr.isatty():
        sent = _("sent {sent}, received {received}").format(
            sent=report.sent, received=report.received
        )
        sys.stderr.write(f"\r{sent}\033[K")


def told_of(desk: SyncDesk, report: "SyncReport") -> int:
    """Says what the exchange did and where the line stands now; the exit code."""
    watch(report)
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    for fault in report.set_aside:
        say(_("a parcel was set aside: {why}").format(why=told(fault)))
    say(
        _(
            "sent {sent}, received {received}; the district holds {confirmed} more than before"
        ).format(sent=report.sent, received=report.received, confirmed=report.confirmed)
    )
    say(_("still to be sent: {waiting}").format(waiting=desk.state().waiting_events))
    if report.road is not None:
        complain(report.road)
        return 1
    return 0
