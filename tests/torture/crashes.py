"""Every function of the screens that a walk through the station reaches, made to fail there.

The walk goes from page to page (`tests.tui.tour`); from each page the way on and each key that
works on it is a branch. What a branch reaches for the first time fails in the next ones, one
function each, with a passphrase, a key, a number and a name in its words and its variables. Then
all that was written is searched for these: terminal, log, home, temporary files. The program has to
end with the number of the fault, or to go on and say it, and the station has to open again.
"""

import asyncio
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual import app, pilot
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.worker import WorkerFailed

from station.desk.cases import CaseDesk
from station.domain.errors import StationError
from station.storage import crashes
from station.storage.casebook import Wanted
from station.tui import attended
from station.tui.app import StationApp
from station.tui.safe_app import SafeApp
from tests.office import PASSPHRASE, HandClock, an_office
from tests.torture import cores, crash_terminals
from tests.torture.branches import Branch, branched
from tests.torture.campaign import EVERYTHING, Bar, Campaign, Seen
from tests.torture.markers import in_bytes, in_files
from tests.torture.places import SCREENS, Failing, Place, Reached, all_functions
from tests.torture.program import later
from tests.tui.conftest import parsed, quiet
from tests.tui.leaky import SECRETS
from tests.tui.stage import app_at, page
from tests.tui.tour import APPLICANT, WALK, a_station, unlocked

_SIZE = (100, 30)
_PATIENCE = 20  # seconds
_NUMBER = re.compile(r"E-[0-9A-F]{8}")
_STAY = ("ctrl+q",)
"""Keys that end the walk: what they reach, the end of each branch reaches too."""

Told = Mapping[str, Any]
Keys = Sequence[str]


def campaign(folder: Path, amount: int, rng: random.Random) -> Seen:
    """About so many functions, at all stops or at some of them."""
    return _walked(folder, amount, rng, guarded=True)


def control(folder: Path, amount: int, rng: random.Random) -> Seen:
    """The same with Textual's own way to fail."""
    with patch.multiple(SafeApp, panic=App.panic, _fatal_error=App._fatal_error):
        return _walked(folder, amount, rng, guarded=False)


def _walked(folder: Path, amount: int, rng: random.Random, *, guarded: bool) -> Seen:
    own = folder / "own"
    (own / "temp").mkdir(parents=True)
    a_station(own / "home")
    walk = _Walk(folder, amount, rng, guarded=guarded)
    with ExitStack() as stack:
        for module in (app, pilot):
            stack.enter_context(patch.object(module, "wait_for_idle", quiet))
        # It stands still while a branch goes on, and would lock the station as after a sleep.
        stack.enter_context(patch.object(attended, "passed", float))
        stack.enter_context(patch.object(Stylesheet, "_parse_rules", parsed))
        stack.enter_context(patch.dict(os.environ, TMPDIR=str(own / "temp")))
        stack.enter_context(patch.object(tempfile, "tempdir", str(own / "temp")))
        asyncio.run(walk.through())
    return walk.seen()


