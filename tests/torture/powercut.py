"""Of what was written, but not brought to the disk, any part may be gone when the power fails.

Each scene (`scenes.py`) is played once, and every call to the disk is kept in a log. An image is
what the disk may hold after a cut somewhere in it: of each file, what was synced, and of the
rest nothing, everything, a first part or any part, some of it torn at sectors; of each folder
that was not synced, any part of what was made, renamed or removed there. Then the image is
judged by what had been told before the cut.

The controls do the same with wrong settings. There the judge must find something.
"""

import json
import random
import struct
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import compress
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.disk import FOREVER, Disk, Fault, Say, in_child
from tests.torture.scene import Scene, judged_by
from tests.torture.scenes import SCENES

SECTOR = 512
IMAGES = 700
"""Of each scene, if everything is tried."""
_HEAD = struct.Struct("=cQQI")
_IN_MEMORY = "-shm"
"""SQLite makes such a file anew from the log; it maps it, so nobody sees what is written."""
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call, in the letters of `disk.c`: New, Write, Truncate, Sync, Directory synced,
    Unlink, From and R for a rename, A for what was told."""

    what: str
    number: int
    at: int
    data: bytes


@dataclass
class File:
    """What is safe of a file, and the writes that are not."""

    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Call] = field(default_factory=list)


Change = tuple[str, str, "File | None"]
"""A name that is given to a file or, with None, to nothing; and the former one if it had one."""


def calls(log: bytes) -> Iterator[Call]:
    """The calls in a log of `disk.c`."""
    at = 0
    while at < len(log):
        what, number, place, size = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        yield Call(what=what.decode(), number=number, at=place, data=log[at : at + size])
        at += size


class Replay:
    """A disk on which calls are done again."""

    def __init__(self, began: dict[str, tuple[int, bytes]]) -> None:
        self.numbers = {number: File(bytearray(held)) for number, held in began.values()}
        self.names = {name: self.numbers[number] for name, (number, _) in began.items()}
        self.safe_names = dict(self.names)
        self.waiting: dict[str, list[Change]] = defaultdict(list)
        self.told: list[dict[str, Any]] = []
        self._renamed = ""

    def do(self, call: Call) -> None:
        """The next call."""
        if call.what in "WT":
            self.numbers[call.number].waiting.append(call)
        elif call.what == "S":
            file = self.numbers[call.number]
            for write in file.waiting:
                done(file.safe, write)
            file.waiting.clear()
        elif call.what == "A":
            self.told.append(json.loads(call.data))
        else:
            self._rename(call, call.data.decode())

    def _rename(self, call: Call, text: str) -> None:
        match call.what:
            case "N":
                self.numbers[call.number] = self.names[text] = File()
                self._wait(text, "", self.names[text])
            case "U":
                del self.names[text]
                self._wait(text, "", None)
            case "F":
                self._renamed = text
            case "R":
                self.names[text] = self.names.pop(self._renamed)
                self._wait(text, self._renamed, self.names[text])
            case "D":
                for change in self.waiting.pop(text.rstrip("/"), ()):
                    _name(self.safe_names, change)
            case unknown:
                raise ValueError(unknown)

    def _wait(self, name: str, former: str, file: File | None) -> None:
        folder = str(PurePosixPath(name).parent)
        self.waiting["" if folder == "." else folder].append((name, former, file))

    def after_cut(self, seed: float) -> dict[str, bytes]:
        """What may be found under each name when the power is back."""
        rng = random.Random(seed)
        names = dict(self.safe_names)
        for changes in self.waiting.values():
            for change in _kept(changes, rng):
                _name(names, change)
        held: dict[int, bytes] = {}
        for file in names.values():
            if id(file) not in held:
                held[id(file)] = _after_cut(file, rng)
        return {name: held[id(file)] for name, file in names.items()}

    def now(self) -> dict[str, bytes]:
        """What is read under each name while the power is on."""
        found = {}
        for name, file in self.names.items():
            content = bytearray(file.safe)
            for write in file.waiting:
                done(content, write)
            found[name] = bytes(content)
        return found


def _name(names: dict[str, File], change: Change) -> None:
    name, former, file = change
    names.pop(former, None)
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file


def _kept(waiting: Sequence[T], rng: random.Random) -> Iterator[T]:
    """Nothing, everything, a first part, or any part."""
    luck = rng.choice(("nothing", "everything", "first", "any"))
    if luck == "any":
        yield from compress(waiting, (rng.random() < 0.5 for _ in waiting))
    elif luck != "nothing":
        yield from waiting[: rng.randint(0, len(waiting)) if luck == "first" else None]


def _after_cut(file: File, rng: random.Random) -> bytes:
    content = bytearray(file.safe)
    for write in _kept(file.waiting, rng):
        torn = write.what == "W" and rng.random() < 0.2
        for part in _sectors(write, rng) if torn else (write,):
            done(content, part)
    return bytes(content)


def _sectors(write: Call, rng: random.Random) -> Iterator[Call]:
    for begin in range(0, len(write.data), SECTOR):
        if rng.random() < 0.5:
            part = write.data[begin : begin + SECTOR]
            yield Call(what="W", number=write.number, at=write.at + begin, data=part)


def done(content: bytearray, write: Call) -> None:
    """Write or cut."""
    end = write.at + len(write.data)
    content.extend(bytes(max(0, end - len(content))))
    if write.what == "T":
        del content[end:]
    content[write.at : end] = write.data


def played(scene: Scene, folder: Path, disk: Disk) -> tuple[dict[str, tuple[int, bytes]], bytes]:
    """What was under `folder` before the scene, and the log of its calls."""
    top, log = (folder / "disk").resolve(), folder / "log"
    top.mkdir()
    (top / "home").mkdir()
    scene.begin(top)
    (top / "restored").mkdir(exist_ok=True)
    began = {name: (place.stat().st_ino, place.read_bytes()) for name, place in _files(top)}

    def work(say: Say) -> None:
        def tell(**words: object) -> None:
            disk.told(json.dumps(words))

        with scene.setting():
            disk.watch(top, log)
            disk.fails(Fault.NONE, FOREVER, 1)
            scene.work(top, tell)

    wrong = [str(word["fault"]) for word in in_child(work)]
    if wrong:
        raise RuntimeError(f"{scene.name}: {wrong}")
    written = log.read_bytes()
    whole = Replay(began)
    for call in calls(written):
        whole.do(call)
    if whole.now() != {name: place.read_bytes() for name, place in _files(top)}:
        raise RuntimeError(f"{scene.name}: the log does not tell all that was written")
    return began, written


def _files(top: Path) -> Iterator[tuple[str, Path]]:
    for place in sorted(top.rglob("*")):
        if place.is_file():
            yield place.relative_to(top).as_posix(), place


def campaign(scene: Scene, folder: Path, amount: int, rng: random.Random) -> Seen:
    """So many images of one scene, judged."""
    began, log = played(scene, folder, Disk())
    order, told = list(calls(log)), 0
    faults: list[str] = []
    for _ in range(amount):
        cut = rng.randint(0, len(order))
        replay = Replay(began)
        for call in order[:cut]:
            replay.do(call)
        with tempfile.TemporaryDirectory(dir=folder) as name:
            _write(Path(name), replay.after_cut(rng.random()))
            found = judged_by(scene, Path(name), replay.told)
            faults += [f"cut after call {cut}: {fault}" for fault in found]
        told += len(replay.told)
    return Seen(trials=amount, told=told, faults=faults, remarks=f"in {len(order)} calls")


def _write(folder: Path, image: dict[str, bytes]) -> None:
    (folder / "home").mkdir()
    for name, content in image.items():
        if not name.endswith(_IN_MEMORY):
            place = folder / name
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(content)


def _scene(scene: Scene) -> Campaign:
    return Campaign(
        name=f"power cut: {scene.name}", run=partial(campaign, scene), control=scene.control,
        whole=60 if scene.control else IMAGES, short=12 if scene.control else 30, disk=True,
    )  # fmt: skip


POWER = Bar(
    name="power",
    promise="a power cut at any moment: nothing that was told is lost, and everything opens",
    campaigns=tuple(map(_scene, SCENES)),
    trials=5000,
)
