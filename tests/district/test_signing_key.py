"""The district signs with another key: every station hears of it from the one that it knows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk import district_keys, line_keys
from station.desk.district_keys import signers
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.states import CaseState
from sync import seal
from sync.district import signing, stick
from sync.district.commands import main
from sync.district.enrolment import revoke
from sync.district.intake import receive
from sync.district.premises import District
from sync.exchange import SyncReport
from sync.seal import key_id
from tests.district.pair import (
    SECRET,
    Direct,
    a_received_case,
    assert_same_journals,
    frame_of,
    state_at,
    synced,
)
from tests.district.test_line_keys import Deaf, Killed, out, wait
from tests.district.test_quarantine import come_back
from tests.office import STATION

Line = tuple[Office, District]


def believed(office: Office) -> bytes:
    """The newest key of the district that the station knows."""
    with office.vault.reading():
        return signers(office)[0]


def newest(district: District) -> bytes:
    return district.keys.public().signing


class Listening(Direct):
    """A road on which somebody notes which key of the district signs."""

    def collect(self) -> Iterator[bytes]:
        for frame in super().collect():
            self.heard = seal.claimed_key(frame)
            yield frame


def spoken_with(line: Line) -> str:
    """The id of the key that signed the district's last word in an exchange."""
    office, district = line
    road, desk = Listening(district), SyncDesk(office)
    report = desk._exchange(road, desk._post(), lambda _: None, lambda: False)
    assert report.set_aside == ()
    return road.heard


def forgotten(district: District) -> int:
    with district.vault.transaction():
        return signing.forget_former(district)


def unaware(district: District) -> list[str]:
    with district.vault.reading():
        return signing.unaware(district)


def tried(line: Line) -> SyncReport:
    """An exchange of which nothing is expected."""
    office, district = line
    desk = SyncDesk(office)
    return desk._exchange(Direct(district), desk._post(), lambda _: None, lambda: False)


# ---- over the line


def test_a_station_hears_of_the_new_key_by_the_old_one_and_then_by_the_new_one(line: Line) -> None:
    office, district = line
    synced(*line)
    before = newest(district)
    signing.renew(district)
    assert newest(district) != before == believed(office)
    assert unaware(district) == [STATION]

    assert spoken_with(line) == key_id(before)
    assert believed(office) == newest(district)
    assert line_keys.state(office).district == key_id(newest(district))
    assert spoken_with(line) == key_id(newest(district))

    assert unaware(district) == []
    number = a_received_case(office).number
    synced(*line)
    assert state_at(district, number) is CaseState.HANDED_OVER
    assert_same_journals(*line)


def test_who_was_away_for_three_renewals_follows_them_one_by_one(line: Line) -> None:
    office, district = line
    synced(*line)
    for _ in range(3):
        signing.renew(district)
        wait(line, days=100)
    assert forgotten(district) == 2, "those that nobody believes"
    for _ in range(2):
        synced(*line)
    assert believed(office) == newest(district)
    assert forgotten(district) == 1
    assert_same_journals(*line)


def test_a_lost_answer_costs_nothing(line: Line) -> None:
    office, district = line
    before = believed(office)
    signing.renew(district)
    desk = SyncDesk(office)
    for _ in range(3):
        desk._exchange(Deaf(district), desk._post(), lambda _: None, lambda: False)
    assert believed(office) == before
    for _ in range(2):
        synced(*line)
    assert believed(office) == newest(district)
    assert_same_journals(*line)


