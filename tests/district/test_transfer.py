"""A case goes on at another station: two stations and their district, all three real."""

from datetime import date

import pytest

from station.desk.cases import CaseDesk, all_papers
from station.desk.consulting import ConsultDesk
from station.desk.transferring import TransferDesk, Transferred
from station.domain import transfer
from station.domain.decider_events import CaseAccepted
from station.domain.fact_events import MandateGiven, MessageWritten, PartyNamed
from station.domain.parties import mandate
from station.domain.promises import open_promises, promised_for
from station.domain.states import CaseState
from station.domain.transfer_events import CaseBrought
from station.domain.values import Side
from station.domain.voices import negatives, thread
from station.storage.casebook import Wanted
from sync.district.casebook import Wanted as DistrictWanted
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.clerks import Clerks
from sync.district.roster import stations
from sync.district.web.app import create_app
from tests.district.browser import Browser
from tests.district.pair import (
    APPLICANT,
    CLERK,
    PENSION,
    another_applicant,
    state_at,
    synced,
)
from tests.district.test_clerks import PASSWORD
from tests.district.three import AID, THERE, Three, a_draft, sound, told, worked_on
from tests.domain.round import ANSWERS
from tests.office import NEW, STATION, WEAK
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE


def test_it_goes_on_there_as_it_stood_here(parties: Three) -> None:
    number = worked_on(parties)
    before = parties.case(parties.old, number)
    assert parties.go(number).state is CaseState.TRANSFERRED
    parties.sync()
    case = parties.case(parties.new, number)

    assert case.number == number, "the resident's receipt stays good"
    assert (case.state, case.papers, case.clocks) == (before.state, before.papers, before.clocks)
    assert (case.applicant, case.item_version) == (before.applicant, before.item_version)
    assert mandate(case) == mandate(before)
    assert case.last(MandateGiven) == before.last(MandateGiven)
    assert case.last(PartyNamed) == before.last(PartyNamed)
    assert thread(case) == thread(before)
    assert negatives(case) == negatives(before)
    brought = case.last(CaseBrought)
    assert brought is not None
    assert (brought.from_station, brought.from_name, brought.reason) == (
        STATION, NEW.name, "两村合并"
    )  # fmt: skip
    assert told(ClerkDesk(parties.district, CLERK).open(number).case) == told(case)
    assert ClerkDesk(parties.district, CLERK).open(number).station == THERE
    sound(parties)


def test_the_whole_round_is_ended_at_the_other_station(parties: Three) -> None:
    number = worked_on(parties)
    parties.go(number)
    parties.sync()
    desk, clerk = CaseDesk(parties.new), ClerkDesk(parties.district, CLERK)
    desk.act(number, "take_papers", {"papers": all_papers(parties.new.item(PENSION))})
    desk.act(number, "hand_over", {})
    parties.sync()
    clerk.act(number, "accept", {"official_number": "示例-2026-0001"})
    clerk.act(number, "grant", {})
    clerk.act(number, "dispatch", ANSWERS["dispatch"])
    parties.sync()
    desk.act(number, "deliver", ANSWERS["deliver"])
    parties.sync()

    assert state_at(parties.district, number) is CaseState.DELIVERED
    assert parties.case(parties.old, number).state is CaseState.TRANSFERRED
    sound(parties)


def test_what_was_decided_goes_along_with_its_number(parties: Three) -> None:
    desk, clerk = CaseDesk(parties.old), ClerkDesk(parties.district, CLERK)
    number = desk.open(
        PENSION, APPLICANT, all_papers(parties.old.item(PENSION)), receive=True
    ).case.number  # fmt: skip
    synced(parties.old, parties.district)
    clerk.act(number, "accept", {"official_number": "示例-2026-0001"})
    clerk.act(number, "grant", {})
    clerk.act(number, "dispatch", ANSWERS["dispatch"])
    synced(parties.old, parties.district)
    parties.go(number)
    parties.sync()
    case = parties.case(parties.new, number)

    accepted = case.last(CaseAccepted)
    assert accepted is not None
    assert accepted.official_number == "示例-2026-0001"
    [line] = CaseDesk(parties.new).lines(Wanted(), 0, 9)
    assert line.official_number == "示例-2026-0001"
    assert line.due_at is not None, "ten working days for the delivery run on"
    assert not CaseDesk(parties.old).lines(Wanted(due_only=True), 0, 9), "and here no clock"


def test_promises_and_their_days_go_along(parties: Three) -> None:
    case = CaseDesk(parties.old).open(
        AID, APPLICANT, {"5": {"taken": "promised", "until": "2026-12-20"}}, receive=False
    ).case  # fmt: skip
    parties.go(case.number)
    parties.sync()
    there = parties.case(parties.new, case.number)

    assert open_promises(there) == open_promises(case)
    assert promised_for(there, 5) == promised_for(case, 5) == date(2026, 12, 20)


