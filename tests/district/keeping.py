"""Cases that have ended, for tests of what the district does with its copies of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from station.desk.office import Office
from station.domain.case import Case
from station.domain.retention import RecordState
from sync.district.premises import District
from sync.district.records import RecordDesk
from tests.desk.ended import CLASS, a_place, a_void_case
from tests.district.pair import CLERK, synced
from tests.office import HandClock

Line = tuple[Office, District]


@contextmanager
def a_keeping_place(folder: Path) -> Iterator[Line]:
    """A station and its district, each with the same retention classes in its folder."""
    clock = HandClock()
    with a_place(folder, clock) as (office, district):
        own = json.dumps({"schema": 1, "classes": [CLASS]})
        (district.home / "retention.json").write_text(own, "utf-8")
        yield office, district


def wait(line: Line, days: int) -> None:
    for one in line:
        assert isinstance(one.clock, HandClock)
        one.clock.wait(days=days)


def ended(line: Line) -> Case:
    """A void case that both ends know, two years later."""
    case = a_void_case(line[0])
    synced(*line)
    wait(line, 731)
    return case


def frozen_there(line: Line) -> Case:
    """The same, frozen at the district, and the station has heard of it."""
    case = ended(line)
    assert case.number in [one.number for one in RecordDesk(line[1], CLERK).freeze()]
    synced(*line)
    return case


def purged_there(line: Line) -> Case:
    """The same, gone from the district."""
    case = frozen_there(line)
    wait(line, 8 * 366)
    gone = {one.number: why for one, why in RecordDesk(line[1], CLERK).purge()}
    assert gone[case.number] is None
    return case


def states_there(district: District) -> list[RecordState]:
    return [one.state for one in RecordDesk(district, CLERK).lines()]


def said_there(district: District) -> str:
    """All that the district's file says, sealed parcels aside."""
    with district.vault.reading():
        names = district.vault.sql(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND name <> 'aside'"
        ).fetchall()
        rows = [district.vault.sql(f'SELECT * FROM "{name}"').fetchall() for (name,) in names]
    cells = (cell for table in rows for row in table for cell in row)
    return "\n".join(
        cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in cells
    )
