"""Scans and result files: what an event says of one, and how its bytes are cut.

The bytes travel behind the events, piece by piece (see `pieced`): a case is at the other office
long before its scans.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from station.domain.case import Case
from station.domain.errors import RuleBroken, StationError
from station.domain.pieced import LARGEST, pieced
from station.domain.scan_events import Scan, ScanAttached, ScanForm, ScanRemoved
from station.domain.stamp import Stamp
from station.domain.text import clean_line
from station.domain.values import Side

MOST_SCANS = 100
"""Of one case: a whole file has some dozens of sheets."""
LONGEST_NAME = 80
RESULT = 0
"""Where what belongs to no paper of the item is attached: the result, as a rule."""


class NotAScan(StationError):
    """The file cannot be attached."""


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A file as it will be kept: looked at, made small, and without what a camera wrote into it."""

    name: str
    form: ScanForm
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A scan of a case that was not taken off again, and by which office it was attached."""

    side: Side
    event: ScanAttached


def scan_of(data: bytes, form: ScanForm, name: str) -> Scan:
    """What an event says of these bytes. Raises NotAScan for an empty or too large file, and for a
    name that is none."""
    if not 0 < len(data) <= LARGEST:
        raise NotAScan(
            "the file has {size} bytes; between 1 and {most} can be attached",
            "Scan it again at a lower resolution, or in several parts.",
            size=len(data), most=LARGEST,
        )  # fmt: skip
    file = pieced(data)
    return Scan(
        name=clean_line(name, longest=LONGEST_NAME) or form.value, form=form, size=file.size,
        sha256=file.sha256, pieces=file.pieces,
    )  # fmt: skip


def attached(case: Case) -> tuple[Attached, ...]:
    """The scans of a case, in the order of attaching. Only the office that attached one takes it
    off again."""
    here: dict[tuple[Side, int, str], Attached] = {}
    for entry in case.history:
        event = entry.event
        if entry.refused:
            continue
        if isinstance(event, ScanAttached):
            key = (entry.side, event.seq, event.scan.sha256)
            here.setdefault(key, Attached(side=entry.side, event=event))
        elif isinstance(event, ScanRemoved):
            here.pop((entry.side, event.seq, event.sha256), None)
    return tuple(here.values())


def attach(case: Case, seq: int, scans: Sequence[Scan], stamp: Stamp) -> list[ScanAttached]:
    """The events by which these files belong to a paper of the case (`seq`), or to its result
    (`RESULT`). What is attached there already is passed over. Raises NotAScan if they are too
    many."""
    here = attached(case)
    known = {one.event.scan.sha256 for one in here if one.event.seq == seq}
    fresh = {scan.sha256: scan for scan in scans if scan.sha256 not in known}
    if len(here) + len(fresh) > MOST_SCANS:
        raise NotAScan(
            "a case has at most {most} scans", "Put several sheets into one PDF.", most=MOST_SCANS
        )
    return [
        ScanAttached(at=stamp.at, by=stamp.by, case=case.number, seq=seq, scan=scan)
        for scan in fresh.values()
    ]


def remove(case: Case, side: Side, one: Attached, reason: str, stamp: Stamp) -> ScanRemoved:
    """The event by which a scan that was attached by mistake is taken off. Raises RuleBroken for
    one that the other office attached."""
    if one.side is not side:
        raise RuleBroken(
            "the other office attached this scan", "Write a message: that office takes it off."
        )
    said = clean_line(reason, longest=200)
    if not said:
        raise RuleBroken(
            "say why the scan is taken off", "One line is enough: wrong person, unreadable."
        )
    event = one.event
    return ScanRemoved(
        at=stamp.at, by=stamp.by, case=case.number, seq=event.seq, sha256=event.scan.sha256,
        reason=said,
    )  # fmt: skip


def found(case: Case, words: str) -> Attached:
    """The scan that these words name: its name, or the first digits of its SHA-256. Raises NotAScan
    if it is none, or more than one."""
    here = attached(case)
    named = [one for one in here if one.event.scan.name == words]
    begins = words if re.fullmatch("[0-9a-f]{4,64}", words) else "-"
    hits = named or [one for one in here if one.event.scan.sha256.startswith(begins)]
    if len(hits) != 1:
        raise NotAScan(
            "there is no scan {words} at this case, or more than one",
            "Give the first digits of its number: {known}",
            words=words, known=", ".join(_known(case)) or "-",
        )  # fmt: skip
    return hits[0]


def _known(case: Case) -> Iterator[str]:
    return (f"{one.event.scan.sha256[:8]} {one.event.scan.name}" for one in attached(case))
