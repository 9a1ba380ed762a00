"""Makers of sample values. Numbers are valid in form and belong to nobody; names say 示例."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from station.desk import calendars
from station.domain.approvers import Approver
from station.domain.calendar import WorkCalendar, WorkYear
from station.domain.catalogue import read_items
from station.domain.items import Item
from station.domain.people import Person

TODAY = date(2026, 11, 20)
"""The day on which the tests' office is open."""
BEIJING = timezone(timedelta(hours=8))


def at(text: str) -> datetime:
    """A moment in official time, from `2026-11-20` or `2026-11-20 09:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def calendar() -> WorkCalendar:
    """The official calendars of 2004 to 2026 that the station ships."""
    return calendars.calendar()


def work_year(
    year: int,
    *,
    off: Mapping[date, str] | None = None,
    work: Mapping[date, str] | None = None,
    final: bool = True,
) -> WorkYear:
    """A made-up notice."""
    return WorkYear(
        about="示例", year=year, version=1, final=final, document=None, issued=None,
        sources=(), off=off or {}, work=work or {},
    )  # fmt: skip


def id_number(birth: str = "19580412", sequence: str = "002", area: str = "330211") -> str:
    """An identity number with its check character, computed from the standard's own weights."""
    digits = f"{area}{birth}{sequence}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    remainder = sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
    return digits + "10X98765432"[remainder]


def person(
    *,
    name: str = "示例𠮷䶮",
    id_number: str = id_number(),
    phone: str = "13800005678",
    address: str = "示例镇示例村1号",
) -> Person:
    """A resident whose name needs GB 18030-2022 level 3."""
    return Person(name=name, id_number=id_number, phone=phone, address=address)


def material_row(
    seq: int, name: str, necessity: str = "required", **changes: Any
) -> dict[str, Any]:
    """A paper as it stands in a catalogue file: the original is seen, one copy is kept."""
    return {
        "seq": seq,
        "name_zh": name,
        "name_en": f"Sample paper {seq}",
        "necessity": necessity,
        "condition": "有相应情形时" if necessity == "required_if" else "",
        "original_kept": 0,
        "copies": 1,
        "verify_original": True,
        "source_authority": "示例机关",
        "source_kind": "government",
        "reuse_rule": "until_expiry",
        "generated_by_system": False,
        "obtainable_by_sharing": False,
        "note": "",
    } | changes


ITEM_ROW: Mapping[str, Any] = {
    "id": "XX-01",
    "version": 1,
    "effective_from": None,
    "name_zh": "示例事项申请",
    "name_en": "Sample item",
    "field": "示例",
    "department_zh": "区示例局",
    "department_en": "Sample bureau",
    "item_type": "公共服务",
    "service_target": "自然人",
    "who_may_apply": "本人",
    "handling": "转报",
    "case_type": "承诺件",
    "village_role": "收件代办",
    "legal_limit": None,
    "promised_limit": {
        "value": 5, "unit": "working_day", "basis": "", "provenance": "typical",
    },
    "stage_limits": [],
    "clock_excludes": [],
    "publicity": None,
    "decides_level": "district",
    "level_chain": ["township", "district"],
    "in_person_required": False,
    "agent_allowed": True,
    "materials": [
        material_row(1, "居民身份证"),
        material_row(2, "社会保障卡", "gap"),
        material_row(3, "代办委托书", "required_if"),
        material_row(4, "其他证明", "optional"),
    ],
    "result_name_zh": "示例决定书",
    "result_name_en": "Sample decision",
    "result_kind": "decision",
    "delivery_ways": ["pickup_village"],
    "fee_yuan": 0,
    "fee_note": "不收费",
    "season": None,
    "bundles": [],
    "sensitive_kinds": ["identity"],
    "legal_basis": [],
    "example_code": None,
    "online_guide": True,
    "evidence": {"confidence": "typical", "sources": ["示例"]},
    "note": "",
    "catalogue_batch": 1,
}  # fmt: skip


def item_row(**changes: Any) -> dict[str, Any]:
    """An item as it stands in a catalogue file: decided by the district in 5 working days.

    Paper 1 is required, 2 may be promised, 3 is required on a condition, 4 is optional.
    """
    return deepcopy(dict(ITEM_ROW)) | changes


def cancelling(*ids: str, since: date = TODAY) -> list[dict[str, str]]:
    """How a catalogue file says that these items take no new cases from this day on."""
    return [{"item": id_, "since": since.isoformat()} for id_ in ids]


def approver_row(*, item: str = "XX-01", since: str = "2027-01-01", **changes: str) -> Any:
    """A row of the table of approvers as it stands in a catalogue file."""
    said = {"level": "district", "department_zh": "区示例局", "department_en": "Sample bureau"}
    return {"item": item, "since": since, "approver": {**said, "responsible": "", **changes}}


def approver(**changes: Any) -> Approver:
    """Who decides on the item of `item_row`."""
    return replace(Approver.of(item()), **changes)


def item(**changes: Any) -> Item:
    """The item of `item_row`."""
    return _item(**changes) if changes else _USUAL


def _item(**changes: Any) -> Item:
    return read_items({"schema": 1, "items": [item_row(**changes)]})[0]


_USUAL = _item()
