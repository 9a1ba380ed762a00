"""run.py district revoke STATION: its keys are good for nothing from now on."""

import argparse

from station.domain.errors import BadInput, StationError
from sync.district import sealed_keys
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say
from sync.district.cli.typing import agreed
from sync.district.deciding import Decision, decision
from sync.district.enrolment import revoke

_NOT_KEPT = StationError(
    "this belongs to --keep-recovery", "Nothing else of a withdrawal needs a name or a reason."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which station, and whether what it has sealed to the recovery key is kept."""
    parser.add_argument("station", metavar="STATION", help=_("its 12-digit code"))
    parser.add_argument(
        "--keep-recovery", action="store_true",
        help=_("keep its sealed keys: its computer was found, and must still be recovered"),
    )  # fmt: skip
    parser.add_argument("--by", default="", metavar="NAME", help=_("who decided it"))
    parser.add_argument("--reason", default="", metavar="WORDS", help=_("why they are kept"))
    parser.add_argument("--yes", action="store_true", help=_("it was asked already"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; 1 if whoever was asked did not say yes. Its cases stay here; a new one-time code lets it
    in again."""
    keep = _decided(given)
    with opened(given) as district:
        with district.vault.reading():
            count = len(sealed_keys.held(district, given.station))
        if not given.yes and not agreed(_question(given.station, 0 if keep else count)):
            say(_("nothing was withdrawn"))
            return 1
        gone = revoke(district, given.station, keep=keep)
    say(_("the keys of {station} were withdrawn").format(station=given.station))
    if gone:
        say(_("{count} sealed keys of {station} deleted").format(
            count=gone, station=given.station
        ))  # fmt: skip
    elif keep and count:
        say(_("sealed keys that are still here: {count}; later: run.py district recovery erase")
            .format(count=count))  # fmt: skip
    return 0


def _question(station: str, count: int) -> str:
    asks = _("The keys of {station} will be good for nothing.").format(station=station)
    if count:
        asks += " " + _(
            "Its {count} sealed keys will be deleted and do not come back: the district lets nobody"
            " into a vault again whose key slots are lost."
        ).format(count=count)
    return asks + " " + _("Type: yes")


def _decided(given: argparse.Namespace) -> Decision | None:
    if not given.keep_recovery:
        said = {"--by": given.by, "--reason": given.reason}
        if any(said.values()):
            raise BadInput({name: _NOT_KEPT for name, words in said.items() if words})
        return None
    try:
        return decision(given.by, given.reason)
    except BadInput as wrong:
        raise BadInput({f"--{name}": fault for name, fault in wrong.fields.items()}) from None
