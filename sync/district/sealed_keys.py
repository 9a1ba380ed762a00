"""The data keys that a station sealed to the recovery key, as the district keeps them, and their
end: what was deleted once is not kept again, by whatever road it comes."""

from station.domain.case import Arrived
from station.domain.chain import digest
from station.domain.codec import read
from station.domain.recovery_events import RecoveryErased, RecoverySealed
from station.domain.values import Side
from sync.district import backlog
from sync.district.journal import Journal
from sync.district.premises import District

_KIND = RecoverySealed.kind.encode()


def held(district: District, station: str) -> list[tuple[str, RecoverySealed]]:
    """What this station sent sealed and is still here, in order, each with its digest; also what
    waits to be read, unless it will be deleted then. Inside a visit. Raises UnknownStation."""
    district.life(station)
    found = dict(_journal(district, station).of_kind(RecoverySealed))
    waiting = [one for one in backlog.unread(district.vault, station) if _KIND in one]
    gone = _erased(district, station) if waiting else ()
    for data in waiting:
        event = read(data)
        if isinstance(event, RecoverySealed) and event.key not in gone:
            found[digest(data)] = event
    return [(name, one) for name, one in found.items() if isinstance(one, RecoverySealed)]


def erase(district: District, station: str) -> int:
    """Delete every sealed data key of this station; how many. Once its own key slots and copies
    are gone too, nobody opens its vault any more. Raises UnknownStation."""
    with district.vault.transaction():
        found = held(district, station)
        _let_go(district, station, found)
    return len(found)


def come(district: District, station: str, new: list[Arrived]) -> None:
    """Delete at once what has just come and was deleted before: a restored vault, or a parcel that
    was late, brings the same data key again. Inside a transaction."""
    found = [(one.digest, one.entry.event) for one in new]
    sealed = [(name, one) for name, one in found if isinstance(one, RecoverySealed)]
    if sealed:
        gone = _erased(district, station)
        _let_go(district, station, [(name, one) for name, one in sealed if one.key in gone])


def _erased(district: District, station: str) -> frozenset[str]:
    """The names of the data keys that are not kept here any more."""
    told = _journal(district, station).of_kinds(RecoveryErased)
    return frozenset(
        key
        for one in told
        if one.entry.side is Side.DISTRICT and isinstance(one.entry.event, RecoveryErased)
        for key in one.entry.event.keys
    )


def _let_go(district: District, station: str, found: list[tuple[str, RecoverySealed]]) -> None:
    if not found:
        return
    digests = tuple(name for name, _ in found)
    _journal(district, station).forget(digests, (RecoverySealed.kind,))
    district.record(
        station,
        RecoveryErased(
            at=district.clock.now(), by=district.name, digests=digests,
            keys=tuple(dict.fromkeys(one.key for _, one in found)),
        ),
    )  # fmt: skip


def _journal(district: District, station: str) -> Journal:
    return district.casebook.journal(station)
