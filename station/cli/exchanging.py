"""How an exchange with the district is told."""

import sys
from typing import TYPE_CHECKING

from station.cli.output import complain, say
from station.desk.syncing import SyncDesk
from station.desk.words import _, told
from station.domain.errors import StationError
from station.domain.stamp import OFFICIAL_TIME

if TYPE_CHECKING:
    from station.desk.syncing import SyncReport


NO_ROOM = StationError(
    "the district takes no more scans", "Ask it for room; everything else goes on."
)


def watch(report: "SyncReport") -> None:
    """Progress, on a line that is written over; nothing where nobody watches."""
    if sys.stderr.isatty():
        sent = _("sent {sent}, received {received}").format(
            sent=report.sent, received=report.received
        )
        if pieces := report.pieces_out + report.pieces_in:
            sent += " " + _("{pieces} pieces of files").format(pieces=pieces)
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
    state = desk.state()
    say(_("still to be sent: {waiting}").format(waiting=state.waiting_events))
    if state.going.pieces or state.coming.pieces:
        say(
            _("pieces of files: {out} to send, {come} to come").format(
                out=state.going.pieces, come=state.coming.pieces
            )
        )
    if state.backed_up is not None:
        words = _("in the district's backup of {when}: our entries up to {number}")
        when = f"{state.backed_up.at.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}"
        say(words.format(when=when, number=state.backed_up.through))
    if report.no_room:
        complain(NO_ROOM)
    if report.road is not None:
        complain(report.road)
        return 1
    return 0
