"""Exchanges that go by themselves: they carry, and act for nobody."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.checking import check
from station.desk.office import Office
from station.desk.scheduling import ScheduleDesk
from station.desk.syncing import SyncDesk
from station.domain.office_events import HeadSigned
from station.domain.states import CaseState
from station.domain.trail_events import ExchangesScheduled
from sync.carriers.leaving import LeavingCarrier
from sync.district.premises import District
from sync.errors import NoAnswer
from sync.ports import Carrier
from tests.desk.test_checking import quiet
from tests.district.pair import Direct, a_line, a_received_case, state_at, synced
from tests.office import NEW, HandClock


class Down:
    """A network with nobody at the other end."""

    def __init__(self, failing: int = 10**6) -> None:
        self.asked = 0
        self._failing = failing

    def deliver(self, parcel: bytes) -> None:
        self.asked += 1
        if self.asked <= self._failing:
            raise NoAnswer("unreachable")

    def collect(self) -> Iterator[bytes]:
        return iter(())


def scheduled(
    office: Office, road: Carrier, monkeypatch: pytest.MonkeyPatch, every: int = 30
) -> ScheduleDesk:
    """The desk of one sign-in, over this road, with no pauses."""
    office.settings = replace(
        office.settings, district_every=every, district_url="http://127.0.0.1:1"
    )

    def network(_desk: SyncDesk, cancel: Callable[[], bool]) -> Carrier:
        return LeavingCarrier(road, stop=cancel)

    monkeypatch.setattr(SyncDesk, "_network", network)
    monkeypatch.setattr("sync.carriers.leaving.waiting", lambda stop: lambda _: not stop())
    return ScheduleDesk(office)


def waited(office: Office, **span: float) -> None:
    clock = office.clock
    assert isinstance(clock, HandClock)
    clock.wait(**span)


def go(desk: ScheduleDesk) -> None:
    desk.exchange(cancel=lambda: False)


def signatures(office: Office) -> int:
    with office.vault.reading():
        return len(office.journal.own_of(HeadSigned))


def held(office: Office, district: District) -> bool:
    with office.vault.reading():
        return office.line.peer_holds() == office.line.written()


def test_what_is_on_record_goes_and_no_case_is_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_line(tmp_path) as (office, district):
        synced(office, district)
        case = a_received_case(office)
        before = signatures(office)
        go(scheduled(office, Direct(district), monkeypatch))

        assert state_at(district, case.number) is CaseState.RECEIVED
        assert held(office, district)
        assert signatures(office) == before
        assert not check(office, progress=quiet).faults


def test_the_first_one_of_a_sign_in_is_on_record_by_whose_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_line(tmp_path) as (office, district):
        desk = scheduled(office, Direct(district), monkeypatch, every=45)
        go(desk)
        go(desk)
        with office.vault.reading():
            noted = office.journal.own_of(ExchangesScheduled)

    assert [(one.by, one.every) for one in noted if isinstance(one, ExchangesScheduled)] == [
        (NEW.agent, 45)
    ]


def test_it_is_due_after_its_minutes_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_line(tmp_path) as (office, district):
        desk = scheduled(office, Direct(district), monkeypatch)
        assert desk.is_due()
        go(desk)
        assert not desk.is_due()
        waited(office, minutes=29)
        assert not desk.is_due()
        waited(office, minutes=5)
        assert desk.is_due()
        assert ScheduleDesk(office).is_due()


def test_a_new_sign_in_waits_for_what_the_last_one_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_line(tmp_path) as (office, district):
        go(scheduled(office, Direct(district), monkeypatch))
        assert not ScheduleDesk(office).is_due()


def test_why_it_came_to_nothing_is_told_until_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_line(tmp_path) as (office, district):
        road = Down()
        desk = scheduled(office, road, monkeypatch)
        go(desk)
        fault = ScheduleDesk(office).state().fault
        assert road.asked == 3
        assert fault is not None
        assert "does not answer" in str(fault)
        go(scheduled(office, Direct(district), monkeypatch))
        assert desk.state().fault is None


def test_a_failure_that_passes_is_tried_again_in_the_same_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_line(tmp_path) as (office, district):

        class Once(Direct):
            failed = False

            def deliver(self, parcel: bytes) -> None:
                if not self.failed:
                    self.failed = True
                    raise NoAnswer("broken-off")
                super().deliver(parcel)

        desk = scheduled(office, Once(district), monkeypatch)
        go(desk)
        assert desk.state().fault is None
        assert held(office, district)


def test_one_that_was_given_up_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_line(tmp_path) as (office, _district):
        desk = scheduled(office, Down(), monkeypatch)
        desk.exchange(cancel=lambda: True)
        assert desk.state().fault is None


@pytest.mark.parametrize("what", ["every", "url", "district"])
def test_where_nothing_is_ordered_nothing_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    with a_line(tmp_path) as (office, district):
        desk = scheduled(office, Direct(district), monkeypatch)
        if what == "every":
            office.settings = replace(office.settings, district_every=0)
        with office.transaction():
            if what == "url":
                office.settings = replace(office.settings, district_url="")
                office.memory.set(district_url="")
            if what == "district":
                office.memory.set(district="")
        assert not desk.is_due()
        assert desk.next() is None


def test_both_ends_are_compared_once_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_line(tmp_path) as (office, district):
        desk = scheduled(office, Direct(district), monkeypatch)
        times = []
        for hours in (0, 1, 30):
            waited(office, hours=hours)
            go(desk)
            with office.vault.reading():
                found = office.line.reckoned()
            assert found is not None
            times.append(found.at)

    assert times[0] == times[1] < times[2]
