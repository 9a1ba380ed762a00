"""我的空间 at the desk: what is filed serves again, what is used is on record, both or neither."""

from collections.abc import Callable, Mapping

import pytest

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.office import Office
from station.desk.space import SpaceDesk, UnknownPerson
from station.domain.case import Arrived
from station.domain.errors import BadInput, RuleBroken, StationError
from station.domain.event import Event
from station.domain.fact_events import SpaceUsed
from station.domain.looking import Purpose
from station.domain.person_events import PersonViewed
from station.domain.space import LASTING, RESULT
from station.domain.states import CaseState
from station.domain.values import Consent, Filed, Presenter, Side, Taken
from station.storage.faults import DiskFull
from sync.district.premises import District
from sync.district.verify import examine
from tests import makers
from tests.desk.story import AWARD, JOBLESS, MEMBER, Story
from tests.district.pair import assert_same_journals
from tests.office import STATION

RESULT_NAME = "就业困难人员认定结果"
"""What JOBLESS gives, and what another item asks for."""


def somebody(sequence: str, birth: str = "19580412") -> dict[str, str]:
    """A resident of one test alone: the tests of this file share a station."""
    number = makers.id_number(birth, sequence)
    return {"name": "示例甲", "id": number, "phone": "", "address": ""}


def card_of(office: Office, item: str = AWARD) -> int:
    """The number of the identity card among the item's papers."""
    return next(one.seq for one in office.item(item).materials if one.name_zh == "居民身份证")


def with_card(office: Office, who: Mapping[str, str], *, expires: str = "2031-05-01") -> str:
    """The card of a first case lies in the person's space; the name of the entry."""
    seq, desk = card_of(office), SpaceDesk(office)
    case = CaseDesk(office).open(AWARD, who, {str(seq): "seen"}, receive=False).case
    if not desk.space(who["id"]).is_open:
        desk.consent(who["id"], Consent.SPACE)
    return desk.file(case.number, str(seq), {"number": "示-1", "expires": expires}).entry


def uses_in(office: Office, number: str) -> tuple[SpaceUsed, ...]:
    return CaseDesk(office).case(number).all(SpaceUsed)


# ---- filing and using


def test_a_filed_card_is_offered_and_serves_a_new_case(story: Story) -> None:
    office, who = story.office, somebody("101")
    entry, seq = with_card(office, who), card_of(story.office)
    desk = SpaceDesk(office)

    assert {one.entry for one in desk.offers(office.item(AWARD), who["id"]).values()} == {entry}
    case = CaseDesk(office).open(AWARD, who, {str(seq): "space"}, receive=False).case

    assert case.papers[seq].taken is Taken.SPACE
    assert case.papers[seq].reference == entry
    (used,) = uses_in(office, case.number)
    assert (used.entry, used.seq, used.confirmed_by) == (entry, seq, Presenter.SELF)
    (line,) = desk.uses(who["id"])
    assert (line.used.case, line.entry.name) == (case.number, "居民身份证")


def test_a_paper_of_the_space_is_taken_in_later_too(story: Story) -> None:
    who = somebody("102")
    entry, seq = with_card(story.office, who), card_of(story.office)
    story.opened(AWARD, who, **{f"p{seq}": None})

    SpaceDesk(story.office).use(story.number, {seq: entry}, Presenter.SELF)

    assert [one.entry for one in uses_in(story.office, story.number)] == [entry]
    story.station("receive").station("hand_over").sync()
    assert story.papers[seq].reference == entry
    assert story.at(Side.DISTRICT).case.count(SpaceUsed) == 1


def test_a_promised_paper_may_come_from_the_space(tell: Callable[..., Story]) -> None:
    story, who = tell("zhejiang"), somebody("103")
    desk = SpaceDesk(story.office)
    story.opened(applicant=who, p7="promised").station("receive").station("hand_over").sync()
    story.district("accept_gap").sync().stands(CaseState.ACCEPTED_GAP)
    other = CaseDesk(story.office).open(AWARD, who, {"7": "seen"}, receive=False).case
    desk.consent(who["id"], Consent.SPACE)
    entry = desk.file(other.number, "7", {}).entry

    desk.use(story.number, {7: ""})
    story.sync()

    assert story.papers[7].reference == entry
    assert story.at(Side.DISTRICT).case.count(SpaceUsed) == 1


@pytest.mark.parametrize("said", ["", "C-0/1"])
def test_what_the_space_has_not_is_refused_and_no_case_begins(story: Story, said: str) -> None:
    office, who = story.office, somebody("104")
    SpaceDesk(office).set_consents(who["id"], {Consent.SPACE})
    seq, before = card_of(office), len(SpaceDesk(office).cases(who["id"]))
    papers = {str(seq): {"taken": "space", "reference": said}}

    with pytest.raises(BadInput) as wrong:
        CaseDesk(office).open(AWARD, who, papers, receive=False)

    assert list(wrong.value.fields) == [f"materials.{seq}"]
    assert len(SpaceDesk(office).cases(who["id"])) == before


