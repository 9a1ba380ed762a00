"""Is everything whole, and what did each station's journal turn out to be.

For every life of every journal the chain is computed again, and in the stations' journals the
agents' signatures are followed (see `station.domain.chain.signable`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from station.domain.audit import Audit, audit
from station.domain.errors import StationError
from station.domain.values import Side
from station.storage.keys import verifies
from station.storage.whole import check_file
from sync.district import scans
from sync.district.intake import book
from sync.district.journal import Journal
from sync.district.premises import District


@dataclass(frozen=True, kw_only=True)
class Life:
    """One life of one writer, as it is kept here."""

    writer: str
    incarnation: str
    present: bool
    """Whether the writer spoke in it last."""
    events: int
    head: str
    signed: int
    """Number of the last event that an agent's signature covers. 0 in the district's own: its
    parcels, which carry it, are signed."""
    forked: bool
    """Another history of it was seen: a restored or copied vault."""


@dataclass(frozen=True, kw_only=True)
class Examined:
    """What was found about one station."""

    station: str
    lives: tuple[Life, ...]
    faults: tuple[StationError, ...]


def examine_file(district: District) -> None:
    """Read every page of the district's file. Raises VaultDamaged, VaultBusy."""
    check_file(district.vault)


def examine(district: District, station: str) -> Examined:
    """Look at the journals of the line to this station, and at its rows. Raises UnknownStation."""
    with district.vault.reading():
        district.life(station)
        journal = district.casebook.journal(station)
        faults: list[StationError] = []
        lives = tuple(
            _life(district, journal, station, side, name, faults)
            for side in (Side.STATION, Side.DISTRICT)
            for name in journal.lives(side)
        )
        faults += [*_table(district, station), *scans.faults(district, station)]
    return Examined(station=station, lives=lives, faults=tuple(faults))


def rebuild(district: District, station: str) -> None:
    """Make the rows of this station's cases anew from its journals. Raises UnknownStation."""
    with district.vault.transaction():
        district.life(station)
        district.casebook.rebuild(station)
        scans.rebuild(district, station)


def _life(
    district: District, journal: Journal, station: str, side: Side, name: str,
    faults: list[StationError],
) -> Life:  # fmt: skip
    memory = book(district, station)
    writer = station if side is Side.STATION else district.id
    spoke_last = memory.heard_last() if side is Side.STATION else memory.incarnation()
    found = audit(writer, name, journal.chained(side, name), verifies, journal.erased())
    faults += _faults(writer, found)
    events, head = journal.end(side, name)
    return Life(
        writer=writer, incarnation=name, present=name == spoke_last, events=events, head=head,
        signed=found.signed, forked=name in memory.forked(),
    )  # fmt: skip


def _faults(writer: str, found: Audit) -> Iterator[StationError]:
    if found.breaks_at is not None:
        yield StationError(
            "the chain of {writer} breaks at entry {number}",
            "Restore the latest copy of the district's file that verifies.",
            writer=writer, number=found.breaks_at,
        )  # fmt: skip
    for number in found.doubtful:
        yield StationError(
            "the signature of {writer} at entry {number} does not cover what is before it",
            "Ask the station's lead: entries may have been changed there.",
            writer=writer, number=number,
        )  # fmt: skip
    for number in found.strangers:
        yield StationError(
            "entry {number} of {writer} bears the name of somebody who was not at the desk then",
            "Ask the station's lead: it may have been slipped in.",
            writer=writer, number=number,
        )  # fmt: skip


def _table(district: District, station: str) -> list[StationError]:
    return [
        StationError(
            "the list does not show case {number} as the journals tell it",
            "Run: run.py district verify --rebuild",
            number=number,
        )
        for number in district.casebook.differences(station)
    ]
