"""The quadratic curve that lies nearest to given points, as TrueType writes it.

Between two points on the curve stand bends, which are off it; halfway between two bends the curve
passes from one parabola to the next. So a curve of n bends is a uniform quadratic B-spline, and
the best bends for points whose places along it are known solve a linear system. The places are
then moved to the nearest point of the curve, and the bends found again.
"""

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Curve: TypeAlias = tuple[tuple[Point, ...], ...]
"""Parabolas, each of which begins where the last one ends."""

ROUNDS = 3
"""How often bends are found; after that they move by less than the grid."""
FLAT = 1e-9


def fitted(
    passed: Sequence[Point], start: Point, end: Point, count: int
) -> tuple[list[Point], float] | None:
    """(`count` bends at whole coordinates, how far at most the curve is from the points passed and
    from the straight ways between them). None where the points say nothing of the bends."""
    places = _along((start, *passed, end), count)
    bends: list[Point] = []
    for _ in range(ROUNDS):
        found = _best(passed, places, start, end, count)
        if found is None:
            return None
        bends = found
        curve = _parabolas(start, bends, end)
        places = [_nearer(each, at, curve) for each, at in zip(passed, places, strict=True)]
    way = sum(math.dist(one, other) for one, other in pairwise((start, *passed, end)))
    if any(math.dist(bend, start) > 2 * way for bend in bends):
        return None
    whole = [(float(round(x)), float(round(y))) for x, y in bends]
    curve = _parabolas(start, whole, end)
    return whole, max(_farthest(passed, places, curve), _strayed((start, *passed, end), curve))


def off_way(point: Point, start: Point, end: Point) -> float:
    """How far the point is from the straight way between the two, or from the one place it is."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    x, y = point[0] - start[0], point[1] - start[1]
    share = min(1.0, max(0.0, (x * dx + y * dy) / (dx * dx + dy * dy or 1.0)))
    return math.hypot(x - share * dx, y - share * dy)


def is_straight(passed: Sequence[Point], start: Point, end: Point, tolerance: float) -> bool:
    """Whether all points passed are close to the straight way."""
    return all(off_way(point, start, end) <= tolerance for point in passed)


def _along(points: Sequence[Point], count: int) -> list[float]:
    """How far along a curve of `count` bends the inner points are, judged by their distances."""
    ways = list(accumulate(math.dist(one, other) for one, other in pairwise(points)))
    return [count * way / (ways[-1] or 1.0) for way in ways[:-1]]


def _weights(place: float, count: int) -> tuple[int, float, float, float]:
    """The parabola at this place, and what its start, its bend and its end weigh there."""
    nth = min(count - 1, int(place))
    share = place - nth
    rest = 1 - share
    return nth, rest * rest, 2 * rest * share, share * share


def _best(
    passed: Sequence[Point], places: Sequence[float], start: Point, end: Point, count: int
) -> list[Point] | None:
    """The bends with the least squares of distances."""
    rows = [[0.0] * (count + 2) for _ in range(count)]
    for point, place in zip(passed, places, strict=True):
        nth, first, weight, last = _weights(place, count)
        its = {nth: weight}
        x, y = point
        if nth == 0:
            x, y = x - first * start[0], y - first * start[1]
        else:
            its[nth - 1], its[nth] = first / 2, its[nth] + first / 2
        if nth == count - 1:
            x, y = x - last * end[0], y - last * end[1]
        else:
            its[nth + 1], its[nth] = last / 2, its[nth] + last / 2
        for row, by in its.items():
            for column, other in its.items():
                rows[row][column] += by * other
            rows[row][count] += by * x
            rows[row][count + 1] += by * y
    return _solved(rows)


def _solved(rows: list[list[float]]) -> list[Point] | None:
    """Gauss's elimination; each row ends with its two right sides."""
    count = len(rows)
    for at in range(count):
        pivot = max(range(at, count), key=lambda row: abs(rows[row][at]))
        if abs(rows[pivot][at]) < FLAT:
            return None
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for row in range(count):
            if row != at and (factor := rows[row][at] / rows[at][at]):
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[at], strict=True)]
    return [(row[count] / row[at], row[count + 1] / row[at]) for at, row in enumerate(rows)]


def _parabolas(start: Point, bends: Sequence[Point], end: Point) -> Curve:
    halves = [((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in pairwise(bends)]
    return tuple(zip((start, *halves), bends, (*halves, end), strict=True))


def _off(point: Point, place: float, curve: Curve) -> tuple[float, float, float, float]:
    """From the curve at this place to the point, and which way the curve runs there."""
    nth, first, weight, last = _weights(place, len(curve))
    (ax, ay), (bx, by), (cx, cy) = curve[nth]
    share = place - nth
    return (
        point[0] - first * ax - weight * bx - last * cx,
        point[1] - first * ay - weight * by - last * cy,
        2 * ((1 - share) * (bx - ax) + share * (cx - bx)),
        2 * ((1 - share) * (by - ay) + share * (cy - by)),
    )


def _nearer(point: Point, place: float, curve: Curve) -> float:
    """One step of Newton's towards the place of the curve nearest to the point."""
    x, y, dx, dy = _off(point, place, curve)
    square = dx * dx + dy * dy
    if square < FLAT:
        return place
    return min(float(len(curve)), max(0.0, place + (x * dx + y * dy) / square))


def _farthest(passed: Sequence[Point], places: Sequence[float], curve: Curve) -> float:
    worst = 0.0
    for point, place in zip(passed, places, strict=True):
        both = (place, _nearer(point, place, curve))
        worst = max(worst, min(math.hypot(*_off(point, at, curve)[:2]) for at in both))
    return worst


def _strayed(way: Sequence[Point], curve: Curve) -> float:
    """How far the curve, which may have turned back, is from the way at most."""
    places = (nth + share for nth in range(len(curve)) for share in (0.25, 0.5, 0.75, 1.0))
    points = (_off((0.0, 0.0), place, curve)[:2] for place in places)
    return max(
        min(off_way((-x, -y), one, other) for one, other in pairwise(way)) for x, y in points
    )
