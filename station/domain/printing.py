"""Why a sheet was not printed yet, and what was done with one that waited."""

from enum import Enum


class Hindrance(Enum):
    """Why a sheet waits, in words: English msgids."""

    BEGUN = "its printing was begun, and its end is not known"
    OFF = "the printer is stopped"
    REJECTING = "the printer takes no jobs"
    UNKNOWN = "there is no such printer"
    NO_DEFAULT = "no printer is chosen, and the system has no default printer"
    NO_ANSWER = "the printing system did not answer in time"
    REFUSED = "the printing system did not take it"
    GIVEN_UP = "it was cancelled or given up at the printer"
    BEHIND = "one before it could not be printed"
    NO_ROOM = "it could not be laid out for the printer: the disk"
    NOWHERE = "there is neither a printer nor a viewer here"


class Became(Enum):
    """What was done with a sheet that waited, in words: English msgids."""

    PRINTED = "printed after waiting"
    OPENED = "opened instead"
    DROPPED = "taken off the queue"
