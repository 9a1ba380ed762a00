"""All that the vault and the line must stand. To add a promise is to add a row."""

import sys
from collections.abc import Mapping
from types import MappingProxyType

from tests.torture.campaign import Bar, Campaign
from tests.torture.damage import DAMAGE
from tests.torture.faults import CALLS
from tests.torture.hostile_line import HOSTILE
from tests.torture.kills import KILLS, TORN
from tests.torture.memory import MEMORY
from tests.torture.older_pages import OLDER
from tests.torture.once import ONCE
from tests.torture.powercut import POWER
from tests.torture.purged import PURGED
from tests.torture.roads import ROADS
from tests.torture.schedules import SCHEDULES
from tests.torture.several import SEVERAL
from tests.torture.slotdamage import SLOTS
from tests.torture.soak import SOAK
from tests.torture.steps import REKEYS, STEPS
from tests.torture.sticks import STICKS
from tests.torture.trails import AUDIT

PAGES = Bar(
    name="pages",
    promise="damage to any page of vault or backup: noticed, and the way out is told",
    campaigns=(*DAMAGE, *OLDER),
)
BARS: tuple[Bar, ...] = (
    KILLS,
    TORN,
    POWER,
    CALLS,
    STEPS,
    REKEYS,
    PAGES,
    SLOTS,
    AUDIT,
    MEMORY,
    SEVERAL,
    SCHEDULES,
    PURGED,
    HOSTILE,
    ROADS,
    STICKS,
    ONCE,
    SOAK,
)
if sys.platform == "linux":  # they sit at a pseudo terminal and read the memory of a process
    from tests.torture.afterlock import AFTERLOCK
    from tests.torture.crashes import CRASHES
    from tests.torture.markers import MARKERS

    BARS = (*BARS, MARKERS, AFTERLOCK, CRASHES)
CAMPAIGNS: Mapping[str, Campaign] = MappingProxyType(
    {one.name: one for bar in BARS for one in bar.campaigns}
)
