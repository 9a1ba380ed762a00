"""A receipt as PDF, beside the same page drawn with nothing but reportlab's canvas."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from forms.render import render
from tests.bench.figures import Figure, milliseconds, ms, size
from tests.bench.tape import Tape
from tests.forms.samples import facts

TIMES = 20


def sheets(_: Path) -> Iterator[Figure]:
    """The receipt again and again; the first one of a start loads the fonts."""
    known = facts()
    started = perf_counter()
    first = render("F01", known)
    cold = 1000 * (perf_counter() - started)
    bare = Tape(lambda: render("F01", known))
    assert bare.play() == first
    yield Figure(
        what=f"a receipt as PDF ({size(len(first))})",
        ours=ms(milliseconds(lambda: render("F01", known), TIMES)),
        beside=f"the same page drawn bare ({len(bare.calls)} calls of reportlab)",
        theirs=ms(milliseconds(bare.play, TIMES)),
    )
    yield Figure(what="the first receipt, which loads the fonts", ours=ms(cold))
