"""run.py district verify [STATION]: is everything whole."""

import argparse

from station.domain.findings import Weight
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, complain, say, say_json, told
from sync.district.verdicts import give
from sync.district.verify import Examined, Life, examine, examine_file, rebuild


def arguments(parser: argparse.ArgumentParser) -> None:
    """One station, or all."""
    parser.add_argument("station", nargs="?", metavar="STATION", help=_("one only; else all"))
    parser.add_argument("--json", action="store_true", help=_("one station a line, as JSON"))
    parser.add_argument(
        "--rebuild", action="store_true", help=_("make the lists anew from the journals first")
    )
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if all is whole; 1 if not, each fault on a line of its own."""
    with opened(given) as district:
        examine_file(district)
        slots = district.strange
        stations = [given.station] if given.station else district.stations()
        if given.rebuild:
            for station in stations:
                rebuild(district, station)
        found = [examine(district, station) for station in stations]
        verdicts = [give(district, one) for one in found]
    for one, verdict in zip(found, verdicts, strict=True):
        if given.json:
            say_json(_plain(one))
        else:
            for life in one.lives:
                say(_line(one.station, life))
            for words in (*one.told(Weight.NOTE), *one.told(Weight.ASK)):
                say(told(words))
            say(
                _("verdict {number} on {station} is signed and kept").format(
                    number=verdict.number, station=one.station
                )
            )
        for fault in one.faults:
            complain(fault)
    whole = not (slots or any(one.faults for one in found))
    if not given.json:
        say(_("everything is whole") if whole else _("not everything is whole"))
    return 0 if whole else 1


def _line(station: str, life: Life) -> str:
    told = _("{station}: journal of {writer}, {count} entries, head {head}").format(
        station=station, writer=life.writer, count=life.events, head=life.head
    )
    marks = [
        _("signed up to entry {number}").format(number=life.signed) if life.signed else "",
        "" if life.present else _("a former life"),
        _("two histories were seen: a restored or copied vault") if life.forked else "",
    ]
    return "; ".join([told, *filter(None, marks)])


def _plain(one: Examined) -> dict[str, object]:
    lives = [
        {
            "writer": life.writer, "incarnation": life.incarnation, "present": life.present,
            "count": life.events, "head": life.head, "signed": life.signed, "forked": life.forked,
        }
        for life in one.lives
    ]  # fmt: skip
    return {
        "station": one.station, "lives": lives, "faults": [str(fault) for fault in one.faults],
        "findings": [
            {
                "what": found.what.value, "weight": found.weight.value, "life": found.life,
                "number": found.number, "who": found.who, "count": found.count,
                "numbers": found.numbers,
            }
            for found in one.findings
        ],
    }  # fmt: skip
