"""Pains of the people at the desk: the same resident twice, a forgotten passphrase, a shared
computer."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.drafts import DraftDesk
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import open_station, set_up
from station.desk.syncing import SyncDesk
from station.domain.fact_events import ContactMade
from station.domain.states import CaseState
from station.storage.keys import WrongPassphrase
from sync.district.casebook import Wanted
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.enrolment import make_code
from sync.district.premises import District
from sync.district.verify import examine
from tests.desk.test_checking import quiet
from tests.district.pair import (
    APPLICANT,
    CLERK,
    OTHER,
    PENSION,
    a_district,
    a_line,
    a_received_case,
    state_at,
    synced,
)
from tests.district.test_commands import a_server
from tests.makers import id_number
from tests.office import NEW, PASSPHRASE, STATION, WEAK, HandClock, an_office, settings
from tests.pains.bad_line import exchanged


def test_the_same_person_at_two_desks_is_seen_before_a_second_case_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pain 12, cht-core 6363: the same person is registered twice at one place, offline."""
    with an_office(tmp_path) as office:
        typed = DraftDesk(office).keep("", {"name": "示例甲", "id": id_number()})
        monkeypatch.setattr(office, "opened", replace(office.opened, agent="示例同事"))
        spaced = f"{id_number()[:6]} {id_number()[6:]}".lower()
        [unfinished] = DraftDesk(office).same_person(spaced)
        number = a_received_case(office).number
        [running] = CaseDesk(office).open_cases(id_number(), PENSION)

        assert typed is not None
        assert (unfinished.draft.name, unfinished.draft.by) == (typed.name, NEW.agent)
        assert running.number == number
        assert CaseDesk(office).open_cases(id_number(), "YB-01") == []


def test_two_stations_that_took_in_the_same_person_stand_side_by_side_at_the_district(
    tmp_path: Path,
) -> None:
    """Pain 12, opencrvs-core 7215: duplicates are not flagged when both were made offline.

    Holds in part: both cases are kept and found under the identity number; nothing points from
    the one to the other.
    """
    folder = tmp_path / "other"
    clock = HandClock(seed="other")
    with a_district(tmp_path / "district") as district, an_office(tmp_path / "station") as office:
        there = set_up(
            Home(folder=folder), replace(NEW, station=OTHER), settings=settings(folder),
            clock=clock, cost=WEAK,
        )  # fmt: skip
        numbers = {a_received_case(one).number for one in (office, there)}
        with a_server(district) as url:
            for one, code in ((office, STATION), (there, OTHER)):
                SyncDesk(one).join(url, make_code(district, code, NEW.name).code)
                assert exchanged(one, url).road is None
        there.leave()
        with district.vault.reading():
            lines = district.casebook.lines(Wanted(text=APPLICANT["id"]), 0, 9)

        assert {line.number for line in lines} == numbers
        assert {line.station for line in lines} == {STATION, OTHER}


def test_wrong_passphrases_cost_no_case_and_the_right_one_needs_no_network(
    tmp_path: Path,
) -> None:
    """Pain 13, opensrp-client-core 267: locked out while offline; pain 15, Primero: who logs out
    offline cannot come back, and what was done offline is lost.

    Nothing is wiped, and the passphrase opens for ever: after wrong ones it is waited for, here
    as long as it takes. Who has forgotten it is let in by the district, without a network.
    """
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        number = a_received_case(office).number
        DraftDesk(office).keep("", {"name": "示例甲"})
    home = Home(folder=tmp_path)
    for guess in range(8):
        with pytest.raises(WrongPassphrase):
            open_station(
                home, NEW.agent, f"{PASSPHRASE}{guess}", settings=settings(tmp_path), clock=clock
            )
        clock.wait(minutes=16)
    clock.time += timedelta(days=700)
    with an_office(tmp_path, clock) as office:
        assert CaseDesk(office).case(number).number == number
        assert len(DraftDesk(office).lines()) == 1
        assert check(office, progress=quiet).faults == ()


def test_who_leaves_before_the_line_is_back_finds_the_queue_as_it_was(tmp_path: Path) -> None:
    """Pain 15, cht-core 7497: logging out with unsent work."""
    with a_line(tmp_path) as (office, _):
        number = a_received_case(office).number
        SyncDesk(office).hand_over()
        waited = SyncDesk(office).state().waiting_cases
    with a_line(tmp_path) as (office, district):
        assert SyncDesk(office).state().waiting_cases == waited == 1
        synced(office, district)
        assert state_at(district, number) is CaseState.HANDED_OVER


def test_who_did_it_stays_on_record_whoever_sends_it_and_a_borrowed_name_is_told(
    line: tuple[Office, District],
) -> None:
    """Pain 14, SanaMobile/vaccine_registry 83: offline records are uploaded under whoever is
    logged in; opencrvs-core 9946.

    Agents sign what they did with a key of their own: both offices see where a name does not fit.
    """
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    assert {entry.event.by for entry in ClerkDesk(district, CLERK).open(number).case.history} == {
        NEW.agent
    }
    assert check(office, progress=quiet).faults == examine(district, STATION).faults == ()

    now = office.stamp()
    borrowed = ContactMade(
        at=now.at, by="示例同事", case=number, channel="phone", words="示例", companion=""
    )
    office.record(borrowed)
    synced(office, district)

    for faults in (check(office, progress=quiet).faults, examine(district, STATION).faults):
        [told] = faults
        assert "not at the desk" in told.message
    contact = ClerkDesk(district, CLERK).open(number).case.last(ContactMade)
    assert contact is not None
    assert contact.by == "示例同事"
