"""我的空间 at the desk: what is filed serves again, what is used is on record, both or neither."""

from collections.abc import Callable

import pytest

from station.desk.cases import CaseDesk
from station.desk.space import SpaceDesk
from station.domain.case import Arrived
from station.domain.errors import BadInput, RuleBroken, StationError
from station.domain.event import Event
from station.domain.fact_events import SpaceUsed
from station.domain.space import LASTING
from station.domain.states import CaseState
from station.domain.values import Consent, Presenter, Side, Taken
from station.storage.faults import DiskFull
from tests.desk.spaces import card_of, somebody, uses_in, with_card
from tests.desk.story import AWARD, Story


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
    assert (line.used.case, line.name) == (case.number, "居民身份证")


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
    assert [one.used.entry for one in desk.uses(who["id"])] == [entry]


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
