"""run.py published: what the district published, and what of it counts here."""

import argparse

from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import say_json, say_row
from station.desk.office import Office
from station.desk.published import Shown, shown
from station.desk.words import CHINESE, _, language, word
from station.domain.errors import BadInput, StationError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether a code list shall be told code by code."""
    parser.add_argument(
        "--codes", metavar="LIST", help=_("this code list, as it counts today: areas")
    )
    parser.add_argument("--json", action="store_true", help=_("one a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0, also when nothing was published."""
    premises_of(given)
    with opened(given) as office:
        if given.codes is not None:
            _codes(office, given.codes, as_json=given.json)
            return 0
        for one in shown(office):
            if given.json:
                say_json(_plain(one))
            else:
                _tell(one)
        if not given.json:
            say_row(
                _("Catalogue"), _("catalogue {mark}").format(mark=office.catalogue.mark),
                _("{items} items in {versions} versions").format(
                    items=len(office.items), versions=len(office.catalogue.versions)
                ),
            )  # fmt: skip
    return 0


def _tell(one: Shown) -> None:
    missing = _("pieces to come: {count}").format(count=one.missing) if one.missing else ""
    say_row(
        word(one.what), one.name, f"v{one.version}", f"{one.at:%Y-%m-%d %H:%M}", _(one.state),
        missing, *one.faults,
    )  # fmt: skip


def _plain(one: Shown) -> dict[str, object]:
    return {
        "what": one.what.value, "name": one.name, "version": one.version,
        "at": one.at.isoformat(), "state": one.state, "missing": one.missing,
        "faults": list(one.faults),
    }  # fmt: skip


def _codes(office: Office, name: str, *, as_json: bool) -> None:
    known = office.codes.get(name)
    if known is None:
        fault = StationError(
            "there is no code list {name} here", "Those that are: {known}",
            name=name or "-", known=", ".join(office.codes) or "-",
        )  # fmt: skip
        raise BadInput({"--codes": fault})
    if not as_json:
        title = known.name_zh if language() == CHINESE else known.name_en
        say_row(known.list, f"v{known.version}", title, known.source)
    for row in known.codes:
        if row.counts(office.today):
            if as_json:
                say_json({"code": row.code, "name": row.name})
            else:
                say_row(row.code, row.name)
