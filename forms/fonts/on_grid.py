"""Glyphs of a source font as TrueType glyphs on a coarse grid. Only the build uses this."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from fontTools.ttLib.tables.ttProgram import Program

from forms.fonts.curve import Point
from forms.fonts.outline import Contour, Grid, Mark, Segment, redrawn


class Segments(BasePen):  # type: ignore[misc]
    """Collects the contours of a glyph, `scale` times as large."""

    def __init__(self, glyph_set: Mapping[str, Any], scale: float) -> None:
        super().__init__(glyph_set)
        self.contours: list[list[Segment]] = []
        self._scale = scale
        self._first: Point = (0.0, 0.0)

    def _moveTo(self, pt: Point) -> None:  # noqa: N802
        self.contours.append([])
        self._first = pt

    def _lineTo(self, pt: Point) -> None:  # noqa: N802
        self._add(pt)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:  # noqa: N802
        self._add(pt1, pt2, pt3)

    def _qCurveToOne(self, pt1: Point, pt2: Point) -> None:  # noqa: N802
        self._add(pt1, pt2)

    def _closePath(self) -> None:  # noqa: N802
        self._add(self._first)

    def _add(self, *points: Point) -> None:
        here = self._getCurrentPoint()
        if set(points) != {here}:
            scaled = ((x * self._scale, y * self._scale) for x, y in (here, *points))
            self.contours[-1].append(tuple(scaled))


def outlines(
    names: Iterable[str], glyph_set: Mapping[str, Any], grid: Grid, scale: float, *, cubic: bool
) -> Iterator[Glyph]:
    """The glyphs of these names on the grid, drawn by all processors."""
    everything = []
    for name in names:
        pen = Segments(glyph_set, scale)
        glyph_set[name].draw(pen)
        everything.append([_turned(each) if cubic else tuple(each) for each in pen.contours])
    with ProcessPoolExecutor() as pool:
        for contours in pool.map(partial(redrawn, grid=grid), everything, chunksize=64):
            yield _glyph(contours)


def _turned(contour: list[Segment]) -> Contour:
    """The other way round: CFF draws outer contours against the clock, TrueType with it."""
    return tuple(segment[::-1] for segment in reversed(contour))


def _glyph(contours: Iterable[tuple[Mark, ...]]) -> Glyph:
    glyph = TTGlyphPen(None).glyph()
    marks: list[Mark] = []
    glyph.endPtsOfContours = []
    for contour in contours:
        marks += contour
        glyph.endPtsOfContours.append(len(marks) - 1)
    glyph.numberOfContours = len(glyph.endPtsOfContours)
    glyph.coordinates = GlyphCoordinates([(x, y) for x, y, _ in marks])
    glyph.flags = bytearray(on for _, _, on in marks)
    glyph.program = Program()
    glyph.program.fromBytecode(b"")
    return glyph


def share_a_box(font: TTFont) -> None:
    """Every Han glyph states the box of the whole font as its own, and begins with it: so the ten
    bytes that say it are the same in each, and take next to none in a sheet. Letters keep theirs,
    for marks are put over and under it."""
    font["maxp"].recalc(font)
    font["hhea"].recalc(font)
    font.recalcBBoxes = False
    head, glyf, metrics = font["head"], font["glyf"], font["hmtx"].metrics
    for name in font.getGlyphOrder():
        glyph, width = glyf[name], metrics[name][0]
        if glyph.numberOfContours and width == head.unitsPerEm:
            for side in ("xMin", "yMin", "xMax", "yMax"):
                setattr(glyph, side, getattr(head, side))
            metrics[name] = (width, head.xMin)
