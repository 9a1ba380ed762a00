"""All campaigns, or some of them, and one table of what they saw.

    python -m tests.torture [BAR ...] [--short | --amount N | --trials N] [--seed 1] [--jobs 2]
        [--kept FILE]

With --kept, what is finished is kept in a file, and not done again by another run of the same
program with the same seed and amounts.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from tests.torture import table
from tests.torture.campaign import Bar, Campaign, Seen, chances
from tests.torture.disk import preloaded, why_not
from tests.torture.kills import Outcome, judged
from tests.torture.program import ROOT, RealSetUp
from tests.torture.roll import BARS, CAMPAIGNS
from tests.torture.sitting import recorded


@dataclass(frozen=True, kw_only=True)
class Task:
    """A campaign by its name, and how much of it."""

    name: str
    amount: int
    seed: int

    @property
    def key(self) -> str:
        """By which its result is kept."""
        return json.dumps([self.name, self.amount, self.seed, PROGRAM])


def _program() -> str:
    """A sum of all code: results of another program say nothing about this one."""
    found = hashlib.sha256()
    for room in ("station", "sync", "forms", "tests"):
        for file in sorted((ROOT / room).rglob("*.[pc]*")):
            if file.suffix in (".py", ".c"):
                found.update(file.read_bytes())
    return found.hexdigest()[:16]


PROGRAM = _program()


def _done(task: Task) -> tuple[Task, Seen, float]:
    """Run a campaign. What it did not expect is a fault of it, and ends no other."""
    began, campaign = monotonic(), CAMPAIGNS[task.name]
    rng = chances(task.seed, task.name)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            seen = campaign.run(Path(folder).resolve(), task.amount, rng)
        except Exception as stranger:  # noqa: BLE001 - whatever torture brings about
            seen = Seen(trials=0, faults=[] if campaign.control else [f"{stranger!r}"])
    return task, seen, monotonic() - began


def _wanted(given: argparse.Namespace) -> Iterator[Task]:
    for bar in BARS:
        for one in bar.campaigns:
            amount = given.amount or _share(bar, one, given.trials)
            amount = amount or (one.short if given.short else one.whole)
            if bar.name in (given.bars or [bar.name]) and amount:
                yield Task(name=one.name, amount=amount, seed=given.seed)


def _share(bar: Bar, one: Campaign, trials: int) -> int:
    """How often this one of so many trials of all of the bar's campaigns; 0 if nobody asks."""
    if not trials:
        return 0
    part = one.whole * trials // (bar.trials or trials)
    return max(part, min(one.whole, one.short))


def _kept(file: Path | None) -> dict[str, tuple[Seen, float]]:
    if file is None or not file.exists():
        return {}
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return {row["key"]: (Seen(**row["seen"]), row["seconds"]) for row in rows}


def _all_done(tasks: Sequence[Task], jobs: int, file: Path | None) -> dict[str, tuple[Seen, float]]:
    """Every result by the campaign's name; each is told and kept as soon as it is there."""
    kept = _kept(file)
    done = {task.name: kept[task.key] for task in tasks if task.key in kept}
    open_ones = [task for task in tasks if task.name not in done]
    _warm()
    with multiprocessing.Pool(jobs) as pool:
        for task, seen, seconds in pool.imap_unordered(_done, open_ones, chunksize=1):
            done[task.name] = seen, seconds
            table.progress(task.name, seen, seconds)
            if file is not None:
                row = {"key": task.key, "seen": asdict(seen), "seconds": round(seconds, 1)}
                with file.open("a", encoding="utf-8") as rows:
                    rows.write(f"{json.dumps(row, ensure_ascii=False)}\n")
    return done


def _warm() -> None:
    """What is imported and kept at a first sitting, all children then have."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        recorded(home, lambda **_: None, RealSetUp(), first=0, cases=1)
        any(judged(home, Outcome()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bars", nargs="*", choices=[*(bar.name for bar in BARS), []])
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--amount", type=int, default=0)
    parser.add_argument("--trials", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kept", type=Path)
    return parser.parse_args()


def _possible(tasks: Sequence[Task]) -> Iterator[Task]:
    for task in tasks:
        one = CAMPAIGNS[task.name]
        if reason := one.hindered() or (why_not() if one.disk else ""):
            sys.stdout.write(f"skipped: {task.name}: {reason}\n")
        else:
            yield task


def main() -> int:
    """Runs what is wanted and prints a table; 1 if any promise was broken, any control found
    nothing, or, where everything is wanted, less was tried than a bar asks."""
    given = _arguments()
    if not why_not() and (code := preloaded("tests.torture")) is not None:
        return code
    began = monotonic()
    tasks = tuple(_possible(tuple(_wanted(given))))
    done: Mapping[str, tuple[Seen, float]] = _all_done(tasks, given.jobs, given.kept)
    whole = not (given.short or given.amount or given.trials)
    return table.printed(BARS, done, seed=given.seed, whole=whole, seconds=monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
