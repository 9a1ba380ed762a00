"""What became of an item from one version to the next, and of a catalogue."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.catalogue import read_catalogue
from station.domain.effective import Catalogue
from station.domain.errors import RuleBroken
from station.domain.items import Item
from station.domain.table import IllegalStep
from station.domain.values import Taken
from station.domain.versions import ChangeKind, changes, compare, silently_changed
from station.domain.versions_told import told
from tests.domain.round import Desk
from tests.makers import TODAY, cancelling, item, item_row, material_row

CARD, SOCIAL, MANDATE, OTHER = "居民身份证", "社会保障卡", "代办委托书", "其他证明"


def asking(*names: str, **changed: Any) -> Item:
    """The item in a second version that asks for papers of these names."""
    rows = [
        material_row(place, name, name_en="Sample") for place, name in enumerate(names, start=1)
    ]
    return item(version=2, materials=rows, **changed)


def catalogue(*rows: dict[str, Any], cancelled: tuple[str, ...] = ()) -> Catalogue:
    return read_catalogue({"schema": 1, "items": [*rows], "cancelled": cancelling(*cancelled)})


def kinds(old: Catalogue, new: Catalogue) -> list[tuple[str, ChangeKind]]:
    return [(one.item.id, one.kind) for one in compare(old, new, TODAY)]


# ---- two versions of an item


def test_nothing_became_different_in_an_item_that_only_got_a_number() -> None:
    found = changes(item(), item(version=2, catalogue_batch=2))

    assert found.kinds == ()
    assert found.places == {1: 1, 2: 2, 3: 3, 4: 4}
    assert list(told(found, str)) == []


def test_a_dropped_paper_moves_those_behind_it_and_changes_none_of_them() -> None:
    old, new = asking(CARD, SOCIAL, MANDATE), asking(CARD, MANDATE, OTHER)
    found = changes(old, new)

    assert [material.name_zh for material in found.dropped] == [SOCIAL]
    assert [material.name_zh for material in found.added] == [OTHER]
    assert found.changed == ()
    assert found.places == {1: 1, 3: 2}
    assert found.kinds == (ChangeKind.STANDARD,)


def test_a_paper_that_is_asked_for_otherwise_is_changed() -> None:
    rows = [material_row(1, CARD, copies=2), *item_row()["materials"][1:]]
    (pair,) = changes(item(), item(version=2, materials=rows)).changed

    assert (pair.before.copies, pair.after.copies) == (1, 2)


def test_papers_of_one_name_are_told_apart_by_their_order() -> None:
    found = changes(asking(CARD, CARD, OTHER), asking(CARD, OTHER))

    assert [material.seq for material in found.dropped] == [2]
    assert found.places == {1: 1, 3: 2}


def test_papers_in_another_order_are_a_change_of_the_standard() -> None:
    assert changes(asking(CARD, OTHER), asking(OTHER, CARD)).kinds == (ChangeKind.STANDARD,)


def test_a_limit_is_told_before_and_after() -> None:
    limit = item_row()["promised_limit"]
    found = changes(item(), item(version=2, promised_limit=limit | {"value": 3}))
    (change,) = found.limits

    assert (change.name, change.before and change.before.value) == ("promised_limit", 5)
    assert list(told(found, str)) == [("Promised limit", "5 working days → 3 working days")]


def test_a_new_name_is_a_change_of_the_list_and_a_fee_one_of_the_standard() -> None:
    found = changes(item(), item(version=2, name_zh="新示例事项", fee_yuan=5))

    assert found.kinds == (ChangeKind.LISTING, ChangeKind.STANDARD)
    assert found.of(ChangeKind.LISTING).others == ("name_zh",)
    assert found.of(ChangeKind.STANDARD).others == ("fee_yuan",)


names = st.lists(st.sampled_from([CARD, SOCIAL, MANDATE, OTHER]), max_size=6)


@given(names, names)
def test_every_paper_of_both_versions_is_accounted_for_once(
    before: list[str], after: list[str]
) -> None:
    old, new = asking(*before), asking(*after)
    found = changes(old, new)

    assert sorted([*found.places, *(one.seq for one in found.dropped)]) == [
        one.seq for one in old.materials
    ]
    assert sorted([*found.places.values(), *(one.seq for one in found.added)]) == [
        one.seq for one in new.materials
    ]
    assert all(before[old - 1] == after[new - 1] for old, new in found.places.items())


# ---- two catalogues


def test_the_four_kinds_of_change_are_told_by_item() -> None:
    old = catalogue(*(item_row(id=f"XX-0{n}") for n in range(1, 6)))
    new = catalogue(
        item_row(id="XX-01"),
        item_row(id="XX-02", version=2, department_zh="区新局"),
        item_row(id="XX-03", version=2, fee_note="收费"),
        item_row(id="XX-04"),
        item_row(id="XX-09"),
        cancelled=("XX-04",),
    )

    assert kinds(old, new) == [
        ("XX-02", ChangeKind.LISTING),
        ("XX-03", ChangeKind.STANDARD),
        ("XX-09", ChangeKind.ADDED),
        ("XX-04", ChangeKind.CANCELLED),
        ("XX-05", ChangeKind.CANCELLED),
    ]


def test_an_older_version_that_stays_in_the_file_is_no_change() -> None:
    old = catalogue(item_row())

    assert kinds(old, catalogue(item_row(), item_row(version=2))) == []


def test_a_version_that_says_something_else_is_noticed_and_one_that_is_gone_is_not() -> None:
    kept = (item(), item(version=2), item(id="XX-02"))
    new = catalogue(item_row(fee_note="收费"), item_row(version=3))

    assert silently_changed(kept, new) == (item(),)


def test_a_draft_that_goes_on_with_a_new_version_keeps_its_papers_under_their_new_numbers() -> None:
    card, book = item().materials[:2]
    old = replace(item(), materials=(card, book))
    new = replace(old, version=old.version + 1, materials=(replace(book, seq=1),))
    desk = Desk(old)
    desk.law = replace(desk.law, newest=new)
    desk.do("take_papers", papers={"1": "seen", "2": "copy"})

    desk.do("take_version")

    assert desk.case.item_version == new.version
    assert {seq: paper.taken for seq, paper in desk.case.papers.items()} == {1: Taken.COPY}


def test_only_a_draft_goes_on_with_a_new_version_and_only_with_a_newer_one() -> None:
    desk = Desk()
    with pytest.raises(RuleBroken, match="newest version"):
        desk.do("take_version")
    desk.through("take_papers", "receive")
    with pytest.raises(IllegalStep, match="not possible while the case is received"):
        desk.do("take_version")
