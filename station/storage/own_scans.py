"""The scans of a station, and what its district published, on its one line."""

from collections.abc import Callable
from pathlib import Path

from station.domain.case import replay
from station.domain.published_events import FilePublished
from station.domain.publishing import KINDS, standing
from station.domain.scan_events import ScanAttached
from station.domain.transfer_events import CaseBrought
from station.domain.values import Side
from station.storage.journal import Journal
from station.storage.pieces import PieceStore
from station.storage.scanbook import ScanBook
from station.storage.scanrows import (
    Needs,
    is_published,
    needs_of_case,
    needs_of_published,
    telling,
)
from station.storage.vault import Vault

LINE = ""
"""A station has one line only."""


def scans_of(
    vault: Vault, folder: Path, chance: Callable[[int], bytes], journal: Journal
) -> ScanBook:
    """The scans of the cases here; their sealed pieces lie in `folder`."""

    def read(number: str) -> Needs:
        if is_published(number):
            found = standing(journal.of_kinds(*KINDS))
            return needs_of_published(found, number, Side.STATION)
        kept = journal.of_case(number)
        return needs_of_case(replay(one.entry for one in kept), kept, Side.STATION)

    return ScanBook(
        vault, PieceStore(vault, folder, chance), line=LINE, mine=Side.STATION,
        seq_at=journal.seq_of, read=read,
    )  # fmt: skip


def rebuild(vault: Vault, scans: ScanBook, journal: Journal) -> None:
    """Make the rows of all scans anew from the journal. Inside a transaction."""
    scans.begin_anew()
    scans.show(_telling(vault, journal))
    scans.spent()


def differences(vault: Vault, scans: ScanBook, journal: Journal) -> list[str]:
    """Cases, and things published, whose rows do not show the files that the journal tells of."""
    return scans.differences(dict.fromkeys((*_telling(vault, journal), *scans.numbers())))


def _telling(vault: Vault, journal: Journal) -> list[str]:
    rows = vault.sql(
        "SELECT case_number FROM entry WHERE kind IN (?, ?) GROUP BY case_number ORDER BY min(seq)",
        ScanAttached.kind, CaseBrought.kind,
    )  # fmt: skip
    published = (one.entry.event for one in journal.of_kinds(FilePublished))
    return [*(number for (number,) in rows.fetchall()), *telling(published)]
