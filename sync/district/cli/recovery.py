"""run.py district recovery: a key in two halves, and letting in agents who are locked out.

`open` and `sheet` need neither the district's folder nor a network: they are done where the halves
are. A request, and in `open` a half, may be typed from paper: `-` stands for its file.
"""

import argparse
from pathlib import Path

from station.domain.errors import BadInput, StationError
from station.domain.letters import from_letters, rows, to_letters
from station.domain.names import clean_worker
from station.domain.recovering import RecoveryRequest, SealedKey, answer_bytes, read_request
from station.storage import durable
from sync.district import recovery, sealed_keys
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, complain, say
from sync.district.cli.typing import PAPER, agreed, typed_half, typed_rows
from sync.district.clock import WallClock
from sync.district.halves import joined, read_half
from sync.district.recovery_sheet import answer_sheet, half_sheet

_WORDS = {"init": 2, "sheet": 1, "open": 1, "record": 1, "slot": 1, "erase": 1}
"""How many words belong to each."""
_MANY = StationError("too few words, or too many", "See: run.py district recovery --help")
_HALVES = StationError("both halves of the key are needed", "Add: --half A --half B")
_OUT = StationError("it is not said where it shall go", "Name a file: --out FILE")
_TWICE = StationError("two files of one name", "Give each its own.")
_BY = StationError("it is not said who decided it", "Add: --by NAME")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is done, with what."""
    parser.add_argument(
        "what", choices=tuple(_WORDS),
        help=_(
            "make the key in two halves; put a half on paper; answer a request; put on record who"
            " was let in; write or delete the sealed key of a station"
        ),
    )  # fmt: skip
    parser.add_argument(
        "words", nargs="+", metavar="WORD",
        help=_(
            "init: two folders; sheet: the half; open, record: the request, or - to type it; slot,"
            " erase: the station"
        ),
    )  # fmt: skip
    parser.add_argument(
        "--replace", action="store_true", help=_("init: a new key in place of the last one")
    )
    parser.add_argument("--half", type=Path, action="append", default=[], metavar="FILE",
                        help=_("open: a half of the key, or - to type it; give both"))  # fmt: skip
    parser.add_argument(
        "--slot", type=Path, metavar="FILE", help=_("open: the sealed key that the district held")
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help=_("open, slot, sheet: where it goes")
    )
    parser.add_argument(
        "--sheet", type=Path, metavar="FILE", help=_("open: the answer as a sheet of paper, a PDF")
    )
    parser.add_argument("--by", metavar="NAME", help=_("record: who decided it"))
    parser.add_argument(
        "--yes", action="store_true", help=_("open: it was asked already who it is")
    )
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 once it is done; 1 if whoever was asked did not say yes."""
    _refuse(len(given.words) != _WORDS[given.what], "WORD", _MANY)
    acts = {
        "init": _init, "sheet": _sheet, "open": _open, "record": _record, "slot": _slot,
        "erase": _erase,
    }  # fmt: skip
    return acts[given.what](given)


def _init(given: argparse.Namespace) -> int:
    one, other = map(Path, given.words)
    with opened(given) as district:
        places = recovery.make_key(district, one, other, again=given.replace)
    for place in places:
        say(_("half of the recovery key: {place}").format(place=place))
    say(_("give each half to another custodian, with a copy; neither may stay on this computer"))
    say(_("on paper, each custodian alone: run.py district recovery sheet HALF --out FILE"))
    say(_("stations seal to the new key at their next exchange"))
    return 0


def _sheet(given: argparse.Namespace) -> int:
    _refuse(given.out is None, "--out", _OUT)
    half = read_half(Path(given.words[0]))
    _refuse_there(given)
    durable.write_private(given.out, half_sheet(half, at=WallClock().now()))
    say(_("the sheet of half {part}: {place}").format(part=half.part, place=given.out))
    say(_("print it once, and delete the file: it is the half itself"))
    return 0


