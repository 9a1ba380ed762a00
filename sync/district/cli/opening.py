"""What the district's commands share: which district is meant, and its passphrase."""

import argparse
import sys
import warnings
from collections.abc import Mapping
from getpass import GetPassWarning, getpass
from pathlib import Path

from station import settings
from station.domain.errors import BadInput, StationError
from station.domain.passphrases import first_line
from station.storage import crashes
from sync.district.cli.output import _, complain
from sync.district.clock import WallClock
from sync.district.intake import read_backlog
from sync.district.premises import District, enter

HOME = Path(__file__).resolve().parents[3] / "data" / "district"
"""Where a district lies if nobody says otherwise."""


def opening_arguments(parser: argparse.ArgumentParser) -> None:
    """--home, --store and --passphrase-file."""
    parser.add_argument(
        "--home", type=Path, default=HOME, metavar="DIR", help=_("folder of the district")
    )
    parser.add_argument(
        "--store", metavar="URL",
        help=_("PostgreSQL database of its book; else what station.ini says, or a file"),
    )  # fmt: skip
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help=_("else the passphrase is asked for")
    )


def opened(given: argparse.Namespace) -> District:
    """The district that is meant, to be closed by the caller. What was done to its key slot from
    outside, and what of its stations cannot be shown, is told on stderr; the work goes on."""
    passphrase = secret(given.passphrase_file, _("Passphrase: "), "--passphrase-file")
    clock = WallClock()
    crashes.keep_in(given.home, clock.now)
    district = enter(given.home, passphrase, clock=clock, store=store_of(given))
    for fault in (*district.strange, *read_backlog(district)):
        complain(fault)
    return district


def store_of(given: argparse.Namespace) -> str:
    """The address of the database that is meant; empty for a file. A station.ini in the folder of
    the district goes before the one of the program. Raises BadSettings."""
    if given.store is not None:
        return str(given.store)
    own: Path = given.home / settings.INI.name
    return settings.read(own if own.is_file() else settings.INI).district_store


def secret(file: Path | None, prompt: str, option: str) -> str:
    """The first line of the file, or what is typed at the terminal. Raises BadInput."""
    if file is not None:
        try:
            return first_line(file.read_bytes())
        except StationError as fault:
            raise BadInput({option: fault}) from None
    fault = StationError(
        "the passphrase cannot be asked for here", "Put it into a file of one line."
    )
    return hidden_line(prompt, {option: fault})


def hidden_line(prompt: str, fault: Mapping[str, StationError]) -> str:
    """What is typed at the terminal, unseen. Raises BadInput with this fault where there is
    none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)
            return getpass(prompt, stream=sys.stderr)
    except (GetPassWarning, EOFError):
        raise BadInput(fault) from None
