"""Is everything whole, and what did each station's journal turn out to be.

For every life of every journal the chain is computed again. In the stations' journals the agents'
signatures are followed (see `station.domain.chain.signable`), and what is odd is named (see
`station.domain.scrutiny`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from station.domain.audit import Audit, audit
from station.domain.errors import StationError
from station.domain.findings import Finding, Oddity, Weight
from station.domain.recovering import RecoveryRequest
from station.domain.recovery_events import AgentRecovered, RecoveryGranted
from station.domain.scrutiny import HeldLife, scrutinised
from station.domain.scrutiny_told import finding_words
from station.domain.values import Side
from station.storage.keys import verifies
from station.storage.vault import Vault
from station.storage.whole import check_file
from sync.district import scans
from sync.district.heard import last_contact
from sync.district.intake import book
from sync.district.journal import Journal
from sync.district.premises import District
from sync.district.store import StationBook


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
    findings: tuple[Finding, ...]
    """What is odd in the station's journal (see `scrutiny`), and broken in the district's."""
    lists: tuple[StationError, ...]
    """Rows that do not show what the journals tell."""

    def told(self, weight: Weight) -> tuple[StationError, ...]:
        """The findings of this weight, in words."""
        return tuple(
            finding_words(one, self.station) for one in self.findings if one.weight is weight
        )

    @property
    def faults(self) -> tuple[StationError, ...]:
        """What cannot be so where everybody is honest and every disk whole."""
        return (*self.told(Weight.FAULT), *self.lists)


def examine_file(district: District) -> None:
    """Read every page of the district's file; a server looks after its own pages. Raises
    VaultDamaged, VaultBusy."""
    if isinstance(district.vault, Vault):
        check_file(district.vault)


def examine(district: District, station: str) -> Examined:
    """Look at the journals of the line to this station, and at its rows. Raises UnknownStation."""
    with district.vault.reading():
        district.life(station)
        journal, memory = district.casebook.journal(station), book(district, station)
        held = [
            HeldLife(
                name=name, entries=partial(journal.chained, Side.STATION, name),
                audit=_audited(journal, Side.STATION, station, name),
                forked=name in memory.forked(),
            )
            for name in journal.lives(Side.STATION)
        ]  # fmt: skip
        own = {
            name: _audited(journal, Side.DISTRICT, district.id, name)
            for name in journal.lives(Side.DISTRICT)
        }
        lives = (
            *(_life(journal, Side.STATION, station, one.name, one.audit, memory) for one in held),
            *(_life(journal, Side.DISTRICT, district.id, *one, memory) for one in own.items()),
        )
        findings = scrutinised(
            held, now=district.clock.now(), heard=last_contact(district, station),
            granted=_granted(journal, station),
        )  # fmt: skip
        broken = tuple(
            Finding(what=Oddity.BROKEN, life=name, number=found.breaks_at)
            for name, found in own.items()
            if found.breaks_at is not None
        )
        lists = (*_table(district, station), *scans.faults(district, station))
    return Examined(
        station=station, lives=lives, findings=(*findings, *broken), lists=lists
    )  # fmt: skip


def rebuild(district: District, station: str) -> None:
    """Make the rows of this station's cases anew from its journals. Raises UnknownStation."""
    with district.vault.transaction():
        district.life(station)
        district.casebook.rebuild(station)
        scans.rebuild(district, station)


def _granted(journal: Journal, station: str) -> Callable[[AgentRecovered], bool]:
    """Whether this district answered the request by which somebody says that they came in: the
    name of a request binds its agent and the public key that the answer was sealed to."""
    answered = {
        (one.event.agent, one.event.request)
        for name in journal.lives(Side.DISTRICT)
        for one in journal.chained(Side.DISTRICT, name)
        if isinstance(one.event, RecoveryGranted)
    }

    def granted(came: AgentRecovered) -> bool:
        try:
            public = bytes.fromhex(came.opens)
        except ValueError:
            return False
        asked = RecoveryRequest(station=station, agent=came.agent, public=public, sealed=())
        return asked.name == came.request and (came.agent, came.request) in answered

    return granted


def _audited(journal: Journal, side: Side, writer: str, name: str) -> Audit:
    return audit(writer, name, journal.chained(side, name), verifies, journal.erased())


def _life(
    journal: Journal, side: Side, writer: str, name: str, found: Audit, memory: StationBook
) -> Life:
    spoke_last = memory.heard_last() if side is Side.STATION else memory.incarnation()
    events, head = journal.end(side, name)
    return Life(
        writer=writer, incarnation=name, present=name == spoke_last, events=events, head=head,
        signed=found.signed, forked=name in memory.forked(),
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
