"""Where --out saves what a command makes. Nothing is written over unless that is said."""

import argparse
from pathlib import Path

from station.cli.opening import premises_of
from station.desk.words import N_, _
from station.domain.errors import BadInput, StationError

IN_CLEAR = N_("save it, in clear, instead of printing")
PLAIN = N_("save it instead of printing")
"""Of a sheet about nobody."""


def out_arguments(
    parser: argparse.ArgumentParser, words: str = IN_CLEAR, *, metavar: str = "FILE"
) -> None:
    """--out, told in these `words` (an English msgid), and --replace."""
    parser.add_argument("--out", type=Path, metavar=metavar, help=_(words))
    parser.add_argument(
        "--replace", action="store_true", help=_("write over the file of --out if it is there")
    )


def place_of(given: argparse.Namespace, name: str = "") -> Path | None:
    """What --out says; asked before anybody types a passphrase. Raises BadInput where a file is
    there already and --replace was not said: the file itself, or in a folder the one that will
    have this name."""
    if given.out is None:
        return None
    premises_of(given)  # what is wrong with the place is told in the station's language
    place: Path = given.out
    file = place / name if name and place.is_dir() else place
    is_there = (file.exists() or file.is_symlink()) and not file.is_dir()
    if is_there and not given.replace:
        raise BadInput({
            "--out": StationError(
                "there is already a file {place}", "Choose another name, or add --replace.",
                place=file,
            )
        })  # fmt: skip
    return place
