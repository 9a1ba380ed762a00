"""People around a case: guardians, those with a mandate, and what nobody may do for another."""

from datetime import date

import pytest

from station.domain.fact_events import MandateGiven, PartyNamed
from station.domain.states import CaseState
from station.domain.values import Role
from tests import makers
from tests.desk.story import CHILD, OTHER, PERSON, Story

GUARDIAN = {**OTHER, "role": "guardian", "relation": "父亲"}
MANDATE = {
    **OTHER,
    "matter": "代办奖励扶助",
    "powers": "submit, correct",
    "begins": "2026-03-01",
    "ends": "2026-03-10",
}
IN_PERSON = "SB-05"


def test_a_child_comes_with_a_guardian(story: Story) -> None:
    """民法典 18-20, 23: who is under 16 does not come alone."""
    story.opened(applicant=CHILD)
    story.station_cannot(
        "receive", "no guardian is named", "Name the guardian first", presenter="guardian"
    )
    story.station("name_party", **GUARDIAN)
    story.station_cannot("receive", "cannot come alone", "guardian has to come")
    story.station("receive", presenter="guardian").sync().stands(CaseState.RECEIVED)

    named = story.case.last(PartyNamed)
    assert named is not None
    assert (named.role, named.person.name) == (Role.GUARDIAN, "示例乙")


def test_a_mandate_ends_with_its_period(story: Story) -> None:
    """民法典 165, 173."""
    story.opened().station("give_mandate", **MANDATE).until("2026-03-11 09:00")
    story.station_cannot("receive", "no mandate in force", "covers today", presenter="proxy")
    story.until("2026-03-10 16:00").station("receive", presenter="proxy").sync()

    story.stands(CaseState.RECEIVED)


def test_a_mandate_that_was_taken_back_allows_nothing(story: Story) -> None:
    """民法典 173."""
    story.opened().station("give_mandate", **MANDATE)
    story.station("revoke_mandate", reason="本人取消委托")
    story.station_cannot("receive", "no mandate in force", "Record a written", presenter="proxy")
    story.sync().stands(CaseState.DRAFT)


def test_a_mandate_that_is_over_already_is_none(story: Story) -> None:
    story.opened()
    for wrong in ("2026-02-28", "2025-03-01"):
        story.station_cannot(
            "give_mandate", "over already", "Look at the period", **{**MANDATE, "ends": wrong}
        )


def test_a_mandate_given_while_the_district_decides_reaches_it(story: Story) -> None:
    story.in_review().station("give_mandate", **MANDATE).sync().stands(CaseState.IN_REVIEW)

    given = story.case.last(MandateGiven)
    assert given is not None
    assert given.ends == date(2026, 3, 10)


def test_what_must_be_done_in_person_takes_no_mandate(story: Story) -> None:
    """民法典 161."""
    story.opened(item=IN_PERSON)
    story.station_cannot("give_mandate", "asked for in person", "has to come", **MANDATE)
    story.station_cannot("receive", "asked for in person", "has to come", presenter="proxy")
    story.station("receive").sync().stands(CaseState.RECEIVED)


def test_a_request_is_made_by_whoever_may_speak_for_the_applicant(story: Story) -> None:
    """行政许可法 7."""
    story.in_review()
    story.station_cannot(
        "request", "no mandate in force", "Record a written", what="withdrawal", presenter="proxy"
    )
    story.station("give_mandate", **MANDATE)
    story.station("request", what="withdrawal", presenter="proxy").sync()
    story.district("withdraw").sync().stands(CaseState.WITHDRAWN)


def test_every_fault_of_a_persons_data_is_told_at_once(story: Story) -> None:
    story.opened()
    story.station_cannot("name_party", "18 characters", "Compare", **{**GUARDIAN, "id": "123"})


@pytest.mark.parametrize(
    ("field", "wrong", "right", "shown"),
    [
        ("name", "示例\u202e丙", "示例𠮷丙", "示例𠮷丙"),
        ("id_number", "330211195804120020", makers.id_number(sequence="004"), None),
        ("phone", "12", "139 0000 1111", "13900001111"),
        ("address", "x\x00", "示例村 9号", "示例村 9号"),
    ],
)
def test_each_field_of_the_applicant_is_mended_as_it_is_typed(
    story: Story, field: str, wrong: str, right: str, shown: str | None
) -> None:
    """行政许可法 32(3): what is wrong is refused on the spot, what is right has normal form."""
    story.received()
    story.station_cannot("fix_on_spot", "", "", field=field, after=wrong)
    story.station("fix_on_spot", field=field, after=right).sync().stands(CaseState.RECEIVED)

    assert getattr(story.case.applicant, field) == (shown or right)
    assert story.case.opened.applicant.name == PERSON["name"]


def test_a_place_on_a_form_is_mended_and_the_applicant_stays(story: Story) -> None:
    story.received().station("fix_on_spot", field="申请表第3栏", before="示例", after="示例村")
    story.sync().stands(CaseState.RECEIVED)

    assert story.case.applicant == story.case.opened.applicant
