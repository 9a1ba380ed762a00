"""An application that fails with secrets in its hands. Run in a terminal by test_crash.

python -m tests.tui.leaky PLACE HOME
"""

import sys
from pathlib import Path

from textual import events, work
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widgets import Static

from station.tui.safe_app import SafeApp
from station.tui.widgets.words import Words

SECRETS = ("correct horse battery", "KEYKEYKEYKEY", "11010519491231002X", "王示例")


def fail() -> None:
    passphrase, key, number, name = SECRETS
    raise ValueError(f"cannot open for {name} {number} with {passphrase} {key}")


class Drawn(Static):
    def render_line(self, y: int) -> Strip:
        fail()
        return Strip([])


class Leaky(SafeApp):
    def __init__(self, place: str, home: Path) -> None:
        super().__init__(home=home, plain=False, now=lambda: "2026-11-21T09:00:00+08:00")
        self.place = place

    def compose(self) -> ComposeResult:
        if self.place == "compose":
            fail()
        yield Drawn("x") if self.place == "drawing" else Words("x")

    def on_mount(self) -> None:
        match self.place:
            case "mount":
                fail()
            case "timer":
                self.set_timer(0.01, fail)
            case "worker":
                self.threaded()
            case "markup":
                self.set_timer(0.01, lambda: self.query_one(Words).update(self.markup()))
            case "key":
                self.set_timer(0.01, lambda: self.simulate_key("x"))
            case _:
                pass

    def markup(self) -> str:
        self.query_one(Words)._render_markup = True
        return "王示例[/foo]"

    @work(thread=True)
    def threaded(self) -> None:
        fail()

    def on_key(self, event: events.Key) -> None:
        fail()


if __name__ == "__main__":
    app = Leaky(sys.argv[1], Path(sys.argv[2]))
    app.run()
    sys.exit(app.return_code)
