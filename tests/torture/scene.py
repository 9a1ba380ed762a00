"""What a scene is: a beginning, which the disk holds; work, of which every promise is told; and a
judge, who looks at what a disk may hold when the work was cut short, and at what had been told.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from station.domain.errors import StationError
from station.storage import durable
from tests.office import HandClock, an_office
from tests.torture.disk import Say
from tests.torture.kills import Outcome, judged

Told = Sequence[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One thing that is done under a folder; see above."""

    name: str
    begin: Callable[[Path], None]
    work: Callable[[Path, Say], None]
    judge: Callable[[Path, Told], Iterator[str]]
    setting: Callable[[], AbstractContextManager[Any]] = nullcontext
    """What is set otherwise while the work is done."""
    control: bool = False


def judged_by(scene: Scene, folder: Path, told: Told) -> Iterator[str]:
    """What its judge finds; that nothing can be judged is a fault too."""
    try:
        yield from scene.judge(folder, told)
    except StationError as refusal:
        yield f"refused: {refusal}"


def whole(home: Path, told: Told) -> Iterator[str]:
    """Every case that was told is there, nothing is half there, and the station opens."""
    cases = {word["case"]: word["state"] for word in told if "case" in word}
    yield from judged(home, Outcome(told=cases))


def a_station(folder: Path) -> None:
    """A station that was set up and in which nothing is recorded."""
    with an_office(folder / "home", HandClock()):
        pass


def never_synced() -> AbstractContextManager[Any]:
    """The program's own files are never brought to the disk: a setting for controls."""
    return patch.object(durable.os, "fsync", lambda _: None)


class Words(list[dict[str, Any]]):
    """What was said before the work began: the judge has to know it too."""

    def say(self, **words: Any) -> None:
        """One word more."""
        self.append(words)


def keep(folder: Path, known: Told) -> None:
    """Put beside the station what was told before the work began."""
    (folder / "known.json").write_text(json.dumps(known), "utf-8")


def known_before(folder: Path) -> Told:
    """What was told before the work began."""
    found: Told = json.loads((folder / "known.json").read_text("utf-8"))
    return found