def test_the_space_of_another_serves_nobody(story: Story) -> None:
    mine, theirs = somebody("105"), somebody("106")
    entry, seq = with_card(story.office, mine), card_of(story.office)
    with_card(story.office, theirs)
    papers = {str(seq): {"taken": "space", "reference": entry}}

    with pytest.raises(BadInput):
        CaseDesk(story.office).open(AWARD, theirs, papers, receive=False)


def test_what_expired_meanwhile_is_not_offered_and_not_used(story: Story) -> None:
    who, seq = somebody("107"), card_of(story.office)
    entry = with_card(story.office, who, expires="2026-03-10")
    story.opened(AWARD, who, **{f"p{seq}": None}).until("2026-03-11 09:00")
    desk = SpaceDesk(story.office)

    assert not desk.offers(story.office.item(AWARD), who["id"])
    with pytest.raises(BadInput):
        desk.use(story.number, {seq: entry})
    assert [one.entry for one in desk.expiring(0)].count(entry) == 1


def test_consent_taken_back_ends_offers_and_leaves_what_was_used(story: Story) -> None:
    office, who = story.office, somebody("108")
    with_card(office, who)
    seq, desk = card_of(office), SpaceDesk(office)
    case = CaseDesk(office).open(AWARD, who, {str(seq): "space"}, receive=False).case

    desk.revoke(who["id"], Consent.SPACE)

    assert not desk.offers(office.item(AWARD), who["id"])
    assert len(desk.uses(who["id"])) == 1
    assert CaseDesk(office).case(case.number).papers[seq].taken is Taken.SPACE
    with pytest.raises(StationError):
        CaseDesk(office).open(AWARD, who, {str(seq): "space"}, receive=False)
    with pytest.raises(RuleBroken):
        desk.file(case.number, str(seq), {"expires": "2031-05-01"})


def test_a_document_that_was_taken_out_keeps_its_use_log(story: Story) -> None:
    office, who = story.office, somebody("109")
    entry, seq = with_card(office, who), card_of(story.office)
    CaseDesk(office).open(AWARD, who, {str(seq): "space"}, receive=False)
    desk = SpaceDesk(office)

    desk.remove(who["id"], entry, "本人要求")

    assert not desk.offers(office.item(AWARD), who["id"])
    assert [one.entry.entry for one in desk.uses(who["id"])] == [entry]


def test_the_number_of_an_applicant_whose_space_was_used_is_not_mended_under_it(
    story: Story,
) -> None:
    who, seq = somebody("110"), card_of(story.office)
    with_card(story.office, who)
    story.opened(AWARD, who, **{f"p{seq}": "space"})
    other = somebody("111")["id"]

    story.station_cannot(
        "fix_on_spot", "from the space", "Take them out", field="id_number", after=other
    )
    story.takes(**{f"p{seq}": "absent"}).station("fix_on_spot", field="id_number", after=other)


# ---- a child


def test_the_guardian_consents_and_confirms_for_a_child(story: Story) -> None:
    office, child = story.office, somebody("112", "20180901")
    desk, seq = SpaceDesk(office), card_of(office)
    case = CaseDesk(office).open(AWARD, child, {str(seq): "seen"}, receive=False).case
    with pytest.raises(BadInput):
        desk.set_consents(child["id"], {Consent.SPACE})
    desk.set_consents(child["id"], {Consent.SPACE}, "示例监护人")
    desk.file(case.number, str(seq), {"expires": "长期"})

    again = CaseDesk(office).open(AWARD, child, {str(seq): "space"}, receive=False).case

    assert [one.confirmed_by for one in uses_in(office, again.number)] == [Presenter.GUARDIAN]
    assert desk.space(child["id"]).entries[f"{case.number}/{seq}"].expires == LASTING
    with pytest.raises(RuleBroken):
        CaseDesk(office).open(
            AWARD, child, {str(seq): "space"}, receive=False, confirmed_by=Presenter.SELF
        )


# ---- results


def delivered(story: Story, who: Mapping[str, str]) -> Story:
    """A case of this person whose certificate was handed out."""
    story.opened(JOBLESS, who).station("receive").station("hand_over").sync()
    story.district("accept").district("start_review").district("grant")
    story.district("dispatch", document=RESULT_NAME, document_number="示-9").sync()
    return story.wait(minutes=1).station("deliver").sync()


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


# ---- both or neither


def test_a_full_disk_takes_in_neither_the_paper_nor_the_record_of_its_use(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, who = story.office, somebody("120")
    with_card(office, who)
    seq, append = card_of(office), office.journal.append
    with office.vault.reading():
        before = office.journal.count()

    def full(event: Event) -> Arrived:
        if isinstance(event, SpaceUsed):
            raise DiskFull("no space is left on the disk of {place}", "Free some.", place="x")
        return append(event)

    monkeypatch.setattr(office.journal, "append", full)
    with pytest.raises(DiskFull):
        CaseDesk(office).open(AWARD, who, {str(seq): "space"}, receive=False)

    with office.vault.reading():
        assert office.journal.count() == before
    assert not SpaceDesk(office).uses(who["id"])
