"""Start an application without a terminal and note when its first screen stands.

    python -m tests.bench.paint station HOME NOTE
    python -m tests.bench.paint empty - NOTE

NOTE gets the monotonic clock, which all processes of a machine share. The imports are late:
they are what is measured.
"""

import sys
from asyncio import Event
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot


def empty() -> "App[Any]":
    """Textual with nothing on its screen."""
    from textual.app import App

    return App()


def station(home: Path) -> "App[Any]":
    """Our application as `run.py` starts it."""
    from station.desk.premises import premises
    from station.desk.words import use_language
    from station.tui.app import StationApp

    use_language("zh_CN")
    return StationApp(premises(home), plain=False)


def watch(app: "App[Any]", note: Path) -> None:
    """Run the application until its first screen has been drawn."""

    async def look_on(pilot: "Pilot[Any]") -> None:
        stands = Event()

        def look() -> None:
            if app.screen.is_attached:
                stands.set()
            else:
                app.call_after_refresh(look)

        app.call_after_refresh(look)
        await stands.wait()
        note.write_text(str(monotonic()), encoding="ascii")
        app.exit()

    app.run(headless=True, size=(80, 24), auto_pilot=look_on)


if __name__ == "__main__":
    which, home, note = sys.argv[1:]
    if which == "empty":
        watch(empty(), Path(note))
    else:
        watch(station(Path(home)), Path(note))
