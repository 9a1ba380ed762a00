"""Sticks that were prepared by somebody who means harm, or that fail, as a district visits them; a
station's road over a stick is the same.

On each a few traps lie: links to files and folders elsewhere, pipes, sockets, devices, a file of a
terabyte, folders in the place of files, names that are none, and the stick is full, read-only, bad,
or pulled out at some call. Nothing outside the stick may be read or changed, nothing may hang,
what goes wrong is told in words, no half parcel lies under a parcel's name, and where the stick
still works the honest parcel beside the traps arrives.
"""

import errno
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any
from unittest.mock import patch

from sync.carriers import usb
from sync.carriers.usb import FOLDER, UsbCarrier, senders
from sync.errors import FAULTS, NoAnswer, NotOurs, Refused
from sync.line import Parcel
from tests.sync.parcels import DISTRICT, DISTRICT_POST, STATION, STATION_POST
from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.traps import SECRET, TRAPS, Trap, instead, link, noise, theirs

LONGEST = 10.0
_SHOWN = 20
_HONEST = f"{STATION}-to-{DISTRICT}-5555.parcel"


def _parcel(sender: str, recipient: str) -> Parcel:
    return Parcel(
        sender=sender, recipient=recipient, incarnation="x", first=2, after="0" * 64, events=(),
        seen_incarnation="", seen=0, seen_head="",
    )  # fmt: skip


_SENT = DISTRICT_POST.pack(_parcel(DISTRICT, STATION))
_HONEST_PARCEL = STATION_POST.pack(_parcel(STATION, DISTRICT))


@contextmanager
def _failing(folder: Path, rng: random.Random) -> Iterator[str]:
    """At some call the stick is full, read-only or bad, is gone, or has a link for a file."""
    kind = rng.choice(("full", "read-only", "bad", "pulled out", "changed", *["well"] * 6))
    left = rng.randrange(4)
    real_open, real_sync, real_replace = os.open, os.fsync, Path.replace

    def call(path: object, work: Callable[[], Any]) -> Any:
        nonlocal left
        left -= 1
        if left >= 0 or kind == "well":
            return work()
        if kind == "pulled out":
            shutil.rmtree(folder.parent, ignore_errors=True)
            raise OSError(errno.ENODEV, "no such device")
        if kind == "changed" and isinstance(path, Path) and str(path).endswith(".parcel"):
            with suppress(OSError):
                path.unlink()
                path.symlink_to(folder.parent.parent / "elsewhere" / "secret")
            return work()
        numbers = {"full": errno.ENOSPC, "read-only": errno.EROFS, "bad": errno.EIO}
        if kind in numbers:
            raise OSError(numbers[kind], kind)
        return work()

    with (
        patch.object(usb.os, "open", lambda p, *a, **k: call(p, lambda: real_open(p, *a, **k))),
        patch.object(usb.os, "fsync", lambda f: call(f, lambda: real_sync(f))),
        patch.object(Path, "replace", lambda p, t: call(None, lambda: real_replace(p, t))),
    ):
        yield kind


def campaign(
    traps: Sequence[Trap], without: Callable[[], AbstractContextManager[Any]],
    folder: Path, amount: int, rng: random.Random,
) -> Seen:  # fmt: skip
    """So many sticks, each with one to five traps."""
    faults: list[str] = []
    states: Counter[str] = Counter()
    longest = 0.0
    with without():
        for number in range(amount):
            top = folder / str(number)
            laid = _prepared(top, traps, rng)
            before = _elsewhere(top)
            began = monotonic()
            with _failing(top / "stick" / FOLDER, rng) as kind:
                found = list(_visited(top / "stick", kind, laid, states))
            longest = max(longest, monotonic() - began)
            if _elsewhere(top) != before:
                found.append("something outside the stick is not as it was")
            found += _half_parcels(top / "stick")
            faults += [f"stick {number}, {kind}, {laid}: {fault}" for fault in found]
            shutil.rmtree(top, ignore_errors=True)
    if longest > LONGEST:
        faults.append(f"one stick took {longest:.0f} s")
    named = ", ".join(f"{times} {state}" for state, times in states.most_common())
    remarks = f"longest {longest:.1f} s; {named}"
    return Seen(trials=amount, faults=faults[:_SHOWN], remarks=remarks)


