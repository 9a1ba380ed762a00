"""What the district found in a station's journal: signed with its key, and kept.

Whoever gets a verdict later can tell that it is the district's, and that nobody changed it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from station.domain import canon
from station.domain.findings import Weight
from sync.district.premises import District
from sync.district.signed import is_ours, sign
from sync.district.verify import Examined

_SIGNED = b"station/verdict/v1\0"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One verdict as it is kept."""

    number: int
    body: bytes
    """Canonical JSON: station, at, by, lives (incarnation, count, head, signed), findings."""
    signature: bytes
    """Ed25519 of the district over `station/verdict/v1`, 00 and the body."""
    genuine: bool

    @property
    def says(self) -> dict[str, Any]:
        """The body."""
        return canon.read(self.body)

    @property
    def at(self) -> datetime:
        """When it was found."""
        return datetime.fromisoformat(self.says["at"])

    def count(self, weight: Weight) -> int:
        """How many findings weigh so much."""
        return sum(one["weight"] == weight.value for one in self.says["findings"])


def give(district: District, found: Examined) -> Verdict:
    """Sign what was found about a station, and keep it."""
    body = canon.write({
        "station": found.station, "at": district.clock.now().isoformat(), "by": district.name,
        "lives": [
            {
                "writer": one.writer, "incarnation": one.incarnation, "count": one.events,
                "head": one.head, "signed": one.signed,
            }
            for one in found.lives
        ],
        "findings": [
            {
                "what": one.what.value, "weight": one.weight.value, "life": one.life,
                "number": one.number, "who": one.who, "count": one.count, "numbers": one.numbers,
            }
            for one in found.findings
        ],
        "lists": [str(fault) for fault in found.lists],
    })  # fmt: skip
    signature = sign(district, _SIGNED, body)
    with district.vault.transaction():
        written = district.vault.sql(
            "INSERT INTO verdict (station, body, signature) VALUES (?, ?, ?) RETURNING id",
            found.station, body, signature,
        ).fetchone()  # fmt: skip
    return Verdict(number=int(written[0]), body=body, signature=signature, genuine=True)


def kept(district: District, station: str = "") -> list[Verdict]:
    """All verdicts on this station, or on all, the newest first."""
    return _read(district, "WHERE ? IN ('', station)", station)


def newest(district: District) -> dict[str, Verdict]:
    """The last verdict on each station that has one."""
    last = _read(district, "WHERE id IN (SELECT max(id) FROM verdict GROUP BY station)")
    return {one.says["station"]: one for one in last}


def _read(district: District, which: str, *values: str) -> list[Verdict]:
    with district.vault.reading():
        rows = district.vault.sql(
            f"SELECT id, body, signature FROM verdict {which} ORDER BY id DESC",  # noqa: S608
            *values,
        ).fetchall()
    return [
        Verdict(
            number=number, body=bytes(body), signature=bytes(signature),
            genuine=is_ours(district, _SIGNED, bytes(body), bytes(signature)),
        )
        for number, body, signature in rows
    ]  # fmt: skip
