"""run.py district lost STATION: what was on a computer that was stolen or lost."""

import argparse
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from station.domain.items import SensitiveKind
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say, say_json
from sync.district.lost import Held, LossReport, loss_report
from sync.district.words import N_

KINDS: Mapping[SensitiveKind, str] = MappingProxyType(
    {
        SensitiveKind.IDENTITY: N_("identity documents"),
        SensitiveKind.FINANCE: N_("accounts and money"),
        SensitiveKind.HEALTH: N_("health and disability"),
        SensitiveKind.MINOR: N_("data of minors"),
        SensitiveKind.BIOMETRIC: N_("faces and fingerprints"),
        SensitiveKind.CRIMINAL: N_("criminal records"),
    }
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which station."""
    parser.add_argument("station", metavar="STATION", help=_("its 12-digit code"))
    parser.add_argument("--json", action="store_true", help=_("as one line of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Counts only: a report of a breach names nobody (个人信息保护法 57)."""
    with opened(given) as district:
        report = loss_report(district, given.station)
    if given.json:
        say_json(_plain(report))
        return 0
    for line in _lines(report):
        say(line)
    return 0


def _lines(report: LossReport) -> Iterator[str]:
    if report.heard is None:
        yield _("Nothing has come from this station: what it held is not known here.")
        return
    yield _("What the computer of {station} held, as far as it had told us by {when}:").format(
        station=report.station, when=f"{report.heard:%Y-%m-%d %H:%M}"
    )
    yield _told(_("all cases"), report.cases)
    yield _("  of them not ended: {count}").format(count=report.open)
    for kind, held in report.kinds.items():
        yield _told(_(KINDS[kind]), held)
    yield _("children under 14: {count}").format(count=report.children)
    yield _("people with no case of whom something was on record: {count}").format(
        count=report.others
    )
    if report.unknown:
        yield _("cases of items that are not in the catalogue, kinds unknown: {count}").format(
            count=report.unknown
        )
    yield _("What was recorded there later, and what was only being typed, is not known here.")
    yield _("The vault opens to whoever has its files and a passphrase or guesses one.")
    if report.admitted:
        yield _("Its keys are still good: run.py district revoke {station}").format(
            station=report.station
        )
    else:
        yield _("Its keys are withdrawn.")
    if report.sealed:
        yield _("Keys of its vault that are sealed here: {count}").format(count=report.sealed)
    else:
        yield _("No key of its vault is sealed here.")


def _told(what: str, held: Held) -> str:
    return _("{what}: {cases} cases, {people} people").format(
        what=what, cases=held.cases, people=held.people
    )


def _plain(report: LossReport) -> dict[str, object]:
    return {
        "station": report.station,
        "heard": report.heard and report.heard.isoformat(),
        "cases": report.cases.cases, "people": report.cases.people, "open": report.open,
        "kinds": {
            kind.value: {"cases": held.cases, "people": held.people}
            for kind, held in report.kinds.items()
        },
        "children": report.children, "others": report.others, "unknown": report.unknown,
        "admitted": report.admitted, "sealed": report.sealed,
    }  # fmt: skip
