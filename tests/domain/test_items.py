"""The catalogue of items: what it must say, and how its faults are told."""

import contextlib
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.catalogue import CatalogueFaults, read_items
from station.domain.items import (
    Cycle,
    Item,
    Necessity,
    Provenance,
    ReuseRule,
    Season,
    Unit,
)
from tests.makers import item_row

FILE = Path(__file__).parents[2] / "station" / "data" / "items.json"
RAW = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    return read_items(RAW)


# ---- the file itself


def test_the_file_says_at_its_head_that_it_is_no_law() -> None:
    assert "DEMONSTRATION DATA" in RAW["notice"][0]
    assert any("The district sets the law" in line for line in RAW["notice"])
    assert any("演示数据" in line for line in RAW["notice"])


def test_no_item_and_no_material_was_lost(items: tuple[Item, ...]) -> None:
    assert len(items) == 84
    assert sum(len(item.materials) for item in items) == 517
    assert Counter(item.catalogue_batch for item in items) == {1: 61, 2: 23}
    assert len({item.field for item in items}) == 14
    assert sum(item.example_code is not None for item in items) == 51
    assert Counter(item.handling.value for item in items) == {
        "转报": 49, "代办": 21, "即办": 12, "承诺": 2,
    }  # fmt: skip
    assert Counter(item.item_type.value for item in items) == {
        "公共服务": 39, "行政给付": 25, "行政确认": 10, "行政许可": 7, "行政奖励": 2,
        "其他行政权力": 1,
    }  # fmt: skip
    assert Counter(item.decides_level.value for item in items) == {
        "district": 61, "township": 18, "village": 5,
    }  # fmt: skip


def test_every_mark_of_honesty_is_there(items: tuple[Item, ...]) -> None:
    limits = [limit for item in items for limit in (item.legal_limit, item.promised_limit) if limit]

    assert Counter(limit.provenance for limit in limits) == {
        Provenance.STATUTE: 10,
        Provenance.SOURCED: 16,
        Provenance.MEMORY: 6,
        Provenance.TYPICAL: 86,
    }
    assert all(item.evidence.confidence for item in items)
    assert sum(not item.evidence.sources for item in items) == 10
    assert sum(item.legal_limit is None for item in items) == 50


def test_nothing_about_papers_was_lost(items: tuple[Item, ...]) -> None:
    materials = [material for item in items for material in item.materials]

    assert Counter(material.necessity for material in materials) == {
        Necessity.REQUIRED: 241,
        Necessity.REQUIRED_IF: 171,
        Necessity.GAP: 105,
    }
    assert Counter(material.reuse_rule for material in materials) == {
        ReuseRule.NONE: 205,
        ReuseRule.UNTIL_EXPIRY: 174,
        ReuseRule.DAYS_180: 63,
        ReuseRule.DAYS_365: 44,
        ReuseRule.PERMANENT: 31,
    }
    assert sum(material.essential for material in materials) == 412
    assert sum(material.reusable for material in materials) == 312
    assert sum(material.verify_original for material in materials) == 319
    assert sum(material.generated_by_system for material in materials) == 161
    assert sum(material.obtainable_by_sharing for material in materials) == 173
    assert sum(material.original_kept for material in materials) == 209
    assert sum(material.copies for material in materials) == 317


def test_nothing_else_was_lost(items: tuple[Item, ...]) -> None:
    assert sum(item.publicity is not None for item in items) == 24
    assert sum(item.season is not None for item in items) == 8
    assert sum(len(item.clock_excludes) for item in items) == 35
    assert sum(len(item.stage_limits) for item in items) == 20
    assert sum(item.gap_available for item in items) == 64
    assert sum(item.in_person_required for item in items) == 4
    assert sum(not item.agent_allowed for item in items) == 3
    assert len({bundle for item in items for bundle in item.bundles}) == 10


def test_no_essential_paper_can_be_promised(items: tuple[Item, ...]) -> None:
    assert not any(
        material.essential and material.necessity is Necessity.GAP
        for item in items
        for material in item.materials
    )


def test_official_words_carry_their_codes(items: tuple[Item, ...]) -> None:
    pension = next(item for item in items if item.id == "SB-01")

    assert pension.name_zh == "城乡居民基本养老保险参保登记"
    assert (pension.item_type.code, pension.case_type.code) == ("20", "1")
    assert pension.service_target.code == "1"
    assert pension.promised_limit.value == 0
    assert {material.necessity.code for material in pension.materials} == {"1", "3"}


# ---- seasons


