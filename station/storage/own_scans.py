"""The scans of a station, on its one line to the district."""

from collections.abc import Callable
from pathlib import Path

from station.domain.case import replay
from station.domain.scan_events import ScanAttached
from station.domain.transfer_events import CaseBrought
from station.domain.values import Side
from station.storage.journal import Journal
from station.storage.pieces import PieceStore
from station.storage.scanbook import ScanBook
from station.storage.scanrows import Told
from station.storage.vault import Vault

LINE = ""
"""A station has one line only."""


def scans_of(
    vault: Vault, folder: Path, chance: Callable[[int], bytes], journal: Journal
) -> ScanBook:
    """The scans of the cases here; their sealed pieces lie in `folder`."""

    def read(number: str) -> Told:
        kept = journal.of_case(number)
        return replay(one.entry for one in kept), kept

    return ScanBook(
        vault, PieceStore(vault, folder, chance), line=LINE, mine=Side.STATION,
        seq_at=journal.seq_of, read=read,
    )  # fmt: skip


def rebuild(vault: Vault, scans: ScanBook) -> None:
    """Make the rows of all scans anew from the journal. Inside a transaction."""
    scans.begin_anew()
    scans.show(_telling(vault))
    scans.spent()


def differences(vault: Vault, scans: ScanBook) -> list[str]:
    """Cases whose rows do not show the scans that the journal tells of."""
    return scans.differences(dict.fromkeys((*_telling(vault), *scans.numbers())))


def _telling(vault: Vault) -> list[str]:
    rows = vault.sql(
        "SELECT case_number FROM entry WHERE kind IN (?, ?) GROUP BY case_number ORDER BY min(seq)",
        ScanAttached.kind, CaseBrought.kind,
    )  # fmt: skip
    return [number for (number,) in rows.fetchall()]
