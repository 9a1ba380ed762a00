"""New slots for the same key, keys of one's own, and another key for the vault."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from station.desk.agents import AgentDesk
from station.desk.checking import check
from station.desk.home import Home
from station.desk.opening import open_station
from station.desk.rekeying import change_key
from station.domain.errors import StationError
from station.domain.office_events import DataKeyChanged
from station.storage.faults import WrongKey
from station.storage.keys import WrongPassphrase, create_slots, unlock
from station.storage.slots import read_slots, write_slots
from station.storage.vault import open_as_is
from tests.office import NEW, PASSPHRASE, WEAK, HandClock, an_office, settings
from tests.torture.disk import Say
from tests.torture.program import later
from tests.torture.scene import (
    Scene,
    Told,
    Words,
    a_station,
    keep,
    known_before,
    never_synced,
    whole,
)
from tests.torture.sitting import recorded

_NEWCOMER, _OWN = "示例新人", "新人 自己的 口令 也有十五字 xyz"
_BALLAST = 12
"""Rows of 20,000 bytes: the more pages, the more moments at which the change can be cut short."""


# ---- new slots for the same key


def _rewrite_slots(folder: Path, say: Say) -> None:
    """The clock of the set-up draws the same keys again, here behind other passphrases."""
    slots, draft = Home(folder=folder / "home").slots, folder / "elsewhere"
    for number in range(1, 7):
        create_slots(
            draft, owner=NEW.station, agent=NEW.agent, passphrase=_passphrase(number), cost=WEAK,
            chance=HandClock().chance,
        )  # fmt: skip
        write_slots(slots, read_slots(draft))
        say(changed=number)


def _passphrase(number: int) -> str:
    return f"{PASSPHRASE} {number}" if number else PASSPHRASE


def _slots_rewritten(folder: Path, told: Told) -> Iterator[str]:
    """Exactly one passphrase opens: the one that was told last, or the one after it."""
    slots, refusals = Home(folder=folder / "home").slots, []
    for number in (len(told), len(told) + 1):
        try:
            unlock(slots, agent=NEW.agent, passphrase=_passphrase(number))
        except StationError as refusal:
            refusals.append(refusal)
    if len(refusals) != 1:
        yield f"after {len(told)} changes neither passphrase opens, or both: {refusals}"


# ---- keys of one's own


def _somebody_new(folder: Path) -> None:
    with an_office(folder / "home", HandClock()) as office:
        given = AgentDesk(office).add(_NEWCOMER).passphrase
    keep(folder, [{"given": given}])


def _come_first(folder: Path, say: Say) -> None:
    _change_given(folder, later(1))
    say(changed=True)


def _change_given(folder: Path, clock: HandClock) -> None:
    home, given = Home(folder=folder / "home"), str(known_before(folder)[0]["given"])
    office = open_station(
        home, _NEWCOMER, given, settings=settings(home.folder), clock=clock, changing=True
    )
    try:
        AgentDesk(office).change(given, _OWN)
    finally:
        office.leave()


def _own_keys(folder: Path, told: Told) -> Iterator[str]:
    """Exactly one passphrase opens; the given one asks for its change once more. Then the keys
    are those on record, and everything is signed."""
    home, given = Home(folder=folder / "home"), str(known_before(folder)[0]["given"])
    opening = [one for one in (given, _OWN) if _opens(home, one)]
    if len(opening) != 1 or (told and opening != [_OWN]):
        yield f"{len(opening)} of the two passphrases open, {len(told)} changes were told"
        return
    if opening == [given]:
        _change_given(folder, later(2))
    elif not told:
        with an_office(home.folder, later(2)):
            pass  # a colleague is the first who comes
    office = open_station(home, _NEWCOMER, _OWN, settings=settings(home.folder), clock=later(3))
    office.leave()
    with an_office(home.folder, later(4)) as office:
        found = check(office, progress=lambda _: None)
        yield from map(str, (*found.faults, *found.waiting))
        if _opens(home, given):
            yield "the given passphrase opens still"


def _opens(home: Home, passphrase: str) -> bool:
    try:
        unlock(home.slots, agent=_NEWCOMER, passphrase=passphrase)
    except WrongPassphrase:
        return False
    return True


# ---- another key


def _station_with_cases(folder: Path) -> None:
    known = Words()
    recorded(folder / "home", known.say, HandClock(), first=0, cases=3)
    with an_office(folder / "home", later(1)) as office, office.vault.transaction():
        office.vault.sql("CREATE TABLE ballast (b BLOB)")
        for number in range(_BALLAST):
            office.vault.sql("INSERT INTO ballast VALUES (?)", bytes([number]) * 20_000)
    keep(folder, known)


def _rekey(folder: Path, say: Say) -> None:
    with an_office(folder / "home", later(2)) as office:
        now = change_key(office, progress=lambda _: None)
        say(changed=True)
        now.leave()


def _rekeyed(folder: Path, told: Told) -> Iterator[str]:
    """Of the keys in the slots exactly one opens; the agent comes in by it, and it is the only one
    that is left."""
    home = Home(folder=folder / "home")
    opened = unlock(home.slots, agent=NEW.agent, passphrase=PASSPHRASE)
    opening = []
    for key in opened.data_keys:
        with suppress(WrongKey):
            open_as_is(home.vault, key).close()
            opening.append(key)
    if len(opening) != 1:
        yield f"of {len(opened.data_keys)} keys {len(opening)} open"
    yield from whole(home.folder, known_before(folder))
    if read_slots(home.slots).pending is not None:
        yield "two keys are left in the slots"
    with an_office(home.folder, later(3)) as office, office.vault.reading():
        if told and not office.journal.own_of(DataKeyChanged):
            yield "the key was changed, and the journal does not know"


_SLOTS = Scene(name="rewriting slots", begin=a_station, work=_rewrite_slots, judge=_slots_rewritten)
REKEY = Scene(
    name="another key for the vault", begin=_station_with_cases, work=_rekey, judge=_rekeyed
)
KEYS = (
    _SLOTS,
    Scene(name="keys of one's own", begin=_somebody_new, work=_come_first, judge=_own_keys),
    REKEY,
    replace(_SLOTS, name="slots, no fsync", setting=never_synced, control=True),
)
