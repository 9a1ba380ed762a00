"""Each page of the vault, and each block of a backup, damaged in turn: is it always noticed?

    python -m tests.torture.damage [--every 1] [--seed 1]

The station is opened and verified as an agent would, the backup is restored. Noticed is what
ends in an error of the house whose hint leads back to a backup. The control is a vault without
checksums of its pages: there some damage must stay unnoticed.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from station.desk.checking import check
from station.desk.copying import make_backup, restore_station
from station.desk.home import Home
from station.domain.errors import StationError
from tests.office import NEW, PASSPHRASE, an_office, settings
from tests.torture.faults import recorded, with_pragmas
from tests.torture.program import RealSetUp, later
from tests.torture.table import ended, line

PAGE = 4096
CONTROL_EVERY = 5
"""Without checksums much damage is noticed all the same, by the journal's chain."""
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
class Campaign:
    """One kind of damage to one kind of file."""

    name: str
    file: str
    do: Damage
    control: bool = False


_KINDS = {
    "one bit": _flip, "two pages exchanged": _swap, "a page half written": _tear,
    "cut off": _cut, "something appended": _append,
}  # fmt: skip
CAMPAIGNS = (
    *(Campaign(name=f"vault: {name}", file="vault", do=do) for name, do in _KINDS.items()),
    *(Campaign(name=f"backup: {name}", file="backup", do=do) for name, do in _KINDS.items()),
    Campaign(name="control: no checksums, one bit", file="vault", do=_flip, control=True),
)


@dataclass
class Row:
    """What a campaign saw."""

    trials: int = 0
    noticed: int = 0
    faults: list[str] = field(default_factory=list)


def campaign(one: Campaign, folder: Path, *, every: int, rng: random.Random) -> Row:
    """Damage one page in `every`, the first of them by chance."""
    row = Row()
    with with_pragmas(NO_CHECKSUMS) if one.control else nullcontext():
        earlier, sound = _station(folder, one.file)
        held = sound.read_bytes()
        tried = folder / "tried"
        for page in range(rng.randrange(every), -(-len(held) // PAGE), every):
            changed = bytearray(held)
            one.do(changed, page, earlier, rng)
            if changed == held:
                continue
            shutil.rmtree(tried, ignore_errors=True)
            row.trials += 1
            try:
                found = tuple(_looked_at(one.file, folder, tried, bytes(changed)))
            except StationError as refusal:
                found = (refusal,)
            except Exception as stranger:  # noqa: BLE001 - whatever damage brings about
                row.faults.append(f"{one.name}, page {page}: told in no words: {stranger!r}")
                continue
            unhelpful = [fault for fault in found if "backup" not in fault.hint]
            row.noticed += bool(found)
            if not found:
                row.faults.append(f"{one.name}, page {page}: not noticed")
            row.faults += [f"{one.name}, page {page}: no way out of: {it}" for it in unhelpful]
    return row


def _station(folder: Path, what: str) -> tuple[bytes, Path]:
    """Make a station with cases: its vault before the last of them, and the file to damage."""
    home, backup = folder / "home", folder / "backup"
    recorded(home, _unheard, RealSetUp(), first=0, cases=3)
    vault = Home(folder=home).vault
    earlier = vault.read_bytes()
    recorded(home, _unheard, later(1), first=100, cases=3)
    if what == "vault":
        return earlier, vault
    with an_office(home, later(2)) as office:
        make_backup(office, backup)
    return earlier, backup


def _unheard(**_: object) -> None:
    """What is recorded before the damage is told to nobody."""


def _looked_at(what: str, folder: Path, tried: Path, changed: bytes) -> Iterator[StationError]:
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


def main() -> int:
    """Damages and prints a table; 1 if anything went unnoticed, or a control did not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="damage one page in so many")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    bad, began = [], monotonic()
    line("damage", "pages", "noticed", "faults")
    for one in CAMPAIGNS:
        rng = random.Random(f"{given.seed} {one.name}")
        with tempfile.TemporaryDirectory() as folder:
            every = min(given.every, CONTROL_EVERY) if one.control else given.every
            row = campaign(one, Path(folder), every=every, rng=rng)
        line(one.name, row.trials, row.noticed, len(row.faults))
        if not one.control:
            bad += row.faults
        elif not row.faults:
            bad.append(f"{one.name}: nothing was found")
    return ended(bad, seed=given.seed, began=began)


if __name__ == "__main__":
    sys.exit(main())
