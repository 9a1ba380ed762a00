"""run.py torture: what is left of a station when things go wrong, or random limits twice."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from station.cli.developing import python
from station.desk.words import _


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A module of tests/torture with the word that says how much of it is wanted."""

    module: str
    word: str
    whole: int
    """If nothing is asked for; 0 for not at all."""
    short: int
    """As a part of `run.py check`."""


CAMPAIGNS: Mapping[str, Campaign] = MappingProxyType(
    {
        "kills": Campaign(module="kills", word="--kills", whole=100, short=0),
        "calls": Campaign(module="faults", word="--every", whole=1, short=300),
        "images": Campaign(module="powercut", word="--images", whole=1000, short=8),
        "pages": Campaign(module="damage", word="--every", whole=1, short=20),
        "deadlines": Campaign(module="deadlines", word="--cases", whole=0, short=0),
    }
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is tried, and how often."""
    told = {
        "kills": _("how often it is killed"),
        "calls": _("one call to the disk in so many fails"),
        "images": _("power cuts in each scene"),
        "pages": _("one page in so many is damaged"),
        "deadlines": _("how many random limits are counted twice"),
    }
    for name in CAMPAIGNS:
        parser.add_argument(f"--{name}", type=int, metavar="N", help=told[name])
    parser.add_argument("--short", action="store_true", help=_("a minute's part of everything"))
    parser.add_argument("--seed", type=int, default=1, help=_("another seed, other chances"))


def run(given: argparse.Namespace) -> int:
    """0 if nothing that was acknowledged was lost, all damage was noticed, and every limit ended
    on one day. Without a wish everything is tried that the vault must stand."""
    counts = {name: getattr(given, name) for name in CAMPAIGNS}
    if all(count is None for count in counts.values()):
        counts = {name: one.short if given.short else one.whole for name, one in CAMPAIGNS.items()}
    return max(
        python(
            ["-m", f"tests.torture.{one.module}", one.word, str(count), "--seed", str(given.seed)]
        )
        for name, one in CAMPAIGNS.items()
        if (count := counts[name])
    )
