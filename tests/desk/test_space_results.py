"""Results file themselves; what is kept of a person is on record at both ends."""

from collections.abc import Mapping

import pytest

from station.desk.checking import check
from station.desk.office import Office
from station.desk.space import SpaceDesk, UnknownPerson
from station.domain.errors import BadInput
from station.domain.looking import Purpose
from station.domain.person_events import PersonViewed
from station.domain.space import RESULT
from station.domain.values import Consent, Filed
from sync.district.premises import District
from sync.district.verify import examine
from tests import makers
from tests.desk.spaces import somebody, with_card
from tests.desk.story import JOBLESS, MEMBER, Story
from tests.district.pair import assert_same_journals
from tests.office import STATION

RESULT_NAME = "就业困难人员认定结果"
"""What JOBLESS gives, and what another item asks for."""


def delivered(story: Story, who: Mapping[str, str]) -> Story:
    """A case of this person whose certificate was handed out."""
    story.opened(JOBLESS, who).station("receive").station("hand_over").sync()
    story.district("accept").district("start_review").district("grant")
    story.district("dispatch", document=RESULT_NAME, document_number="示-9").sync()
    return story.wait(minutes=1).station("deliver", receiver=who["name"]).sync()


def test_the_result_files_itself_where_the_applicant_consents(story: Story) -> None:
    who = somebody("113")
    desk = SpaceDesk(story.office)
    desk.consent(who["id"], Consent.SPACE)

    delivered(story, who)

    (entry,) = desk.space(who["id"]).entries.values()
    assert (entry.form, entry.name, entry.number) == (Filed.RESULT, RESULT_NAME, "示-9")
    assert entry.entry == f"{story.number}/{RESULT}"
    next_item = story.office.item("RS-05")
    assert [one.name for one in desk.offers(next_item, who["id"]).values()] == [RESULT_NAME]


def test_without_consent_the_result_waits_until_it_is_filed_by_hand(story: Story) -> None:
    who = somebody("114")
    desk = SpaceDesk(story.office)
    delivered(story, who)
    assert not desk.space(who["id"]).entries

    desk.consent(who["id"], Consent.SPACE)
    names = [one.place for one in desk.filable(who["id"])]
    assert names[0] == RESULT
    desk.file(story.number, RESULT, {})

    assert RESULT not in [one.place for one in desk.filable(who["id"])]


def test_a_case_that_the_district_concludes_files_its_result_when_the_news_comes(
    story: Story,
) -> None:
    who = somebody("115")
    SpaceDesk(story.office).consent(who["id"], Consent.SPACE)
    story.opened(JOBLESS, who).station("receive").station("hand_over").sync()
    story.district("accept").district("start_review").district("grant").district("conclude")
    assert not SpaceDesk(story.office).space(who["id"]).entries

    story.sync()

    assert [one.form for one in SpaceDesk(story.office).space(who["id"]).entries.values()] == [
        Filed.RESULT
    ]


def test_a_case_of_the_village_files_its_result_at_once(story: Story) -> None:
    who = somebody("116")
    SpaceDesk(story.office).consent(who["id"], Consent.SPACE)
    story.opened(MEMBER, who).station("receive").station("hand_over")
    story.station("accept", official_number="示例-116").station("start_review").station("grant")
    story.station("conclude")

    assert len(SpaceDesk(story.office).space(who["id"]).entries) == 1


# ---- on record at both ends


def test_what_is_kept_of_a_person_travels_in_the_journal_and_both_ends_verify(
    story: Story,
) -> None:
    with_card(story.office, somebody("117"))
    story.until("2026-11-20 09:00").sync()
    story.sync()

    assert_same_journals(story.office, story.clerks)
    assert not check(story.office, progress=lambda _: None).faults
    assert not examine(story.clerks, STATION).faults


def test_consent_is_given_at_the_window_and_nowhere_else(
    story_line: tuple[Office, District], story: Story
) -> None:
    office, district = story_line
    who = somebody("118")
    with_card(office, who)
    story.opened(applicant=who).station("receive").station("hand_over").sync()
    with office.vault.reading():
        (given, *_) = office.personbook.events(who["id"])
    with district.vault.transaction():
        district.record(STATION, given)
    story.sync()
    SpaceDesk(office).revoke(who["id"], Consent.SPACE)
    with district.vault.transaction():
        district.record(STATION, given)
    story.sync()

    assert not SpaceDesk(office).space(who["id"]).is_open


def test_a_resident_in_clear_is_shown_for_a_purpose_that_is_on_record(story: Story) -> None:
    who = somebody("119")
    story.opened(applicant=who)
    desk = SpaceDesk(story.office)
    with pytest.raises(BadInput):
        desk.view(who["id"], "")

    desk.view(who["id"], Purpose.HANDLING.value)

    with story.office.vault.reading():
        events = story.office.personbook.events(who["id"])
    assert [one.purpose for one in events if isinstance(one, PersonViewed)] == ["handling"]


def test_only_known_residents_have_a_space(story: Story) -> None:
    with pytest.raises(UnknownPerson):
        SpaceDesk(story.office).person(makers.id_number(sequence="999"))
