"""Functions that fail in the real program at a pseudo terminal, as in `crashes` without one.

A first sitting finds which functions the program calls on its way through some pages; then each
sitting has one of them fail, from the start of the program to its end.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import TimeoutExpired

from tests.office import PASSPHRASE
from tests.torture.campaign import Seen
from tests.torture.markers import in_bytes, in_files, outside
from tests.torture.places import Place
from tests.tui.leaky import SECRETS
from tests.tui.sat import Sat, sat_down
from tests.tui.tour import APPLICANT, WALK, a_station

_PROGRAM = """
import json, sys
from pathlib import Path
from station.storage import crashes
crashes.guard()
from station.tui.app import main
from tests.torture.places import Failing, Place, Reached
said, place = Path(sys.argv.pop()), json.loads(sys.argv.pop())
watching = Failing(Place(*place)) if place else Reached()
with watching:
    try:
        code = main(sys.argv[1:])
    finally:
        said.write_text(json.dumps(watching.failed if place else sorted(watching.places)), "utf-8")
sys.exit(code)
"""
_NUMBER = re.compile(rb"E-[0-9A-F]{8}")
_CODES = {
    "enter": "\r", "tab": "\t", "escape": "\x1b", "question_mark": "?", "ctrl+p": "\x10",
    "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f7": "\x1b[18~",
    "f9": "\x1b[20~",
}  # fmt: skip
"""What a terminal sends for the keys of the walk; the others are characters."""
_FAILURE = 1
"""The exit code of a program that failed."""
_HANGS = 1000
"""In place of the exit code of a program that does not end."""


def campaign(folder: Path, amount: int, rng: random.Random) -> Seen:
    """So many functions, among those that are called on the way to as many pages."""
    home = folder / "home"
    home.mkdir()
    (home / "station.ini").write_text("[station]\nlanguage = en\n[backup]\ndaily = no\n", "utf-8")
    a_station(home)
    walk = WALK[: min(amount, len(WALK) - 1)]  # the last one begins the program again
    _gone(folder, walk, None)
    reached = [Place(*one) for one in json.loads((folder / "said").read_text("utf-8"))]
    faults: list[str] = []
    chosen = rng.sample(reached, min(amount, len(reached)))
    for place in chosen:
        code, written = _gone(folder, walk, place)
        where = f"{place.module} {place.name}"
        faults += [f"{where}: {fault}" for fault in _judged(folder, code, written)]
    return Seen(
        trials=len(chosen), faults=faults,
        remarks=f"of {len(reached)} functions that {len(walk)} pages call",
    )  # fmt: skip


def _gone(
    folder: Path, walk: Sequence[tuple[str, tuple[str, ...]]], place: Place | None
) -> tuple[int, bytes]:
    """The exit code, and all that was written to the terminal."""
    (folder / "temp").mkdir(exist_ok=True)
    (folder / "said").unlink(missing_ok=True)
    words = ["--home", str(folder / "home"), json.dumps(place), str(folder / "said")]
    with sat_down(words, _PROGRAM, env={"TMPDIR": str(folder / "temp")}) as sat:
        with suppress(TimeoutError, OSError):  # it has failed, and has no terminal any more
            sat.until("Passphrase")
            sat.type(f"{PASSPHRASE}\r")
            sat.until("Enter opens the case")
            for _name, keys in walk:
                _press(sat, keys)
            _press(sat, ("escape",) * 3)
            sat.type("\x11")
        try:
            return sat.ended(), sat.written
        except TimeoutExpired:
            return _HANGS, sat.written


def _press(sat: Sat, keys: Sequence[str]) -> None:
    for key in keys:
        sat.type(_CODES.get(key, key))
        sat.quiet()


def _judged(folder: Path, code: int, written: bytes) -> Iterator[str]:
    everything = [*SECRETS, PASSPHRASE, *APPLICANT.values()]
    yield from in_bytes("the screen", written, SECRETS)
    yield from in_bytes("the terminal", b"".join(outside(written)), everything)
    yield from in_files(folder, everything)
    said = folder / "said"
    if not said.exists() or not json.loads(said.read_text("utf-8")):
        yield "was not called again"
    if not _NUMBER.search(written):
        yield "no number was told"
    if code not in (0, _FAILURE):
        yield f"ended with {code}"
