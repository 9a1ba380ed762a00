"""run.py torture: what is left of a station when things go wrong, or random limits twice."""

import argparse
from pathlib import Path

from station.cli.developing import python
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is tried, and how often."""
    parser.add_argument("promise", nargs="*", help=_("only these of the promises; else all"))
    parser.add_argument("--short", action="store_true", help=_("three minutes of everything"))
    parser.add_argument("--amount", type=int, metavar="N", help=_("so often each; else enough"))
    parser.add_argument(
        "--schedules", type=int, metavar="N", help=_("so many random schedules on the line")
    )
    parser.add_argument("--hostile", type=int, metavar="N", help=_("so many hostile parcels"))
    parser.add_argument("--seed", type=int, default=1, help=_("another seed, other chances"))
    parser.add_argument("--jobs", type=int, metavar="N", help=_("so many at the same time"))
    parser.add_argument(
        "--kept", type=Path, metavar="FILE",
        help=_("keep there what is finished, and go on with the rest after an interruption"),
    )  # fmt: skip
    parser.add_argument(
        "--deadlines", type=int, metavar="N", help=_("how many random limits are counted twice")
    )


def run(given: argparse.Namespace) -> int:
    """0 if nothing that was acknowledged was lost, all damage was noticed, and every control
    showed that it would have been seen; or if every limit ended on one day."""
    seed = ("--seed", str(given.seed))
    if given.deadlines:
        return python(("-m", "tests.torture.deadlines", "--cases", str(given.deadlines), *seed))
    if given.schedules or given.hostile:
        given.promise = ["schedules"] if given.schedules else ["hostile"]
    trials = given.schedules or given.hostile
    values = {
        "--trials": trials,
        "--amount": given.amount,
        "--jobs": given.jobs,
        "--kept": given.kept,
    }
    asked = [word for name, value in values.items() if value for word in (name, str(value))]
    short = ("--short",) if given.short else ()
    return python(("-m", "tests.torture", *given.promise, *seed, *asked, *short))
