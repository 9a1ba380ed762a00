"""A sheet that a viewer shows while a command runs: the spool is emptied when the command ends."""

import sys

from station.cli.output import say
from station.desk.showing import Way
from station.desk.words import _


def wait_for_reader(way: Way) -> None:
    """Until somebody says that the viewer is done with it, where somebody sits here."""
    if way is Way.OPENED and sys.stdin.isatty():
        say(_("Print it there, then press Enter here: the file is removed."))
        sys.stdin.readline()