@pytest.mark.parametrize(
    ("season", "day", "open_"),
    [
        ((Cycle.YEAR, "03-01", "10-31"), date(2026, 3, 1), True),
        ((Cycle.YEAR, "03-01", "10-31"), date(2026, 11, 1), False),
        ((Cycle.YEAR, "05-01", "02-28"), date(2026, 1, 15), True),
        ((Cycle.YEAR, "05-01", "02-28"), date(2026, 3, 1), False),
        ((Cycle.MONTH, "01", "20"), date(2026, 11, 20), True),
        ((Cycle.MONTH, "01", "20"), date(2026, 11, 21), False),
        ((Cycle.QUARTER, "", ""), date(2026, 11, 21), True),
    ],
)
def test_a_season_is_open_on_its_days(
    season: tuple[Cycle, str, str], day: date, open_: bool
) -> None:
    every, opens, closes = season

    assert Season(every=every, opens=opens, closes=closes, note="").is_open(day) is open_


# ---- faults


def faults_of(*rows: object) -> list[tuple[str, str]]:
    with pytest.raises(CatalogueFaults) as refused:
        read_items({"schema": 1, "items": list(rows)})
    assert refused.value.hint
    return [(fault.record, fault.field) for fault in refused.value.faults]


def test_a_sound_row_is_an_item() -> None:
    (item,) = read_items({"schema": 1, "items": [item_row()]})

    assert item.id == "XX-01"
    assert item.promised_limit.unit is Unit.WORKING_DAY


def test_all_faults_are_told_at_once_by_item_and_field() -> None:
    first = item_row(id="XX-01", handling="代", catalogue_batch="1", colour="red")
    first["promised_limit"]["unit"] = "fortnight"
    first["materials"][1]["copies"] = -1
    del first["materials"][0]["name_zh"]
    second = item_row(id="XX-02", version=0, season="summer")

    assert sorted(faults_of(first, second)) == [
        ("XX-01", "catalogue_batch"),
        ("XX-01", "colour"),
        ("XX-01", "handling"),
        ("XX-01", "materials.1.name_zh"),
        ("XX-01", "materials.2.copies"),
        ("XX-01", "promised_limit.unit"),
        ("XX-02", "season"),
        ("XX-02", "version"),
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"decides_level": "village"}, "decides_level"),
        ({"name_zh": ""}, "name_zh"),
        ({"name_zh": "a\x1b[2J"}, "name_zh"),
        ({"name_zh": " 名 "}, "name_zh"),
        ({"season": {"every": "year", "opens": "13-01", "closes": "", "note": ""}}, "season.opens"),
        ({"season": {"every": "month", "opens": "01", "closes": "", "note": ""}}, "season"),
        ({"agent_allowed": 1}, "agent_allowed"),
    ],
)
def test_a_contradiction_is_a_fault(change: dict[str, Any], field: str) -> None:
    assert faults_of(item_row(**change)) == [("XX-01", field)]


def test_a_promise_may_not_be_longer_than_the_law_allows() -> None:
    row = item_row()
    row["legal_limit"] = row["promised_limit"] | {"value": 4}

    assert faults_of(row) == [("XX-01", "promised_limit")]


def test_a_conditional_paper_says_its_condition() -> None:
    row = item_row()
    row["materials"][0]["necessity"] = "required_if"

    assert faults_of(row) == [("XX-01", "materials.1.condition")]


def test_papers_are_counted_from_one() -> None:
    row = item_row()
    row["materials"][1]["seq"] = 3

    assert faults_of(row) == [("XX-01", "materials")]


def test_two_items_may_not_share_an_id() -> None:
    assert faults_of(item_row(), item_row()) == [("XX-01", "id")]


def test_an_item_without_an_id_is_named_by_its_place() -> None:
    assert faults_of(item_row(), "nonsense") == [("#2", "-")]


@pytest.mark.parametrize("raw", [None, [], {}, {"schema": 2, "items": []}, {"schema": 1}])
def test_what_is_no_catalogue_is_refused(raw: object) -> None:
    with pytest.raises(CatalogueFaults):
        read_items(raw)


def test_a_long_list_of_faults_is_counted_in_the_message() -> None:
    with pytest.raises(CatalogueFaults, match="has 9 faults") as refused:
        read_items({"schema": 1, "items": [item_row(id=f"X-{n}", version=0) for n in range(9)]})

    assert len(refused.value.faults) == 9


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(item_row())), json_values)
def test_whatever_stands_in_a_field_is_an_item_or_a_fault(field: str, value: object) -> None:
    row = item_row() | {field: value}

    with contextlib.suppress(CatalogueFaults):
        read_items({"schema": 1, "items": [row]})


def test_the_page_about_the_catalogue_counts_right(items: tuple[Item, ...]) -> None:
    page = (FILE.parents[2] / "docs" / "catalogue.md").read_text(encoding="utf-8")
    marks = Counter(
        limit.provenance.value
        for item in items
        for limit in (item.legal_limit, item.promised_limit)
        if limit
    )
    needs = Counter(material.necessity.value for item in items for material in item.materials)

    for word, count in (marks | needs).items():
        assert f"| `{word}` | {count} |" in page
