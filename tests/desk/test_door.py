"""At the door: wrong passphrases are counted across restarts, and nobody is shut out for ever."""

from pathlib import Path

import pytest

from station.desk.agents import AgentDesk
from station.desk.copying import make_backup, restore_station
from station.desk.door import Door, NothingToAdmit, SlotShut, TryLater
from station.desk.home import Home
from station.desk.opening import KeyOutdated, open_station
from station.desk.premises import Premises
from station.desk.rekeying import change_key
from station.desk.restoring import found_at, try_passphrase
from station.domain.attempts import MOST, PAUSE
from station.domain.errors import BadInput
from station.domain.office_events import AgentAdmitted, UnlockFailed
from station.storage.instance import VaultInUse
from station.storage.keys import UnknownAgent, WrongPassphrase
from station.storage.slots import twin_of
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings

COLLEAGUE, THEIRS = "示例同事", "同事的口令 也是十五个字 以上 xyz"


def try_at(home: Home, clock: HandClock, passphrase: str = "wrong", agent: str = NEW.agent) -> None:
    open_station(home, agent, passphrase, settings=settings(home.folder), clock=clock).leave()


def slip(home: Home, clock: HandClock, times: int, agent: str = NEW.agent) -> None:
    """So many wrong passphrases, each as soon as one is tried."""
    for _ in range(times):
        with pytest.raises(WrongPassphrase):
            try_at(home, clock, agent=agent)
        clock.wait(seconds=PAUSE.total_seconds())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A station with two agents."""
    with an_office(tmp_path) as office:
        AgentDesk(office).add(COLLEAGUE, THEIRS)
    return Home(folder=tmp_path)


@pytest.fixture
def clock(home: Home) -> HandClock:
    return HandClock(seed="another sitting")


def shut_out(home: Home, clock: HandClock) -> None:
    """As if the agent had typed a hundred: the file says 99, and one more is typed."""
    slip(home, clock, 1)
    text = home.attempts.read_text("utf-8").replace('"count": 1', f'"count": {MOST - 1}')
    home.attempts.write_text(text, "utf-8")
    slip(home, clock, 1)


def test_after_the_third_wrong_passphrase_even_the_right_one_waits(
    home: Home, clock: HandClock
) -> None:
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            try_at(home, clock)
    with pytest.raises(TryLater, match="2 s"):
        try_at(home, clock, PASSPHRASE)
    clock.wait(seconds=2)
    try_at(home, clock, PASSPHRASE)


def test_five_wrong_passphrases_cost_a_quarter_of_an_hour_on_any_start(
    home: Home, clock: HandClock
) -> None:
    slip(home, clock, 5)
    clock.wait(seconds=-61)
    with pytest.raises(TryLater, match="1 min"):
        try_at(home, HandClock(clock.time), PASSPHRASE)


def test_whoever_tries_the_former_passphrase_at_an_open_screen_waits_too(
    home: Home, clock: HandClock
) -> None:
    """Somebody who wants to exchange the passphrase of an agent who went out for a moment."""
    with an_office(home.folder, clock) as office:
        desk = AgentDesk(office)
        for _ in range(3):
            with pytest.raises(WrongPassphrase):
                desk.change("wrong", THEIRS)
        with pytest.raises(TryLater):
            desk.change(PASSPHRASE, THEIRS)
        clock.wait(seconds=2)
        desk.change(PASSPHRASE, THEIRS)


def test_a_colleague_comes_in_while_somebody_waits(home: Home, clock: HandClock) -> None:
    slip(home, clock, 5)
    clock.wait(seconds=-600)
    try_at(home, clock, THEIRS, COLLEAGUE)
    with pytest.raises(TryLater):
        try_at(home, clock, PASSPHRASE)


def test_the_right_passphrase_ends_the_count(home: Home, clock: HandClock) -> None:
    slip(home, clock, 4)
    try_at(home, clock, PASSPHRASE)
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            try_at(home, clock)


def test_a_clock_that_is_set_back_neither_shortens_the_pause_nor_locks_for_ever(
    home: Home, clock: HandClock
) -> None:
    slip(home, clock, 5)
    clock.wait(days=-4000)
    with pytest.raises(TryLater, match="15 min"):
        try_at(home, clock, PASSPHRASE)
    clock.wait(seconds=PAUSE.total_seconds())
    try_at(home, clock, PASSPHRASE)


def test_who_comes_in_is_told_of_wrong_passphrases_and_the_journal_once(
    home: Home, clock: HandClock
) -> None:
    slip(home, clock, 2)
    slip(home, clock, 1, COLLEAGUE)
    with an_office(home.folder, clock) as office:
        tried = {one.agent: one.count for one in office.tried}
    with an_office(home.folder, clock) as office, office.vault.reading():
        assert not office.tried
        told = office.journal.own_of(UnlockFailed)

    assert tried == {NEW.agent: 2, COLLEAGUE: 1}
    assert [(one.agent, one.by) for one in told if isinstance(one, UnlockFailed)] == [
        (NEW.agent, NEW.agent), (COLLEAGUE, NEW.agent),
    ]  # fmt: skip


def test_a_cut_after_the_journal_was_told_tells_it_nothing_twice(
    home: Home, clock: HandClock
) -> None:
    slip(home, clock, 2)
    before = home.attempts.read_bytes()
    try_at(home, clock, PASSPHRASE)
    home.attempts.write_bytes(before)
    with an_office(home.folder, clock) as office, office.vault.reading():
        assert len(office.journal.own_of(UnlockFailed)) == 1


def test_after_a_hundred_a_colleague_who_is_in_opens_the_way(home: Home, clock: HandClock) -> None:
    shut_out(home, clock)
    clock.wait(days=30)
    with pytest.raises(SlotShut):
        try_at(home, clock, PASSPHRASE)
    colleague = open_station(
        home, COLLEAGUE, THEIRS, settings=settings(home.folder), clock=clock
    )  # fmt: skip
    Door(home, clock).admit(colleague, NEW.agent)
    with colleague.vault.reading():
        (admitted,) = colleague.journal.own_of(AgentAdmitted)
    colleague.leave()

    assert isinstance(admitted, AgentAdmitted)
    assert (admitted.agent, admitted.by, admitted.count) == (NEW.agent, COLLEAGUE, MOST)
    try_at(home, clock, PASSPHRASE)


def test_a_new_slot_begins_without_wrong_passphrases(home: Home, clock: HandClock) -> None:
    with an_office(home.folder, clock) as office:
        AgentDesk(office).change(PASSPHRASE, THEIRS + THEIRS)
    slip(home, clock, 1)
    text = home.attempts.read_text("utf-8")
    salt = text.split('"slot": "')[1][:32]
    home.attempts.write_text(text.replace(salt, "00" * 16).replace('": 1', f'": {MOST}'), "utf-8")
    try_at(home, clock, THEIRS + THEIRS)


def test_nobody_is_admitted_who_does_not_wait(home: Home, clock: HandClock) -> None:
    with an_office(home.folder, clock) as office:
        with pytest.raises(NothingToAdmit):
            Door(home, clock).admit(office, COLLEAGUE)
        with pytest.raises(UnknownAgent):
            Door(home, clock).admit(office, "示例外人")


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"[1]", b'{"a": 1}', b"\xff\xfe", b"[" * 100_000, b'{"a": {"slot": 1}}'],
)
def test_a_file_of_attempts_that_cannot_be_read_locks_nobody_out(
    home: Home, clock: HandClock, damage: bytes
) -> None:
    home.attempts.write_bytes(damage)
    try_at(home, clock, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        try_at(home, clock)


def test_where_the_count_cannot_be_kept_the_passphrase_is_still_judged(
    home: Home, clock: HandClock
) -> None:
    home.attempts.mkdir()
    with pytest.raises(WrongPassphrase):
        try_at(home, clock)


def test_who_was_removed_is_told_so_with_an_old_copy_of_the_slots(
    home: Home, clock: HandClock
) -> None:
    old = home.slots.read_bytes()
    with an_office(home.folder, clock) as office:
        after = change_key(office, without=COLLEAGUE, progress=lambda _: None)
        after.leave()
    for place in (home.slots, twin_of(home.slots)):
        place.write_bytes(old)
    with pytest.raises(KeyOutdated, match="of another time"):
        try_at(home, clock, THEIRS, COLLEAGUE)


def test_waiting_is_told_to_the_second(home: Home, clock: HandClock) -> None:
    slip(home, clock, 5)
    clock.wait(seconds=-PAUSE.total_seconds())
    refusal = Door(home, clock).refusal(NEW.agent)

    assert refusal is not None
    assert "in 15 min 0 s" in str(refusal)
    assert Door(home, clock).refusal(COLLEAGUE) is None


def try_on(home: Home, clock: HandClock, copy: Path, passphrase: str) -> None:
    place = Premises(home=home, settings=settings(home.folder), clock=clock)
    (found,) = found_at(copy)
    try_passphrase(place, found, NEW.agent, passphrase, None)


def test_a_passphrase_that_is_tried_on_a_backup_of_the_station_counts_as_at_the_door(
    home: Home, clock: HandClock, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.station"
    office = open_station(home, NEW.agent, PASSPHRASE, settings=settings(home.folder), clock=clock)
    make_backup(office, copy)
    office.leave()
    for _ in range(3):
        with pytest.raises(BadInput):
            try_on(home, clock, copy, "wrong")

    with pytest.raises(TryLater):
        try_on(home, clock, copy, PASSPHRASE)
    with pytest.raises(TryLater):
        try_at(home, clock, PASSPHRASE)


def test_a_backup_from_before_the_passphrase_was_changed_knows_no_delays(
    home: Home, clock: HandClock, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.station"
    office = open_station(home, NEW.agent, PASSPHRASE, settings=settings(home.folder), clock=clock)
    make_backup(office, copy)
    AgentDesk(office).change(PASSPHRASE, THEIRS)
    office.leave()
    for _ in range(4):
        with pytest.raises(BadInput):
            try_on(home, clock, copy, "wrong")

    assert not home.attempts.exists()


def test_nobody_tries_on_a_copy_while_another_program_counts(
    home: Home, clock: HandClock, tmp_path: Path
) -> None:
    with an_office(home.folder, clock) as office:
        make_backup(office, tmp_path / "one.station")
        place = Premises(home=home, settings=settings(home.folder), clock=clock)
        (found,) = found_at(tmp_path / "one.station")
        with pytest.raises(VaultInUse):
            try_passphrase(place, found, COLLEAGUE, "wrong", None)
        assert not home.attempts.exists()

    with pytest.raises(BadInput):
        try_passphrase(place, found, COLLEAGUE, "wrong", None)
    with an_office(home.folder, clock) as office:
        assert [one.agent for one in office.tried] == [COLLEAGUE]


def test_who_was_shut_out_restores_their_backup_into_another_folder(
    home: Home, clock: HandClock, tmp_path: Path
) -> None:
    copy, other = tmp_path / "copy.station", tmp_path / "other"
    with an_office(home.folder, clock) as office:
        make_backup(office, copy)
    shut_out(home, clock)
    home.vault.unlink()

    with pytest.raises(SlotShut):
        try_on(home, clock, copy, PASSPHRASE)
    restore_station(
        Home(folder=other), copy, NEW.agent, PASSPHRASE, settings=settings(other), clock=clock
    ).leave()
