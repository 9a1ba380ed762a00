"""Text on the screen. Everything shown goes through here, so that no data is read as markup."""

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Button, Static

# Colour never speaks alone: each stands under a word. (foreground, background)
TONES = {
    "due": ("#ffffff", "#1d4f91"),
    "fix": ("#1b1b1b", "#f2b43c"),
    "gap": ("#ffffff", "#6b3fa0"),
    "done": ("#ffffff", "#1e7145"),
    "late": ("#ffffff", "#b3261e"),
    "idle": ("#1b1b1b", "#c9ced6"),
}


@dataclass(frozen=True, kw_only=True)
class Block:
    """A short word on a coloured ground. `tone` is a key of TONES."""

    word: str
    tone: str

    @property
    def style(self) -> Style:
        foreground, background = TONES[self.tone]
        return Style(color=foreground, bgcolor=background, bold=True)

    @property
    def content(self) -> Content:
        foreground, background = TONES[self.tone]
        return Content.styled(f" {self.word} ", f"bold {foreground} on {background}")


def line(*parts: str | Block | tuple[str, str], between: str = "") -> Content:
    """One line of text: plain words, blocks, and (words, style) pairs. Nothing is markup."""
    shown = [_content(part) for part in parts]
    return Content(between).join(shown)


def lines(*rows: str | Content) -> Content:
    """Several lines, one below the other."""
    return Content("\n").join([row if isinstance(row, Content) else Content(row) for row in rows])


def _content(part: str | Block | tuple[str, str]) -> Content:
    if isinstance(part, Block):
        return part.content
    if isinstance(part, tuple):
        return Content.styled(*part)
    return Content(part)


class Words(Static):
    """Text that is never read as markup, whoever supplied it."""

    def __init__(
        self, text: str | Content = "", *, named: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(text, markup=False, id=named, classes=classes)
        self._shown: VisualType = text

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show this instead. The same again costs nothing: it is said with every key."""
        if content != self._shown:
            self._shown = content
            super().update(content, layout=layout)


class Push(Button):
    """A button whose label is never read as markup. Up goes back to what is above it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,left", "app.focus_previous", show=False),
        Binding("down,right", "app.focus_next", show=False),
    ]

    def __init__(self, label: str, *, named: str | None = None, classes: str | None = None) -> None:
        super().__init__(Content(label), id=named, classes=classes, compact=True)
