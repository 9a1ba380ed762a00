"""How the tests look at a screen and type into it."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.pilot import Pilot


def shown(app: App[Any]) -> list[str]:
    """The lines that would be written to the terminal now, filters included."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def page(app: App[Any]) -> str:
    return "\n".join(shown(app))


def ambiguous(app: App[Any]) -> list[str]:
    """Characters on the screen whose width a Chinese console doubles."""
    return [c for c in page(app) if unicodedata.east_asian_width(c) == "A" and cell_len(c)]


def too_wide(app: App[Any]) -> Iterator[str]:
    """Lines that are wider or narrower than the terminal."""
    return (line for line in shown(app) if cell_len(line) != app.size.width)


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Characters as an input method sends them: one event each, then the screen settles."""
    driver = pilot.app._driver
    assert driver is not None
    for character in text:
        event = events.Key(character, character)
        event.set_sender(pilot.app)
        driver.send_message(event)
    await pilot.pause()
