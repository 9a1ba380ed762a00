"""What an agent's signature has to cover, looked up in the journal. See `chain.signable`.

Everything here runs inside the caller's visit.
"""

from dataclasses import dataclass
from datetime import datetime

from station.domain.codec import read
from station.domain.office_events import (
    RESTORED,
    AgentAdded,
    AgentCame,
    AgentRemoved,
    HeadSigned,
    LifeBegun,
)
from station.domain.recovery_events import AgentRecovered
from station.domain.values import Side
from station.storage.vault import Vault

_OURS = Side.STATION.value
_BY = "json_extract(CAST(data AS TEXT), '$.by') = ?"


@dataclass(frozen=True, kw_only=True)
class CutShort:
    """A visit of an agent that ended without their signature."""

    since: datetime
    """When they came."""
    entries: int
    """How many entries of theirs wait, those of that visit and of later ones."""
    copied: bool
    """Whether it ended only in this life of the journal: the backup from which the station was
    restored was made during it."""


class SignBook:
    """What this agent has signed, and what waits."""

    def __init__(self, vault: Vault, agent: str) -> None:
        self._vault = vault
        self._agent = agent

    def unsigned(self) -> list[str]:
        """Digests of what a signature covers now, in the order of writing."""
        last, own = self._last("kind = ?", HeadSigned.kind), self._signed()
        rows = self._vault.sql(
            "SELECT digest FROM entry WHERE side = ? AND seq >= min(?, ?) AND (seq >= ? OR"  # noqa: S608
            f" (seq > ? AND {_BY})) ORDER BY seq",
            _OURS, last, own, last, own, self._agent,
        )  # fmt: skip
        return [name for (name,) in rows.fetchall()]

    def cut_short(self) -> CutShort | None:
        """The first visit that waits; None if the last one ended with a signature."""
        since = self._signed()
        came, count = self._vault.sql(
            "SELECT min(seq) FILTER (WHERE kind = ?), count(*) FROM entry"  # noqa: S608
            f" WHERE side = ? AND seq > ? AND {_BY}",
            AgentCame.kind, _OURS, since, self._agent,
        ).fetchone()  # fmt: skip
        if came is None:
            return None
        (data,) = self._vault.sql("SELECT data FROM entry WHERE seq = ?", came).fetchone()
        return CutShort(
            since=read(bytes(data)).at, entries=int(count), copied=self._restored_next(came)
        )

    def _restored_next(self, came: int) -> bool:
        """Whether nobody came between this place and a restore: until the backup they were in."""
        row = self._vault.sql(
            "SELECT kind, json_extract(CAST(data AS TEXT), '$.reason') FROM entry"
            " WHERE side = ? AND seq > ? AND kind IN (?, ?) ORDER BY seq LIMIT 1",
            _OURS, came, AgentCame.kind, LifeBegun.kind,
        ).fetchone()  # fmt: skip
        return row is not None and tuple(row) == (LifeBegun.kind, RESTORED)

    def _signed(self) -> int:
        """The place of the agent's last signature, or before the word that they were let in with
        other keys than they had, or lost them: what they wrote until then is signed no more. 0 if
        there is neither."""
        named = self._vault.sql(
            "SELECT seq FROM entry WHERE side = ? AND kind IN (?, ?, ?)"
            " AND json_extract(CAST(data AS TEXT), '$.agent') = ? ORDER BY seq",
            _OURS, AgentAdded.kind, AgentRemoved.kind, AgentRecovered.kind, self._agent,
        )  # fmt: skip
        keyed = [int(seq) - 1 for (seq,) in named.fetchall()][1:]
        return max([*keyed, self._last(f"kind = ? AND {_BY}", HeadSigned.kind, self._agent)])

    def _last(self, which: str, *values: object) -> int:
        row = self._vault.sql(
            f"SELECT seq FROM entry WHERE side = ? AND {which} ORDER BY seq DESC LIMIT 1",  # noqa: S608
            _OURS, *values,
        ).fetchone()  # fmt: skip
        return int(row[0]) if row else 0
