"""How an agent finds an item among eighty-four."""

import json
from pathlib import Path

import pytest

from station.desk.catalogue import FOLDER, PINYIN, catalogue, pinyin_of, search
from station.domain.catalogue import CatalogueFaults
from tests.makers import TODAY, item_row

ITEMS = catalogue().on(TODAY)
PENSION = "SB-01"


def found(text: str) -> list[str]:
    return [item.id for item in search(ITEMS, text)]


def test_the_catalogue_is_read_in_the_order_of_its_file() -> None:
    assert len(ITEMS) == 84
    assert next(iter(ITEMS)) == "MZ-01"
    assert ITEMS[PENSION].name_zh == "城乡居民基本养老保险参保登记"


@pytest.mark.parametrize(
    "typed",
    [
        "SB-01",
        "sb-01",
        "sb01",
        "ｓｂ０１",
        "cxjmjbylbxcbdj",
        "cxjmjb",
        "cxjmjbylbxcb",
        "CXJMJBYLBXCB",
        "cxjmjbcb",
        "cxjmylcb",
        "jbylcb",
        "ylbx",
        "ylbxcb",
        "养老 参保",
        "养老参保",
        "基本养老保险参保",
        "城乡居民基本养老保险参保登记",
        "yanglao",
        "yanglao canbao",
        "yanglaobaoxiancanbao",
        "chengxiangjuminjibenyanglao",
        "城乡 ylcb",
        "社保 参保登记",
        "resident pension reg",
    ],
)
def test_pension_registration_is_found_first(typed: str) -> None:
    assert found(typed)[0] == PENSION


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cxjmcb", "YB-01"),
        ("zdsh", "MZ-01"),
        ("低保", "MZ-01"),
        ("生育登记", "WJ-01"),
        ("sydj", "WJ-01"),
        ("光荣牌", "TY-05"),
        ("80", "MZ-08"),
        ("identity card", "GA-05"),
        ("人民调解", "SF-02"),
        ("tiaojie", "SF-02"),
    ],
)
def test_the_closest_item_comes_first(typed: str, first: str) -> None:
    assert found(typed)[0] == first


def test_a_group_is_found_by_its_letters() -> None:
    assert found("SB")[:9] == [f"SB-0{n}" for n in range(1, 10)]


def test_a_field_finds_its_items() -> None:
    assert set(found("残联")) >= {f"CL-0{n}" for n in range(1, 6)}


def test_nothing_typed_lists_everything_in_order() -> None:
    assert found("") == found("  ") == list(ITEMS)


@pytest.mark.parametrize("typed", ["xyzzy", "养老 xyzzy", "𠮷", "%", "-", "[]", "--;"])
def test_what_no_item_has_finds_nothing(typed: str) -> None:
    assert found(typed) == []


def test_the_pinyin_file_is_what_pypinyin_says() -> None:
    """When it is not: write `pinyin_of` of all names into station/data/items.pinyin.json."""
    shipped = json.loads((FOLDER / PINYIN).read_text(encoding="utf-8"))["names"]

    assert shipped == pinyin_of(item.name_zh for item in ITEMS.values())


def put(folder: Path, *rows: object) -> Path:
    file = folder / "items.json"
    text = json.dumps({"schema": 1, "items": rows}, ensure_ascii=False)
    file.write_text(text, encoding="utf-8")
    return file


def test_an_item_that_the_district_brings_is_found_by_pinyin_too(tmp_path: Path) -> None:
    file = put(tmp_path, item_row(name_zh="长者食堂用餐登记"))

    assert [item.id for item in search(catalogue(file).on(TODAY), "zzst")] == ["XX-01"]


def test_a_new_catalogue_is_noticed(tmp_path: Path) -> None:
    file = put(tmp_path, item_row())
    assert list(catalogue(file).on(TODAY)) == ["XX-01"]
    put(tmp_path, item_row(), item_row(id="XX-02"))

    assert list(catalogue(file).on(TODAY)) == ["XX-01", "XX-02"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 1, "items": [{}]}'])
def test_a_broken_catalogue_says_what_is_wrong(tmp_path: Path, content: str) -> None:
    file = tmp_path / "items.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(CatalogueFaults) as refused:
        catalogue(file)

    assert refused.value.faults
    assert refused.value.hint
