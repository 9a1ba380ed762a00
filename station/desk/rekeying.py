"""Another data key for the vault: when somebody leaves, or a passphrase may be known.

The slots hold both keys while every page is encrypted anew; whichever opens the vault afterwards
is the right one. Whoever still has an old copy of the vault opens that copy, and no later one.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from station.desk.bundles import newest_bundle
from station.desk.colleagues import refuse_unknown
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import by_its_key, come_in
from station.desk.own_keys import known_here
from station.desk.words import N_
from station.domain.errors import StationError
from station.domain.office_events import AgentRemoved, DataKeyChanged, KeyChangeBegun
from station.domain.roles import Right
from station.domain.roster import Colleague
from station.storage.faults import VaultClosed
from station.storage.sealing import with_key
from station.storage.slotbook import SlotBook
from station.storage.slots import SlotFile, promoted, read_slots, write_slots
from station.storage.vault import logs_of
from station.storage.whole import rekey_vault

ENCRYPTING = N_("Encrypting every page anew")
"""The long step: see `how_far`."""


class StillHere(StationError):
    """Whoever is at the desk cannot be removed, and so the last agent never is."""


class OwnSlotStrange(StationError):
    """The slot of whoever is at the desk was not made here: it would get no new key."""


def change_key(office: Office, *, without: str = "", progress: Callable[[str], None]) -> Office:
    """Give the vault a new data key, for everybody who works here but `without`, who is removed.

    The office is closed, and opened again under the new key: go on with the one returned.
    `progress` is told, in an English msgid, what is done next. If it is cut short, the old key
    opens and nothing has changed, or the new one and everything has. Raises NoSuchColleague,
    StillHere, OwnSlotStrange before anything was done; DiskFull, DiskFailing with the office
    closed.
    """
    home, clock = office.home, office.clock
    new = clock.chance(32)
    pending = _prepared(office, clock.chance(16).hex(), new, without)
    progress("Sealing the new key to everybody who stays")
    office.sign_head()
    write_slots(home.slots, pending)
    progress(ENCRYPTING)
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


def how_far(home: Home) -> tuple[int, int]:
    """How many bytes of the vault are encrypted anew, of how many, while that is under way: the
    new pages grow in the log first."""
    log, *_ = logs_of(home.vault)
    with suppress(OSError):
        whole = home.vault.stat().st_size
        return min(log.stat().st_size, whole), whole
    return 0, 0


def is_open(office: Office) -> bool:
    """Whether a change of the key that failed has left the office as it was."""
    try:
        with office.vault.reading():
            return True
    except VaultClosed:
        return False


def _prepared(office: Office, name: str, data_key: bytes, without: str) -> SlotFile:
    """The slots while the vault gets this data key, for everybody but `without`; the vault knows
    now what they will be. The file is not written. Whose slot is missing gets none by it, and
    stays on the roster: nobody removed them.

    Raises NotAllowed, NoSuchColleague, StillHere, OwnSlotStrange.
    """
    office.rights.ask(Right.KEY, AgentRemoved.kind if without else DataKeyChanged.kind)
    content = read_slots(office.home.slots)
    book = SlotBook(office.memory, office.opened.data_key)
    with office.transaction():
        known = known_here(office)
        if without:
            _refuse_removing(office, without, known)
        now = office.stamp()
        office.record(KeyChangeBegun(at=now.at, by=now.by, without=without))
        stay = book.trusted(content) & known.keys() - {without}
        if office.agent not in stay:
            raise OwnSlotStrange(
                "your own key slot was not made by this program: the new key would shut you out",
                "Take the district's answer once more, or let a colleague remove and add you.",
            )
        bundle = newest_bundle(office)
        pending = with_key(
            content, data_key, key=name, opens={agent: known[agent].opens for agent in stay},
            district=bundle.recovery if bundle else None,
        )  # fmt: skip
        book.prepare(promoted(pending), data_key, without=without)
    return pending


def _refuse_removing(office: Office, name: str, known: Mapping[str, Colleague]) -> None:
    if name == office.agent:
        raise StillHere(
            "nobody removes themselves",
            "A colleague who is logged in does it; the last one stays.",
        )
    refuse_unknown(office, name, known)
