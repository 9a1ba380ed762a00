"""A stick at the district: everything that stations sent on it, and the answers to them."""

from dataclasses import dataclass
from pathlib import Path

from station.domain.errors import StationError
from sync.carriers.usb import UsbCarrier, senders
from sync.district.intake import StationPost, book, post, why_unread
from sync.district.premises import District
from sync.errors import NoAnswer, NotOurs, Refused, SyncError
from sync.exchange import SyncReport, exchange
from sync.refusal import Refusal


@dataclass(frozen=True, kw_only=True)
class Visited:
    """What the stick brought from one station: a report, or why there is none."""

    station: str
    report: SyncReport
    refused: StationError | None


def visit(district: District, stick: Path) -> list[Visited]:
    """Take in what every station sent, and write the answers. Raises NoAnswer if there is no stick.

    What a station sent whose keys were withdrawn is set aside, and its answer says only that. One
    that is not known gets none, nor one of which something waits that cannot be read.
    """
    return [_station(district, stick, name) for name in senders(stick, district.id)]


def _station(district: District, stick: Path, station: str) -> Visited:
    carrier = UsbCarrier(stick, me=district.id, peer=station)
    try:
        keys = post(district, station)
    except Refused as fault:
        return Visited(station=station, report=SyncReport(), refused=fault)
    if not keys.peer_signing:
        return _turned_away(district, carrier, keys)
    unread = why_unread(district, station)
    if unread is not None:
        return Visited(station=station, report=SyncReport(), refused=unread)
    report = exchange(
        book(district, station, alone=True),  # it may pass things on, and is not in a hurry
        carrier,
        keys,
        spare=district.new_life,
        progress=lambda _: None,
        cancel=lambda: False,
        reckon=False,
    )
    return Visited(station=station, report=report, refused=None)


def _turned_away(district: District, carrier: UsbCarrier, keys: StationPost) -> Visited:
    memory = book(district, keys.peer)
    found: list[SyncError] = []
    road: NoAnswer | None = None
    try:
        for frame in carrier.collect():
            try:
                keys.open(frame)
            except (NotOurs, Refused) as fault:
                with district.vault.transaction(keys.peer):
                    memory.set_aside(fault.reason, frame)
                found.append(fault.bare())
        with district.vault.reading():
            life = memory.incarnation()
        word = Refusal(sender=keys.me, recipient=keys.peer, incarnation=life, reason="revoked")
        carrier.deliver(keys.pack(word))
    except NoAnswer as fault:
        road = fault.bare()
    report = SyncReport(set_aside=tuple(found), road=road)
    return Visited(station=keys.peer, report=report, refused=Refused("revoked"))
