"""Each condition at a row of the table: when it holds, and what is said when it does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from station.domain.acts import perform
from station.domain.errors import RuleBroken
from station.domain.facts import FACTS
from station.domain.guard import Guard
from station.domain.guards import CHECKS
from station.domain.stamp import Stamp
from station.domain.steps import ROWS
from station.domain.telling import explain
from tests import makers
from tests.domain.ready import side_of
from tests.domain.round import ANSWERS, Desk

Said = Mapping[str, object]
Step = str | tuple[str, Said]
LIMIT = {"value": 20, "unit": "working_day", "basis": "示例", "provenance": "typical"}
CHILD = makers.person(id_number=makers.id_number("20180901", "004"), name="示例童")

PROMISED: Step = ("take_papers", {"papers": {"1": "seen", "2": "promised"}})
BROUGHT: tuple[str, Said] = ("take_papers", {"papers": {"2": "seen"}})
ORIGINAL: Step = (
    "take_papers", {"papers": {"1": {"taken": "original", "originals": 1}, "2": "copy"}}
)  # fmt: skip
TAKEN: tuple[Step, ...] = ("take_papers", "receive", "hand_over")
ACCEPTED: tuple[Step, ...] = (*TAKEN, "accept")
WITH_PROMISE: tuple[Step, ...] = (PROMISED, "receive", "hand_over")
GAP: tuple[Step, ...] = (*WITH_PROMISE, "accept_gap")
SERVED: tuple[Step, ...] = (*ACCEPTED, "grant", "dispatch", "deliver")
ASKED: Step = ("ask_correction", {"defects": "居民身份证;已过期", "fix_by": "2026-11-27"})
SEEN: Step = ("take_papers", {"papers": {"1": "seen"}})
BAD: Step = ("rate", {"level": "dissatisfied", "channel": "desk"})
GUARDIAN: tuple[str, Said] = ("name_party", {"role": "guardian", "relation": "父亲"})


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An act after these steps, in a place with these rules: it is done, or refused with `why`
    and a hint."""

    guard: Guard
    steps: tuple[Step, ...]
    act: str
    said: Said = field(default_factory=dict)
    rules: str = "national"
    item: Said = field(default_factory=dict)
    wait: int = 0
    """Days before the act."""
    why: str = ""
    hint: str = ""


def scenes() -> Iterator[Scene]:
    yield from papers_scenes()
    yield from people_scenes()
    yield from gap_scenes()
    yield from order_scenes()


def both(guard: Guard, act: str, *ways: tuple[tuple[Step, ...], Said], why: str, hint: str,
         **more: Any) -> Iterator[Scene]:  # fmt: skip
    """The same act twice: first it is done, then it is refused."""
    (steps, said), (others, wrong) = ways
    yield Scene(guard=guard, act=act, steps=steps, said=said, **more)
    yield Scene(guard=guard, act=act, steps=others, said=wrong, why=why, hint=hint, **more)


def papers_scenes() -> Iterator[Scene]:
    yield from both(Guard.PAPERS_COMPLETE, "receive", (("take_papers",), {}), ((SEEN,), {}),
                    why="still missing: 社会保障卡", hint="Print the one-time notice")
    yield from both(Guard.MAY_BE_TAKEN_NOW, "take_papers",
                    ((*GAP,), {"papers": {"2": "seen"}}), ((*GAP,), {"papers": {"1": "copy"}}),
                    why="居民身份证 cannot be changed", hint="put right by a correction",
                    rules="zhejiang")
    yield from both(Guard.ORIGINALS_STAY, "take_papers",
                    ((ORIGINAL, "receive", "hand_over", ASKED), {"papers": {"2": "absent"}}),
                    ((ORIGINAL, "receive", "hand_over", ASKED), {"papers": {"1": "absent"}}),
                    why="originals of 居民身份证 are in custody", hint="where they go")
    yield from both(Guard.SOMETHING_MISSING, "give_notice", ((SEEN,), {}), (("take_papers",), {}),
                    why="nothing is missing", hint="Receive the papers")
    yield from both(Guard.ASKED_PAPERS_HERE, "hand_over", ((*TAKEN, ASKED, SEEN), {}),
                    ((*TAKEN, ASKED), {}), why="asked for 居民身份证", hint="hand the case back")
    again = {"defects": "社会保障卡;缺页", "again": "首次未发现"}
    yield from both(Guard.FIRST_NOTICE_COMPLETE, "ask_correction",
                    ((*TAKEN, ASKED, SEEN, "hand_over"), again),
                    ((*TAKEN, ASKED, SEEN, "hand_over"), {**again, "again": ""}),
                    why="社会保障卡 could have been named", hint="give the reason")
    yield from both(Guard.ORIGINALS_BACK, "archive", ((*SERVED,), {}),
                    ((ORIGINAL, *SERVED[1:]), {}), why="居民身份证 are not back",
                    hint="Give them back")
    yield from both(Guard.ORIGINAL_IS_THERE, "move_originals",
                    ((ORIGINAL,), {"to": "resident"}), ((ORIGINAL,), {"to": "station"}),
                    why="are not at", hint="Look where they are")
    yield Scene(guard=Guard.ORIGINAL_IS_THERE, steps=(ORIGINAL,), act="move_originals",
                said={"to": "district"}, why="the other office records this", hint="in a message")


