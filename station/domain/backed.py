"""What the last backup of the other office holds of our journal, as it said so.

That an office holds an entry is its word on one disk. What leaves a journal for good (ADR 0022)
waits until a backup of that office holds it too: no disk shall be the last that had it (ADR 0047).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from station.domain import canon
from station.domain.seconds import moment_of, to_the_second

_LARGEST = 2**53


@dataclass(frozen=True, kw_only=True)
class BackedUp:
    """An office's word on its last verified backup, for one life of the other's journal."""

    through: int
    """Every entry up to this number of that life is in it, with all pieces of files they name."""
    at: datetime
    """The moment whose state it holds, by that office's clock, in UTC, to the second."""


@dataclass(frozen=True, kw_only=True)
class Safety:
    """How far entries of ours that the other office holds are in its backup, and for how long they
    have waited for that. All moments are those at which it spoke."""

    said: BackedUp | None = None
    """Its last word; None if it named no backup."""
    since: datetime | None = None
    """From when on something that it holds was in no backup; None if all is."""
    upto: int = 0
    """The number of what waits since then: a backup with it ends the waiting."""
    told: datetime | None = None
    """When it spoke last."""

    @property
    def through(self) -> int:
        """How many of our entries are in its backup."""
        return self.said.through if self.said else 0

    @property
    def waited(self) -> timedelta:
        """How long the other office was seen to have a backup without what it holds."""
        if self.since is None or self.told is None:
            return timedelta(0)
        return max(self.told - self.since, timedelta(0))

    def heard(self, said: BackedUp | None, *, holds: int, at: datetime) -> "Safety":
        """What is known after the other office spoke: it holds so many entries of our present life,
        and names this backup."""
        through = said.through if said else 0
        now = replace(self, said=said, told=at)
        if through >= holds:
            return replace(now, since=None, upto=0)
        if self.since is not None and through < self.upto <= holds:
            return replace(now, since=min(self.since, at))  # its clock was ahead when it said so
        return replace(now, since=at, upto=holds)


UNKNOWN = Safety()
"""Nothing was heard yet, in this life of our journal."""


def plain(said: BackedUp) -> dict[str, Any]:
    """The word as a value of JSON."""
    return {"at": to_the_second(said.at), "through": said.through}


def backed_up_of(value: object) -> BackedUp:
    """The word in this value of JSON; what it says beyond is left alone. Raises ValueError."""
    value = value if isinstance(value, Mapping) else {}
    through = value.get("through")
    if type(through) is not int or not 0 <= through <= _LARGEST:
        raise ValueError("through")
    return BackedUp(through=through, at=moment_of(value.get("at")))


def written(safety: Safety) -> str:
    """As it is kept."""
    kept = {
        "said": plain(safety.said) if safety.said else None, "upto": safety.upto,
        "since": safety.since.isoformat() if safety.since else "",
        "told": safety.told.isoformat() if safety.told else "",
    }  # fmt: skip
    return canon.write(kept).decode()


def read(text: str) -> Safety:
    """What was kept so; `UNKNOWN` for nothing."""
    if not text:
        return UNKNOWN
    kept = canon.read(text.encode())
    since, told = (datetime.fromisoformat(kept[one]) if kept[one] else None
                   for one in ("since", "told"))  # fmt: skip
    said = backed_up_of(kept["said"]) if kept["said"] else None
    return Safety(said=said, since=since, upto=kept["upto"], told=told)
