"""Where each original is. Nothing may be archived while one is missing.

An original is the station's from the moment it is taken in. It goes up in a bag, is signed
for, comes back, and is given to the resident; what the item keeps stays in the file. A way
that only one office writes down (a bag that never arrived) leaves it on the road.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from station.domain.case import Case
from station.domain.fact_events import OriginalsMoved
from station.domain.values import Paper, Place, Side, Taken
from station.domain.window_events import PapersTaken, VersionTaken

BEFORE: Mapping[Place, Place] = MappingProxyType(
    {
        Place.ROAD_UP: Place.STATION,
        Place.DISTRICT: Place.ROAD_UP,
        Place.ROAD_DOWN: Place.DISTRICT,
        Place.STATION: Place.ROAD_DOWN,
        Place.RESIDENT: Place.STATION,
    }
)
"""Where an original must have been to come to a place."""

WRITERS: Mapping[Place, Side] = MappingProxyType(
    {
        Place.ROAD_UP: Side.STATION,
        Place.DISTRICT: Side.DISTRICT,
        Place.ROAD_DOWN: Side.DISTRICT,
        Place.STATION: Side.STATION,
        Place.RESIDENT: Side.STATION,
    }
)
"""Who says that an original came to a place: whoever holds or sends it there."""


@dataclass(frozen=True, kw_only=True)
class Original:
    """The originals of one material: how many, how many are lent, and where they are."""

    seq: int
    count: int
    lent: int
    place: Place

    @property
    def home(self) -> bool:
        """Whether they are where they belong: given back if lent, else in a file."""
        if self.lent:
            return self.place is Place.RESIDENT
        return self.place in (Place.STATION, Place.DISTRICT, Place.RESIDENT)


def originals(case: Case) -> Mapping[int, Original]:
    """The originals that came into the case, by the number of their material."""
    found: dict[int, Original] = {}
    for entry in case.history:
        if entry.refused:
            continue
        if isinstance(entry.event, VersionTaken):
            found = _renumbered(found, entry.event)
        if isinstance(entry.event, PapersTaken):
            for paper in entry.event.papers:
                _take(found, paper)
        if isinstance(entry.event, OriginalsMoved) and WRITERS[entry.event.to] is entry.side:
            for seq in entry.event.papers:
                _move(found, seq, entry.event.to)
    return MappingProxyType(dict(sorted(found.items())))


def _renumbered(found: dict[int, Original], taken: VersionTaken) -> dict[int, Original]:
    """The same originals under the numbers of the new version."""
    seqs = zip((paper.seq for paper in taken.papers), taken.was, strict=False)
    return {seq: replace(found[was], seq=seq) for seq, was in seqs if was in found}


def away(case: Case) -> tuple[Original, ...]:
    """The originals that are not where they belong."""
    return tuple(one for one in originals(case).values() if not one.home)


def _take(found: dict[int, Original], paper: Paper) -> None:
    if paper.taken is Taken.ORIGINAL and paper.originals:
        found[paper.seq] = Original(
            seq=paper.seq, count=paper.originals, lent=paper.lent, place=Place.STATION
        )
    else:
        found.pop(paper.seq, None)


def _move(found: dict[int, Original], seq: int, to: Place) -> None:
    one = found.get(seq)
    if one is not None:
        found[seq] = replace(one, place=to)
