"""What was printed, by whom and when: read from the journal itself, a window at a time.

Everything here runs inside the caller's visit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from station.domain.codec import case_of, read
from station.domain.events import KINDS
from station.domain.printing import Became
from station.domain.trail_events import FormPrinted, SheetSettled
from station.domain.values import Side
from station.storage.recordbook import marks
from station.storage.vault import Vault

PRINTS = tuple(
    sorted(
        name
        for name, kind in KINDS.items()
        if {"sheet_number", "saved"} <= {one.name for one in fields(kind)}
    )
)
"""The kinds of entries that note a sheet."""
_NUMBER, _SHEET, _ABOUT = (
    f"json_extract(CAST(data AS TEXT), '$.{name}')" for name in ("sheet_number", "sheet", "about")
)


@dataclass(frozen=True, kw_only=True)
class Print:
    """A sheet that was made. `saved`: into a file, in clear, and not to the printer."""

    at: datetime
    by: str
    number: str
    case: str
    """The receipt number; empty for a sheet about no case."""
    nth: int
    """Which print of the same it was; each blank is a first one."""
    saved: bool


class PrintBook:
    """The journal of prints of this station."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def count(self, text: str) -> int:
        """How many sheets have a number that begins so, or one of their case that has it."""
        where, values = _where(text)
        [found] = self._vault.sql(
            f"SELECT count(*) FROM entry WHERE {where}",  # noqa: S608 - our words
            *values,
        ).fetchone()
        return int(found)

    def prints(self, text: str, first: int, count: int) -> list[Print]:
        """A window on them, the newest first."""
        where, values = _where(text)
        rows = self._vault.sql(
            f"SELECT data FROM entry WHERE {where} ORDER BY seq DESC LIMIT ? OFFSET ?",  # noqa: S608
            *values, count, first,
        )  # fmt: skip
        return [_print(bytes(data)) for (data,) in rows.fetchall()]

    def numbers_of(self, sheet: str, about: str) -> list[str]:
        """The numbers of the prints of this sheet that told the same, the first one first: see
        `FormPrinted.about`."""
        rows = self._vault.sql(
            f"SELECT {_NUMBER} FROM entry WHERE side = ? AND kind = ?"  # noqa: S608 - our words
            f" AND {_SHEET} = ? AND {_ABOUT} = ? ORDER BY seq",
            Side.STATION.value, FormPrinted.kind, sheet, about,
        )  # fmt: skip
        return [str(number) for (number,) in rows.fetchall()]

    def settled(self, numbers: Sequence[str]) -> dict[str, Became]:
        """What was done last with those among these sheets that waited."""
        rows = self._vault.sql(
            f"SELECT data FROM entry WHERE kind = ? AND {_NUMBER} IN ({marks(numbers)})"  # noqa: S608
            " ORDER BY seq",
            SheetSettled.kind, *numbers,
        )  # fmt: skip
        found = (read(bytes(data)) for (data,) in rows.fetchall())
        return {one.sheet_number: one.became for one in found if isinstance(one, SheetSettled)}


def _where(text: str) -> tuple[str, list[object]]:
    """Nothing that is typed has a meaning of its own, as `%` has for LIKE. The digits of a receipt
    number are in the numbers of sheets too, so of those the beginning is asked for."""
    where, values = f"side = ? AND kind IN ({marks(PRINTS)})", [Side.STATION.value, *PRINTS]
    asked = text.strip().upper()
    if not asked:
        return where, [*values]
    found = f"(instr(case_number, ?) OR instr({_NUMBER}, ?) = 1)"
    return f"{where} AND {found}", [*values, asked, asked]


def _print(data: bytes) -> Print:
    event = read(data)
    said = vars(event)
    return Print(
        at=event.at, by=event.by, number=said["sheet_number"], case=case_of(event),
        nth=said["nth"], saved=said["saved"],
    )  # fmt: skip
