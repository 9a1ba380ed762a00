"""run.py district serve: the web desk, and the line for stations."""

import argparse
import gc
import signal
import sys
from contextlib import suppress
from types import FrameType

from station.domain.errors import StationError
from sync.district import signing
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, complain, say
from sync.district.keyring import forget_former
from sync.district.passing import TimeDesk
from sync.district.premises import District

_NEW_OBJECTS = 50_000
"""So many more than before let Python look for those that only hold each other: some 10 MB."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument(
        "--host", type=host, default="127.0.0.1", help=_("this machine only, by default")
    )
    parser.add_argument("--port", type=port, default=8021, help=_("0 takes a free one"))
    parser.add_argument(
        "--https", action="store_true", help=_("a proxy with TLS stands in front of it")
    )
    opening_arguments(parser)


def host(text: str) -> str:
    """A name or an address. Raises ValueError for what no network could look up."""
    text.encode("idna")
    return text


def port(text: str) -> int:
    """A port. Raises ValueError."""
    if not 0 <= (number := int(text)) <= 65535:
        raise ValueError
    return number


def run(given: argparse.Namespace) -> int:
    """Tells the address, then serves until it is interrupted."""
    from sync.district.web.server import serving

    signal.signal(signal.SIGTERM, _leave)
    with (
        opened(given) as district,
        serving(district, host=given.host, port=given.port, https=given.https) as server,
    ):
        with district.vault.transaction():
            forget_former(district)
            signing.forget_former(district)
        for fault in TimeDesk(district).note().faults:
            complain(fault)
        _settle(district)
        say(server.url)
        server.run()
    return 0


def _settle(district: District) -> None:
    """Have what every parcel needs at hand, so that the first station does not wait for it; and
    do not look for rubbish in it again after each few hundred entries."""
    with district.vault.reading(), suppress(StationError, OSError, ValueError):  # told later
        district.lawbook.catalogue()
        district.lawbook.calendar()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)