def test_what_the_district_wrote_meanwhile_is_not_lost(parties: Three) -> None:
    """The district writes to the case after it went, and before it heard so."""
    number = worked_on(parties)
    parties.go(number)
    ClerkDesk(parties.district, CLERK).act(number, "write", {"words": "还有一件事"})
    parties.sync()

    words = [one.words for one in parties.case(parties.new, number).all(MessageWritten)]
    assert words == ["请补一份", "还有一件事"]
    assert not [e for e in parties.case(parties.old, number).history if e.refused]
    sound(parties)


def test_it_may_come_back(parties: Three) -> None:
    number = worked_on(parties)
    before = parties.case(parties.old, number)
    parties.go(number)
    parties.sync()
    CaseDesk(parties.new).act(number, "write", {"words": "转回"})
    parties.go(number, STATION, by=parties.new)
    parties.sync()
    case = parties.case(parties.old, number)

    assert (case.state, case.papers, case.clocks) == (before.state, before.papers, before.clocks)
    assert case.count(CaseBrought) == 2, "there and back"
    assert parties.case(parties.new, number).state is CaseState.TRANSFERRED
    CaseDesk(parties.old).act(number, "give_up_correction", {"reason": "补不了"})
    parties.sync()
    assert state_at(parties.district, number) is CaseState.HANDED_OVER
    assert ClerkDesk(parties.district, CLERK).open(number).station == STATION
    sound(parties)


def test_a_long_history_comes_in_parts(parties: Three, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "PART", 600)
    number = worked_on(parties)
    before = parties.case(parties.old, number)
    parties.go(number)
    parties.sync()
    case = parties.case(parties.new, number)

    brought = case.last(CaseBrought)
    assert brought is not None
    assert brought.part == brought.parts > 3
    assert (case.state, case.papers, case.clocks) == (before.state, before.papers, before.clocks)
    sound(parties)


def test_the_district_lists_it_once_and_can_make_its_lists_anew(parties: Three) -> None:
    number = worked_on(parties)
    parties.go(number)
    parties.sync()
    book, vault = parties.district.casebook, parties.district.vault
    for code in (STATION, THERE):
        with vault.transaction():
            book.rebuild(code)
        with vault.reading():
            assert not book.differences(STATION) + book.differences(THERE)
    with vault.reading():
        lines = book.lines(DistrictWanted(text=number), 0, 9)

    assert [(line.number, line.station) for line in lines] == [(number, THERE)]


def test_the_item_version_is_kept_at_the_new_station(parties: Three) -> None:
    number = worked_on(parties)
    parties.go(number)
    parties.sync()
    case = parties.case(parties.new, number)

    with parties.new.vault.reading():
        assert parties.new.itembook.item(case.opened.item, case.item_version) is not None


def test_villages_merge_all_that_the_station_holds_goes(parties: Three) -> None:
    drafts = [a_draft(parties.old, another_applicant()).number for _ in range(3)]
    sent = worked_on(parties)
    CaseDesk(parties.old).act(sent, "give_up_correction", {"reason": "补不了"})
    parties.sync()
    desk = TransferDesk(parties.old)
    assert list(desk.held()) == drafts
    said: list[Transferred] = []
    went = desk.transfer([*desk.held(), sent], to=THERE, reason="两村合并", done=said.append)
    parties.sync()

    assert went == 3
    assert [one.number for one in said if one.fault] == [sent]
    assert {line.number for line in CaseDesk(parties.new).lines(Wanted(), 0, 9)} == set(drafts)
    assert not desk.held()


def test_sides_stay_as_they_were(parties: Three) -> None:
    number = worked_on(parties)
    parties.go(number)
    parties.sync()

    case = parties.case(parties.new, number)
    said = [entry for entry in case.history if isinstance(entry.event, MessageWritten)]
    assert [entry.side for entry in said] == [Side.DISTRICT]


def test_the_district_counts_consultations_by_station(parties: Three) -> None:
    asked = {"question": "怎么办", "answer": "不能办"}
    ConsultDesk(parties.new).hold(asked)
    ConsultDesk(parties.new).hold({**asked, "refused": "yes", "reason": "示例办法第三条"})
    parties.sync()
    found = {one.code: (one.consultations, one.spoken) for one in stations(parties.district)}

    assert found == {STATION: (0, 0), THERE: (2, 1)}


def test_the_clerks_page_shows_where_it_came_from_and_what_happened_there(
    parties: Three,
) -> None:
    number = worked_on(parties)
    parties.go(number)
    parties.sync()
    clerks = Clerks(parties.district, WEAK)
    clerks.add(CLERK, PASSWORD)
    browser = Browser(create_app(parties.district, clerks, https=False).test_client())
    browser.log_in()
    page = browser.get(f"/cases/{number}")

    assert f"#s{STATION}" in page
    assert NEW.name in page
    assert "请补一份" in page
