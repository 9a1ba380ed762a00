"""A sheet that a viewer shows while a command runs: the spool is emptied when the command ends."""

import sys

from station.cli.output import say
from station.desk.showing import NoViewer, Way
from station.desk.words import _


def wait_for_reader(way: Way, option: str = "--out FILE") -> None:
    """Until somebody says that they are done with it, where somebody sits here. Raises NoViewer
    where nobody does and nothing shows it; `option` would save it."""
    if way in (Way.OPENED, Way.KEPT) and sys.stdin.isatty():
        say(_("Print it there, then press Enter here: the file is removed."))
        sys.stdin.readline()
    elif way is Way.KEPT:
        raise NoViewer(
            "nothing here prints or shows it, and it is gone with the end of this command",
            "Save it: {option}.", option=option,
        )  # fmt: skip
