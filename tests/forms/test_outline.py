"""Outlines on the grid of the build: close to the original, level where it is, hairlines even."""

import math

from hypothesis import given
from hypothesis import strategies as st

from forms.fonts.curve import fitted
from forms.fonts.outline import Contour, Grid, Mark, redrawn

GRID = Grid(units=200, tolerance=2.0, hairline=6, thin=(5.3, 6.7))


def ring(*corners: tuple[float, float]) -> Contour:
    """Straight lines from corner to corner, and back."""
    return tuple(zip(corners, (*corners[1:], corners[0]), strict=True))


def corners(marks: tuple[Mark, ...]) -> set[tuple[int, int]]:
    return {(x, y) for x, y, on in marks if on}


def test_a_stroke_keeps_its_four_corners() -> None:
    (drawn,) = redrawn([ring((10.2, 20.1), (10.2, 90.3), (24.4, 90.3), (24.4, 20.1))], GRID)

    assert corners(drawn) == {(10, 20), (10, 90), (24, 90), (24, 20)}


@given(st.floats(min_value=-50, max_value=150), st.floats(min_value=5.5, max_value=6.5))
def test_hairlines_are_equally_thick_wherever_they_lie(foot: float, thick: float) -> None:
    stroke = ring((10, foot), (10, foot + thick), (90, foot + thick), (90, foot))

    (drawn,) = redrawn([stroke], GRID)
    low, high = sorted({y for _, y in corners(drawn)})

    assert high - low == 6
    assert abs(low - foot) <= 0.5


def test_an_edge_that_is_nearly_upright_becomes_upright() -> None:
    (drawn,) = redrawn([ring((10.4, 20), (9.6, 90), (40, 90), (40, 20))], GRID)

    assert {x for x, _ in corners(drawn)} == {10, 40}


def test_a_circle_stays_within_the_tolerance_with_few_points() -> None:
    angles = [math.tau * step / 48 for step in range(48)]
    circle = ring(*((100 + 80 * math.cos(a), 100 + 80 * math.sin(a)) for a in angles))

    (drawn,) = redrawn([circle], GRID)

    assert len(drawn) <= 16
    for x, y, on in drawn:
        if on:
            assert abs(math.dist((x, y), (100, 100)) - 80) <= GRID.tolerance


def test_what_is_smaller_than_the_grid_is_gone() -> None:
    assert redrawn([ring((10, 10), (10, 10.3), (10.3, 10.3))], GRID) == ()


@given(st.integers(min_value=20, max_value=80))
def test_one_bend_is_found_for_a_parabola(height: int) -> None:
    passed = [(100 * t, 2 * t * (1 - t) * height) for t in (0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9)]

    found = fitted(passed, (0.0, 0.0), (100.0, 0.0), 1)

    assert found is not None
    assert math.dist(found[0][0], (50, height)) <= 1
