"""What became of a printed sheet, in words. Imported when something prints, not before."""

from pathlib import Path

from station.desk.printing import Printed, Way
from station.desk.words import N_, _


def way_words(way: Way, path: Path, number: str, why: str = "") -> str:
    """What became of a sheet; `why` it waits, if it does."""
    words = {
        Way.PRINTED: N_("Sheet {number} is printing"),
        Way.OPENED: N_("Sheet {number} is open; print it there"),
        Way.KEPT: N_("Sheet {number} lies in {path} until the station is locked"),
        Way.QUEUED: N_("Sheet {number} waits (F6): {why}"),
    }[way]
    return _(words).format(number=number, path=path, why=why)


def printed_words(made: Printed) -> str:
    """What became of a sheet, and whether its reader must write a character by hand."""
    told = way_words(made.way, made.path, made.number, made.why)
    if made.unprintable:
        told += " " + _("No font has: {characters}").format(characters=" ".join(made.unprintable))
    return told
