"""A work of several steps is killed before each of its calls to the disk, or in the midst of each
write: whatever is left, the next try goes on from there, and nothing that was told is lost.
"""

import random
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from station.desk import rekeying
from station.storage.slots import SlotFile, promoted, write_slots
from tests.torture.campaign import EVERYTHING, Bar, Campaign, Seen, spread
from tests.torture.disk import FOREVER, Disk, Fault, Say, in_child
from tests.torture.key_scenes import REKEY
from tests.torture.migration_scene import MIGRATION
from tests.torture.rekeys import AT_RANDOM
from tests.torture.scene import Scene, judged_by
from tests.torture.scenes import CUT_SHORT
from tests.torture.sitting import with_pragmas

_KINDS = {"killed before each call": Fault.KILL, "killed in each write": Fault.TORN}


def campaign(scene: Scene, fault: Fault, folder: Path, amount: int, rng: random.Random) -> Seen:
    """Kill so many times, each time at another call."""
    base, top = folder / "base", folder / "disk"
    for place in (base / "home", base / "restored"):
        place.mkdir(parents=True)
    scene.begin(base)
    counted = list(_tried(scene, fault, base, top, FOREVER))
    calls = next(word["calls"] for word in counted if "calls" in word)
    trials = told = 0
    faults: list[str] = []
    for number in spread(calls, amount, rng):
        words = list(_tried(scene, fault, base, top, number + 1))
        trials, told = trials + 1, told + len(words)
        found = [str(word["fault"]) for word in words if "fault" in word]
        found += judged_by(scene, top, [word for word in words if "fault" not in word])
        faults += [f"call {number + 1}: {fault}" for fault in found]
    return Seen(trials=trials, told=told, faults=faults, remarks=f"of {calls} calls")


def _tried(
    scene: Scene, fault: Fault, base: Path, top: Path, number: int
) -> Iterator[dict[str, Any]]:
    shutil.rmtree(top, ignore_errors=True)
    shutil.copytree(base, top)
    disk = Disk()

    def work(say: Say) -> None:
        with scene.setting():
            disk.watch(top)
            disk.fails(fault, number, 1)
            scene.work(top, say)
            if number == FOREVER:
                say(calls=disk.seen)

    return in_child(work)


def _row(scene: Scene, kind: str, *, short: int, control: bool = False) -> Campaign:
    return Campaign(
        name=f"{scene.name}, {kind}", run=partial(campaign, scene, _KINDS[kind]), disk=True,
        whole=60 if control else EVERYTHING, short=short, control=control,
    )  # fmt: skip


def _new_key_alone() -> AbstractContextManager[Any]:
    def alone(path: Path, content: SlotFile) -> None:
        write_slots(path, promoted(content))

    return patch.object(rekeying, "write_slots", alone)


def _in_memory() -> AbstractContextManager[Any]:
    return with_pragmas((("journal_mode", "MEMORY"),))


_NEW_ALONE = replace(REKEY, name="the new key alone in the slots", setting=_new_key_alone)
_NO_LOG = replace(MIGRATION, name="migration, journal in memory", setting=_in_memory)
REKEYS = Bar(
    name="rekeys",
    promise="killed while the key changes: exactly one key opens",
    campaigns=(
        AT_RANDOM,
        *(_row(REKEY, kind, short=10) for kind in _KINDS),
        _row(_NEW_ALONE, "killed before each call", short=10, control=True),
    ),
    trials=500,
)
STEPS = Bar(
    name="steps",
    promise="killed in a set-up, migration, backup, restore, new slots: goes on, nothing is lost",
    campaigns=(
        *(
            _row(scene, kind, short=6)
            for scene in CUT_SHORT
            if scene is not REKEY
            for kind in _KINDS
        ),
        _row(_NO_LOG, "killed in each write", short=12, control=True),
    ),
)
