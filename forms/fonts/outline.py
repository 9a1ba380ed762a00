"""Outlines drawn anew on a coarse grid, with as few points as stay close to the original.

A sheet carries the outlines of its characters, and each point of them costs some two bytes after
compression, half of that where it lies straight above or beside the one before. So every contour
is the cheapest chain of straight lines and quadratic curves between points of the original that
stays within the tolerance; edges that are nearly upright or level become so; and hairlines, which
rounding would make one unit thicker here than there, all get one thickness.

Only the build uses this. Lengths are in units of the grid.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import TypeAlias

from forms.fonts.curve import Point, fitted, is_straight

Segment: TypeAlias = tuple[Point, ...]
"""A line, a quadratic or a cubic curve: 2, 3 or 4 points, the ends among them."""
Contour: TypeAlias = tuple[Segment, ...]
Mark: TypeAlias = tuple[int, int, bool]
"""A point of a TrueType contour: across, up, and whether it is on the curve."""

MOST_IN_A_ROW = 8
"""Segments of the original that one curve may replace."""
MOST_BENDS = 3
"""Points off the curve between two points on it; more only where nothing shorter is close."""
CORNER = 0.9
"""Radians of turn over which no single curve passes."""
FLAG, STEP, LEVEL_STEP = 0.5, 0.85, 0.05
"""Bytes for the kind of a point, and for each coordinate: another than the last, or the same."""
LEVEL = 1.05
"""How far the ends of a level or upright edge may be apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """`units` to the em. Curves leave the original by `tolerance` at most; strokes between
    `thin[0]` and `thin[1]` are drawn `hairline` units thick; no strokes are where that is 0."""

    units: int
    tolerance: float
    hairline: int = 0
    thin: tuple[float, float] = (0.0, 0.0)


def redrawn(contours: Iterable[Contour], grid: Grid) -> tuple[tuple[Mark, ...], ...]:
    """The contours as TrueType points; those that the grid swallows are gone."""
    kept = [contour for contour in map(_from_corner, contours) if len(contour) > 1]
    nodes = _placed(kept, grid)
    drawn = [
        _implied(_cheapest(contour, its, grid.tolerance))
        for contour, its in zip(kept, nodes, strict=True)
    ]
    return tuple(each for each in drawn if len(each) > 2)


def _from_corner(contour: Contour) -> Contour:
    """The same contour, begun at its sharpest corner, which will be a point in any case."""
    turns = [_turn(contour[at - 1], contour[at]) for at in range(len(contour))]
    first = max(range(len(contour)), key=lambda at: (round(turns[at], 3), -at), default=0)
    return (*contour[first:], *contour[:first])


def _turn(one: Segment, other: Segment) -> float:
    """Radians between the end of one segment and the start of the other."""
    ax, ay = next(_apart(point, one[-1]) for point in reversed(one[:-1]) if point != one[-1])
    bx, by = next(_apart(other[0], point) for point in other[1:] if point != other[0])
    return abs(math.atan2(ax * by - ay * bx, ax * bx + ay * by))


def _apart(one: Point, other: Point) -> Point:
    return other[0] - one[0], other[1] - one[1]


def _placed(contours: Sequence[Contour], grid: Grid) -> list[list[Point]]:
    """Where the ends of the segments lie on the grid."""
    edges = [(segment[0], segment[1]) for each in contours for segment in each if len(segment) == 2]
    across = _levels((a[0], b[0]) for a, b in edges if abs(a[1] - b[1]) > 2 * LEVEL)
    up = _levels((a[1], b[1]) for a, b in edges if abs(a[0] - b[0]) > 2 * LEVEL)
    _even(up, grid)
    return [
        [
            (
                across.get(segment[0][0], float(round(segment[0][0]))),
                up.get(segment[0][1], float(round(segment[0][1]))),
            )
            for segment in each
        ]
        for each in contours
    ]


def _levels(edges: Iterable[tuple[float, float]]) -> dict[float, float]:
    """Where coordinates that edges join come to lie: those of one edge at one place."""
    levels: dict[float, float] = {}
    for one, other in edges:
        if abs(one - other) <= LEVEL:
            place = levels.get(one, levels.get(other, float(round((one + other) / 2))))
            for each in (one, other):
                levels.setdefault(each, place)
    return levels


def _even(levels: dict[float, float], grid: Grid) -> None:
    """Gives level strokes as thick as a hairline that thickness: their upper edge moves."""
    lowest, highest = grid.thin
    for lower, upper in (
        (low, high) for low in sorted(levels) for high in levels if lowest < high - low < highest
    ):
        levels[upper] = levels[lower] + grid.hairline


