"""The district's way in: the data key sealed to the recovery key that it keeps offline.

Sealed only to what the bundle in the vault says, which the district has signed; never to what
stands in the key slots.
"""

from dataclasses import replace

from station.desk.agents import AgentDesk
from station.desk.bundles import newest_bundle, seal_told
from station.desk.office import Office
from station.storage.sealing import recipient_of, seal_recovery
from station.storage.slotbook import DISTRICT, SlotBook
from station.storage.slots import SlotFile, read_slots, write_slots
from sync.bundle import Bundle


class RecoverySlot:
    """What the vault knows of the district's recovery key, and the slot that is sealed to it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._book = SlotBook(office.memory, office.opened.data_key)

    def recipient(self) -> str:
        """The name of the recovery key to which the data key is sealed now; empty if it is not."""
        recovery = read_slots(self._office.home.slots).recovery
        return recovery.recipient if recovery else ""

    def settle(self) -> None:
        """Take in what the district told of its recovery key, and seal the data key to it unless
        that was done. The district gets what was sealed with the next exchange.

        Raises DiskFull, DiskFailing, VaultReadOnly. Cut short, it is done at the next opening.
        """
        office = self._office
        with office.transaction():
            bundle = newest_bundle(office)
            content = read_slots(office.home.slots)
            if bundle is None or content.pending is not None or self._is_sealed(content, bundle):
                return
            sealed = replace(
                content,
                recovery=seal_recovery(
                    office.opened.data_key, bundle.recovery, owner=content.owner, key=content.key
                ),
            )
            office.record(seal_told(office, sealed))
            self._book.expect(sealed, DISTRICT, new=True)
        write_slots(office.home.slots, sealed)
        AgentDesk(office).settle()

    def _is_sealed(self, content: SlotFile, bundle: Bundle) -> bool:
        """Whether the slot is the one that was made here for this recovery key."""
        recovery = content.recovery
        return (
            recovery is not None
            and recovery.recipient == recipient_of(bundle.recovery)
            and self._book.is_known(content, DISTRICT)
        )
