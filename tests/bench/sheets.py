"""Sheets as PDF with their signed squares, beside the same page drawn with nothing but reportlab's
canvas and the same square made."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time

from forms.canonical import facts_bytes
from forms.catalogue import SHEETS
from forms.facts import Facts
from forms.parts.case import Paper
from forms.render import render
from forms.sheet.code import bars
from forms.sheet.packed import packed
from sync.paper import hashed, sealed
from sync.seal import PrivateKeys
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
    text = _signed(facts())
    each = _seconds(lambda: [render(sheet, facts(), code=text) for sheet in SHEETS], 2)
    yield Figure(
        what="sheets a second, all of the roll (bar: 30)",
        ours=f"{len(SHEETS) / each:,.0f}",
        beside=f"is what the square of {len(text)} characters of each takes",
        theirs=ms(1000 * _seconds(lambda: [*bars(text)[1]], TIMES)),
    )
    long = render("F01", facts(papers=tuple(_papers())))
    counts = [len(pages_of(sheet)) for sheet in whole]
    alone = [len(sheet) for sheet, count in zip(whole, counts, strict=True) if count == 1]
    yield Figure(
        what="bytes of the largest sheet of one page (bar: 40 kB)",
        ours=size(max(alone)),
        beside="the smallest of them",
        theirs=size(min(alone)),
    )
    yield Figure(
        what="bytes of a page: the whole roll (bar: 40 kB)",
        ours=size(sum(map(len, whole)) // sum(counts)),
        beside="a receipt of 40 papers",
        theirs=size(len(long) // len(pages_of(long))),
    )


def _beside_bare() -> Figure:
    """Both in turn, in time of the processor: a busy moment of the machine meets both."""
    known = facts()
    text = _signed(known)
    first = render("F01", known, code=text)
    bare = Tape(lambda: render("F01", known, code=text))
    assert packed(bare.play()) == first
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(1000 * _seconds(lambda: render("F01", known, code=text), TIMES))
        theirs.append(1000 * _seconds(lambda: (packed(bare.play()), *bars(text)[1]), TIMES))
    return Figure(
        what=f"a receipt ({size(len(first))}; bar: 1.5 times the page drawn bare)",
        ours=ms(median(ours)),
        beside=f"the same page drawn bare ({len(bare.calls)} calls) and packed, its square made",
        theirs=ms(median(theirs)),
    )


def _signed(known: Facts) -> str:
    """What the square of the receipt says, as a desk signs it."""
    return sealed(
        known.sheet_number, known.case_number, printed_at=known.printed_at, nth=1,
        facts=hashed(facts_bytes(known), bytes(32)),
        keys=PrivateKeys(signing=bytes(range(32)), receiving=bytes(range(32))),
    )  # fmt: skip


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
