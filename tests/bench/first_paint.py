"""From the start of the process to the unlock screen, beside Textual with nothing on it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import monotonic

from tests.bench.figures import Figure, ms
from tests.office import an_office

TIMES = 7
ROOT = Path(__file__).parents[2]


def first_paint(folder: Path) -> Iterator[Figure]:
    """Both in turn, so that a busy moment of the machine meets both."""
    home = folder / "first_paint"
    with an_office(home):
        pass
    taken: dict[str, list[float]] = {"station": [], "empty": []}
    for _ in range(TIMES):
        for which, seconds in taken.items():
            seconds.append(_seconds(which, home, folder / "note"))
    yield Figure(
        what="first paint of the unlock screen",
        ours=ms(1000 * median(taken["station"])),
        beside="an empty Textual app",
        theirs=ms(1000 * median(taken["empty"])),
    )


def _seconds(which: str, home: Path, note: Path) -> float:
    started = monotonic()
    subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tests.bench.paint", which, str(home), str(note)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return float(note.read_text("ascii")) - started
