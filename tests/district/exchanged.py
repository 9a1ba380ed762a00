"""Cases handed to another system as exchange tables, for tests of what it gets."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from station.desk.cases import CaseDesk as StationDesk
from sync.district.national.batches import Exported, Wish, export
from sync.district.national.lists import LISTS, NONE
from sync.district.national.tables import TABLES
from sync.district.premises import District
from tests.district.story import WHOLE, Line, Story, a_line_with_the_item

CODES = [
    {"list": name, "word": word, "code": str(number)}
    for name, words in LISTS.items()
    for number, (word, code) in enumerate(words.items(), 1)
    if code == NONE
]
PLAN = {
    "schema": 1,
    "data_source": "p33",
    "departments": [{"name": "区示例局", "code": "11330211000000000X"}],
    "items": [{
        "id": "XX-01", "catalog_code": "330111000000", "local_catalog_code": "",
        "task_code": "11330211000000000X4330111000000", "local_task_code": "",
        "task_handle_item": "",
    }],
    "codes": CODES,
}  # fmt: skip
"""Made up, and whole: with it nothing is missing."""
RESIDENT = {
    "name": "示例𠮷䶮", "id": "11010519491231002X", "phone": "13800005678", "address": "示例村1号",
}  # fmt: skip
Table = list[dict[str, str]]


@contextmanager
def a_line_with_codes(folder: Path) -> Iterator[Line]:
    """A line whose district has all codes that the tables want."""
    with a_line_with_the_item(folder) as line:
        (line[1].home / "exchange.json").write_text(json.dumps(PLAN), "utf-8")
        yield line


def a_story(line: Line) -> Story:
    """A case of the made-up resident, received and handed over."""
    story = Story(line, receive=False)
    opened = StationDesk(line[0]).open("XX-01", RESIDENT, WHOLE, receive=True)
    story.number = opened.case.number
    story.meet()
    return story


def wish(district: District, *, to: str = "示例省平台", full: bool = False) -> Wish:
    return Wish(by="示例审批员", to=to, out=district.home.parent / "out", full=full)


def exported(district: District, *, to: str = "示例省平台", full: bool = False) -> Exported:
    made = export(district, wish(district, to=to, full=full))
    assert made is not None
    return made


def tables(made: Exported) -> dict[str, Table]:
    """What lies in the folder of a batch."""
    folder = Path(made.batch.folder)
    return {table.name: rows(folder / f"{table.name}.csv") for table in TABLES}


def rows(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def operations(made: Exported) -> dict[str, str]:
    """What is to be done, by table: a letter for each row."""
    found = {name: "".join(row["cd_operation"] for row in some) for name, some in
             tables(made).items()}  # fmt: skip
    return {name: letters for name, letters in found.items() if letters}
