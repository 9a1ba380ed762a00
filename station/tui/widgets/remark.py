"""A line that is there only while there is something to say."""

from textual.visual import VisualType

from station.tui.widgets.words import Words


class Remark(Words):
    """Takes no room while it is empty."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        self.set_class(bool(content), "-said")
        super().update(content, layout=layout)
