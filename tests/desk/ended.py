"""An ended case and its records, for tests of what becomes of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.office import Office
from station.desk.records import RecordDesk
from station.domain.case import Case
from station.domain.retention import RecordState
from sync.district.premises import District
from tests.desk.test_cases import APPLICANT, PENSION
from tests.district.pair import a_district, join
from tests.office import HandClock, an_office

CLASS = {
    "name": "示例", "items": [], "fields": [], "item_types": [], "use_months": 24,
    "keep_years": 10, "basis": "示例规定", "provenance": "typical",
}  # fmt: skip
CLEAR = ("示例𠮷䶮", APPLICANT["id"], APPLICANT["phone"], APPLICANT["address"])


@contextmanager
def a_place(folder: Path, clock: HandClock) -> Iterator[tuple[Office, District]]:
    """A station and its district; the place's own retention classes."""
    with a_district(folder / "district") as district, an_office(folder / "s", clock) as office:
        join(office, district)
        own = json.dumps({"schema": 1, "classes": [CLASS]})
        office.home.retention.write_text(own, "utf-8")
        yield office, district


def a_void_case(office: Office, applicant: dict[str, str] = APPLICANT) -> Case:
    desk = CaseDesk(office)
    number = desk.open(PENSION, applicant, {}, receive=False).case.number
    return desk.act(number, "void", {"reason": "录入错误"})


def states(office: Office) -> list[RecordState]:
    return [one.state for one in RecordDesk(office).lines()]


def frozen(office: Office, clock: HandClock) -> Case:
    case = a_void_case(office)
    clock.wait(days=731)
    assert [one.number for one in RecordDesk(office).freeze()] == [case.number]
    return case


def whole(office: Office) -> bool:
    return not check(office, progress=lambda _: None).faults


def texts(office: Office) -> str:
    """All that the vault says, table by table, sealed parcels aside."""
    with office.vault.reading():
        names = office.vault.sql(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND name <> 'aside'"
        ).fetchall()
        rows = [
            office.vault.sql(f'SELECT * FROM "{name}"').fetchall()
            for (name,) in names
            if name not in ("case_search", "resident_search")
        ]
    cells = (cell for table in rows for row in table for cell in row)
    return "\n".join(
        cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in cells
    )
