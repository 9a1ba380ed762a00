"""run.py district aside [take NUMBER]: parcels that were set aside, and one that is taken in."""

import argparse

from station.domain.errors import BadInput
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say, say_json, told
from sync.district.premises import District
from sync.district.quarantine import Contents, NotReleased, contents, release
from sync.district.roster import Aside, asides

MOST = 500


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which parcel is taken in, who decided it, and why; without a number all are told."""
    parser.add_argument(
        "--take", type=int, metavar="NUMBER", help=_("take this one in: the station wrote it")
    )
    parser.add_argument("--by", default="", metavar="NAME", help=_("who decided it"))
    parser.add_argument("--reason", default="", metavar="WORDS", help=_("how that is known"))
    parser.add_argument("--json", action="store_true", help=_("one parcel a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """One parcel a line, the newest first, and what it holds by its own words."""
    with opened(given) as district:
        if given.take is not None:
            try:
                count = release(district, given.take, given.by, given.reason)
            except BadInput as wrong:
                fields = {f"--{name}": fault for name, fault in wrong.fields.items()}
                raise BadInput(fields) from None
            say(_("parcel {number} was taken in: {count} new").format(
                number=given.take, count=count
            ))  # fmt: skip
            say(_("Look at the journal now: run.py district verify"))
            return 0
        found = [(one, _contents(district, one)) for one in asides(district, MOST)]
    for one, holds in found:
        if given.json:
            say_json(_plain(one, holds))
        else:
            say("  ".join(filter(None, (_line(one), _held(holds)))))
    if not found and not given.json:
        say(_("Nothing was set aside."))
    return 0


def _contents(district: District, one: Aside) -> Contents | None:
    if one.released or not one.kept:
        return None
    try:
        return contents(district, one.number)
    except NotReleased:
        return None


def _line(one: Aside) -> str:
    state = (
        _("taken in {day}").format(day=f"{one.released:%Y-%m-%d}")
        if one.released
        else _("kept")
        if one.kept
        else _("not kept")
    )
    return "  ".join((
        str(one.number), f"{one.at:%Y-%m-%d %H:%M}", one.station, str(one.size), state,
        told(one.why),
    ))  # fmt: skip


def _held(holds: Contents | None) -> str:
    if holds is None:
        return ""
    if holds.pieces:
        return _("pieces of files: {count}").format(count=holds.pieces)
    if holds.begins is None or holds.ends is None:
        return _("no entries")
    return _("entries {first} to {last}, by their own words of {begins} to {ends}").format(
        first=holds.first, last=holds.last, begins=f"{holds.begins:%Y-%m-%d %H:%M}",
        ends=f"{holds.ends:%Y-%m-%d %H:%M}",
    )  # fmt: skip


def _plain(one: Aside, holds: Contents | None) -> dict[str, object]:
    return {
        "number": one.number, "at": one.at.isoformat(), "station": one.station,
        "why": one.why.reason, "size": one.size, "kept": one.kept,
        "released": one.released and one.released.isoformat(),
        "first": holds and holds.first, "last": holds and holds.last,
        "pieces": holds and holds.pieces,
    }  # fmt: skip
