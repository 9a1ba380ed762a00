"""One sitting at a station while its disk may fail; and, for controls, wrong settings."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.domain.errors import StationError
from station.storage import connections
from station.storage.casebook import Wanted
from tests.office import HandClock, an_office
from tests.torture.disk import Say
from tests.torture.program import applicants

ITEM = "SB-01"
PAGES_IN_LOG = 40
"""SQLite folds its log at 1000 pages; a dozen cases must see it done."""


def recorded(home: Path, say: Say, clock: HandClock, *, first: int, cases: int) -> None:
    """Open the station, record, leave; `say` what an agent would have been told."""
    told: set[str] = set()
    try:
        with an_office(home, clock) as office:
            with office.vault.reading():
                office.vault.sql(f"PRAGMA wal_autocheckpoint = {PAGES_IN_LOG}")
            papers = all_papers(office.item(ITEM))
            for applicant in applicants(first, cases):
                try:
                    case = CaseDesk(office).open(ITEM, applicant, papers, receive=True).case
                except StationError as refusal:
                    say(refused=type(refusal).__name__)
                    _read(office, told, say)
                else:
                    if office.trouble is not None:
                        say(fault=f"recorded after a failed commit: {case.number}")
                    told.add(case.number)
                    say(case=case.number, state=case.state.value)
    except StationError as refusal:
        say(closed=type(refusal).__name__)


def _read(office: Office, told: set[str], say: Say) -> None:
    """On a disk that takes nothing more, what was told is still to be read."""
    try:
        there = {line.number for line in CaseDesk(office).lines(Wanted(), 0, 10**6)}
    except StationError as refusal:
        say(unread=str(refusal))
    else:
        if missing := told - there:
            say(fault=f"not to be read: {sorted(missing)}")


def with_pragmas(changed: tuple[tuple[str, object], ...]) -> AbstractContextManager[Any]:
    """A vault with these settings in place of its own, and no promise about them."""
    names = dict(changed)
    own = tuple((name, value) for name, value in connections._PRAGMAS if name not in names)
    pragmas = (own[0], *changed, *own[1:])
    kept = tuple((name, holds) for name, holds in connections._PROMISED if name not in names)
    return patch.multiple(connections, _PRAGMAS=pragmas, _PROMISED=kept)
