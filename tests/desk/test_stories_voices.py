"""What people say: ratings, messages, contacts, and the noes that stay on record."""

from datetime import date

import pytest

from station.domain.fact_events import ContactMade, NegativeExplained
from station.domain.states import CaseState
from station.domain.values import NegativeKind, Side
from station.domain.voices import negatives, thread, unread
from tests.desk.story import Story


def test_a_good_rating_starts_no_clock(story: Story) -> None:
    """GB/T 39734; 国办发〔2019〕51号: voluntary, once a visit."""
    story.delivered().station("rate", level="very_satisfied", words="很好").sync()

    story.stands(CaseState.RATED)
    assert story.dues == {}
    story.station_cannot(
        "contact_rater", "no bad rating is open", "nothing to see to", words="谢谢"
    )


@pytest.mark.parametrize("level", ["dissatisfied", "very_dissatisfied"])
def test_a_bad_rating_is_seen_to_within_its_times(story: Story, level: str) -> None:
    """安阳市政务服务条例 52: contact within one working day; the fix is a local rule."""
    story.delivered().wait(days=1).station("rate", level=level).sync().stands(CaseState.RATED)
    assert story.dues == {
        "Contact after a bad rating": date(2026, 3, 4),
        "Fix after a bad rating": date(2026, 3, 24),
    }
    story.station_cannot("archive", "a bad rating is open", "Speak with the applicant")
    story.district("contact_rater", words="已电话道歉").sync()
    assert set(story.dues) == {"Fix after a bad rating"}
    story.station("settle_rating", outcome="mended", words="已整改").sync()

    assert story.dues == {}
    story.station("archive").sync().stands(CaseState.ARCHIVED)


def test_a_visit_is_rated_once_and_the_first_word_stays(story: Story) -> None:
    story.delivered().station("rate", level="satisfied")
    story.station_cannot("rate", "rated already", "One visit, one rating", level="dissatisfied")
    story.wait(days=1).station("rate", level="dissatisfied").sync()

    story.stands(CaseState.RATED)
    assert "Fix after a bad rating" in story.dues


def test_a_visit_in_the_middle_of_a_case_is_rated_and_moves_nothing(story: Story) -> None:
    """一次一评: at the window, whoever holds the case."""
    story.in_review()
    before = story.dues
    story.station("rate", level="satisfied").sync().stands(CaseState.IN_REVIEW)

    assert story.dues == before


def test_a_visit_that_is_still_to_come_is_not_rated(story: Story) -> None:
    story.delivered()
    story.station_cannot("rate", "still to come", "rated after it", visit="2026-03-03")


def test_the_offices_write_to_each_other_about_a_case(story: Story) -> None:
    """一项一微: words move nothing and reach the other end, whoever holds the case."""
    story.in_review().station("write", words="缺什么吗").district("write", words="不缺").sync()
    assert [one.words for one in thread(story.at(Side.DISTRICT).case)] == ["不缺", "缺什么吗"]
    assert unread(story.at(Side.STATION).case, Side.STATION) == 1
    assert unread(story.at(Side.DISTRICT).case, Side.DISTRICT) == 1
    story.station("mark_read").sync().stands(CaseState.IN_REVIEW)

    assert unread(story.at(Side.STATION).case, Side.STATION) == 0
    assert [one.read for one in thread(story.at(Side.DISTRICT).case)] == [True, False]


def test_each_contact_with_the_resident_is_on_record(story: Story) -> None:
    story.in_review().station("contact", channel="telephone", words="告知进度").sync()
    story.stands(CaseState.IN_REVIEW)

    assert story.case.count(ContactMade) == 1


def test_a_no_is_counted_explained_and_never_taken_out(story: Story) -> None:
    """否定事项监审: 补办件, 不予受理件, 退件, and refusals beside them."""
    story.handed_over()
    story.station_cannot(
        "explain_no", "no such answer", "nothing to explain", what="correction", explained="yes"
    )
    story.district("ask_correction").sync()
    story.station("explain_no", what="correction", explained="yes", objection="不同意")
    story.station("give_up_correction", reason="补不了").sync().district("not_accept").sync()

    noes = negatives(story.case)
    assert [one.what for one in noes] == [NegativeKind.CORRECTION, NegativeKind.NOT_ACCEPTED]
    assert isinstance(noes[0].explained, NegativeExplained)
    assert noes[1].explained is None
    story.station_cannot("void", "not possible while the case is not accepted", "draft")
