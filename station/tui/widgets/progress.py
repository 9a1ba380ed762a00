"""How far long work has come: a bar that needs no special glyph and never moves by itself."""

from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import clamp
from textual.strip import Strip
from textual.widget import Widget

from station.tui.widgets.words import Words


class _Bar(Widget):
    """Filled by its ground colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--done", "bar--left"}
    share = 0.0

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        width = self.size.width
        done = round(width * self.share)
        return Strip(
            [
                Segment(" " * done, self.get_component_rich_style("bar--done")),
                Segment(" " * (width - done), self.get_component_rich_style("bar--left")),
            ],
            width,
        )


class Progress(Vertical):
    """A sentence over a bar. Whoever shows it binds the key that cancels."""

    def compose(self) -> ComposeResult:
        yield Words("", classes="progress-words")
        yield _Bar()

    def show(self, words: str, done: int, whole: int) -> None:
        """`done` of `whole`, in any unit; a whole of 0 is not known yet."""
        bar = self.query_one(_Bar)
        bar.share = clamp(done / whole, 0.0, 1.0) if whole else 0.0
        bar.refresh()
        self.query_one(".progress-words", Words).update(words)
