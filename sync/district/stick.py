"""A stick at the district: everything that stations sent on it, and the answers to them."""

from dataclasses import dataclass
from pathlib import Path

from sync.carriers.usb import UsbCarrier, senders
from sync.district.intake import book, post
from sync.district.premises import District
from sync.errors import Refused, SyncError
from sync.exchange import SyncReport, exchange


@dataclass(frozen=True, kw_only=True)
class Visited:
    """What the stick brought from one station: a report, or why there is none."""

    station: str
    report: SyncReport
    refused: SyncError | None


def visit(district: District, stick: Path) -> list[Visited]:
    """Take in what every station sent, and write the answers. Raises NoAnswer if there is no stick.

    A station that is not known, or whose keys were withdrawn, gets no answer.
    """
    return [_station(district, stick, name) for name in senders(stick, district.id)]


def _station(district: District, stick: Path, station: str) -> Visited:
    try:
        keys = post(district, station)
        if not keys.peer_signing:
            raise Refused("revoked")
    except Refused as fault:
        return Visited(station=station, report=SyncReport(), refused=fault)
    report = exchange(
        book(district, station),
        UsbCarrier(stick, me=district.id, peer=station),
        keys,
        spare=district.new_life,
        progress=lambda _: None,
        cancel=lambda: False,
        reckon=False,
    )
    return Visited(station=station, report=report, refused=None)
