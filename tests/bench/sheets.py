"""Sheets as PDF, beside the same page drawn with nothing but reportlab's canvas."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time

from forms.facts import Paper
from forms.render import render
from tests.bench.figures import Figure, ms, size
from tests.bench.tape import Tape
from tests.forms.golden import NAMES, pdf
from tests.forms.reading import pages_of
from tests.forms.samples import facts

TIMES = 15
ROUNDS = 5
ROOT = Path(__file__).parents[2]
FIRST = (
    "from forms.render import render; from tests.forms.samples import facts; render('F01', facts())"
)
FONTS = (
    "from reportlab.pdfgen.canvas import Canvas; from reportlab.pdfbase.ttfonts import TTFont;"
    "[TTFont(name, f'forms/fonts/{name}.ttf') for name in ('song', 'hei')]"
)
TELL = "import sys, time; sys.stdout.write(str(time.process_time()))"


def sheets(_: Path) -> Iterator[Figure]:
    """The first of a process, one after another, how long they are; all in time of the
    processor, for which a busy machine is as good as an idle one."""
    yield Figure(
        what="the first receipt of a new process (bar: 500 ms)",
        ours=ms(median(_process(FIRST) for _ in range(ROUNDS))),
        beside="a process that loads reportlab and the two fonts",
        theirs=ms(median(_process(FONTS) for _ in range(ROUNDS))),
    )
    yield _beside_bare()
    whole = [pdf(name) for name in NAMES]
    each = 1000 * _seconds(lambda: [pdf(name) for name in NAMES], 2) / len(NAMES)
    yield Figure(
        what="sheets a second, all of the roll (bar: 30)",
        ours=f"{1000 / each:,.0f}",
    )
    long = render("F01", facts(papers=tuple(_papers())))
    yield Figure(
        what="bytes of a page: a receipt of 40 papers (bar: 40 kB)",
        ours=size(len(long) // len(pages_of(long))),
        beside=f"the sheets of one page, {size(min(map(len, whole)))} to",
        theirs=size(max(map(len, whole))),
    )


def _beside_bare() -> Figure:
    """Both in turn, in time of the processor: a busy moment of the machine meets both."""
    known = facts()
    first = render("F01", known)
    bare = Tape(lambda: render("F01", known))
    assert bare.play() == first
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(1000 * _seconds(lambda: render("F01", known), TIMES))
        theirs.append(1000 * _seconds(bare.play, TIMES))
    return Figure(
        what=f"a receipt ({size(len(first))}; bar: 1.5 times the page drawn bare)",
        ours=ms(median(ours)),
        beside=f"the same page drawn bare ({len(bare.calls)} calls of reportlab)",
        theirs=ms(median(theirs)),
    )


def _papers() -> Iterator[Paper]:
    for number in range(1, 41):
        yield Paper(name=f"示例材料{number}：户口簿（首页及本人页）", taken="copy", copies=1)


def _seconds(call: Callable[[], object], times: int) -> float:
    """Of the processor, for one of so many calls."""
    started = process_time()
    for _ in range(times):
        call()
    return (process_time() - started) / times


def _process(script: str) -> float:
    """Milliseconds of the processor that a new process takes, from its start."""
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", f"{script};{TELL}"], cwd=ROOT, check=True,
        capture_output=True,
    )  # fmt: skip
    return 1000 * float(told.stdout)