def _open(given: argparse.Namespace) -> int:
    _refuse(len(given.half) != 2, "--half", _HALVES)
    _refuse(given.out is None and given.sheet is None, "--out", _OUT)
    _refuse_there(given)
    asked = _request(given)
    say(_("station: {station}").format(station=asked.station))
    say(_("agent: {agent}").format(agent=asked.agent))
    say(_("request: {name}").format(name=asked.name))
    known = _("Do you know this person, and did you compare the request by telephone? Type: yes")
    if not given.yes and not agreed(known):
        say(_("nothing was answered"))
        return 1
    more: tuple[SealedKey, ...] = ()
    if given.slot:
        more = (recovery.read_slot_file(_read(given.slot, "--slot"), asked.station),)
    one, other = (
        typed_half(part) if str(half) == PAPER else read_half(half)
        for part, half in zip("12", given.half, strict=True)
    )
    answer = recovery.answer(asked, joined(one, other), more)
    if given.out:
        letters = rows(to_letters(answer_bytes(answer)))
        text = "\n".join((f"# {asked.station} {asked.name}", *letters, ""))
        durable.write(given.out, text.encode())
    if given.sheet:
        sheet = answer_sheet(asked, answer, district=one.district, at=WallClock().now())
        durable.write(given.sheet, sheet)
    for place in filter(None, (given.out, given.sheet)):
        say(_("the answer: {place}").format(place=place))
    say(_("put it on record at the district: run.py district recovery record FILE --by NAME"))
    return 0


def _record(given: argparse.Namespace) -> int:
    _refuse(not given.by, "--by", _BY)
    try:
        by = clean_worker(given.by)
    except StationError as fault:
        raise BadInput({"--by": fault}) from None
    asked = _request(given)
    with opened(given) as district:
        known = recovery.works_there(district, asked)
        recovery.grant(district, asked, by)
    say(
        _("on record: {agent} of {station} was let in again by {by}").format(
            agent=asked.agent, station=asked.station, by=by
        )
    )
    if not known:
        complain(
            StationError(
                "{agent} does not work at station {station} by its journal, and will lead it",
                "Was {agent} removed there, do not hand the answer out: ask the station's lead.",
                agent=asked.agent, station=asked.station,
            )
        )  # fmt: skip
    return 0


def _slot(given: argparse.Namespace) -> int:
    _refuse(given.out is None, "--out", _OUT)
    _refuse_there(given)
    (station,) = given.words
    with opened(given) as district:
        held = recovery.held_key(district, station)
    durable.write(given.out, recovery.slot_file(station, held))
    say(_("the sealed key of {station}: {place}").format(station=station, place=given.out))
    return 0


def _erase(given: argparse.Namespace) -> int:
    (station,) = given.words
    with opened(given) as district:
        count = sealed_keys.erase(district, station)
    say(_("{count} sealed keys of {station} deleted").format(count=count, station=station))
    return 0


def _request(given: argparse.Namespace) -> RecoveryRequest:
    word = given.words[0]
    if word == PAPER:
        return read_request(from_letters(typed_rows()))
    data = _read(Path(word), "WORD")
    return read_request(from_letters(data.decode("utf-8-sig", "replace")))


def _read(place: Path, option: str) -> bytes:
    try:
        return place.read_bytes()
    except OSError:
        fault = StationError("the file {place} cannot be read", "Look at its name.", place=place)
        raise BadInput({option: fault}) from None


def _refuse_there(given: argparse.Namespace) -> None:
    """Nothing is written over: the letters or the sheet of another answer, or half of a key."""
    faults = {
        option: StationError(
            "there is already a file {place}", "Choose another name.", place=place
        )
        for option, place in (("--out", given.out), ("--sheet", given.sheet))
        if place is not None and place.exists()
    }  # fmt: skip
    if given.out and given.sheet and given.out.resolve() == given.sheet.resolve():
        faults.setdefault("--sheet", _TWICE)
    if faults:
        raise BadInput(faults)


def _refuse(wrong: bool, option: str, fault: StationError) -> None:
    if wrong:
        raise BadInput({option: fault})
