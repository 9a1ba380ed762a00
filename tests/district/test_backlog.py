"""What a station wrote in weeks without a network is confirmed before it is shown."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.states import CaseState
from sync.district import backlog, intake
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.cli.opening import opened
from sync.district.enrolment import revoke
from sync.district.intake import book, read_backlog, receive
from sync.district.premises import District
from sync.district.stick import visit
from sync.errors import Refused
from sync.line import Parcel
from sync.turns import next_parcel, take_in
from tests.district.pair import (
    CLERK,
    PENSION,
    SECRET,
    a_line,
    a_received_case,
    another_applicant,
    assert_same_journals,
    frame_of,
    state_at,
    synced,
)
from tests.office import STATION
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE
Line = tuple[Office, District]


def waits(district: District) -> bool:
    with district.vault.reading():
        return STATION in backlog.stations(district.vault)


def shown(district: District, number: str) -> bool:
    with district.vault.reading():
        return district.casebook.state(number) is not None


def sent(line: Line, *, start: int | None = None, most: int = 10**6) -> Parcel:
    """One parcel to a district that reads it later, and its answer at the station."""
    office, district = line
    keys = SyncDesk(office)._post()
    parcel = next_parcel(office.line, start=start, most_bytes=most)
    answer = keys.unpack(receive(district, keys.pack(parcel), long_run=1))
    take_in(office.line, answer, spare="never")
    return answer


def confirmed(office: Office) -> bool:
    with office.vault.reading():
        return office.line.peer_holds() == office.line.written()


def test_a_long_run_is_confirmed_and_shown_when_the_station_speaks_next(line: Line) -> None:
    office, district = line
    number = a_received_case(office).number
    sent(line)
    assert confirmed(office)
    assert waits(district)
    assert not shown(district, number)
    synced(office, district)
    assert not waits(district)
    assert shown(district, number)
    assert_same_journals(office, district)


def test_an_exchange_over_the_network_ends_with_everything_shown(line: Line) -> None:
    office, district = line
    number = a_received_case(office).number
    report = synced(office, district, long_run=1)
    assert report.waiting == 0
    assert state_at(district, number) is CaseState.HANDED_OVER
    assert_same_journals(office, district)


def test_one_run_after_another_waits_and_they_are_read_in_their_order(line: Line) -> None:
    office, district = line
    numbers = [a_received_case(office).number for _ in range(3)]
    with office.vault.reading():
        start = office.line.peer_holds()
    while not confirmed(office):
        answer = sent(line, start=start, most=1)
        assert answer.seen == start + 1
        start = answer.seen
    assert waits(district)
    assert read_backlog(district) == []
    assert all(shown(district, number) for number in numbers)
    assert_same_journals(office, district)
    with district.vault.reading():
        assert district.casebook.differences(STATION) == []


def test_more_than_may_wait_is_read_first(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    office, district = line
    first = a_received_case(office).number
    sent(line)
    monkeypatch.setattr(backlog, "MOST_WAITING", 3)
    second = a_received_case(office).number
    sent(line)
    assert shown(district, first)
    assert not shown(district, second)
    read_backlog(district)


def test_a_parcel_that_comes_twice_counts_once(line: Line) -> None:
    office, district = line
    a_received_case(office)
    frame = frame_of(office)
    keys = SyncDesk(office)._post()
    answers = [keys.unpack(receive(district, frame, long_run=1)) for _ in range(3)]
    assert len({(one.seen, one.seen_head) for one in answers}) == 1
    take_in(office.line, answers[-1], spare="never")
    synced(office, district)
    assert_same_journals(office, district)


def test_few_entries_are_shown_at_once_even_where_many_wait(line: Line) -> None:
    office, district = line
    first = a_received_case(office).number
    sent(line)
    second = a_received_case(office).number
    receive(district, frame_of(office), long_run=100)
    assert shown(district, first)
    assert shown(district, second)


def test_a_comparison_of_both_ends_reads_first(line: Line) -> None:
    office, district = line
    number = a_received_case(office).number
    keys = SyncDesk(office)._post()
    parcel = next_parcel(office.line, account=True)
    answer = keys.unpack(receive(district, keys.pack(parcel), long_run=1))
    assert answer.account is not None
    assert not waits(district)
    assert shown(district, number)


def test_two_histories_are_found_though_one_waits(line: Line) -> None:
    office, district = line
    keys = SyncDesk(office)._post()
    a_received_case(office)
    parcel = next_parcel(office.line)
    other = replace(parcel, events=tuple(reversed(parcel.events)))
    receive(district, keys.pack(parcel), long_run=1)
    receive(district, keys.pack(other), long_run=1)
    memory = book(district, STATION)
    with district.vault.reading():
        assert memory.forked() == {parcel.incarnation}
        assert memory.held(parcel.incarnation) == parcel.first - 1 + len(parcel.events)


def test_what_waits_was_believed_before_the_keys_were_withdrawn(line: Line) -> None:
    office, district = line
    number = a_received_case(office).number
    sent(line)
    revoke(district, STATION)
    with pytest.raises(Refused, match="withdrawn"):
        receive(district, frame_of(office), long_run=1)
    read_backlog(district)
    assert shown(district, number)


def test_a_stick_goes_on_from_what_waits(line: Line, tmp_path: Path) -> None:
    office, district = line
    first = a_received_case(office).number
    sent(line)
    second = a_received_case(office).number
    SyncDesk(office).stick_out(tmp_path, progress=lambda _: None, cancel=lambda: False)
    assert [one.refused for one in visit(district, tmp_path)] == [None]
    assert shown(district, first)
    assert shown(district, second)


def test_what_cannot_be_shown_is_told_held_and_keeps_nothing_else_back(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, district = line
    number = a_received_case(office).number
    sent(line)

    def fail(*_: object) -> None:
        raise RuntimeError("示例")

    with monkeypatch.context() as broken:
        broken.setattr(intake, "_arrived", fail)
        (fault,) = read_backlog(district)
        assert fault.values["station"] == STATION
        assert "示例" not in str(fault.values)
        with pytest.raises(RuntimeError):
            receive(district, frame_of(office))
    assert waits(district)
    assert read_backlog(district) == []
    assert shown(district, number)
    assert_same_journals(office, district)


def test_a_command_shows_what_waited(line: Line, tmp_path: Path) -> None:
    office, district = line
    number = a_received_case(office).number
    sent(line)
    secret = tmp_path / "passphrase"
    secret.write_text(SECRET, encoding="utf-8")
    from argparse import Namespace

    from tests.postgres import store_of

    given_ = Namespace(home=district.home, store=store_of(district.home), passphrase_file=secret)
    with opened(given_) as again:
        assert shown(again, number)
    assert ClerkDesk(district, CLERK).open(number).case.number == number


STEPS = st.lists(
    st.sampled_from(["record", "long", "short", "old", "lost", "read", "sync", "stick"]),
    min_size=3, max_size=14,
)  # fmt: skip


@given(STEPS)
@settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_in_whatever_order_parcels_come_the_district_holds_what_it_confirmed(
    store: None, steps: list[str]
) -> None:
    with TemporaryDirectory() as folder, a_line(Path(folder)) as line:
        office, district = line
        papers = all_papers(office.item(PENSION))
        old = frame_of(office)
        for step in steps:
            match step:
                case "record":
                    CaseDesk(office).open(PENSION, another_applicant(), papers, receive=True)
                case "long":
                    sent(line)
                case "short":
                    receive(district, frame_of(office))
                case "old":
                    receive(district, old, long_run=1)
                case "lost":
                    old = frame_of(office)
                    receive(district, old, long_run=1)
                case "read":
                    assert read_backlog(district) == []
                case "sync":
                    synced(office, district, long_run=2)
                case _:
                    desk = SyncDesk(office)
                    desk.stick_out(Path(folder), progress=lambda _: None, cancel=lambda: False)
                    visit(district, Path(folder))
            memory = book(district, STATION)
            with office.vault.reading(), district.vault.reading():
                assert memory.held(office.line.incarnation()) >= office.line.peer_holds()
        synced(office, district)
        assert_same_journals(office, district)
        with district.vault.reading():
            assert district.casebook.differences(STATION) == []
