"""What is done while the power may go, and what must be there afterwards.

A scene has a beginning, which the disk holds; work, of which every promise is told; and a judge,
who looks at what a disk may hold after the cut and at what had been told by then.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from station.desk.copying import make_backup, restore_station
from station.desk.home import Home
from station.domain.errors import StationError
from station.storage import durable
from station.storage.keys import create_slots, unlock
from station.storage.slots import read_slots, write_slots
from tests.office import NEW, PASSPHRASE, WEAK, HandClock, an_office, settings
from tests.torture.disk import Say
from tests.torture.kills import Outcome, judged
from tests.torture.program import RealSetUp, later
from tests.torture.sitting import recorded, with_pragmas

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


def _nothing(_: Path) -> None:
    """The disk is empty at first."""


def _station(folder: Path) -> None:
    with an_office(folder / "home", HandClock()):
        pass


def _cases_of(told: Told) -> dict[str, str]:
    return {word["case"]: word["state"] for word in told if "case" in word}


def _whole(home: Path, told: Told) -> Iterator[str]:
    """Every case that was told is there, nothing is half there, and the station opens."""
    yield from judged(home, Outcome(told=_cases_of(told)))


# ---- setting up, recording


def _set_up(folder: Path, say: Say) -> None:
    with an_office(folder / "home", RealSetUp()):
        say(station=NEW.station)


def _is_set_up(folder: Path, told: Told) -> Iterator[str]:
    home = Home(folder=folder / "home")
    if told and not home.vault.exists():
        yield "the station that was set up is not there"
    try:
        with an_office(home.folder, RealSetUp()):  # what was cut short is begun again
            pass
    except StationError as refusal:
        yield f"the station neither opens nor is set up again: {refusal}"


def _record(folder: Path, say: Say) -> None:
    recorded(folder / "home", say, HandClock(), first=0, cases=8)
    recorded(folder / "home", say, later(1), first=100, cases=8)


def _recorded(folder: Path, told: Told) -> Iterator[str]:
    yield from _whole(folder / "home", told)


# ---- a backup, and the way back from it


def _back_up(folder: Path, say: Say) -> None:
    recorded(folder / "home", say, HandClock(), first=0, cases=3)
    with an_office(folder / "home", later(1)) as office:
        make_backup(office, folder / "backup")
        say(backup="made")
    recorded(folder / "home", say, later(2), first=100, cases=2)


def _backed_up(folder: Path, told: Told) -> Iterator[str]:
    yield from _whole(folder / "home", told)
    made = next((place for place, word in enumerate(told) if "backup" in word), None)
    if (folder / "backup").exists():  # under its name it is whole, even if nobody was told
        yield from _comes_back(folder, told[:made])
    elif made is not None:
        yield "the backup that was made is not there"


def _comes_back(folder: Path, told: Told) -> Iterator[str]:
    try:
        _restore(folder)
    except StationError as refusal:
        yield f"the backup does not come back: {refusal}"
    else:
        yield from _whole(folder / "restored", told)


def _restore(folder: Path) -> None:
    place = folder / "restored"
    restore_station(
        Home(folder=place), folder / "backup", NEW.agent, PASSPHRASE,
        settings=settings(place), clock=later(3),
    ).leave()  # fmt: skip


def _station_with_backup(folder: Path) -> None:
    def remember(**word: object) -> None:
        known.append(word)

    known: list[dict[str, object]] = []
    _back_up(folder, remember)
    made = known.index({"backup": "made"})
    (folder / "known.json").write_text(json.dumps(known[:made]), "utf-8")


def _restore_and_say(folder: Path, say: Say) -> None:
    _restore(folder)
    say(restored=True)


def _restored(folder: Path, told: Told) -> Iterator[str]:
    known = json.loads((folder / "known.json").read_text("utf-8"))
    if Home(folder=folder / "restored").vault.exists():
        yield from _whole(folder / "restored", known)
    elif told:
        yield "the station that was restored is not there"
    else:
        yield from _comes_back(folder, known)


# ---- new slots for the same key


def _rewrite_slots(folder: Path, say: Say) -> None:
    """The clock of the set-up draws the same keys again, here behind other passphrases."""
    slots, draft = Home(folder=folder / "home").slots, folder / "elsewhere"
    for number in range(1, 7):
        create_slots(
            draft, owner=NEW.station, agent=NEW.agent, passphrase=_passphrase(number), cost=WEAK,
            chance=HandClock().chance,
        )  # fmt: skip
        write_slots(slots, read_slots(draft))
        say(changed=number)


def _passphrase(number: int) -> str:
    return f"{PASSPHRASE} {number}" if number else PASSPHRASE


def _slots_rewritten(folder: Path, told: Told) -> Iterator[str]:
    """Exactly one passphrase opens: the one that was told last, or the one after it."""
    slots, refusals = Home(folder=folder / "home").slots, []
    for number in (len(told), len(told) + 1):
        try:
            unlock(slots, agent=NEW.agent, passphrase=_passphrase(number))
        except StationError as refusal:
            refusals.append(refusal)
    if len(refusals) != 1:
        yield f"after {len(told)} changes neither passphrase opens, or both: {refusals}"


# ---- all of them


def _never_synced() -> AbstractContextManager[Any]:
    return patch.object(durable.os, "fsync", lambda _: None)


def _normal() -> AbstractContextManager[Any]:
    return with_pragmas((("synchronous", "NORMAL"),))


_RECORD = {"begin": _station, "work": _record, "judge": _recorded}
_BACK_UP = {"begin": _station, "work": _back_up, "judge": _backed_up}
_SLOTS = {"begin": _station, "work": _rewrite_slots, "judge": _slots_rewritten}
SCENES = (
    Scene(name="setting up", begin=_nothing, work=_set_up, judge=_is_set_up),
    Scene(name="recording", **_RECORD),  # type: ignore[arg-type]
    Scene(name="backup", **_BACK_UP),  # type: ignore[arg-type]
    Scene(name="restore", begin=_station_with_backup, work=_restore_and_say, judge=_restored),
    Scene(name="rewriting slots", **_SLOTS),  # type: ignore[arg-type]
    Scene(name="recording, NORMAL", setting=_normal, control=True, **_RECORD),  # type: ignore[arg-type]
    Scene(name="slots, no fsync", setting=_never_synced, control=True, **_SLOTS),  # type: ignore[arg-type]
    Scene(name="backup, no fsync", setting=_never_synced, control=True, **_BACK_UP),  # type: ignore[arg-type]
)
