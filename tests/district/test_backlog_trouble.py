"""What waits to be read is in nobody's way: of one station that is turned away, nor of another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from station.desk.office import Office
from station.desk.rekeying import change_key
from station.desk.syncing import SyncDesk
from sync.district import backlog, intake, roster, sealed_keys
from sync.district.enrolment import revoke
from sync.district.intake import NotRead, book, read_backlog, receive
from sync.district.premises import District
from sync.district.quarantine import release
from sync.district.stick import visit
from sync.errors import Refused
from sync.turns import next_parcel
from tests.desk.test_checking import quiet
from tests.district.browser import Browser
from tests.district.locked_out import a_recoverable_station
from tests.district.pair import (
    CLERK,
    a_received_case,
    frame_of,
)
from tests.district.test_backlog import Line, sent, shown, waits
from tests.district.three import Three
from tests.office import NEW, STATION
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE


@contextmanager
def nothing_can_be_shown(monkeypatch: pytest.MonkeyPatch, station: str = STATION) -> Iterator[None]:
    """Of this station."""
    showing = intake._arrived

    def fail(district: District, code: str, new: object) -> None:
        if code == station:
            raise RuntimeError
        showing(district, code, new)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(intake, "_arrived", fail)
        yield


def test_who_is_turned_away_hears_why_though_what_waits_cannot_be_shown(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, district = line
    a_received_case(office)
    sent(line)
    revoke(district, STATION)
    with nothing_can_be_shown(monkeypatch), pytest.raises(Refused, match="withdrawn"):
        receive(district, frame_of(office))
    assert [one.why.reason for one in roster.asides(district)] == ["revoked"]


def test_a_stick_of_a_withdrawn_station_is_answered_though_what_waits_cannot_be_shown(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, district = line
    a_received_case(office)
    sent(line)
    revoke(district, STATION)
    a_received_case(office)
    written(office, tmp_path)
    with nothing_can_be_shown(monkeypatch):
        (found,) = visit(district, tmp_path)
    assert isinstance(found.refused, Refused)
    assert {one.why.reason for one in roster.asides(district)} == {"revoked"}


def test_on_a_stick_one_station_that_cannot_be_shown_keeps_no_other_back(
    parties: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new, district = parties.old, parties.new, parties.district
    a_received_case(old)
    sent((old, district))
    a_received_case(old)
    number = a_received_case(new).number
    for office in (old, new):
        written(office, tmp_path)
    with nothing_can_be_shown(monkeypatch):
        found = {one.station: one.refused for one in visit(district, tmp_path)}
    assert isinstance(found[old.code], NotRead)
    assert found[new.code] is None
    assert shown(district, number)
    visit(district, tmp_path)
    assert_held(old, district)


def test_a_parcel_in_quarantine_goes_on_from_what_waits(line: Line) -> None:
    office, district = line
    number = a_received_case(office).number
    sent(line)
    second = a_received_case(office).number
    revoke(district, STATION)
    with pytest.raises(Refused, match="withdrawn"):
        _received_unread(district, frame_of(office))
    assert waits(district)
    (aside,) = roster.asides(district)
    assert release(district, aside.number, CLERK, "找到的U盘") > 0
    assert not waits(district)
    assert shown(district, number)
    assert shown(district, second)


def test_a_copy_of_what_waits_is_no_second_history(line: Line) -> None:
    office, district = line
    keys = SyncDesk(office)._post()
    a_received_case(office)
    whole = next_parcel(office.line)
    part = replace(whole, events=whole.events[:-1])
    receive(district, keys.pack(whole), long_run=1)
    revoke(district, STATION)
    with pytest.raises(Refused, match="withdrawn"):
        _received_unread(district, keys.pack(part))
    (aside,) = roster.asides(district)
    assert release(district, aside.number, CLERK, "找到的U盘") == 0


def test_what_waits_is_bounded_in_bytes_too(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    office, district = line
    first = a_received_case(office).number
    sent(line)
    with district.vault.reading():
        size = sum(map(len, backlog.unread(district.vault, STATION)))
    monkeypatch.setattr(backlog, "MOST_WAITING_BYTES", size + 100)
    second = a_received_case(office).number
    sent(line)
    assert shown(district, first)
    assert not shown(district, second)
    read_backlog(district)


def test_nothing_is_read_for_who_is_not_logged_in(web_line: Line, client: FlaskClient) -> None:
    number = a_received_case(web_line[0]).number
    sent(web_line)
    for page in ("/login", "/", f"/cases/{number}", "/nowhere"):
        client.get(page)
    assert waits(web_line[1])
    Browser(client).log_in()
    assert shown(web_line[1], number)


def test_a_sealed_key_that_waits_is_destroyed_with_the_others(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office, district = scene.office, scene.district
        office = change_key(office, progress=quiet)
        SyncDesk(office).hand_over()
        sent((office, district))
        assert revoke(district, NEW.station) == 2
        assert revoke(district, NEW.station) == 0
        assert read_backlog(district) == []
        with district.vault.reading():
            assert sealed_keys.held(district, NEW.station) == []
        office.leave()


def _received_unread(district: District, frame: bytes) -> None:
    receive(district, frame, long_run=1)


def written(office: Office, usb: Path) -> None:
    SyncDesk(office).stick_out(usb, progress=lambda _: None, cancel=lambda: False)


def assert_held(office: Office, district: District) -> None:
    memory = book(district, office.code)
    with office.vault.reading(), district.vault.reading():
        assert memory.held(office.line.incarnation()) == office.line.written()
