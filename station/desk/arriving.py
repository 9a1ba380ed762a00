"""Somebody comes in: that they did is on record, and what was done to the station meanwhile."""

from collections.abc import Iterator

from station.desk.agents import AgentDesk
from station.desk.door import Door
from station.desk.office import Office
from station.desk.policy import policy_changes
from station.desk.recovery_slot import RecoverySlot
from station.domain.clockcheck import ClockDoubt
from station.domain.office_events import AgentCame, ClockDoubted, UnlockFailed
from station.domain.stamp import Stamp
from station.storage.faults import DiskFailing, DiskFull, VaultReadOnly
from station.storage.signbook import SignBook
from station.storage.slots import mend_slots


def arrive(office: Office, *, let_in: bool) -> None:
    """Put on record who came, and what they find: unless the disk cannot be written. `let_in`: by
    the district, through a slot that the vault has to be told of."""
    try:
        mend_slots(office.home.slots)
        now, door = office.stamp(), Door(office.home, office.clock)
        with office.transaction():
            office.tried = _news(office, door)
            office.cut = SignBook(office.vault, office.agent).cut_short()
            noted = (*_doubted(office, now), *policy_changes(office, now))
            office.record(AgentCame(at=now.at, by=now.by), *office.tried, *noted)
            AgentDesk(office).settle()
            if let_in:
                AgentDesk(office).believe_own()
            AgentDesk(office).note_strange()
            office.scans.store.sweep()
        door.came(office.agent)
        RecoverySlot(office).settle()
    except (DiskFull, DiskFailing, VaultReadOnly) as fault:
        office.vault.only_read(fault)


def _news(office: Office, door: Door) -> tuple[UnlockFailed, ...]:
    """Wrong passphrases that the journal was not told of, as a cut after telling it may have it."""
    known = {
        (one.agent, one.last)
        for one in office.journal.own_of(UnlockFailed)
        if isinstance(one, UnlockFailed)
    }
    untold = door.untold(office.agent)
    return tuple(one for one in untold if (one.agent, one.last) not in known)


def _doubted(office: Office, now: Stamp) -> Iterator[ClockDoubted]:
    doubt, latest = office.watch.doubt(now.at), office.watch.latest()
    if doubt is ClockDoubt.NONE:
        office.watch.believed()
    elif latest is not None:
        office.watch.keep_latest(now.at)
        yield ClockDoubted(at=now.at, by=now.by, doubt=doubt.name.lower(), latest=latest)
