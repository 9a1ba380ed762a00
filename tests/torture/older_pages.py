"""One page of the vault is exchanged for its own older state. Its checksum is right, so only what
the pages say together can tell: the journal's chain, its signatures, the tables compared with it.

What nobody may lose unnoticed is what the journal tells. An older page of what is kept beside it
(a form that is being typed, a position of the line) may pass, and so may one whose rows are the
same; how many did is told. The control looks at pages alone, as a check of the file does.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from station.desk.checking import check
from station.desk.home import Home
from station.desk.office import Office
from station.domain.errors import StationError
from station.storage.keys import unlock
from station.storage.vault import open_as_is
from station.storage.whole import check_file
from tests.office import NEW, PASSPHRASE, an_office
from tests.torture.campaign import EVERYTHING, Campaign, Seen, spread
from tests.torture.damage import PAGE, grown_station
from tests.torture.program import later

_BESIDE = {"setting", "draft", "aside", "sqlite_sequence"}
"""Tables that the journal does not tell. The last is SQLite's own memory of the highest number,
which it compares with the numbers that are there."""
Rows = Mapping[str, Sequence[tuple[object, ...]]]
Look = Callable[[Office], Iterator[StationError]]


def _by_everything(office: Office) -> Iterator[StationError]:
    yield from check(office, progress=lambda _: None).faults


def _by_pages_alone(office: Office) -> Iterator[StationError]:
    check_file(office.vault)
    yield from ()


def campaign(look: Look, folder: Path, amount: int, rng: random.Random) -> Seen:
    """Exchange so many of the pages that became different."""
    earlier, vault = grown_station(folder, "vault", cases=20)
    held, rows, tried = vault.read_bytes(), _rows(folder / "home"), folder / "tried"
    places = [slice(at, at + PAGE) for at in range(0, len(earlier), PAGE)]
    places = [place for place in places if earlier[place] != held[place]]
    chosen = [places[number] for number in spread(len(places), amount, rng)]
    faults: list[str] = []
    harmless = 0
    for place in chosen:
        shutil.rmtree(tried, ignore_errors=True)
        shutil.copytree(folder / "home", tried)
        mixed = held[: place.start] + earlier[place] + held[place.stop :]
        Home(folder=tried).vault.write_bytes(mixed)
        page, lost = place.start // PAGE, _lost(tried, rows)
        found = _found(look, tried)
        faults += [f"page {page}: no way out of: {one}" for one in found if not one.hint]
        if lost and not found:
            faults.append(f"page {page}: not noticed: {lost}")
        harmless += not lost
    remarks = f"of {len(places)} that differ; {harmless} took nothing of the journal"
    return Seen(trials=len(chosen), faults=faults, remarks=remarks)


def _lost(tried: Path, rows: Rows) -> str:
    """Which tables that the journal tells say something else; empty if none does."""
    try:
        now = _rows(tried)
    except StationError as refusal:
        return str(refusal)
    return ", ".join(name for name in rows if name not in _BESIDE and now[name] != rows[name])


def _found(look: Look, tried: Path) -> tuple[StationError, ...]:
    try:
        with an_office(tried, later(3)) as office:
            return tuple(look(office))
    except StationError as refusal:
        return (refusal,)


def _rows(home: Path) -> Rows:
    """Every row of every table, as it was before somebody came in."""
    place = Home(folder=home)
    key = unlock(place.slots, agent=NEW.agent, passphrase=PASSPHRASE).data_key
    with open_as_is(place.vault, key) as vault, vault.reading():
        names = vault.sql(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        ).fetchall()
        return {
            name: vault.sql(f'SELECT * FROM "{name}" NOT INDEXED').fetchall() for (name,) in names
        }


OLDER = (
    Campaign(
        name="vault: an older state of a page", run=partial(campaign, _by_everything),
        whole=EVERYTHING, short=8,
    ),
    Campaign(
        name="an older state of a page, pages alone", run=partial(campaign, _by_pages_alone),
        whole=EVERYTHING, short=24, control=True,
    ),
)  # fmt: skip
