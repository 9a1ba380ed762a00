"""A month of many stations and their district, with everything that goes wrong on the way.

The world is that of `soak_world`; its district has its book in a file, or on a PostgreSQL server.
"""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sync import line as positions
from tests.postgres import why_not
from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.schedules import heads_not_compared
from tests.torture.servers import on_postgres
from tests.torture.soak_world import MONTH, WEEK, World

_SHOWN = 20
_WORLDS = 6


def campaign(
    without: Callable[[], AbstractContextManager[Any]], folder: Path, amount: int,
    rng: random.Random,
) -> Seen:  # fmt: skip
    """So many cases in a month of twenty stations; a few in a week of three."""
    size = MONTH if amount >= 1000 else WEEK
    world = World(folder, size, rng)
    with without():
        for number in range(size.days):
            today = amount * (number + 1) // size.days - amount * number // size.days
            world.day(number, today)
        world.cleared_up()
        world.compared()
    world.close()
    remarks = ", ".join(f"{count} {what}" for what, count in world.happened.items())
    told = world.happened["receipts"]
    return Seen(trials=amount, told=told, faults=world.faults[:_SHOWN], remarks=remarks)


def until_seen(
    run: Callable[[Path, int, random.Random], Seen], folder: Path, amount: int, rng: random.Random
) -> Seen:
    """A control: the same again, a few times at most, until its chances show what is missing."""
    for number in range(_WORLDS):
        again = folder / str(number)
        again.mkdir()
        seen = run(again, amount, rng)
        if seen.faults:
            break
    return seen


_HEADS_NOT_COMPARED = partial(patch.object, positions, "_heed", heads_not_compared)
SOAK = Bar(
    name="soak",
    promise="a month of stations and their district, with all faults: both have the same",
    campaigns=(
        Campaign(name="thirty days", run=partial(campaign, nullcontext), whole=50_000, short=90),
        Campaign(
            name="six days, heads are not compared",
            run=partial(until_seen, partial(campaign, _HEADS_NOT_COMPARED)), whole=300, short=90,
            control=True,
        ),
        Campaign(
            name="thirty days on PostgreSQL",
            run=partial(on_postgres, partial(campaign, nullcontext)), whole=50_000, short=30,
            hindered=why_not,
        ),
        Campaign(
            name="six days on PostgreSQL, heads are not compared",
            run=partial(
                on_postgres, partial(until_seen, partial(campaign, _HEADS_NOT_COMPARED))
            ),
            whole=300, short=0, control=True, hindered=why_not,
        ),
    ),
    trials=100_000,
)  # fmt: skip
