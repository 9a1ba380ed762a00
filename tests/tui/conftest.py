"""A screen under test is waited for by what it has still to do, and cuts nothing for a terminal
that is not there."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from rich.console import RenderableType
from textual import app, pilot
from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

_APART = 0.013  # seconds between two keys: what comes faster is taken for a paste


async def quiet(*_: float) -> None:
    """Until nothing can go on without a key, a timer, a thread or the network.

    Textual asks whether the processor has been idle for a while: it wakes up every 20 ms and is
    wrong on a busy machine.
    """
    ready: Any = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(_APART)
    while True:
        while ready:
            await asyncio.sleep(0)
        screen = active_app.get().screen
        if not screen._update_timer._active.is_set():
            return
        screen._on_timer_update()
        await asyncio.sleep(0)


def drawn(
    self: Compositor,
    full: bool = False,
    screen_stack: list[Screen[Any]] | None = None,
    simplify: bool = False,
) -> RenderableType | None:
    """No update is made: a headless application throws it away. What has changed is remembered,
    and drawn when the screen has settled (`stage.settled`)."""
    visible_screen_stack.set(screen_stack or [])
    return None


_parse = Stylesheet._parse_rules
_PARSED: dict[object, list[RuleSet]] = {}


def parsed(self: Stylesheet, *what: Any, **how: Any) -> list[RuleSet]:
    """The rules of a style sheet are the same in every application of a test run."""
    key = (what, tuple(how.items()), tuple(self._variables.items()))
    if key not in _PARSED:
        _PARSED[key] = _parse(self, *what, **how)
    return _PARSED[key]


@pytest.fixture(autouse=True, scope="session")
def _screens() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "wait_for_idle", quiet)
        patch.setattr(pilot, "wait_for_idle", quiet)
        patch.setattr(Compositor, "render_update", drawn)
        patch.setattr(Stylesheet, "_parse_rules", parsed)
        yield
