"""python -m tests.bench [--peer pouchdb]: figures side by side, all in one run.

Nothing here passes or fails by time: a figure says how this machine did today, and what the
simplest thing that does the same took beside it.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from unicodedata import east_asian_width

from tests.bench.figures import Figure
from tests.bench.first_paint import first_paint
from tests.bench.intake import intake
from tests.bench.listing import listing
from tests.bench.pouchdb_peer import pouchdb
from tests.bench.recording import recording
from tests.bench.sheets import sheets
from tests.bench.syncing import syncing
from tests.bench.unlocking import unlocking

WHAT, NUMBER = 62, 14
Take = Callable[[Path], Iterator[Figure]]
ALL: tuple[Take, ...] = (first_paint, unlocking, sheets, recording, syncing, listing, intake)
PEERS: Mapping[str, tuple[Take, ...]] = MappingProxyType({"": ALL, "pouchdb": (pouchdb,)})


def main() -> int:
    """Takes every figure and prints it as it comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", choices=[*PEERS], default="")
    takes, started = PEERS[parser.parse_args().peer], perf_counter()
    _say(Figure(what="what", ours="ours", beside="beside", theirs="theirs"))
    with tempfile.TemporaryDirectory() as name:
        for take in takes:
            for figure in take(Path(name)):
                _say(figure)
    sys.stdout.write(f"\n{perf_counter() - started:,.0f} s in all\n")
    return 0


def _say(figure: Figure) -> None:
    beside = f"   {figure.theirs:>{NUMBER}}  {figure.beside}" if figure.beside else ""
    sys.stdout.write(f"{_wide(figure.what)}{figure.ours:>{NUMBER}}{beside}\n")
    sys.stdout.flush()


def _wide(text: str) -> str:
    """The text padded to its column; Han characters are two cells wide."""
    return text + " " * (WHAT - sum(1 + (east_asian_width(char) in "WF") for char in text))


if __name__ == "__main__":
    sys.exit(main())
