"""How the tests look at a screen and type into it."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot

from station.desk.home import Home
from station.desk.premises import Premises
from station.tui.app import StationApp
from station.tui.screens.home import MENU
from tests.office import WEAK, HandClock, settings


def shown(app: App[Any]) -> list[str]:
    """The lines that would be written to the terminal now, filters included."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def page(app: App[Any]) -> str:
    return "\n".join(shown(app))


def ambiguous(lines: Sequence[str]) -> list[str]:
    """Characters on the screen whose width a Chinese console doubles."""
    seen = {c for line in lines for c in line}
    return [c for c in seen if unicodedata.east_asian_width(c) == "A" and cell_len(c)]


def too_wide(lines: Sequence[str], width: int) -> list[str]:
    """Lines that are wider or narrower than the terminal."""
    return [line for line in lines if cell_len(line) != width]


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Characters as an input method sends them: one event each, then the screen settles."""
    driver = pilot.app._driver
    assert driver is not None
    for character in text:
        event = events.Key(character, character)
        event.set_sender(pilot.app)
        driver.send_message(event)
    await pilot.pause()


def place(folder: Path, clock: HandClock | None = None) -> Premises:
    """A station's premises in this folder, cheap to unlock."""
    return Premises(
        home=Home(folder=folder), settings=settings(folder), clock=clock or HandClock(), cost=WEAK
    )


def app_at(folder: Path, clock: HandClock | None = None, *, plain: bool = False) -> StationApp:
    """The application at the station in this folder."""
    return StationApp(place(folder, clock), plain=plain)


def digit(page: str) -> str:
    """The key of this page in the menu of the first page."""
    return next(str(place) for place, (name, *_) in enumerate(MENU, 1) if name == page)


async def choose(pilot: Pilot[Any], act: str) -> None:
    """An act from the list of all acts of the case on the screen."""
    await pilot.press("0")
    await typed(pilot, act)
    await pilot.press("enter")
    await settled(pilot)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait for what runs beside the screen and for what it says; then all that has changed draws
    itself."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()
    compositor = pilot.app.screen._compositor
    if compositor._dirty_regions:
        changed = Region.from_union(compositor._dirty_regions)
        compositor._dirty_regions.clear()
        for _drawn in compositor._get_renders(changed.intersection(compositor.size.region)):
            pass