def _cheapest(contour: Contour, nodes: Sequence[Point], tolerance: float) -> list[Mark]:
    """Of all chains of lines and curves over the nodes the one that takes the least room."""
    count = len(contour)
    places = (*nodes, nodes[0])
    cost = [0.0, *(math.inf for _ in contour)]
    road: list[tuple[int, list[Point]]] = [(0, []) for _ in range(count + 1)]
    for start in range(count):
        for end, bends in _ahead(contour, places, start, tolerance):
            new = cost[start] + _room((places[start], *bends, places[end]))
            if new < cost[end]:
                cost[end], road[end] = new, (start, bends)
    marks: list[Mark] = []
    end = count
    while end:
        start, bends = road[end]
        if bends or places[start] != places[end]:
            marks.append((int(places[end][0]), int(places[end][1]), True))
            marks += ((int(x), int(y), False) for x, y in reversed(bends))
        end = start
    return marks[::-1]


def _ahead(
    contour: Contour, places: Sequence[Point], start: int, tolerance: float
) -> Iterator[tuple[int, list[Point]]]:
    """Each node that one line or curve from `start` reaches, and the bends on the way."""
    passed: list[Point] = []
    misses = 0
    for end in range(start + 1, min(len(contour), start + MOST_IN_A_ROW) + 1):
        segment = contour[end - 1]
        if end > start + 1:
            if misses > 1 or _is_corner(contour[end - 2], segment, tolerance):
                return
            passed.append(segment[0])
        passed += _between(segment, tolerance)
        bends = _bends(passed, places[start], places[end], tolerance)
        if bends is None and end == start + 1:
            bends = _nearest(passed, places[start], places[end], segment)
        if bends is None:
            misses += 1
        else:
            yield end, bends


def _is_corner(one: Segment, other: Segment, tolerance: float) -> bool:
    """A corner that no curve within the tolerance could cut: both sides are too long."""
    long = all(math.dist(each[0], each[-1]) > 4 * tolerance for each in (one, other))
    return long and _turn(one, other) > CORNER


def _between(segment: Segment, tolerance: float) -> list[Point]:
    """Points of the segment between its ends, close enough to judge by."""
    length = math.dist(segment[0], segment[-1]) / tolerance
    steps = int(length / 8 if len(segment) == 2 else length / 2)
    steps = max(2, min(6, steps))
    return [_at(segment, step / steps) for step in range(1, steps)]


def _at(segment: Segment, share: float) -> Point:
    """De Casteljau's point of a line or curve."""
    while len(segment) > 1:
        segment = tuple(
            (ax + (bx - ax) * share, ay + (by - ay) * share)
            for (ax, ay), (bx, by) in pairwise(segment)
        )
    return segment[0]


def _bends(
    passed: Sequence[Point], start: Point, end: Point, tolerance: float
) -> list[Point] | None:
    """None at all where a line is close to the points passed, else the fewest with which a curve
    is; None where no such curve is."""
    if is_straight(passed, start, end, tolerance):
        return []
    for count in range(1, MOST_BENDS + 1):
        found = fitted(passed, start, end, count)
        if found and found[1] <= tolerance:
            return found[0]
    return None


def _nearest(passed: Sequence[Point], start: Point, end: Point, segment: Segment) -> list[Point]:
    """What becomes of one segment that nothing short is close to: the best of longer curves."""
    if len(segment) == 2:
        return []
    curves = (fitted(passed, start, end, count) for count in range(1, 2 * MOST_BENDS + 1))
    return min((each for each in curves if each), key=itemgetter(1), default=([], 0.0))[0]


def _room(points: Sequence[Point]) -> float:
    """Bytes that the points after the first take in a sheet, about."""
    return sum(
        FLAG + sum(LEVEL_STEP if a == b else STEP for a, b in zip(one, other, strict=True))
        for one, other in pairwise(points)
    )


def _implied(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Without the points on the curve that lie halfway between two off it: those go unsaid."""
    count = len(marks)
    return tuple(
        mark
        for at, mark in enumerate(marks)
        if not (mark[2] and count > 3 and _is_halfway(marks[at - 1], mark, marks[(at + 1) % count]))
    )


def _is_halfway(before: Mark, mark: Mark, after: Mark) -> bool:
    between = not before[2] and not after[2]
    return between and all(abs(before[n] + after[n] - 2 * mark[n]) <= 1 for n in (0, 1))
