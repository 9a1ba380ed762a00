"""The catalogue of items, the working calendar and the local rules by which a district decides.

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
from station.domain.local_rules import LocalRules, UnknownRules, parse_rules
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


def local_rules(name: str) -> LocalRules:
    """The rules of this name, or in the file at this path, which ends in .json.

    Raises UnknownRules with the names there are, RulesFaults with all that is wrong in the file.
    """
    shipped = {file.stem: file for file in (DATA / "rules").glob("*.json")}
    path = shipped.get(name, Path(name))
    try:
        if path.suffix == ".json":
            return _rules(path, path.stat().st_mtime_ns)
    except (OSError, ValueError) as fault:  # ValueError: a name that no file can have
        raise UnknownRules(name, shipped) from fault
    raise UnknownRules(name, shipped)


def rules_name(name: str) -> str:
    """The name as it is kept: of a file the whole path, for the next command may be given
    elsewhere. Raises UnknownRules, RulesFaults."""
    local_rules(name)
    return str(Path(name).resolve()) if name.endswith(".json") else name


@lru_cache(maxsize=4)
def _rules(path: Path, _changed: int) -> LocalRules:
    return parse_rules(path.read_bytes(), path.name)


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