class _Walk:
    """One way through all pages, with its branches."""

    def __init__(self, folder: Path, amount: int, rng: random.Random, *, guarded: bool) -> None:
        self._folder, self._rng, self._guarded = folder, rng, guarded
        stops = range(len(WALK) + 1)
        self._chosen = frozenset(rng.sample(stops, min(len(stops), amount)))
        self._most = max(1, amount // len(stops))
        self._keys: set[str] = set()
        self._reached: set[Place] = set()
        self._failed: dict[Place, str] = {}
        self._faults: list[str] = []

    async def through(self) -> None:
        """From the first page to the lock; what is left then is reached at the door alone."""
        async with unlocked(self._home, _SIZE) as (screen, hand):
            for number, (name, keys) in enumerate(WALK[: max(self._chosen)], 1):
                if number in self._chosen:
                    await self._branches(name, (screen, hand), [keys, *self._ways(screen)])
                await hand.press(*keys)
                await _calm(hand)
        if 0 in self._chosen:
            await self._branches("door", None, [()])

    def seen(self) -> Seen:
        """What was reached of what there is, and how it ended."""
        there = all_functions(SCREENS.rstrip("."))
        reached = len(there & self._reached)
        ended = sum(how == "ended" for how in self._failed.values())
        said = sum(how == "said" for how in self._failed.values())
        return Seen(
            trials=ended + said, faults=self._faults,
            remarks=f"{reached} of {len(there)} functions of the screens reached, "
            f"{len(self._reached - there)} of the desks; {ended} ended the program, "
            f"{said} were said, {len(self._failed) - ended - said} not met again",
        )  # fmt: skip

    @property
    def _home(self) -> Path:
        return self._folder / "own" / "home"

    def _ways(self, screen: StationApp) -> list[Keys]:
        """Each key that works on this page and was not tried yet: all, or as many as are wanted."""
        there = {
            key: f"{key} {type(active.node).__name__} {active.binding.action}"
            for key, active in screen.screen.active_bindings.items()
            if key not in _STAY
        }
        new = [key for key, what in there.items() if what not in self._keys]
        keys = self._rng.sample(new, min(len(new), self._most))
        self._keys |= {there[key] for key in keys}
        return [(key,) for key in keys]

    async def _branches(self, stop: str, at: "_At | None", ways: Sequence[Keys]) -> None:
        for keys in ways:
            scouted = await self._branch(lambda keys=keys: _scout(self._home, at, keys))
            found = {Place(*one) for one in scouted.told.get("places", ())} - self._reached
            self._reached |= found
            for place in self._rng.sample(sorted(found), min(len(found), self._most)):
                trial = await self._branch(
                    lambda keys=keys, place=place: _fails(
                        self._home, at, keys, place, guarded=self._guarded
                    )
                )
                self._failed[place] = str(trial.told.get("how", "lost"))
                where = f"{stop}, {' '.join(keys)}: {place.module} {place.name}"
                self._faults += [f"{where}: {fault}" for fault in self._judged(trial)]

    async def _branch(self, work: Any) -> Branch:
        return await branched(self._folder / "own", self._folder / "aside", work)

    def _judged(self, trial: Branch) -> Iterator[str]:
        told = trial.told
        planted = [*SECRETS, PASSPHRASE, *APPLICANT.values()]
        yield from in_bytes("the terminal", trial.written, planted)
        yield from in_bytes("the screen", told.get("screen", "").encode(), SECRETS)
        yield from in_files(trial.left, planted)
        if not self._guarded or told.get("how") == "unmet":
            return
        numbers = set(_NUMBER.findall(_log(trial.left)))
        shown = trial.written.decode() + told.get("screen", "")
        if not told:
            yield "it came to no end"
        elif not numbers & set(_NUMBER.findall(shown)):
            yield f"{told['how']}, and no number was told"
        elif told["how"] == "ended" and told["code"] != 1:
            yield f"ended with {told['code']}"
        try:
            with an_office(trial.left / "home", later(1)) as office:
                if len(CaseDesk(office).lines(Wanted(), 0, 10)) != 2:
                    yield "cases are missing"
        except StationError as fault:
            yield f"does not open: {type(fault).__name__}"


_At = tuple[StationApp, Pilot[None]]


def _log(left: Path) -> str:
    log = crashes.log_in(left / "home")
    return log.read_text("utf-8") if log.exists() else ""


async def _scout(home: Path, at: _At | None, keys: Keys) -> Told:
    """Which functions these keys reach."""
    with Reached() as reached:
        await _gone(home, at, keys)
    return {"places": sorted(reached.places)}


async def _fails(home: Path, at: _At | None, keys: Keys, place: Place, *, guarded: bool) -> Told:
    """The same with one of them failing, in the program as `run.py` starts it."""
    if guarded:
        crashes.guard()
        crashes.keep_in(home, HandClock().now)
    with Failing(place) as failing:
        try:
            screen, ended = await _gone(home, at, keys)
        except ValueError as error:  # before there is an application
            sys.excepthook(type(error), error, error.__traceback__)
            return {"how": "ended", "code": 1}
    how = "ended" if ended else "said"
    return {
        "how": how if failing.failed else "unmet",
        "code": screen.return_code,
        "screen": "" if ended else page(screen),
    }


async def _gone(home: Path, at: _At | None, keys: Keys) -> tuple[StationApp, bool]:
    """Press the keys, from the door if there is no application yet. The application, and whether
    it came to an end; then it is left as the program leaves it."""
    screen = at[0] if at else app_at(home)
    opened = asyncio.Event()
    tasks = [
        asyncio.create_task(_pressed(at[1], keys) if at else _opened(screen, opened)),
        asyncio.create_task(screen._exception_event.wait()),
        asyncio.create_task(opened.wait()),
    ]
    await asyncio.wait(tasks, timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    ended = screen._exception is not None
    if ended or screen._exit:
        await screen._shutdown()
        with suppress(StationError):
            screen.counter.get_up()
    return screen, ended


async def _opened(screen: StationApp, opened: asyncio.Event) -> None:
    """Come in at the door, and stay."""
    async with screen.run_test(size=_SIZE) as hand:
        await _pressed(hand, (*PASSPHRASE, "enter"))
        opened.set()
        await asyncio.Event().wait()


async def _pressed(hand: Pilot[None], keys: Keys) -> None:
    await hand.press(*keys)
    await _calm(hand)


async def _calm(hand: Pilot[None]) -> None:
    """Wait for what runs beside the screen and for what it says."""
    with suppress(WorkerFailed):  # what the page says of it follows
        await hand.app.workers.wait_for_complete()
    await hand.pause()
    await hand.pause()


CRASHES = Bar(
    name="crashes",
    promise="whatever fails, a number is left of it, and no word of anybody",
    campaigns=(
        Campaign(
            name="each function of the screens fails", run=campaign, whole=EVERYTHING, short=4
        ),
        Campaign(name="failing at a terminal", run=crash_terminals.campaign, whole=24, short=1),
        Campaign(name="failing as Textual does", run=control, whole=27, short=1, control=True),
        Campaign(name="core dumps that are refused", run=cores.campaign, whole=8, short=1),
        Campaign(
            name="core dumps that are not", run=cores.control, whole=1, short=1, control=True,
            hindered=cores.elsewhere,
        ),
    ),
    trials=500,
)  # fmt: skip
