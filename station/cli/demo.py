"""run.py demo: a throw-away station and district; with --tour, a walk through everything."""

import argparse
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic
from types import FrameType

from station.cli.output import say
from station.cli.scene import AGENT, Scene, scene
from station.cli.stage import CLERK, RUN
from station.desk.cases import CaseDesk, all_papers
from station.desk.samples import OTHERS, RARE
from station.desk.words import _
from station.domain.errors import StationError


class NoTerminal(StationError):
    """The screen was asked for where there is none."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """With or without the screen, and what is kept."""
    parser.add_argument("--tour", action="store_true", help=_("no screen: every step is printed"))
    parser.add_argument("--out", type=Path, metavar="DIR", help=_("leave the tour's sheets here"))
    parser.add_argument(
        "--home", type=Path, metavar="DIR", help=_("keep both ends in DIR/station and DIR/district")
    )


def run(given: argparse.Namespace) -> int:
    """Of the tour: 0 only if every step was verified."""
    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, _leave)  # so that the server does not outlive its demonstration
    if given.tour:
        return _tour(given)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal("there is no terminal to open the screen in", "Add --tour.")
    return _screen(given)


def _leave(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)


def _tour(given: argparse.Namespace) -> int:
    from station.cli.tour import Tour

    began = monotonic()
    with scene(given.home) as made:
        Tour(made, given.out).walk()
    say()
    say(_("every step was verified, in {seconds} s").format(seconds=round(monotonic() - began)))
    if given.out:
        say(_("the sheets lie in {place}").format(place=given.out))
    return 0


def _screen(given: argparse.Namespace) -> int:
    say(_("Preparing a station and a district with sample residents..."))
    with scene(given.home) as made:
        _populate(made)
        say(_("The district's web desk: {url}").format(url=made.district.url))
        say(
            _("   clerk: {name}   password: {password}").format(
                name=CLERK, password=made.passphrase
            )
        )
        say(_("The station's passphrase: {passphrase}").format(passphrase=made.passphrase))
        input(_("Write it down; Enter opens the station. "))
        home = str(made.station.home.folder)
        return subprocess.call([sys.executable, "-X", "utf8", str(RUN), "--home", home])


def _populate(made: Scene) -> None:
    """A few cases in different states, so that the lists are not empty."""
    office = made.station.open(AGENT, made.passphrase)
    try:
        desk = CaseDesk(office)
        for resident, item in zip((RARE, *OTHERS), ("SB-01", "CL-01", "MZ-01"), strict=True):
            desk.open(item, resident, all_papers(office.item(item)), receive=True)
        desk.open("SB-01", OTHERS[0], {"1": "original"}, receive=True)
    finally:
        office.leave()
