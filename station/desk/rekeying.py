"""Another data key for the vault: when somebody leaves, or a passphrase may be known.

The slots hold both keys while every page is encrypted anew; whichever opens the vault afterwards
is the right one. Whoever still has an old copy of the vault opens that copy, and no later one.
"""

from collections.abc import Callable
from dataclasses import replace

from station.desk.agents import AgentDesk
from station.desk.office import Office
from station.desk.opening import by_its_key, come_in
from station.storage.faults import VaultClosed
from station.storage.slots import write_slots
from station.storage.whole import rekey_vault


def change_key(office: Office, *, without: str = "", progress: Callable[[str], None]) -> Office:
    """Give the vault a new data key, for everybody who works here but `without`, who is removed.

    The office is closed, and opened again under the new key: go on with the one returned.
    `progress` is told, in an English msgid, what is done next. If it is cut short, the old key
    opens and nothing has changed, or the new one and everything has. Raises NoSuchColleague,
    StillHere before anything was done; DiskFull, DiskFailing with the office closed.
    """
    home, clock = office.home, office.clock
    new = clock.chance(32)
    pending = AgentDesk(office).prepare_key(clock.chance(16).hex(), new, without=without)
    progress("Sealing the new key to everybody who stays")
    office.sign_head()
    write_slots(home.slots, pending)
    progress("Encrypting every page anew")
    instance = office.instance
    office.spool.wipe()
    office.vault.close()
    try:
        rekey_vault(home.vault, office.opened.data_key, new)
        vault, opened = by_its_key(home, replace(office.opened, coming=new))
    except BaseException:
        instance.release()
        raise
    return come_in(home, vault, opened, instance, office.settings, clock)


def is_open(office: Office) -> bool:
    """Whether a change of the key that failed has left the office as it was."""
    try:
        with office.vault.reading():
            return True
    except VaultClosed:
        return False
