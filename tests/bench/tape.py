"""Every call that a sheet makes of reportlab's canvas, to be made again without the sheet."""

import io
from collections.abc import Callable
from typing import Any
from unittest import mock

from reportlab.pdfgen.canvas import Canvas


class Heard:
    """Stands for a canvas, or for a text or path that it gave; writes down what is asked of it."""

    def __init__(self, real: Any, tape: "Tape") -> None:
        self.real = real
        self.number = tape.count
        tape.count += 1
        self._tape = tape

    def __getattr__(self, name: str) -> Any:
        if not callable(getattr(self.real, name)):
            return getattr(self.real, name)

        def call(*given: Any, **named: Any) -> Any:
            real = [one.real if isinstance(one, Heard) else one for one in given]
            came = getattr(self.real, name)(*real, **named)
            kept = [one.number if isinstance(one, Heard) else None for one in given]
            answer = Heard(came, self._tape) if name.startswith("begin") else came
            self._tape.calls.append((self.number, name, given, kept, named))
            return answer

        return call


class Tape:
    """What was asked of the canvas while `draw` ran."""

    def __init__(self, draw: Callable[[], object]) -> None:
        self.count = 0
        self.calls: list[tuple[int, str, tuple[Any, ...], list[int | None], dict[str, Any]]] = []
        self._how: dict[str, Any] = {}
        with mock.patch("reportlab.pdfgen.canvas.Canvas", self._canvas):
            draw()

    def _canvas(self, file: io.BytesIO, **how: Any) -> Heard:
        self._how = how
        return Heard(Canvas(file, **how), self)

    def play(self) -> bytes:
        """The same page once more, drawn by reportlab alone."""
        file = io.BytesIO()
        things: list[Any] = [Canvas(file, **self._how)]
        for thing, name, given, kept, named in self.calls:
            plain = [
                one if place is None else things[place]
                for one, place in zip(given, kept, strict=True)
            ]
            came = getattr(things[thing], name)(*plain, **named)
            if name.startswith("begin"):
                things.append(came)
        return file.getvalue()
