"""Transfers that cannot be, and parcels that come as they please: the case is in one place."""

import pytest

from station.desk.cases import CaseDesk
from station.desk.transferring import TransferDesk
from station.domain import transfer
from station.domain.errors import BadInput, StationError
from station.domain.fact_events import EventRefused, MessageWritten
from station.domain.states import CaseState
from station.domain.transfer_events import CaseBrought, CaseTransferred
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.intake import FOREIGN, receive
from tests.district.pair import (
    APPLICANT,
    CLERK,
    PENSION,
    frame_of,
    state_at,
    synced,
)
from tests.district.three import NOWHERE, THERE, Three, a_draft, sound, worked_on
from tests.office import STATION


def test_nothing_more_is_done_with_it_at_the_old_station(parties: Three) -> None:
    number = a_draft(parties.old).number
    parties.go(number)

    assert CaseDesk(parties.old).acts(parties.case(parties.old, number)) == ()
    with pytest.raises(StationError, match="goes on at station"):
        CaseDesk(parties.old).act(number, "write", {"words": "?"})


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (NOWHERE, "station {to} is not on the line"),
        (STATION, "the case is at this station already"),
    ],
)
def test_a_transfer_to_nowhere_is_refused_and_the_case_is_here_as_before(
    parties: Three, to: str, why: str
) -> None:
    number = worked_on(parties)
    before = parties.case(parties.old, number)
    parties.go(number, to)
    parties.sync()
    after = parties.case(parties.old, number)

    assert (after.state, after.clocks, after.papers) == (
        before.state, before.clocks, before.papers
    )  # fmt: skip
    [refused] = [entry for entry in after.history if entry.refused]
    assert isinstance(refused.event, CaseTransferred)
    assert refused.refused is not None
    assert refused.refused.reason == why
    assert state_at(parties.district, number) is before.state
    assert ClerkDesk(parties.district, CLERK).open(number).station == STATION
    sound(parties)

    CaseDesk(parties.old).act(number, "give_up_correction", {"reason": "补不了"})
    parties.sync()
    assert state_at(parties.district, number) is CaseState.HANDED_OVER, "it goes on"


def test_after_a_refusal_another_transfer_can_succeed(parties: Three) -> None:
    number = a_draft(parties.old).number
    parties.go(number, NOWHERE)
    parties.sync()
    parties.go(number, THERE)
    parties.sync()

    assert parties.case(parties.new, number).state is CaseState.DRAFT
    assert len(parties.case(parties.old, number).all(EventRefused)) == 1
    sound(parties)


def test_a_station_whose_keys_were_withdrawn_gets_no_case(parties: Three) -> None:
    from sync.district.enrolment import revoke

    revoke(parties.district, THERE)
    number = a_draft(parties.old).number
    parties.go(number)
    synced(parties.old, parties.district)

    assert parties.case(parties.old, number).state is CaseState.DRAFT


def test_parcels_that_come_late_or_twice_bring_it_once(parties: Three) -> None:
    number = worked_on(parties)
    parties.go(number)
    frame = frame_of(parties.old)
    for _ in range(3):
        receive(parties.district, frame)
    parties.sync()
    receive(parties.district, frame)
    parties.sync()

    assert parties.case(parties.new, number).count(CaseBrought) == 1
    assert len(ClerkDesk(parties.district, CLERK).open(number).case.all(CaseBrought)) == 1
    sound(parties)


def test_an_event_of_a_station_about_a_case_it_does_not_have_is_refused(parties: Three) -> None:
    number = a_draft(parties.old).number
    parties.sync()
    now = parties.new.stamp()
    with parties.new.vault.transaction():
        parties.new.journal.append(MessageWritten(at=now.at, by=now.by, case=number, words="混入"))
    parties.sync()

    with parties.new.vault.reading():
        answers = [one.entry.event for one in parties.new.journal.of_case(number)]
    assert isinstance(answers[-1], EventRefused)
    assert answers[-1].reason == FOREIGN
    assert state_at(parties.district, number) is CaseState.DRAFT


def test_a_station_cannot_bring_itself_a_case(parties: Three) -> None:
    number = worked_on(parties)
    case = parties.case(parties.old, number)
    now = parties.new.stamp()
    went = CaseTransferred(at=now.at, by=now.by, case=number, to=THERE, reason="")
    stolen = transfer.bring(case, went, from_station=STATION, from_name="", stamp=now)
    with parties.new.vault.transaction():
        for event in stolen:
            parties.new.journal.append(event)
    parties.sync()

    with pytest.raises(StationError):
        parties.case(parties.new, number)
    assert ClerkDesk(parties.district, CLERK).open(number).station == STATION


def test_originals_on_the_road_come_back_first(parties: Three) -> None:
    desk = CaseDesk(parties.old)
    number = desk.open(PENSION, APPLICANT, {"1": "original"}, receive=False).case.number
    desk.act(number, "move_originals", {"papers": "1", "to": "road_up"})

    with pytest.raises(StationError, match="not at the station"):
        parties.go(number)


def test_a_merge_into_itself_or_without_a_reason_begins_nothing(parties: Three) -> None:
    number = a_draft(parties.old).number
    with pytest.raises(BadInput) as wrong:
        TransferDesk(parties.old).transfer([number], to=STATION, reason=" ", done=print)

    assert set(wrong.value.fields) == {"to", "reason"}
    assert parties.case(parties.old, number).state is CaseState.DRAFT
