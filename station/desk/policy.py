"""What is in force at this station besides the law: noted when it differs at an opening."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from station.desk import catalogue
from station.desk.local_rules import rules_file
from station.desk.office import Office
from station.desk.retention_plan import plan_file
from station.domain.stamp import Stamp
from station.domain.trail_events import PolicyChanged

_KEPT = "policy"
"""Under this name the vault remembers what was in force when it was opened last."""
_DIGITS = 16


def in_force(office: Office) -> dict[str, str]:
    """Settings and data files that decide what is kept, watched and allowed here."""
    settings, home = office.settings, office.home
    return {
        "backup_daily": "yes" if settings.backup_daily else "no",
        "backup_second": "yes" if settings.backup_second else "no",
        "catalogue": _sum(catalogue.file_in_force(home)),
        "closes": f"{settings.closes:%H:%M}",
        "district_every": str(settings.district_every),
        "district_url": settings.district_url,
        "idle_lock_minutes": str(settings.idle_lock_minutes),
        "retention": _sum(plan_file(home)),
        "rules": _sum(rules_file(settings.rules)),
    }


def policy_changes(office: Office, now: Stamp) -> Iterator[PolicyChanged]:
    """What is different since the last opening; inside the transaction that notes it. The first
    opening only remembers."""
    found, kept = in_force(office), office.memory.get(_KEPT)
    written = json.dumps(found, sort_keys=True)
    if written == kept:
        return
    office.memory.set(**{_KEPT: written})
    if kept:
        was = json.loads(kept)
        names = [name for name in found if was.get(name) != found[name]]
        yield PolicyChanged(
            at=now.at, by=now.by, before={name: was.get(name, "") for name in names},
            after={name: found[name] for name in names},
        )  # fmt: skip


def _sum(file: Path) -> str:
    """The beginning of the SHA-256 of a file that was just read; empty where it has gone."""
    try:
        return sha256(file.read_bytes()).hexdigest()[:_DIGITS]
    except OSError:
        return ""
