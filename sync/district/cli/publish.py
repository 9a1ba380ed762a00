"""run.py district publish KIND FILE: a catalogue, a calendar or a code list to all stations."""

import argparse
from pathlib import Path

from station.domain.errors import BadInput, StationError
from station.domain.published_events import Published
from station.domain.reading import DataFaults
from station.domain.telling import name_of
from station.domain.versions import Difference
from sync.district.cli.act import by_whom
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say, say_json
from sync.district.publishing import WORDS, Answered, answers, differences, publish


def arguments(parser: argparse.ArgumentParser) -> None:
    """What kind of file, and which; without them what was published is told."""
    kinds = _("one of: {kinds}").format(kinds=", ".join(one.value for one in Published))
    parser.add_argument("what", nargs="?", metavar="KIND", help=kinds)
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_("as JSON"))
    parser.add_argument(
        "--check", action="store_true", help=_("only tell what is wrong, and what would change")
    )
    parser.add_argument("--by", metavar="NAME", help=_("who decided; else the district"))
    parser.add_argument("--json", action="store_true", help=_("one a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Every fault on a line of its own, and nothing is published; or the version that all stations
    get with their next exchange."""
    by = by_whom(given.by)
    what = _what(given.what, given.file)
    with opened(given) as district:
        if what is not None:
            data = given.file.read_bytes()
            try:
                for change in differences(district, what, data):
                    say(_change(change))
                if given.check:
                    return 0
                one = publish(district, what, data, by or district.name)
            except DataFaults as faults:
                for fault in faults.faults:
                    say(f"{fault.record}  {fault.field}:  {fault.told(_)}")
                raise BadInput({"FILE": faults}) from None
            except BadInput as faults:
                raise BadInput({"FILE": faults}) from None
            stations = len(district.stations())
            words = _("{what} {name} version {version} goes to {count} stations")
            say(
                " ".join(
                    words.format(
                        what=_(WORDS[what]), name=one.name, version=one.version, count=stations
                    ).split()
                )
            )
            return 0
        for answered in answers(district):
            _tell(answered, as_json=given.json)
    return 0


def _change(one: Difference) -> str:
    versions = " → ".join(f"v{item.version}" for item in (one.before, one.after) if item)
    since = _("from {day}").format(day=one.since) if one.since else ""
    return "  ".join(filter(None, (
        _(name_of(one.kind)), one.item.id, versions, one.item.name_zh, since)))  # fmt: skip


def _what(text: str | None, file: Path | None) -> Published | None:
    if text is None:
        return None
    known = {one.value: one for one in Published}
    faults: dict[str, StationError] = {}
    if text not in known:
        faults["KIND"] = StationError(
            "{kind} is nothing that is published", "One of: {kinds}", kind=text,
            kinds=", ".join(known),
        )  # fmt: skip
    if file is None:
        faults["FILE"] = StationError("this must be filled in", "Name the file to be published.")
    if faults:
        raise BadInput(faults)
    return known[text]


def _tell(one: Answered, *, as_json: bool) -> None:
    sent = one.publication
    if as_json:
        say_json({
            "what": sent.what.value, "name": sent.name, "version": sent.version,
            "at": sent.at.isoformat(), "by": sent.by, "sha256": sent.file.sha256,
            "size": sent.file.size, "told": one.told, "taken": list(one.taken),
            "refused": {code: answer.why.value for code, answer in one.refused.items()},
        })  # fmt: skip
        return
    say("  ".join((
        _(WORDS[sent.what]), sent.name or "-", f"v{sent.version}", f"{sent.at:%Y-%m-%d %H:%M}",
        sent.by,
        _("in force at {taken} of {told} stations").format(taken=len(one.taken), told=one.told),
    )))  # fmt: skip
    for code, answer in one.refused.items():
        say("    " + "  ".join((code, _(answer.why.value), *answer.faults)))
