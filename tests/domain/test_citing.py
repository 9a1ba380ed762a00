"""Which rule is cited for an act: the law, and what this place has ruled; no other place's."""

import pytest

from station.desk.local_rules import local_rules
from station.domain.acts import offers
from station.domain.citing import OF_PLACES, cited
from station.domain.decider_events import CaseAcceptedWithGap, CaseNotAccepted, CaseTerminated
from station.domain.facts import FACTS, Fact
from station.domain.steps import ROWS, Row
from station.domain.values import Side
from tests.domain.round import Desk

TITLES = {"zhejiang": OF_PLACES[0], "anyang": OF_PLACES[1], "gaoming": OF_PLACES[2]}


@pytest.mark.parametrize("name", ["national", "zhejiang", "anyang", "gaoming", "civil"])
def test_no_row_cites_the_rule_of_another_place(name: str) -> None:
    rules = local_rules(name)
    others = tuple(title for place, title in TITLES.items() if place != name)
    rows: tuple[Row | Fact, ...] = (*ROWS, *FACTS.values())
    for row in rows:
        assert not [part for part in cited(row, rules).split("; ") if part.startswith(others)]


def test_the_law_is_cited_with_what_the_place_says_itself() -> None:
    rows = {row.event: row for row in ROWS}
    anyang, zhejiang = local_rules("anyang"), local_rules("zhejiang")
    assert anyang.gap
    assert cited(rows[CaseAcceptedWithGap], anyang) == anyang.gap.basis
    assert cited(rows[CaseTerminated], anyang) == f"对象消失; {anyang.gap.basis}"
    assert cited(rows[CaseNotAccepted], anyang) == "行政许可法 32(2)"
    assert cited(rows[CaseNotAccepted], zhejiang).endswith(f"{TITLES['zhejiang']} 11 第3款")


def test_an_offer_cites_the_place_in_which_it_is_made() -> None:
    desk = Desk(rules="anyang").through("take_papers", "receive", "hand_over")
    found = offers(desk.case, side=Side.DISTRICT, law=desk.law, stamp=desk.stamp())

    assert not [one for one in found if TITLES["zhejiang"] in one.basis]
