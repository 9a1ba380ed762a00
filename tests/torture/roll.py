"""All that the vault must stand. To add a promise is to add a row."""

import sys
from collections.abc import Mapping
from types import MappingProxyType

from tests.torture.campaign import Bar, Campaign
from tests.torture.damage import PAGES
from tests.torture.faults import CALLS
from tests.torture.kills import KILLS, TORN
from tests.torture.powercut import POWER
from tests.torture.slotdamage import SLOTS
from tests.torture.steps import REKEYS, STEPS
from tests.torture.trails import AUDIT

BARS: tuple[Bar, ...] = (KILLS, TORN, POWER, CALLS, STEPS, REKEYS, PAGES, SLOTS, AUDIT)
if sys.platform == "linux":  # they sit at a pseudo terminal and read the memory of a process
    from tests.torture.afterlock import AFTERLOCK
    from tests.torture.markers import MARKERS

    BARS = (*BARS, MARKERS, AFTERLOCK)
CAMPAIGNS: Mapping[str, Campaign] = MappingProxyType(
    {one.name: one for bar in BARS for one in bar.campaigns}
)
