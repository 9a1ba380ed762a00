"""How a figure is taken and shown: each beside something simple that does the same."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table. `beside` says what `theirs` is a figure of."""

    what: str
    ours: str
    beside: str = ""
    theirs: str = ""


def milliseconds(call: Callable[[], object], times: int) -> float:
    """The middle one of so many calls."""
    taken = []
    for _ in range(times):
        started = perf_counter()
        call()
        taken.append(1000 * (perf_counter() - started))
    return median(taken)


def ms(value: float) -> str:
    """Milliseconds as they are shown."""
    return f"{value:,.2f} ms" if value < 10 else f"{value:,.0f} ms"


def size(count: int) -> str:
    """Bytes as they are shown."""
    return f"{count / 1000:,.1f} kB"
