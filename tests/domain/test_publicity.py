"""What may hang out in the village, and what never does."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from station.desk.catalogue import catalogue
from station.domain.acts import open_case
from station.domain.approvers import Approver
from station.domain.case import Case
from station.domain.items import Item
from station.domain.people import Person
from station.domain.publicity import NoPublicity, matter, publicity_lines
from station.domain.stamp import Stamp
from tests import makers
from tests.domain.round import MONDAY, NUMBER, Desk

TODAY = date(2026, 11, 23)
RULE = {
    "value": 7, "unit": "calendar_day", "place": "村公示栏", "hide_minors": True, "mask_id": True,
}  # fmt: skip


def published(**changes: Any) -> Item:
    return makers.item(publicity=RULE | changes)


def case_of(person: Person, item: Item) -> Case:
    stamp = Stamp(at=MONDAY, by="示例")
    return Case.begin(
        open_case(
            number=NUMBER, item=item, approver=Approver.of(item), applicant=person, stamp=stamp
        )
    )


def test_a_line_names_nobody_to_a_stranger() -> None:
    item = published()
    (line,) = publicity_lines(case_of(makers.person(), item), item, TODAY)

    assert (line.name, line.number, line.place) == ("示*", "", "示例镇示例村")
    assert (line.matter, line.posted, line.days) == ("示例事项申请", None, 7)
    for clear in ("示例𠮷䶮", makers.id_number(), "13800005678", "1号"):
        assert clear not in str(asdict(line))


def test_an_item_that_shows_numbers_shows_their_ends_only() -> None:
    item = published(mask_id=False)
    (line,) = publicity_lines(case_of(makers.person(), item), item, TODAY)

    assert line.number == "330211********0024"


@pytest.mark.parametrize(
    ("birth", "hide_minors", "lines"),
    [("20081124", True, 0), ("20081123", True, 1), ("20081124", False, 1), ("20121124", False, 0)],
    ids=["17", "18", "17, not hidden", "13, never"],
)
def test_minors_do_not_hang_out(birth: str, hide_minors: bool, lines: int) -> None:
    item = published(hide_minors=hide_minors)
    young = makers.person(id_number=makers.id_number(birth))

    assert len(publicity_lines(case_of(young, item), item, TODAY)) == lines


def test_what_hangs_out_already_says_since_when() -> None:
    desk = Desk(published()).through("take_papers", "receive", "hand_over", "accept")
    desk.do("post_publicity", desk.case.decider, place="村公示栏", days="5")
    (line,) = publicity_lines(desk.case, desk.item, TODAY)

    assert (line.posted, line.days) == (TODAY, 5)


def test_an_item_without_publicity_has_no_notice() -> None:
    item = makers.item()
    with pytest.raises(NoPublicity):
        publicity_lines(case_of(makers.person(), item), item, TODAY)


def test_no_published_item_of_the_catalogue_tells_of_an_illness() -> None:
    names = [matter(item) for item in catalogue().newest.values() if item.publicity]

    assert len(names) > 20
    assert not [name for name in names if "残疾" in name or "病" in name]
    assert all(len(name) >= 4 for name in names)
