"""Each page of the vault, and each block of a backup, damaged in turn: is it always noticed?

The station is opened and verified as an agent would, the backup is restored. Noticed is what
ends in an error of the house whose hint leads back to a backup. The control is a vault without
checksums of its pages: there some damage must stay unnoticed.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from station.desk.checking import check
from station.desk.copying import make_backup, restore_station
from station.desk.home import Home
from station.domain.errors import StationError
from tests.office import NEW, PASSPHRASE, an_office, settings
from tests.torture.campaign import EVERYTHING, Campaign, Seen, spread
from tests.torture.program import RealSetUp, later
from tests.torture.sitting import recorded, with_pragmas

PAGE = 4096
NO_CHECKSUMS = (("cipher_use_hmac", "OFF"),)

Damage = Callable[[bytearray, int, bytes, random.Random], None]
"""Done to a file, at a page, with the vault as it was earlier."""


def _flip(file: bytearray, page: int, _: bytes, rng: random.Random) -> None:
    place = rng.randrange(page * PAGE, min(len(file), (page + 1) * PAGE))
    file[place] ^= 1 << rng.randrange(8)


def _swap(file: bytearray, page: int, _: bytes, rng: random.Random) -> None:
    pages = len(file) // PAGE
    if page >= pages:
        page = 0  # the rest of a file is no page that could be exchanged
    other = rng.choice([number for number in range(pages) if number != page])
    here, there = slice(page * PAGE, (page + 1) * PAGE), slice(other * PAGE, (other + 1) * PAGE)
    file[here], file[there] = file[there], file[here]


def _tear(file: bytearray, page: int, earlier: bytes, rng: random.Random) -> None:
    """The first sectors are new, the others what was there before, or nothing yet."""
    begin, end = page * PAGE + 512 * rng.randint(1, 7), min(len(file), (page + 1) * PAGE)
    old = earlier[begin:end].ljust(max(0, end - begin), b"\0")
    file[begin:end] = old if old != file[begin:end] else bytes(len(old))


def _cut(file: bytearray, page: int, _: bytes, rng: random.Random) -> None:
    del file[page * PAGE + rng.choice((0, rng.randrange(PAGE))) :]


def _append(file: bytearray, page: int, _: bytes, rng: random.Random) -> None:
    begin = page * PAGE
    file += rng.choice((rng.randbytes(PAGE), bytes(PAGE), bytes(file[begin : begin + PAGE])))


@dataclass(frozen=True, kw_only=True)
class Harm:
    """One kind of damage to one kind of file."""

    file: str
    do: Damage
    pragmas: tuple[tuple[str, object], ...] = ()
    """Wrong settings of the vault."""


def campaign(harm: Harm, folder: Path, amount: int, rng: random.Random) -> Seen:
    """Damage so many pages, one after the other."""
    trials = 0
    faults: list[str] = []
    with with_pragmas(harm.pragmas):
        earlier, sound = grown_station(folder, harm.file)
        held = sound.read_bytes()
        pages = -(-len(held) // PAGE)
        for page in spread(pages, amount, rng):
            changed = bytearray(held)
            harm.do(changed, page, earlier, rng)
            if changed != held:
                trials += 1
                found = _tried(harm.file, folder, bytes(changed))
                faults += [f"page {page}: {fault}" for fault in found]
    return Seen(trials=trials, faults=faults, remarks=f"of {pages} pages")


def _tried(file: str, folder: Path, changed: bytes) -> Iterator[str]:
    """What is wrong with how the damage was noticed."""
    tried = folder / "tried"
    shutil.rmtree(tried, ignore_errors=True)
    try:
        found = tuple(looked_at(file, folder, tried, changed))
    except StationError as refusal:
        found = (refusal,)
    except Exception as stranger:  # noqa: BLE001 - whatever damage brings about
        yield f"told in no words: {stranger!r}"
        return
    if not found:
        yield "not noticed"
    yield from (f"no way out of: {fault}" for fault in found if "backup" not in fault.hint)


def grown_station(folder: Path, what: str, *, cases: int = 3) -> tuple[bytes, Path]:
    """Make a station with cases: its vault before the last of them, and the file to damage."""
    home, backup = folder / "home", folder / "backup"
    recorded(home, _unheard, RealSetUp(), first=0, cases=cases)
    vault = Home(folder=home).vault
    earlier = vault.read_bytes()
    recorded(home, _unheard, later(1), first=100, cases=cases)
    if what == "vault":
        return earlier, vault
    with an_office(home, later(2)) as office:
        make_backup(office, backup)
    return earlier, backup


def _unheard(**_: object) -> None:
    """What is recorded before the damage is told to nobody."""


def looked_at(what: str, folder: Path, tried: Path, changed: bytes) -> Iterator[StationError]:
    """What `verify` finds once the damaged file lies where it belongs."""
    if what == "vault":
        shutil.copytree(folder / "home", tried)
        Home(folder=tried).vault.write_bytes(changed)
        with an_office(tried, later(3)) as office:
            yield from check(office, progress=lambda _: None).faults
        return
    source = tried.with_name("damaged")
    source.write_bytes(changed)
    restore_station(
        Home(folder=tried), source, NEW.agent, PASSPHRASE,
        settings=settings(tried), clock=later(3),
    ).leave()  # fmt: skip


_KINDS = {
    "one bit": _flip, "two pages exchanged": _swap, "a page half written": _tear,
    "cut off": _cut, "something appended": _append,
}  # fmt: skip
DAMAGE = (
    *(
        Campaign(
            name=f"{file}: {name}", run=partial(campaign, Harm(file=file, do=do)),
            whole=EVERYTHING, short=8,
        )
        for file in ("vault", "backup")
        for name, do in _KINDS.items()
    ),
    Campaign(
        name="no checksums, one bit",
        run=partial(campaign, Harm(file="vault", do=_flip, pragmas=NO_CHECKSUMS)),
        whole=EVERYTHING, short=10, control=True,
    ),
)  # fmt: skip
