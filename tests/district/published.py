"""Files that a district publishes, for tests."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from station.desk.calendars import FOLDER
from station.desk.office import Office
from station.domain.event import Event
from station.domain.published_events import (
    FilePublished,
    PublicationRefused,
    PublicationTaken,
    Published,
)
from sync.district.premises import District
from sync.district.publishing import publish
from tests.makers import item_row, material_row

BY = "示例发布员"
ITEM = "XX-01"
CARD, BOOK = "居民身份证", "居民户口簿"
FIRST = item_row(materials=[material_row(1, CARD), material_row(2, BOOK)])
SECOND = item_row(version=2, materials=[material_row(1, CARD)])


def catalogue(version: int, *rows: dict[str, Any], **more: Any) -> bytes:
    """A catalogue with this number; of one item if none is named."""
    said = {"schema": 1, "version": version, "items": rows or (item_row(),), **more}
    return json.dumps(said, ensure_ascii=False).encode()


def calendar(year: int, version: int, **more: Any) -> bytes:
    """The notice for a year, after that of 2026."""
    raw = json.loads((FOLDER / "2026.json").read_text("utf-8"))
    days: Mapping[str, Any] = {"off": {}, "work": {}} if year != 2026 else {}
    return json.dumps({**raw, **days, "year": year, "version": version, **more}).encode()


def code_row(code: str, **more: Any) -> dict[str, Any]:
    row = {"code": code, "name": f"示例{code}", "since": None, "until": None, "successor": ""}
    return {**row, **more}


def codes(version: int, *rows: dict[str, Any], name: str = "areas") -> bytes:
    """A code list."""
    said = {
        "schema": 1, "list": name, "version": version, "name_zh": "示例行政区划代码",
        "name_en": "Sample area codes", "source": "示例", "codes": rows,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False).encode()


def published(district: District, what: Published, data: bytes) -> None:
    publish(district, what, data, BY)


def answers(office: Office) -> list[Event]:
    """What the station said of what was published."""
    with office.vault.reading():
        return office.journal.own_of(PublicationTaken, PublicationRefused)


def told(event: Event) -> tuple[str, int]:
    assert isinstance(event, PublicationTaken | PublicationRefused | FilePublished)
    return event.kind, event.version


def file(folder: Path, data: bytes, name: str = "new.json") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
