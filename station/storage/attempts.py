"""`attempts.json` beside the vault: who typed wrong passphrases, kept across restarts.

    {"agent": {"slot", "count", "on_record", "first", "last", "since"}, ...}

`slot` is the salt of the slot that they were typed for: a new slot begins without. Nothing here is
secret and nothing protects it: who can write the file can also copy the vault and guess elsewhere.
A file that cannot be read counts for nothing; it locks nobody out.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from station.domain.attempts import Attempts
from station.storage import durable
from station.storage.faults import translated

_MAX_BYTES = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class SlotAttempts:
    """What was typed for the slot with this salt (hex)."""

    slot: str
    attempts: Attempts


def read_attempts(path: Path) -> dict[str, SlotAttempts]:
    """By agent. Empty where there is no file, or none that can be read."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        with path.open("rb") as file:
            rows = json.loads(file.read(_MAX_BYTES))
        return {str(agent): _from_row(row) for agent, row in rows.items()}
    return {}


def write_attempts(path: Path, known: Mapping[str, SlotAttempts]) -> None:
    """Put them on the disk. Raises DiskFull, DiskFailing, VaultReadOnly."""
    rows = {
        agent: {"slot": one.slot, **{name: _plain(it) for name, it in asdict(one.attempts).items()}}
        for agent, one in known.items()
    }
    with translated(path):
        durable.write(path, json.dumps(rows, ensure_ascii=False, indent=1).encode())


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _from_row(row: Mapping[str, object]) -> SlotAttempts:
    values: dict[str, object] = {}
    for field in fields(Attempts):
        value = row[field.name]
        if field.type is int:
            if type(value) is not int or value < 0:
                raise ValueError
            values[field.name] = value
        else:
            moment = datetime.fromisoformat(str(value))
            if moment.tzinfo is None:
                raise ValueError
            values[field.name] = moment
    return SlotAttempts(slot=str(row["slot"]), attempts=Attempts(**values))  # type: ignore[arg-type]
