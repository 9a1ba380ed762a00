"""Scans are attached and taken off while the power may go: bytes in the vault, and in sealed files
beside it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from station.desk.checking import check
from station.desk.office import Office
from station.desk.scans import ScanDesk
from station.domain.errors import StationError
from station.storage import scanbook
from tests.district.scanned import LARGE, LIMIT, SMALL, picture
from tests.office import HandClock, an_office
from tests.torture.disk import Say
from tests.torture.program import later
from tests.torture.scene import Scene, Told, Words, keep, known_before, never_synced
from tests.torture.sitting import recorded

FIRST, SECOND, WRONG = (picture(name, LARGE) for name in ("first", "second", "wrong"))
LITTLE = picture("little", SMALL)


def little_limit() -> AbstractContextManager[Any]:
    """Files of some hundred kilobytes lie beside the vault already."""
    return patch.object(scanbook, "IN_VAULT", LIMIT)


def _unsynced() -> AbstractContextManager[Any]:
    both = ExitStack()
    both.enter_context(little_limit())
    both.enter_context(never_synced())
    return both


def _a_case(folder: Path) -> None:
    known = Words()
    recorded(folder / "home", known.say, HandClock(), first=0, cases=1)
    keep(folder, known)


def _attach(folder: Path, say: Say) -> None:
    number = _number(folder)
    try:
        with an_office(folder / "home", later(1)) as office:
            desk = ScanDesk(office)
            for ready in (LITTLE, FIRST, WRONG):
                (scan,) = desk.attach(number, 1, [ready])
                say(scan=scan.sha256)
            say(going=WRONG.name)
            say(gone=desk.remove(number, WRONG.name, "别人的").sha256)
            (scan,) = desk.attach(number, 1, [SECOND])
            say(scan=scan.sha256)
    except StationError as refusal:
        say(closed=type(refusal).__name__)


def _number(folder: Path) -> str:
    return str(known_before(folder)[0]["case"])


def _attached(folder: Path, told: Told) -> Iterator[str]:
    """What was told is there and whole, what is there is whole, and nothing else lies about."""
    gone = {word["gone"] for word in told if "gone" in word}
    maybe = any("going" in word for word in told)
    with an_office(folder / "home", later(2)) as office:
        shown = {one.scan.sha256: one for one in ScanDesk(office).of_case(_number(folder))}
        with office.vault.reading():
            halves = [sha for sha, one in shown.items() if office.scans.data(one.scan) is None]
            yield from (f"half there: {sha[:8]}" for sha in halves)
        promised = {word["scan"] for word in told if "scan" in word} - gone
        for sha in promised - shown.keys():
            if not (maybe and sha == _wrong(told)):
                yield f"lost: {sha[:8]}"
        yield from (f"not gone: {sha[:8]}" for sha in gone & shown.keys())
        yield from (str(fault) for fault in check(office, progress=lambda _: None).faults)
        yield from _lying_about(office)


def _wrong(told: Told) -> str:
    """The third that was attached: it was about to be taken off."""
    return str([word["scan"] for word in told if "scan" in word][2])


def _lying_about(office: Office) -> Iterator[str]:
    folder = office.home.pieces
    lying = len(list(folder.iterdir())) if folder.exists() else 0
    with office.vault.reading():
        query = "SELECT count(*) FROM piece WHERE key IS NOT NULL"
        (known,) = office.vault.sql(query).fetchone()
    if lying != known:
        yield f"{lying} sealed files, {known} rows"


_SCENE = Scene(
    name="attaching scans", begin=_a_case, work=_attach, judge=_attached, setting=little_limit
)
SCANS = (
    _SCENE,
    replace(_SCENE, name="attaching scans, unsynced", setting=_unsynced, control=True),
)
