"""What a state of the book holds of each line, and what of it is in the last backup (ADR 0047).

Everything here runs inside the caller's visit.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import UTC, datetime

from station.domain import canon
from station.domain.backed import BackedUp
from station.domain.chain import digest, genesis
from station.domain.values import Side
from station.storage.pieces import FOR_ALL
from station.storage.store import Store

_END = (
    "SELECT number, hash FROM link WHERE station = ? AND side = ? AND incarnation = ?"
    " ORDER BY number DESC LIMIT 1"
)


@dataclass(frozen=True, kw_only=True)
class LineHeld:
    """What is held of one line: both journals, each in the life that counts now."""

    station: str
    life: str
    """The station's life that spoke last; empty if none did,"""
    held: int
    """how many entries of it are held,"""
    head: str
    """and the hash after the last of them."""
    own_life: str
    own: int
    own_head: str
    """The same of the district's own journal for the station."""
    through: int
    """Up to here all pieces that the station's entries name are there, too."""


def lines_in(vault: Store, district: str, *, complete: bool) -> list[LineHeld]:
    """Every line, by station. `complete`: a piece counts only if its bytes are in the store itself,
    as they are in a copy that was completed."""
    rows = vault.sql("SELECT code, heard_last, incarnation FROM station ORDER BY code").fetchall()
    return [
        _line(vault, district, *row, here=_IN_ITSELF if complete else _ANYWHERE) for row in rows
    ]


_ANYWHERE = "here = 1"
_IN_ITSELF = (
    "here = 1 AND EXISTS (SELECT 1 FROM piece WHERE piece.line IN (scan_piece.line, ?)"
    " AND piece.name = scan_piece.piece AND piece.key IS NULL)"
)


def _line(
    vault: Store, district: str, station: str, life: str, own_life: str, *, here: str
) -> LineHeld:
    held, head = _end(vault, station, Side.STATION, life, station)
    own, own_head = _end(vault, station, Side.DISTRICT, own_life, district)
    values = (station, FOR_ALL) if here is _IN_ITSELF else (station,)
    lacking = vault.sql(
        f"SELECT min(entry) FROM scan_piece WHERE line = ? AND NOT ({here})",  # noqa: S608 - our words
        *values,
    ).fetchone()[0]
    through = held
    if lacking is not None:
        first = vault.sql(
            "SELECT min(number) FROM link WHERE station = ? AND side = ? AND incarnation = ?"
            " AND seq >= ?",
            station, Side.STATION.value, life, lacking,
        ).fetchone()[0]  # fmt: skip
        through = held if first is None else int(first) - 1
    return LineHeld(
        station=station, life=life, held=held, head=head, own_life=own_life, own=own,
        own_head=own_head, through=through,
    )  # fmt: skip


def _end(vault: Store, station: str, side: Side, life: str, writer: str) -> tuple[int, str]:
    row = vault.sql(_END, station, side.value, life).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, genesis(writer, life))


def head_of(lines: Iterable[LineHeld]) -> str:
    """One hash of all these lines."""
    return digest(canon.write({"lines": plain(lines)}))


def plain(lines: Iterable[LineHeld]) -> list[list[str | int]]:
    """As values of JSON."""
    return [list(astuple(one)) for one in lines]


def read(rows: Iterable[Iterable[str | int]]) -> list[LineHeld]:
    """What was kept so."""
    names = LineHeld.__dataclass_fields__
    return [LineHeld(**dict(zip(names, row, strict=True))) for row in rows]  # type: ignore[arg-type]


def keep(vault: Store, lines: Iterable[LineHeld], at: datetime) -> None:
    """From now on the last backup is the one that holds these, of this moment."""
    vault.sql("UPDATE station SET backed_up = ''")
    said = at.astimezone(UTC).replace(microsecond=0).isoformat()
    vault.many(
        "UPDATE station SET backed_up = ? WHERE code = ?",
        [(f"{one.life} {one.through} {said}", one.station) for one in lines if one.life],
    )


def covering(kept: str, life: str) -> BackedUp | None:
    """What was kept of a line, if it is about this life of the station."""
    if not kept:
        return None
    known, through, said = kept.split()
    if known != life:
        return None
    return BackedUp(through=int(through), at=datetime.fromisoformat(said))