def people_scenes() -> Iterator[Scene]:
    yield from both(Guard.PRESENTER_MAY, "receive",
                    (("take_papers", "give_mandate"), {"presenter": "proxy"}),
                    (("take_papers",), {"presenter": "proxy"}),
                    why="no mandate in force", hint="Record a written mandate")
    yield from both(Guard.PRESENTER_MAY, "receive",
                    (("take_papers", GUARDIAN), {"presenter": "guardian"}),
                    (("take_papers",), {"presenter": "guardian"}),
                    why="no guardian is named", hint="Name the guardian")
    yield Scene(guard=Guard.MANDATE_ALLOWED, steps=(), act="give_mandate")
    yield Scene(guard=Guard.MANDATE_ALLOWED, steps=(), act="give_mandate",
                item={"in_person_required": True, "agent_allowed": False},
                why="must be asked for in person", hint="The applicant has to come")
    yield Scene(guard=Guard.MANDATE_ALLOWED, steps=(), act="give_mandate",
                item={"agent_allowed": False}, why="by somebody else", hint="to the office")
    yield from both(Guard.WITNESS_NAMED, "deliver",
                    (SERVED[:-1], {"way": "left", "witness": "示例见证"}),
                    (SERVED[:-1], {"way": "left"}), why="needs a witness", hint="Name the witness")
    yield from both(Guard.REQUESTED, "withdraw", ((*ACCEPTED, "request"), {}), (ACCEPTED, {}),
                    why="has not asked to withdraw", hint="records the request")
    yield Scene(guard=Guard.SECOND_PERSON, steps=TAKEN, act="void", why="by two people",
                hint="another person looks")
    yield from both(Guard.TWO_STAFF, "visit_site", (ACCEPTED, {"staff": "甲\n乙"}),
                    (ACCEPTED, {"staff": "甲\n甲"}), why="two of the staff", hint="Name each")
    yield from both(Guard.ONE_RATING_A_VISIT, "rate", ((*SERVED,), {}), ((*SERVED, BAD), {}),
                    why="rated already", hint="the first one stays")
    yield from both(Guard.BAD_RATING_OPEN, "settle_rating", ((*SERVED, BAD), {}),
                    ((*SERVED, "rate"), {}), why="no bad rating", hint="nothing to see to")
    yield from both(Guard.RATING_SETTLED, "archive", ((*SERVED, BAD, "settle_rating"), {}),
                    ((*SERVED, BAD), {}), why="a bad rating is open", hint="Speak with")
    yield from both(Guard.NEGATIVE_SAID, "explain_no", ((*TAKEN, ASKED), {}),
                    ((*TAKEN, ASKED), {"what": "refused"}), why="no such answer",
                    hint="nothing to explain")


