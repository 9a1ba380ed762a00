"""Each condition at a row of the table: when it holds, and what is said when it does not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from station.domain.acts import perform
from station.domain.custody import originals
from station.domain.errors import BadInput, RuleBroken
from station.domain.explaining import explain
from station.domain.facts import FACTS
from station.domain.guard import Guard
from station.domain.guards import CHECKS
from station.domain.stamp import Stamp
from station.domain.steps import ROWS
from tests import makers
from tests.domain.ready import side_of
from tests.domain.round import ANSWERS, Desk
from tests.domain.scenes import BROUGHT, GAP, GUARDIAN, TAKEN, Said, Scene, scenes

LIMIT = {"value": 20, "unit": "working_day", "basis": "示例", "provenance": "typical"}
CHILD = makers.person(id_number=makers.id_number("20180901", "004"), name="示例童")
SCENES = tuple(scenes())
TOLD_ELSEWHERE = {Guard.SECOND_PERSON, Guard.NEWER_VERSION, Guard.GAP_LETS_ISSUE}
"""Guards that need another person, another catalogue, or a rule that no place has."""


def arranged(scene: Scene) -> Desk:
    """The desk before the act of the scene."""
    desk = Desk(makers.item(**{"legal_limit": LIMIT, **scene.item}), scene.rules)
    for step in scene.steps:
        name, said = (step, {}) if isinstance(step, str) else step
        desk.do(name, side_of(desk, name), **{**ANSWERS.get(name, {}), **said})
    desk.now += timedelta(days=scene.wait)
    return desk


def done(desk: Desk, act: str, said: Said, by: str = "示例") -> None:
    event = perform(
        act, {**ANSWERS.get(act, {}), **said}, case=desk.case, side=side_of(desk, act),
        law=desk.law, stamp=Stamp(at=desk.stamp().at, by=by),
    )  # fmt: skip
    desk.case = desk.case.after(side_of(desk, act), event)


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: f"{one.guard.name}-{one.act}")
def test_a_guard_lets_an_act_be_done_or_says_what_would(scene: Scene) -> None:
    desk = arranged(scene)
    if not scene.why:
        done(desk, scene.act, scene.said)
        return
    before = desk.case
    with pytest.raises(RuleBroken) as refused:
        done(desk, scene.act, scene.said)
    told, hint = explain(refused.value, str)

    assert scene.why in told
    assert scene.hint in hint
    assert desk.case is before


def test_a_child_under_16_does_not_come_alone() -> None:
    """民法典 18-20, 23."""
    desk = Desk()
    opened = replace(desk.case.opened, applicant=CHILD)
    desk.case = type(desk.case).begin(opened)
    done(desk, "take_papers", {})
    done(desk, *GUARDIAN)
    with pytest.raises(RuleBroken, match="cannot come alone"):
        done(desk, "receive", {})
    done(desk, "receive", {"presenter": "guardian"})


def test_a_guardian_is_of_age_and_is_not_the_applicant() -> None:
    """民法典 27."""
    desk = Desk()
    opened = replace(desk.case.opened, applicant=CHILD)
    desk.case = type(desk.case).begin(opened)
    act, said = GUARDIAN
    for number in (CHILD.id_number, makers.id_number("20150412", "007")):
        with pytest.raises(BadInput) as wrong:
            done(desk, act, {**said, "id": number})
        assert list(wrong.value.fields) == ["id"]
    done(desk, act, {**said, "id": makers.id_number("19850412")})


def test_a_second_person_voids_what_somebody_else_asked_to_void() -> None:
    desk = arranged(Scene(guard=Guard.SECOND_PERSON, steps=TAKEN, act="void"))
    done(desk, "request", {"what": "void"})
    with pytest.raises(RuleBroken, match="by two people"):
        done(desk, "void", {})
    done(desk, "void", {}, by="示例站长")


def test_a_draft_goes_on_by_a_newer_version_only() -> None:
    desk = Desk()
    for newest in (None, makers.item()):
        desk.law = replace(desk.law, newest=newest)
        with pytest.raises(RuleBroken, match="newest version"):
            done(desk, "take_version", {})
    desk.law = replace(desk.law, newest=makers.item(version=2))
    done(desk, "take_version", {})

    assert desk.case.item_version == 2


def test_originals_keep_their_place_in_a_newer_version_and_none_is_forgotten() -> None:
    """The new version counts the papers otherwise and drops the first one."""
    card, book = makers.material_row(1, "居民身份证"), makers.material_row(2, "户口簿")
    desk = Desk(makers.item(materials=[card, book]))
    newest = makers.item(version=2, materials=[{**book, "seq": 1}])
    desk.law = replace(desk.law, newest=newest)
    both = {"1": {"taken": "original", "originals": 1}, "2": {"taken": "original", "originals": 3}}
    done(desk, "take_papers", {"papers": both})
    with pytest.raises(RuleBroken, match="in custody"):
        done(desk, "take_version", {})
    done(desk, "move_originals", {"papers": "1", "to": "resident"})
    done(desk, "take_version", {})

    assert {seq: one.count for seq, one in originals(desk.case).items()} == {1: 3}


def test_a_rule_that_decides_with_open_papers_and_issues_later_keeps_the_result() -> None:
    """A granted case whose papers are open leaves by no way but the release."""
    desk = arranged(Scene(guard=Guard.GAP_LETS_ISSUE, steps=GAP, act="dispatch", rules="gaoming"))
    done(desk, "grant_pending", {})
    with pytest.raises(RuleBroken, match="is promised"):
        done(desk, "release", {})
    done(desk, *BROUGHT)
    done(desk, "release", {})
    done(desk, "dispatch", {})


def test_every_guard_is_looked_at_and_stands_at_some_row() -> None:
    used = {guard for row in ROWS for guard in row.guards}
    used |= {guard for fact in FACTS.values() for guard in fact.guards}

    assert set(CHECKS) == set(Guard) == used


def test_every_guard_has_a_scene_in_which_it_holds_and_one_in_which_it_does_not() -> None:
    held = {scene.guard for scene in SCENES if not scene.why}
    broken = {scene.guard for scene in SCENES if scene.why}

    assert set(Guard) - TOLD_ELSEWHERE == (held & broken) - TOLD_ELSEWHERE
