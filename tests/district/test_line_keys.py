"""New keys for a line that goes on: asked for, certified, taken; the old are good for a while."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk import line_keys
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.line_events import LineKeysAnswered, LineKeysAsked
from station.domain.states import CaseState
from station.domain.values import Side
from sync.district import keyring, stick
from sync.district.commands import main
from sync.district.enrolment import revoke
from sync.district.intake import receive
from sync.district.premises import District
from sync.district.roster import asides
from sync.errors import NoAnswer, Refused
from sync.exchange import SyncReport
from sync.seal import PrivateKeys
from tests.district.pair import (
    SECRET,
    Direct,
    a_received_case,
    assert_same_journals,
    frame_of,
    state_at,
    synced,
)
from tests.office import STATION, HandClock

Line = tuple[Office, District]


def used(office: Office) -> PrivateKeys:
    with office.vault.reading():
        return SyncDesk(office)._keys()


def stands(office: Office) -> tuple[int, int, str]:
    """The numbers of the keys in use and asked for, and why the last were refused."""
    keys = line_keys.state(office)
    return keys.number, keys.asked, keys.refused


def wait(line: Line, **span: float) -> None:
    for one in line:
        assert isinstance(one.clock, HandClock)
        one.clock.wait(**span)


def renewed(line: Line) -> PrivateKeys:
    """The keys before, after the station has new ones and the district has heard them."""
    before = used(line[0])
    line_keys.ask(line[0])
    for _ in range(2):
        synced(*line)
    return before


def answers(office: Office) -> list[LineKeysAnswered]:
    with office.vault.reading():
        found = office.journal.own_of(LineKeysAnswered, side=Side.DISTRICT)
    return [one for one in found if isinstance(one, LineKeysAnswered)]


def signed_with(office: Office, keys: PrivateKeys) -> bytes:
    """What the station would send now, under these keys."""
    from sync.turns import next_parcel

    post = replace(SyncDesk(office)._post(), keys=keys)
    return post.pack(next_parcel(office.line))


# ---- a station's keys


def test_a_station_gets_new_keys_over_its_line(line: Line) -> None:
    office, district = line
    before = renewed(line)
    assert used(office) != before
    assert stands(office) == (2, 0, "")
    number = a_received_case(office).number
    synced(*line)
    assert state_at(district, number) is CaseState.HANDED_OVER
    assert_same_journals(*line)


def test_what_was_asked_is_asked_once(line: Line) -> None:
    office = line[0]
    assert line_keys.ask(office) == line_keys.ask(office) == 2
    with office.vault.reading():
        assert len(office.journal.own_of(LineKeysAsked)) == 1
    assert stands(office) == (1, 2, "")


def test_a_parcel_under_the_former_key_is_read_for_thirty_days_and_then_refused(line: Line) -> None:
    office, district = line
    before = renewed(line)
    wait(line, days=29)
    assert receive(district, signed_with(office, before))
    wait(line, days=2)
    with pytest.raises(Refused) as refused:
        receive(district, signed_with(office, before))
    assert refused.value.reason == "replaced"
    assert [one.why.reason for one in asides(district)] == ["replaced"]
    synced(*line)
    assert_same_journals(*line)


def test_the_former_key_stays_good_until_the_new_one_is_heard(line: Line) -> None:
    office, district = line
    before = used(office)
    line_keys.ask(office)
    receive(district, frame_of(office))  # the answer is lost
    wait(line, days=90)
    assert receive(district, signed_with(office, before))
    for _ in range(2):
        synced(*line)
    assert used(office) != before
    assert_same_journals(*line)


class Deaf(Direct):
    """A road on which every answer is lost."""

    def collect(self) -> Iterator[bytes]:
        self._come.clear()
        raise NoAnswer("broken-off")


def test_an_answer_that_was_lost_comes_with_the_next_exchange(line: Line) -> None:
    office, district = line
    before = used(office)
    line_keys.ask(office)
    desk = SyncDesk(office)
    for _ in range(2):
        desk._exchange(Deaf(district), desk._post(), lambda _: None, lambda: False)
        assert used(office) == before
    for _ in range(2):
        synced(*line)
    assert used(office) != before
    assert [one.version for one in answers(office)] == [2]


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("where", ["_answered", "_told", "_is_certified"])
def test_a_station_that_is_killed_while_it_takes_them_takes_them_the_next_time(
    line: Line, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    office, district = line
    before = used(office)
    keyring.renew(district)
    line_keys.ask(office)

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(line_keys, where, killed)
        with pytest.raises(Killed):
            synced(*line)
    assert used(office) == before
    for _ in range(2):
        synced(*line)
    assert used(office) != before
    assert_same_journals(*line)


def test_a_stick_from_the_district_on_its_way_is_read_with_the_former_key(
    line: Line, tmp_path: Path
) -> None:
    office, district = line
    usb = tmp_path / "stick"
    usb.mkdir()
    out(office, usb)
    stick.visit(district, usb)
    renewed(line)
    report = SyncDesk(office).stick_in(usb, progress=lambda _: None, cancel=lambda: False)
    assert report.set_aside == ()
    wait(line, days=31)
    synced(*line)
    late = SyncDesk(office).stick_in(usb, progress=lambda _: None, cancel=lambda: False)
    assert {fault.reason for fault in late.set_aside} == {"unknown-receiver-key"}


def out(office: Office, usb: Path) -> SyncReport:
    return SyncDesk(office).stick_out(usb, progress=lambda _: None, cancel=lambda: False)


def test_keys_are_renewed_again_and_again(line: Line) -> None:
    for _ in range(3):
        renewed(line)
    assert stands(line[0]) == (4, 0, "")
    assert_same_journals(*line)


# ---- the district's key


def test_a_district_gets_another_key_and_reads_with_the_former_one_too(line: Line) -> None:
    office, district = line
    number = a_received_case(office).number
    frame = frame_of(office)
    keyring.renew(district)
    assert receive(district, frame)
    for _ in range(2):
        synced(*line)
    with office.vault.reading():
        told = office.memory.get("district_receiving")
    assert told == district.keys.public().receiving.hex()
    assert state_at(district, number) is CaseState.HANDED_OVER
    assert_same_journals(*line)


def test_a_former_key_is_destroyed_when_its_time_is_over_and_everybody_knows(line: Line) -> None:
    office, district = line
    frame = frame_of(office)
    keyring.renew(district)
    assert forgotten(district) == 0
    wait(line, days=91)
    assert forgotten(district) == 0
    for _ in range(2):
        synced(*line)
    assert forgotten(district) == 1
    with pytest.raises(Refused) as refused:
        receive(district, frame)
    assert refused.value.reason == "unknown-receiver-key"


def test_a_withdrawn_station_keeps_no_former_key_alive(line: Line) -> None:
    keyring.renew(line[1])
    wait(line, days=91)
    revoke(line[1], STATION)
    assert forgotten(line[1]) == 1


def forgotten(district: District) -> int:
    with district.vault.transaction():
        return keyring.forget_former(district)


# ---- the commands


def test_the_district_command_makes_another_key(
    line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    district = line[1]
    secret = district.home.parent / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    home = ("--home", str(district.home), "--passphrase-file", str(secret))
    assert main(["district", "keys", "--new", *home]) == 0
    assert main(["district", "keys", *home]) == 0
    first, signs, *again = capsys.readouterr().out.splitlines()
    assert again == [first, signs]
    assert "1" in first
    synced(*line)
    synced(*line)
    assert_same_journals(*line)