def gap_scenes() -> Iterator[Scene]:
    yield from both(Guard.NO_OPEN_PROMISE, "accept", (TAKEN, {}), (WITH_PROMISE, {}),
                    why="社会保障卡 is promised", hint="Accept with a gap")
    yield from both(Guard.ONLY_PROMISED_MISSING, "accept_gap", (WITH_PROMISE, {}), (TAKEN, {}),
                    why="no paper is promised", hint="there is no gap", rules="zhejiang")
    yield from both(Guard.GAP_ALLOWED, "accept_gap", (WITH_PROMISE, {}),
                    (WITH_PROMISE, {"credit": "listed"}), why="broke a promise",
                    hint="Look at the list", rules="anyang")
    yield Scene(guard=Guard.GAP_ALLOWED, steps=WITH_PROMISE, act="accept_gap",
                why="no rule on acceptance", hint="Return the case for correction")
    yield from both(Guard.GAP_LETS_DECIDE, "grant", ((*GAP, BROUGHT), {}), (GAP, {}),
                    why="is promised and not here", hint="only when they are in", rules="anyang")
    yield Scene(guard=Guard.GAP_LETS_DECIDE, steps=GAP, act="grant", rules="gaoming",
                why="is promised and not here", hint="Grant with the document locked")
    yield from both(Guard.GAP_LOCKS_RESULT, "grant_pending", (GAP, {}), ((*GAP, BROUGHT), {}),
                    why="no promised paper is open", hint="without a lock", rules="gaoming")
    yield Scene(guard=Guard.GAP_LOCKS_RESULT, steps=GAP, act="grant_pending", rules="civil",
                why="no decision with a locked document", hint="Wait until")
    yield Scene(guard=Guard.GAP_LETS_ISSUE, steps=(*GAP, "grant"), act="dispatch",
                rules="zhejiang")
    yield from both(Guard.PROMISES_KEPT, "archive",
                    ((*GAP, "grant", "dispatch", "deliver", BROUGHT), {}),
                    ((*GAP, "grant", "dispatch", "deliver"), {}), rules="zhejiang",
                    why="is promised and not here", hint="wait until")
    yield Scene(guard=Guard.PROMISE_BROKEN, steps=GAP, act="revoke_acceptance", wait=8,
                rules="zhejiang", said={"bad_paper": ""})
    yield Scene(guard=Guard.PROMISE_BROKEN, steps=GAP, act="revoke_acceptance", wait=7,
                rules="zhejiang", said={"bad_paper": ""}, why="no promise is broken yet",
                hint="name the paper that is bad")
    yield Scene(guard=Guard.PROMISE_BROKEN, steps=GAP, act="revoke_acceptance", wait=8,
                rules="anyang", why="another consequence", hint="acts that are possible")
    yield Scene(guard=Guard.PROMISE_BROKEN, steps=ACCEPTED, act="revoke_acceptance",
                why="nothing was promised", hint="as it is")
    yield from both(Guard.PROMISE_OPEN, "extend_promise", (GAP, {}), (GAP, {"seq": "1"}),
                    why="not promised and open", hint="list of papers", rules="civil")
    yield Scene(guard=Guard.PROMISE_OPEN, steps=GAP, act="extend_promise", rules="zhejiang",
                why="no more time", hint="stands as it was given")


def order_scenes() -> Iterator[Scene]:
    yield Scene(guard=Guard.NOTICE_OVERDUE, steps=TAKEN, act="deem_accepted", wait=8)
    yield Scene(guard=Guard.NOTICE_OVERDUE, steps=TAKEN, act="deem_accepted", wait=7,
                why="is not over", hint="due dates")
    corrected = (*TAKEN, ASKED)
    yield Scene(guard=Guard.CORRECTION_OVERDUE, steps=corrected, act="deem_withdrawn", wait=5,
                rules="anyang")
    yield Scene(guard=Guard.CORRECTION_OVERDUE, steps=corrected, act="deem_withdrawn", wait=4,
                rules="anyang", why="is not over", hint="last day")
    yield Scene(guard=Guard.CORRECTION_OVERDUE, steps=corrected, act="deem_withdrawn", wait=9,
                why="no local rule", hint="the authority decides")
    yield from both(Guard.OFFICE_OUTSIDE_CLOCK, "suspend", (ACCEPTED, {"what": "鉴定"}),
                    (ACCEPTED, {"what": "开会"}), why="开会 is not named", hint="Choose one of")
    yield from both(Guard.NOT_EXTENDED_YET, "extend", (ACCEPTED, {}),
                    ((*ACCEPTED, "extend", "suspend", "resume"), {}),
                    why="extended already", hint="Decide within it")
    yield Scene(guard=Guard.NOT_EXTENDED_YET, steps=ACCEPTED, act="extend", wait=30,
                why="can no longer be extended", hint="Decide now")
    yield Scene(guard=Guard.NOT_EXTENDED_YET, steps=ACCEPTED, act="extend",
                item={"legal_limit": None}, why="no law has more days", hint="within the limit")
    yield from both(Guard.SHEETS_THERE, "archive", (SERVED, {"by_hand": "纸质卷"}),
                    (SERVED, {"by_hand": ""}), why="F01, F22", hint="Print them")


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
