"""What a station let go of is in the district's backup, whatever happens to both machines.

Random stories of `tests.sync.purging`: parcels are lost, doubled and late, the station is put back
to old copies, the district to its last backup or something later. In the end the words of every
entry that the station let go of are at the district. The controls leave out the gate.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from station.domain.backed import Safety
from tests.sync.purging import Lost, Purging
from tests.torture.campaign import Bar, Campaign, Seen

STEPS = 40
_SHOWN = 20
Act = Callable[[Purging, random.Random], None]
_ACTS: Mapping[str, tuple[float, Act]] = MappingProxyType(
    {
        "write": (20, lambda story, _: story.write()),
        "answer": (6, lambda story, _: story.answer()),
        "send": (12, lambda story, rng: story.send(
            of_station=rng.random() < 0.5, ahead=rng.choice((0, 0, 1, 2)))),
        "arrive": (16, lambda story, rng: story.arrive(
            rng.randrange(99), again=rng.random() < 0.2)),
        "call": (12, lambda story, _: story.call()),
        "begin a backup": (7, lambda story, _: story.begin_backup()),
        "end a backup": (7, lambda story, _: story.end_backup()),
        "copy the district": (3, lambda story, _: story.copy_district()),
        "roll back": (4, lambda story, rng: story.roll_back(rng.choice((0, 0, 1, 2, 5)))),
        "copy the station": (2, lambda story, _: story.copy_station()),
        "put back": (1.5, lambda story, rng: story.put_back(
            rng.randrange(9), by_program=rng.random() < 0.5)),
        "purge": (9, lambda story, _: story.purge()),
    }
)  # fmt: skip


def campaign(
    without: Callable[[], AbstractContextManager[Any]], waits: bool,
    _folder: Path, amount: int, rng: random.Random,
) -> Seen:  # fmt: skip
    """So many stories; each has its own seed, which a fault names."""
    faults: list[str] = []
    happened: Counter[str] = Counter()
    weights = [weight for weight, _ in _ACTS.values()]
    with without():
        for _ in range(amount):
            seed = rng.getrandbits(48)
            own = random.Random(seed)
            story = Purging(waits=waits)
            try:
                for name in own.choices(list(_ACTS), weights, k=STEPS):
                    _ACTS[name][1](story, own)
                story.judge()
            except Lost as lost:
                faults.append(f"story {seed}: {lost}")
            happened["let go"] += len(story.purged)
            happened["put back after"] += bool(story.purged and story.rolled_back)
    remarks = ", ".join(f"{many} {what}" for what, many in happened.items())
    return Seen(trials=amount, faults=faults[:_SHOWN], remarks=remarks)


def _waiting_is_enough() -> AbstractContextManager[Any]:
    """What waits for a backup counts as if it were in one."""

    def through(safety: Safety) -> int:
        return max(safety.said.through if safety.said else 0, safety.upto)

    return patch.object(Safety, "through", property(through))


PURGED = Bar(
    name="purged",
    promise="what a station let go of is at the district, put back to its last backup or later",
    campaigns=(
        Campaign(
            name="purged, put back, late", run=partial(campaign, nullcontext, True), whole=50_000,
            short=150,
        ),
        Campaign(
            name="the station does not wait for a backup",
            run=partial(campaign, nullcontext, False), whole=500, short=60, control=True,
        ),
        Campaign(
            name="what waits counts as backed up", run=partial(campaign, _waiting_is_enough, True),
            whole=500, short=60, control=True,
        ),
    ),
    trials=50_000,
)  # fmt: skip