def _prepared(top: Path, traps: Sequence[Trap], rng: random.Random) -> list[str]:
    """A stick, and a place elsewhere; the names of the traps that lie on it."""
    other, folder = top / "elsewhere", top / "stick" / FOLDER
    (other / "folder").mkdir(parents=True)
    folder.mkdir(parents=True)
    (other / "secret").write_bytes(SECRET)
    (other / "victim").write_bytes(b"precious")
    (other / "folder" / theirs(rng)).write_bytes(SECRET)
    (folder / _HONEST).write_bytes(_HONEST_PARCEL)
    laid = []
    for trap in rng.choices(traps, k=rng.randint(1, 5)):
        with suppress(OSError):  # where another lies already
            trap(folder, other, rng)
            laid.append(trap.__name__)
    return laid


def _visited(stick: Path, kind: str, laid: Sequence[str], states: Counter[str]) -> Iterator[str]:
    """A district reads the stick and writes to it; what is wrong about that."""
    come: list[bytes] = []
    works = kind == "well" and "instead" not in laid
    try:
        senders(stick, DISTRICT)
        carrier = UsbCarrier(stick, me=DISTRICT, peer=STATION)
        try:
            come.extend(carrier.collect())
        except NoAnswer as fault:
            states[fault.reason] += 1
        carrier.deliver(_SENT)
        states["written"] += 1
    except NoAnswer as fault:
        states[fault.reason] += 1
        if fault.reason not in FAULTS:
            yield f"a state without a name: {fault.reason}"
    except Exception as stranger:  # noqa: BLE001 - whatever a stick brings about
        yield f"told in no words: {stranger!r}"
    if SECRET in come:
        yield "a link was followed"
    if works and _HONEST_PARCEL not in come:
        yield "the honest parcel was not found"
    for data in come:
        with suppress(NotOurs, Refused):
            DISTRICT_POST.unpack(data)


def _elsewhere(top: Path) -> list[tuple[str, bytes | None]]:
    return [
        (str(path), path.read_bytes() if path.is_file() else None)
        for path in sorted(top.rglob("*"))
        if "stick" not in path.relative_to(top).parts
    ]


def _half_parcels(stick: Path) -> list[str]:
    """What lies under our parcels' names, and is none of ours as a whole."""
    wrong = []
    for path in (stick / FOLDER).glob(f"{DISTRICT}-to-{STATION}-*.parcel"):
        if path.is_symlink() or not path.is_file():
            continue  # a trap that was passed over
        if path.read_bytes() not in (_SENT, b"precious"):
            wrong.append(f"{path.name} is half a parcel")
    return wrong


def crowded(folder: Path, amount: int, rng: random.Random) -> Seen:
    """So many sticks with 100,000 files each, the honest parcel among them."""
    faults: list[str] = []
    states: Counter[str] = Counter()
    longest = 0.0
    for number in range(amount):
        top = folder / str(number)
        _prepared(top, (noise,), rng)
        crowd = top / "stick" / FOLDER
        for place in range(100_000):
            os.close(os.open(crowd / f"x{place}", os.O_CREAT | os.O_WRONLY))
        began = monotonic()
        faults += _visited(top / "stick", "well", (), states)
        longest = max(longest, monotonic() - began)
        shutil.rmtree(top, ignore_errors=True)
    if longest > LONGEST:
        faults.append(f"one stick took {longest:.0f} s")
    return Seen(trials=amount, faults=faults, remarks=f"longest {longest:.1f} s")


def _links_followed() -> AbstractContextManager[Any]:
    return patch.object(usb, "_read", lambda path: path.read_bytes() if path.is_file() else None)


STICKS = Bar(
    name="sticks",
    promise="of a hostile or failing stick nothing is followed, nothing hangs, nothing is outside",
    campaigns=(
        Campaign(
            name="traps, and failures at any call", run=partial(campaign, TRAPS, nullcontext),
            whole=5000, short=60,
        ),
        Campaign(
            name="no folder for parcels", run=partial(campaign, (instead,), nullcontext),
            whole=300, short=8,
        ),
        Campaign(name="100,000 files", run=crowded, whole=5, short=0),
        Campaign(
            name="links are followed", run=partial(campaign, (link,), _links_followed),
            whole=50, short=10, control=True,
        ),
    ),
    trials=5_000,
)  # fmt: skip
