"""The local rules of this station: those the program brings along, or a file of the place's own."""

from functools import lru_cache
from pathlib import Path

from station.domain.local_rules import LocalRules, UnknownRules, parse_rules
from station.settings import RULES


def local_rules(name: str | Path) -> LocalRules:
    """The rules of this name, or in the file at this path, which ends in .json.

    Raises UnknownRules with the names there are, RulesFaults with all that is wrong in the file.
    """
    shipped, path = _shipped(), rules_file(name)
    try:
        if path.suffix == ".json":
            return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError) as fault:  # ValueError: a name that no file can have
        raise UnknownRules(str(name), shipped) from fault
    raise UnknownRules(str(name), shipped)


def rules_file(name: str | Path) -> Path:
    """Where the rules of this name lie, if there are any."""
    return _shipped().get(str(name), Path(name))


def _shipped() -> dict[str, Path]:
    return {file.stem: file for file in RULES.glob("*.json")}


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> LocalRules:
    return parse_rules(path.read_bytes(), path.name)
