"""What the journal has by kind and time: consultations, and cases in which something happened.

Nothing of it has a table of its own; the journal is asked by the kind of its entries. Everything
here runs inside the caller's visit to the vault.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from station.domain.codec import read
from station.domain.consulting import Consultation, consultations
from station.domain.desk_events import ConsultationHeld, RefusalExplained
from station.domain.event import CaseEvent
from station.domain.period import Period
from station.domain.values import Side
from station.storage.vault import Vault

_AT = "substr(json_extract(CAST(data AS TEXT), '$.at'), 1, 10)"
"""The day of an entry in its own zone: at most a day away from that of another."""
_NUMBER = "json_extract(CAST(data AS TEXT), '$.number')"
_HELD = "FROM entry WHERE kind = ? AND side = ?"
_ZONES = timedelta(days=1)


class TalkBook:
    """Consultations of this station, and the numbers of cases by what happened in them."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def page(self, since: str, first: int, count: int) -> list[Consultation]:
        """`count` consultations from place `first` on, the newest first; with `since`, a day
        like 2026-11-20, none of before."""
        rows = self._vault.sql(
            f"SELECT data {_HELD} AND {_AT} >= ? ORDER BY seq DESC LIMIT ? OFFSET ?",
            ConsultationHeld.kind, Side.STATION.value, since, count, first,
        )  # fmt: skip
        return [self._whole(bytes(data)) for (data,) in rows.fetchall()]

    def count(self, since: str) -> int:
        """How many there are since this day; empty: ever."""
        rows = self._vault.sql(
            f"SELECT count(*) {_HELD} AND {_AT} >= ?",
            ConsultationHeld.kind, Side.STATION.value, since,
        )  # fmt: skip
        return int(rows.fetchone()[0])

    def consultation(self, number: str) -> Consultation | None:
        """The consultation with this number; None if there is none."""
        rows = self._vault.sql(
            f"SELECT data {_HELD} AND {_NUMBER} = ? ORDER BY seq LIMIT 1",
            ConsultationHeld.kind, Side.STATION.value, number,
        )  # fmt: skip
        row = rows.fetchone()
        return self._whole(bytes(row[0])) if row else None

    def refused(self, period: Period) -> list[Consultation]:
        """The consultations of about this time in which something was refused."""
        begins, ends = _about(period)
        rows = self._vault.sql(
            f"SELECT data {_HELD} AND {_AT} BETWEEN ? AND ?"
            " AND json_extract(CAST(data AS TEXT), '$.refused') ORDER BY seq",
            ConsultationHeld.kind, Side.STATION.value, begins, ends,
        )  # fmt: skip
        return [self._whole(bytes(data)) for (data,) in rows.fetchall()]

    def serials(self, prefix: str) -> int:
        """The highest serial given under this beginning of a number; 0 if none."""
        rows = self._vault.sql(
            f"SELECT max(CAST(substr({_NUMBER}, ?) AS INTEGER)) {_HELD}"
            f" AND {_NUMBER} >= ? AND {_NUMBER} < ?",
            len(prefix) + 1, ConsultationHeld.kind, Side.STATION.value,
            prefix, prefix + "\U0010ffff",
        )  # fmt: skip
        return rows.fetchone()[0] or 0

    def cases_with(self, kinds: Collection[type[CaseEvent]], period: Period) -> list[str]:
        """The cases in which something of these kinds happened at about this time."""
        begins, ends = _about(period)
        marks = ", ".join("?" for _ in kinds)
        rows = self._vault.sql(
            f"SELECT case_number, min(seq) AS first FROM entry WHERE kind IN ({marks})"  # noqa: S608
            f" AND {_AT} BETWEEN ? AND ? GROUP BY case_number ORDER BY first",
            *(kind.kind for kind in kinds), begins, ends,
        )  # fmt: skip
        return [number for number, _ in rows.fetchall()]

    def _whole(self, data: bytes) -> Consultation:
        held = read(data)
        assert isinstance(held, ConsultationHeld), "the column says so"
        rows = self._vault.sql(
            f"SELECT data {_HELD} AND {_NUMBER} = ? ORDER BY seq",
            RefusalExplained.kind, Side.STATION.value, held.number,
        )  # fmt: skip
        later = [read(bytes(one)) for (one,) in rows.fetchall()]
        return consultations([held, *later])[0]


def _about(period: Period) -> tuple[str, str]:
    """The days that this time can have in any zone."""
    return _day(period.begins, -_ZONES), _day(period.ends, _ZONES)


def _day(moment: datetime, shift: timedelta) -> str:
    try:
        return (moment + shift).date().isoformat()
    except OverflowError:
        return moment.date().isoformat()
