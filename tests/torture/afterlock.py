"""The memory of the real program after its lock, searched for keys.

Both halves of the data key, of the agent's seed, and of the two keys that come of the seed, raw
and in hex: what an encryption had to copy it may have copied in parts. The control looks before
the lock: but for the seed, which nobody keeps after the opening, each of them has to be there.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from station.storage import keys
from tests.office import PASSPHRASE, an_office
from tests.torture.campaign import Bar, Campaign, Seen
from tests.tui.sat import Sat, sat_down
from tests.tui.tour import a_station

CTRL_L = "\x0c"
_STAY = ("the data key", "the key that signs", "the key that opens")
"""What an open station has in memory as long as it is open."""


def campaign(folder: Path, amount: int, rng: random.Random) -> Seen:
    """Come in, lock, look; so often, by turns in one sitting."""
    return _looked(folder, amount, rng, locked=True)


def control(folder: Path, amount: int, rng: random.Random) -> Seen:
    """Come in and look: there the keys must be, each one."""
    seen = _looked(folder, amount, rng, locked=False)
    missed = [key for key in _STAY if not any(key in fault for fault in seen.faults)]
    remarks = f"not found: {', '.join(missed)}" if missed else f"found: {', '.join(_STAY)}"
    return replace(seen, faults=() if missed else seen.faults, remarks=remarks)


def _looked(folder: Path, amount: int, _rng: random.Random, *, locked: bool) -> Seen:
    home = folder / "home"
    home.mkdir()
    (home / "station.ini").write_text("[station]\nlanguage = en\n[backup]\ndaily = no\n", "utf-8")
    a_station(home)
    sought = secrets_of(home)
    faults: list[str] = []
    with sat_down(["--home", str(home)]) as sat:
        sat.until("Passphrase")
        for number in range(amount):
            sat.type(f"{PASSPHRASE}\r")
            sat.until("Enter opens the case")
            if locked:
                sat.type(CTRL_L)
                sat.until("Locked.")
            sat.quiet()
            faults += [f"look {number + 1}: {one} in memory" for one in found(sat, sought)]
            if not locked:
                break
    return Seen(trials=amount if locked else 1, faults=faults)


def secrets_of(home: Path) -> Mapping[str, bytes]:
    """Every half of every key, raw and in hex, by its name."""
    seeds: list[bytes] = []
    seed_in = keys.seed_in

    def seen(*given: Any) -> bytes:
        seeds.append(seed_in(*given))
        return seeds[-1]

    with patch.object(keys, "seed_in", seen), an_office(home) as office:
        opened = office.opened
    pair = (opened.keys.signs, opened.keys.opens)
    kept = (opened.data_key, *(key.private_bytes_raw() for key in pair))
    whole = {**dict(zip(_STAY, kept, strict=True)), "the agent's seed": seeds[0]}
    halves = {f"{name} {at}": key[at:][:16] for name, key in whole.items() for at in (0, 16)}
    hexed = {f"{name} in hex": half.hex().encode() for name, half in halves.items()}
    return {**halves, **hexed}


def found(sat: Sat, sought: Mapping[str, bytes]) -> Iterator[str]:
    """The names of what lies in the memory of the process now."""
    pieces = list(sat.memory())
    yield from (name for name, key in sought.items() if any(key in piece for piece in pieces))


AFTERLOCK = Bar(
    name="afterlock",
    promise="after the lock no part of a key is in the memory of the program",
    campaigns=(
        Campaign(name="key halves in memory after the lock", run=campaign, whole=20, short=2),
        Campaign(name="key halves before the lock", run=control, whole=1, short=1, control=True),
    ),
    trials=20,
)