def test_a_station_that_is_killed_while_it_takes_it_takes_it_the_next_time(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, district = line
    before = believed(office)
    signing.renew(district)

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(district_keys, "_keep", killed)
        with pytest.raises(Killed):
            synced(*line)
    assert believed(office) == before
    synced(*line)
    assert believed(office) == newest(district)
    assert_same_journals(*line)


def test_a_district_that_is_killed_while_it_renews_has_the_former_key_and_told_nobody(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = line[1]
    before = newest(district)

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(district, "record", killed)
        with pytest.raises(Killed):
            signing.renew(district)
    assert newest(district) == before
    with district.vault.reading():
        assert (signing.number(district), signing.left(district)) == (1, 0)
    for _ in range(2):
        synced(*line)
    assert believed(line[0]) == before


def test_it_is_told_by_stick_too(line: Line, tmp_path: Path) -> None:
    office, district = line
    synced(*line)
    usb = tmp_path / "stick"
    usb.mkdir()
    signing.renew(district)
    for _ in range(2):
        out(office, usb)
        stick.visit(district, usb)
        report = SyncDesk(office).stick_in(usb, progress=lambda _: None, cancel=lambda: False)
        assert report.set_aside == ()
    assert believed(office) == newest(district)
    assert unaware(district) == []


def test_what_the_former_key_signed_is_read_for_ninety_days_and_then_not(line: Line) -> None:
    office, district = line
    synced(*line)
    late = receive(district, frame_of(office))
    signing.renew(district)
    for _ in range(2):
        synced(*line)
    desk = SyncDesk(office)
    desk._post().open(late)
    wait(line, days=89)
    desk._post().open(late)
    wait(line, days=2)
    with office.vault.reading():
        assert signers(office) == (newest(district),)


def test_keys_that_a_station_asked_for_before_the_renewal_are_certified_by_either(
    line: Line,
) -> None:
    office, district = line
    synced(*line)
    line_keys.ask(office)
    receive(district, frame_of(office))  # answered, by the key in use; the answer is lost
    signing.renew(district)
    for _ in range(3):
        synced(*line)
    assert line_keys.state(office).number == 2
    line_keys.ask(office)
    for _ in range(3):
        synced(*line)
    assert line_keys.state(office).number == 3
    assert_same_journals(*line)


# ---- the end of the former key


def test_the_former_key_is_kept_while_somebody_believes_it_and_destroyed_then(line: Line) -> None:
    district = line[1]
    synced(*line)
    signing.renew(district)
    wait(line, days=91)
    assert forgotten(district) == 0, "a station on the line was not heard since"
    for _ in range(2):
        synced(*line)
    assert forgotten(district) == 1
    synced(*line)
    assert_same_journals(*line)


def test_it_is_kept_for_its_time_though_everybody_knows_the_new_one(line: Line) -> None:
    district = line[1]
    signing.renew(district)
    for _ in range(3):
        synced(*line)
    assert forgotten(district) == 0
    wait(line, days=91)
    assert forgotten(district) == 1


def test_a_withdrawn_station_keeps_no_former_key_alive(line: Line) -> None:
    synced(*line)
    signing.renew(line[1])
    wait(line, days=91)
    revoke(line[1], STATION)
    assert forgotten(line[1]) == 1


def test_who_comes_after_the_end_needs_a_code(line: Line) -> None:
    office, district = line
    synced(*line)
    with office.vault.reading():
        copy = office.memory.get("district_signing")
    signing.renew(district)
    for _ in range(2):
        synced(*line)
    wait(line, days=91)
    forgotten(district)
    with office.transaction():  # as a copy from before has it
        office.memory.set(district_signing=copy, former_district_signing="")
    report = tried(line)
    assert {fault.reason for fault in report.set_aside} == {"unknown-key"}

    come_back(office, district)
    synced(*line)
    assert believed(office) == newest(district)
    assert_same_journals(*line)


# ---- the commands


def test_the_district_command_renews_the_signing_key_and_names_who_does_not_know_it(
    line: Line, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    district = line[1]
    secret = district.home.parent / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    home = ("--home", str(district.home), "--passphrase-file", str(secret))
    synced(*line)

    assert main(["district", "keys", "--new-signing", *home]) == 0
    told = capsys.readouterr().out
    assert f"signing key number 2, {key_id(newest(district))}" in told
    assert f"do not know it yet: 1: {STATION}" in told

    for _ in range(2):
        synced(*line)
    assert main(["district", "keys", *home]) == 0
    assert "do not know it yet" not in capsys.readouterr().out
