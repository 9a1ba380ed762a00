"""The retention classes of this place: those that come with the program, or the home's own."""

from functools import lru_cache
from pathlib import Path

from station.desk.home import Home
from station.domain.retention import RetentionPlan, parse_retention

SHIPPED = Path(__file__).parent.parent / "data" / "retention.json"


def retention_plan(home: Home) -> RetentionPlan:
    """Those in the home go before those that are delivered. Raises RetentionFaults, OSError."""
    path = plan_file(home)
    return _read(path, path.stat().st_mtime_ns)


def plan_file(home: Home) -> Path:
    """Where those in force lie."""
    return home.retention if home.retention.is_file() else SHIPPED


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> RetentionPlan:
    return parse_retention(path.read_bytes(), path.name)
