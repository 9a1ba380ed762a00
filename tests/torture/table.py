"""The table that a run of campaigns prints, and its verdict."""

import sys
from collections.abc import Iterator, Mapping, Sequence

from tests.torture.campaign import Bar, Campaign, Seen

_SHOWN = 60
_WIDTHS = (46, 9, 9, 8, 7)
Done = Mapping[str, tuple[Seen, float]]
"""By the campaign's name: what it saw, and in how many seconds."""


def progress(name: str, seen: Seen, seconds: float) -> None:
    """One line at once: the next one may take minutes."""
    words = f"{name}: {seen.trials} tried, {len(seen.faults)} faults, {seconds:.0f} s\n"
    sys.stderr.write(words)
    sys.stderr.flush()


def printed(bars: Sequence[Bar], done: Done, *, seed: int, whole: bool, seconds: float) -> int:
    """All rows, the seed, and what was wrong; 1 if anything was."""
    _line("", "trials", "told", "faults", "s", "")
    wrong: list[str] = []
    for bar in bars:
        rows = [(one, *done[one.name]) for one in bar.campaigns if one.name in done]
        if not rows:
            continue
        found = [*_faults(rows), *(_missing(bar, rows) if whole else ())]
        _line(f"{bar.name}: {'FAILED' if found else 'kept'}", *_sums(rows), bar.promise)
        for one, seen, took in rows:
            name = f"  {'control: ' if one.control else ''}{one.name}"
            _line(name, seen.trials, seen.told, len(seen.faults), round(took), seen.remarks)
        wrong += found
    sys.stdout.write(f"seed {seed}, {seconds:.0f} s, {len(wrong)} faults\n")
    sys.stdout.writelines(f"{fault}\n" for fault in wrong[:_SHOWN])
    return 1 if wrong else 0


Rows = Sequence[tuple[Campaign, Seen, float]]


def _sums(rows: Rows) -> tuple[int, int, int, int]:
    real = [seen for one, seen, _ in rows if not one.control]
    return (
        sum(seen.trials for seen in real), sum(seen.told for seen in real),
        sum(len(seen.faults) for seen in real), round(sum(took for *_, took in rows)),
    )  # fmt: skip


def _faults(rows: Rows) -> Iterator[str]:
    for one, seen, _ in rows:
        if not one.control:
            yield from (f"{one.name}: {fault}" for fault in seen.faults)
            if not seen.trials:
                yield f"{one.name}: nothing was tried"
        elif not seen.faults:
            yield f"{one.name}: a control found nothing: its judge is blind"


def _missing(bar: Bar, rows: Rows) -> Iterator[str]:
    trials, told, *_ = _sums(rows)
    if trials < bar.trials:
        yield f"{bar.name}: {trials} trials, {bar.trials} are asked"
    if told < bar.told:
        yield f"{bar.name}: {told} were told, {bar.told} are asked"


def _line(name: str, *cells: object) -> None:
    *counts, words = cells
    parts = [f"{count:>{width}}" for count, width in zip(counts, _WIDTHS[1:], strict=True)]
    sys.stdout.write(f"{name:{_WIDTHS[0]}}{''.join(parts)}  {words}".rstrip() + "\n")
