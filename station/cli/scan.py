"""run.py scan CASE: the scans of a case; attaching, opening, taking off."""

import argparse
from pathlib import Path

from station.cli.opening import opened, opening_arguments, purpose_argument, purpose_at, told_at
from station.cli.output import say, say_row
from station.cli.saving import out_arguments, place_of
from station.cli.shown import wait_for_reader
from station.desk.camera import CameraDesk
from station.desk.scans import ScanDesk, carried_words
from station.desk.words import N_, _, word
from station.domain.errors import BadInput, StationError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which case, and one thing to do; without one they are listed."""
    parser.add_argument("case", metavar="CASE", help=_("receipt number"))
    parser.add_argument(
        "paper", nargs="?", default="", metavar="PAPER",
        help=_("number of the paper in the item's list; 0 for the result"),
    )  # fmt: skip
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE",
        help=_("pictures and PDFs; none: all that lie in the folder of the scanner"),
    )  # fmt: skip
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--open", metavar="SCAN", help=_("show this one: its name, or its number"))
    what.add_argument("--remove", metavar="SCAN", help=_("take this one off: it was a mistake"))
    parser.add_argument("--words", default="", metavar="WORDS", help=_("what is said, or why"))
    out_arguments(parser, N_("save it there, in clear"), metavar="FOLDER")
    purpose_argument(parser, "--purpose")
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 once it is done, or shown."""
    out = place_of(given)
    with opened(given) as office:
        desk = ScanDesk(office)
        if given.open:
            with purpose_at("--purpose"):
                way, path = desk.open(given.case, given.open, given.purpose or "", out=out)
            say_row(word(way), str(path))
            wait_for_reader(way, "--out FOLDER")
        elif given.remove:
            gone = desk.remove(given.case, given.remove, given.words)
            say(_("taken off: {name}").format(name=gone.name))
        elif given.paper:
            with told_at({"paper": "PAPER"}):
                _attach(desk, CameraDesk(office), given)
        _tell(desk, given.case)
    return 0


def _attach(desk: ScanDesk, camera: CameraDesk, given: argparse.Namespace) -> None:
    seq = _number(given.paper)
    if given.files:
        scans = desk.attach_files(given.case, seq, given.files)
    else:
        taken = camera.take(given.case, seq, [one.path for one in camera.new()])
        scans = taken.scans
        for path in taken.left:
            say(_("attached, and still in the folder: {file}").format(file=path.name))
    say(_("{count} attached").format(count=len(scans)))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        fault = StationError(
            "{paper} is no number of a paper", "run.py show CASE lists them.", paper=text
        )
        raise BadInput({"paper": fault})
    return int(text)


def _tell(desk: ScanDesk, number: str) -> None:
    for one in desk.of_case(number):
        said, scan = one.attached.event, one.scan
        kilobytes = _("{size} kB").format(size=-(-scan.size // 1024))
        say_row(
            scan.sha256[:8], str(said.seq), scan.name, scan.form.value, kilobytes, said.by,
            f"{said.at:%Y-%m-%d %H:%M}", carried_words(one),
        )  # fmt: skip
