"""The catalogue of items, the calendar and the local rules that a district is delivered with.

What it published itself goes before them: see `lawbook`.
"""

import json
import os
import re
from collections.abc import Mapping
from datetime import time
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from station.domain.calendar import WorkCalendar, read_year
from station.domain.catalogue import read_catalogue
from station.domain.effective import Catalogue
from station.domain.errors import StationError
from station.domain.local_rules import LocalRules, UnknownRules, parse_rules
from station.domain.retention import RetentionPlan, parse_retention

DATA = Path(__file__).resolve().parents[2] / "station" / "data"
CATALOGUE = DATA / "items.json"
CALENDARS = DATA / "calendar"
RULES = DATA / "rules"
RETENTION = "retention.json"
"""The name of the file of retention classes, as delivered and in a district's own folder."""
CLOSES = "17:00"
"""When a district's office closes if nobody says otherwise: the last day of a limit in days ends
then (民法典 203)."""
_CLOCK = re.compile("([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")


def catalogue() -> Catalogue:
    """All items in all versions. Raises CatalogueFaults."""
    return _catalogue(CATALOGUE, CATALOGUE.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _catalogue(path: Path, _changed: int) -> Catalogue:
    return read_catalogue(json.loads(path.read_text(encoding="utf-8-sig")))


def calendar() -> WorkCalendar:
    """The working calendars that are here now: one file a year. Raises CalendarFaults."""
    with os.scandir(CALENDARS) as found:  # asked for each case: a third of what Path.glob takes
        files = [(one.path, one.stat().st_mtime_ns) for one in found if one.name.endswith(".json")]
    return _calendar(tuple(sorted(files)))


@lru_cache(maxsize=2)
def _calendar(files: tuple[tuple[str, int], ...]) -> WorkCalendar:
    years = (read_year(json.loads(Path(path).read_text("utf-8-sig"))) for path, _ in files)
    return WorkCalendar({year.year: year for year in years})


def local_rules(name: str) -> LocalRules:
    """The rules of this name, or in the file at this path, which ends in .json.

    Raises UnknownRules with the names there are, RulesFaults with all that is wrong in the file.
    """
    shipped = _shipped(RULES.stat().st_mtime_ns)
    path = shipped.get(name, Path(name))
    try:
        if path.suffix == ".json":
            return _rules(path, path.stat().st_mtime_ns)
    except (OSError, ValueError) as fault:  # ValueError: a name that no file can have
        raise UnknownRules(name, shipped) from fault
    raise UnknownRules(name, shipped)


@lru_cache(maxsize=2)
def _shipped(_changed: int) -> Mapping[str, Path]:
    return MappingProxyType({file.stem: file for file in RULES.glob("*.json")})


def rules_name(name: str) -> str:
    """The name as it is kept: of a file the whole path, for the next command may be given
    elsewhere. Raises UnknownRules, RulesFaults."""
    local_rules(name)
    return str(Path(name).resolve()) if name.endswith(".json") else name


@lru_cache(maxsize=4)
def _rules(path: Path, _changed: int) -> LocalRules:
    return parse_rules(path.read_bytes(), path.name)


def retention_plan(home: Path) -> RetentionPlan:
    """The retention classes of the district in this folder: its own go before those that are
    delivered. Raises RetentionFaults, OSError."""
    own = home / RETENTION
    path = own if own.is_file() else DATA / RETENTION
    return parse_retention(path.read_bytes(), path.name)


def closing_time(text: str) -> time:
    """The time of day in a text like 17:30. Raises StationError."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or time(int(found[1]), int(found[2])) < _NOON:
        raise StationError("this is no closing time", "Write it like 17:30; noon or later.")
    return time(int(found[1]), int(found[2]))


_NOON = time(12, 0)
