"""What pages tell the application: what happened. Where it leads is the application's to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from station.domain.errors import StationError

if TYPE_CHECKING:
    from station.desk.backup_shelf import Kept
    from station.desk.office import Office
    from station.desk.restoring import Found


EXCHANGE = "exchange"
"""The group of the workers that speak with the district."""


SCHEDULED = "scheduled"
"""The group of the worker that speaks with the district when nobody asked for it."""


PRINTERS = "printers"
"""The group of the worker that asks what became of jobs at a printer."""


BACKUP = "backup"
"""The group of the worker that makes backups."""


@dataclass
class StationUnlocked(Message):
    """An agent opened the station; `fault` is what did not work besides."""

    office: "Office"
    fault: StationError | None = None


@dataclass
class StationClosed(Message):
    """The vault was closed by work that needed it closed, and is open no more; `fault` is what
    failed, if something did."""

    fault: StationError | None = None


@dataclass
class PagePicked(Message):
    """A page of the menu is wanted, by its name in the roll of pages; `draft` is the name of the
    unfinished form that it goes on with."""

    page: str
    draft: str = ""


@dataclass
class CaseChosen(Message):
    """A case is to be looked at; `offer` is the sheet that the resident gets now, `begin` the act
    whose form opens."""

    number: str
    offer: str = ""
    begin: str = ""


@dataclass
class DraftChosen(Message):
    """The page goes on with the unfinished form of this name."""

    name: str


@dataclass
class CaseRecorded(Message):
    """A new case was recorded; `fault` is what did not work after that."""

    number: str
    offer: str
    fault: StationError | None


@dataclass
class WorkRefused(Message):
    """What was tried beside the screen did not work."""

    fault: StationError


@dataclass
class WorkDone(Message):
    """What was tried beside the screen worked."""


@dataclass
class WorkProgressed(Message):
    """Long work is under way: what is being done (an English msgid), how far, of how much."""

    words: str
    done: int
    whole: int


@dataclass
class ActDone(Message):
    """An act was recorded."""

    name: str


@dataclass
class SheetsChecked(Message):
    """Sheets that somebody brought were looked at; `words` say what came of each."""

    words: Content
    proved: bool
    """Whether a signature held, so that there is something to compare with the paper."""


@dataclass
class SheetMade(Message):
    """A sheet was made, and this became of it."""

    words: str


@dataclass
class SheetHeldUp(Message):
    """Before this sheet prints somebody must know that no font has these characters."""

    sheet: str
    characters: tuple[str, ...]


@dataclass
class QueueSettled(Message):
    """It was asked what became of the jobs at a printer."""


@dataclass
class SyncProgressed(Message):
    """An exchange with the district is under way: events of ours, and of theirs."""

    done: int
    whole: int
    received: int
    carried: int
    """Bytes both ways."""
    pieces: int
    """Pieces of scans, both ways."""
    seconds_left: float | None


@dataclass
class SyncEnded(Message):
    """An exchange ended. `road` says why it broke off, and `declined` that the district did not
    want it; `doubts` what was not believed."""

    by_stick: bool
    confirmed: int
    sent: int
    received: int
    cancelled: bool
    road: StationError | None
    declined: bool
    doubts: tuple[StationError, ...]
    no_room: bool = False
    """The district takes no more scans."""


@dataclass
class ScheduleTried(Message):
    """An exchange that nobody asked for was tried."""


@dataclass
class BackupProgressed(Message):
    """A backup is under way: what is being done (an English msgid), and its share in percent."""

    words: str
    share: str


@dataclass
class BackupEnded(Message):
    """The backup of the day was made, was not due, or failed for this reason."""

    fault: StationError | None


@dataclass
class ShelfRead(Message):
    """The places of the backups were looked through."""

    kept: "Sequence[Kept]"


@dataclass
class BackupsFound(Message):
    """Places were looked through for backups; `named`: where somebody said."""

    found: "Sequence[Found]"
    named: bool
