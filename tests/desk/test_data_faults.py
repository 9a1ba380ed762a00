"""What is wrong with a data file of the place is told in the reader's language, all of it."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from station.desk import calendars
from station.desk.catalogue import parsed as catalogue_in
from station.desk.home import Home
from station.desk.local_rules import local_rules
from station.desk.notice import notice
from station.desk.retention_plan import retention_plan
from station.desk.words import CHINESE, _, use_language
from station.domain.reading import DataFaults
from station.settings import RULES

SHIPPED = RULES.parent
ROOMS: dict[str, tuple[str, Callable[[Home, Path], object]]] = {
    "catalogue": ("catalogue.json", lambda _, file: catalogue_in(file.read_bytes(), file.name)),
    "calendar": ("calendar/2027.json", lambda _, file: calendars.calendar(file.parent)),
    "rules": ("rules.json", lambda _, file: local_rules(file)),
    "retention": ("retention.json", lambda home, _: retention_plan(home)),
    "notice": ("notice.json", lambda home, _: notice(home)),
}
"""Where each file lies in a home, and how it is read."""
UNREADABLE = {
    "nothing": b"", "half": b'{"schema":', "no text": b"\xff\xfe", "too deep": b"[" * 100_000,
    "too long": b"9" * 5000, "of another kind": b"[]", "newer": b'{"schema": 99}',
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_chinese() -> None:
    use_language(CHINESE)


def faults(room: str, folder: Path, content: bytes) -> list[str]:
    """What is said of this file, fault by fault."""
    name, read = ROOMS[room]
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    with pytest.raises(DataFaults) as refused:
        read(Home(folder=folder), file)
    return [fault.told(_) for fault in refused.value.faults]


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_told_in_chinese(
    tmp_path: Path, room: str, content: bytes
) -> None:
    for words in faults(room, tmp_path, content):
        assert re.search("[一-鿿]", words), words


def shipped(name: str, **changes: Any) -> Any:
    return json.loads((SHIPPED / name).read_text("utf-8")) | changes


def contradictory() -> Iterator[tuple[str, object, set[str]]]:
    rules = shipped("rules/national.json")
    wrong = {"notice": {**rules["rules"]["notice"], "value": 9}, "excluded": ["听证", "听证"]}
    yield "rules", {**rules, "rules": {**rules["rules"], **wrong}}, {
        "超过法定上限 5 个工作日", "重复出现：听证",
    }  # fmt: skip
    year = shipped("calendar/2026.json", year=2027, off={"2026-01-01": "元旦"},
                   work={"2027-01-04": "元旦"})  # fmt: skip
    yield "calendar", year, {"不在本年度内", "不是周六或周日"}
    plan = shipped("retention.json")
    twice = {**plan, "classes": [*plan["classes"], *plan["classes"]]}
    yield "retention", twice, {"须有且只有一个类别不指明事项，适用于其余全部事项"}
    yield "notice", shipped("notice.json", languages=[]), {"一个也没有"}


@pytest.mark.parametrize(("room", "said", "told"), [*contradictory()])
def test_what_contradicts_itself_in_a_file_is_told_in_chinese(
    tmp_path: Path, room: str, said: object, told: set[str]
) -> None:
    found = faults(room, tmp_path, json.dumps(said).encode())

    assert told <= set(found)
    assert all(re.search("[一-鿿]", words) for words in found)
