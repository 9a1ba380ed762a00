"""The catalogue of items and the working calendar by which a district decides.

The same data files that stations are delivered with: the district is where they come from.
"""

import json
from datetime import time
from functools import lru_cache
from pathlib import Path

from station.domain.act import Law
from station.domain.calendar import WorkCalendar, read_year
from station.domain.catalogue import read_items
from station.domain.errors import StationError
from station.domain.events import CaseOpened
from station.domain.items import Item, Level
from station.domain.values import Side

DATA = Path(__file__).resolve().parents[2] / "station" / "data"
CLOSES = time(17, 0)
"""When the district's office closes: a limit's last day ends then (民法典 203)."""


class UnknownItem(StationError):
    """The catalogue does not have the item that a case is about."""


@lru_cache(maxsize=1)
def items() -> dict[str, Item]:
    """The items by id. Raises CatalogueFaults."""
    raw = json.loads((DATA / "items.json").read_text(encoding="utf-8-sig"))
    return {item.id: item for item in read_items(raw)}


@lru_cache(maxsize=1)
def calendar() -> WorkCalendar:
    """The working calendars that are here. Raises CalendarFaults."""
    years = (
        read_year(json.loads(path.read_text(encoding="utf-8-sig")))
        for path in sorted((DATA / "calendar").glob("*.json"))
    )
    return WorkCalendar({year.year: year for year in years})


def admits(opened: CaseOpened) -> str:
    """Why the district does not take this case; empty if it does.

    A station decides what the catalogue leaves to the village and nothing else, whatever its
    own program says.
    """
    known = items().get(opened.item)
    village = known is not None and known.decides_level is Level.VILLAGE
    if opened.decider is Side.STATION and not village:
        return "this item is not for the station to decide"
    return ""


def law(item: str) -> Law:
    """What the rules need to know for a case of this item. Raises UnknownItem."""
    known = items().get(item)
    if known is None:
        raise UnknownItem(
            "there is no item {item} in the district's catalogue",
            "Update this program, or ask the station which catalogue it uses.",
            item=item,
        )
    return Law(item=known, calendar=calendar(), closes=CLOSES)
