"""run.py recover: a way in when the passphrase is forgotten or the key file is lost.

`request` writes what is taken to the district, on paper or as a file; `answer` takes what it gave.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from station.cli.opening import (
    home_argument,
    new_passphrase,
    only,
    passphrase,
    premises_of,
    told_at,
    warn_of_slots,
)
from station.cli.output import say, say_row
from station.cli.shown import wait_for_reader
from station.desk.premises import Premises
from station.desk.rekeying import change_key
from station.desk.words import _, word
from station.domain.errors import BadInput, StationError

if TYPE_CHECKING:
    from station.desk.recovering import Asked

_SCREEN = "-"
_PRINTER = Path(_SCREEN)
_AT = {"agent": "--agent", "station": "--station", "passphrase": "--new-passphrase-file"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which of the two, the file, and for whom."""
    parser.add_argument(
        "what", choices=("request", "answer"),
        help=_("write a request to the district, or take its answer in"),
    )  # fmt: skip
    parser.add_argument(
        "file", type=Path, metavar="FILE",
        help=_(
            "request: the file that is made, or - to see its rows; answer: the district's file, or"
            " - to type it"
        ),
    )  # fmt: skip
    parser.add_argument(
        "--sheet", type=Path, nargs="?", const=_PRINTER, metavar="FILE",
        help=_("request: a sheet of paper, too: on the printer, or as this PDF"),
    )  # fmt: skip
    parser.add_argument("--agent", metavar="NAME", help=_("request: who wants to get in again"))
    parser.add_argument(
        "--station", default="", metavar="CODE",
        help=_("request: the station's code, if its key slots are lost"),
    )  # fmt: skip
    parser.add_argument(
        "--new-passphrase-file", type=Path, metavar="FILE",
        help=_("the new passphrase is its first line; for the answer the same one"),
    )  # fmt: skip
    parser.add_argument(
        "--rotate", action="store_true",
        help=_("answer: give the vault a new key at once, as somebody may know the old passphrase"),
    )  # fmt: skip
    home_argument(parser)


def run(given: argparse.Namespace) -> int:
    """0 once the request is written, or the station was opened with the answer."""
    place = premises_of(given)
    return _request(place, given) if given.what == "request" else _answer(place, given)


def _request(place: Premises, given: argparse.Namespace) -> int:
    agent = given.agent or only(place.agents())
    _refuse_places({"FILE": given.file, "--sheet": given.sheet})
    with told_at(_AT):
        asked = place.ask_recovery(
            agent, new_passphrase(given.new_passphrase_file), station=given.station
        )
    told = _("request {name} for {agent}: {place}")
    if str(given.file) == _SCREEN:
        say(told.format(name=asked.name, agent=asked.agent, place=""))
        for row in asked.rows:
            say(row)
    else:
        asked.write(given.file)
        say(told.format(name=asked.name, agent=asked.agent, place=given.file))
    say(_("take it to the district, on a stick or printed, and tell its name by telephone"))
    if not asked.sealed:
        say(_("it holds no sealed key: the district needs the copy that it has of this station"))
    say(_("the new passphrase counts once the answer is here: run.py recover answer FILE"))
    if given.sheet is not None:
        _on_paper(place, asked, given.sheet)
    return 0


def _refuse_places(files: Mapping[str, Path | None]) -> None:
    """Raises BadInput, FileThere where a file cannot be made: a request that is under way is worth
    nothing as soon as there is another one."""
    from station.desk.recovering import refuse_there

    for option, file in files.items():
        if file is None or str(file) == _SCREEN:
            continue
        if not file.parent.is_dir():
            missing = StationError(
                "there is no folder {folder}", "Make it first, or look whether the stick is in.",
                folder=file.parent,
            )  # fmt: skip
            raise BadInput({option: missing})
        refuse_there(file)


def _on_paper(place: Premises, asked: "Asked", file: Path) -> None:
    from station.desk.recovery_sheet import print_request, save_request

    if file == _PRINTER:
        way, path = print_request(place, asked)
        say_row(word(way), str(path))
        wait_for_reader(way, "--sheet FILE")
    else:
        save_request(place, asked, file)
        say(_("its sheet: {place}").format(place=file))


def _answer(place: Premises, given: argparse.Namespace) -> int:
    letters = _letters(given.file)
    words = passphrase(given.new_passphrase_file, _("New passphrase: "))
    office = place.recovered(letters, words)
    try:
        warn_of_slots(office)
        say(_("{agent} opens this station with the new passphrase").format(agent=office.agent))
        if given.rotate:
            office = change_key(office, progress=lambda words: say(_(words)))
            say(_("the vault has a new key; passphrases stay as they are"))
        else:
            say(_("if somebody may know the old passphrase: run.py agent rotate"))
    finally:
        office.leave()
    return 0


def _letters(file: Path) -> str:
    if str(file) == "-":
        say(_("Type the rows of the answer; end with an empty line"))
        lines = iter(sys.stdin.readline, "")
        typed = []
        for line in lines:
            if not line.strip():
                break
            typed.append(line)
        return "".join(typed)
    try:
        return file.read_text("utf-8-sig", "replace")
    except OSError:
        fault = StationError("the file {place} cannot be read", "Look at its name.", place=file)
        raise BadInput({"FILE": fault}) from None
