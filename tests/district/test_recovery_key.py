"""What stations seal to the district: to its newest key and no other; and the two halves of it."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.agents import AgentDesk
from station.desk.recovery_slot import RecoverySlot
from station.desk.rekeying import change_key
from station.domain import canon
from station.domain.errors import BadInput
from station.domain.recovery_events import (
    RecoveryErased,
    RecoverySealed,
)
from station.domain.values import Side
from station.storage.slots import read_slots, write_slots
from sync.district import recovery, sealed_keys
from sync.district.halves import (
    HalfUnreadable,
    HalvesApart,
    joined,
    new_halves,
    read_half,
    write_half,
)
from sync.district.recovery import NotAnswerable, NothingSealed, RecoveryKeyExists
from sync.district.verify import examine
from tests.desk.test_checking import quiet
from tests.district.locked_out import (
    Custodians,
    a_recoverable_station,
    answered,
    asked,
)  # fmt: skip
from tests.district.pair import (
    a_district,
    join,
    synced,
)
from tests.office import NEW, HandClock, an_office

# ---- what is sealed, to whom


def test_each_new_data_key_is_sealed_to_the_district_and_told_to_it(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office = scene.office
        district = scene.district
        first = recovery.held_key(district, NEW.station)
        office = change_key(office, progress=quiet)
        synced(office, district)
        slots = read_slots(office.home.slots)
        held = recovery.held_key(district, NEW.station)
        office.leave()

    assert held.key == slots.key != first.key
    assert slots.recovery is not None
    assert held.sealed == slots.recovery.sealed


def test_a_station_that_was_enrolled_before_seals_when_the_key_comes_and_to_each_new_one(
    tmp_path: Path,
) -> None:
    custodians, second = Custodians(tmp_path / "sticks"), Custodians(tmp_path / "more")
    with a_district(tmp_path / "district") as district, an_office(tmp_path / "station") as office:
        join(office, district)
        synced(office, district)
        assert RecoverySlot(office).recipient() == ""
        custodians.make(district)
        synced(office, district)
        first = RecoverySlot(office).recipient()
        with pytest.raises(RecoveryKeyExists):
            second.make(district)
        second.make(district, again=True)
        synced(office, district)
        latest = RecoverySlot(office).recipient()
        assert AgentDesk(office).strange() == ()
        with office.vault.reading():
            told = len(office.journal.own_of(RecoverySealed))

    assert first == read_half(custodians.halves[0]).recipient
    assert latest == read_half(second.halves[0]).recipient != first
    assert told == 2


def test_an_older_word_of_the_district_is_not_believed_again(tmp_path: Path) -> None:
    custodians, second = Custodians(tmp_path / "sticks"), Custodians(tmp_path / "more")
    with a_district(tmp_path / "district") as district, an_office(tmp_path / "station") as office:
        custodians.make(district)
        join(office, district)
        with office.vault.reading():
            body, signature = office.memory.get("bundle"), office.memory.get("bundle_signature")
        second.make(district, again=True)
        synced(office, district)
        newest = RecoverySlot(office).recipient()
        with office.vault.transaction():
            office.memory.set(bundle_enrolled=body, bundle_enrolled_signature=signature)
        RecoverySlot(office).settle()
        assert RecoverySlot(office).recipient() == newest
        with office.vault.transaction():  # one that nobody signed
            office.memory.set(bundle_enrolled=body.replace('"version":1', '"version":9'))
        RecoverySlot(office).settle()
        assert RecoverySlot(office).recipient() == newest


def test_a_district_slot_that_somebody_exchanged_is_named_and_made_anew(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office = scene.office
        custodians = scene.custodians
        clock, content = scene.clock, read_slots(office.home.slots)
        assert content.recovery is not None
        forged = replace(content, recovery=replace(content.recovery, sealed=bytes(80)))
        write_slots(office.home.slots, forged)
        assert len(AgentDesk(office).strange()) == 1
        office.leave()
        with an_office(tmp_path / "station", clock) as again:
            assert AgentDesk(again).strange() == ()
        answered(tmp_path, clock, custodians.answer(asked(tmp_path, clock).text)).leave()


def test_the_district_can_delete_what_it_held_and_everything_stays_whole(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office = scene.office
        district = scene.district
        sealed = recovery.held_key(district, NEW.station).sealed.hex().encode()
        assert sealed_keys.erase(district, NEW.station) == 1
        with pytest.raises(NothingSealed):
            recovery.held_key(district, NEW.station)
        synced(office, district)
        with office.vault.reading():
            assert len(office.journal.own_of(RecoveryErased, side=Side.DISTRICT)) == 1
        assert sealed_keys.erase(district, NEW.station) == 0
        assert examine(district, NEW.station).faults == ()
        with district.vault.reading():
            rows = district.vault.sql("SELECT data FROM entry").fetchall()
        assert not [row for row in rows if sealed in bytes(row[0])]


# ---- the two halves


def test_one_half_or_two_of_different_keys_open_nothing(tmp_path: Path) -> None:
    clock = HandClock()
    one, other, public = new_halves("330211", clock.chance)
    another, _, _ = new_halves("330211", clock.chance)

    key = joined(one, other).public_key().public_bytes_raw()
    assert key == joined(other, one).public_key().public_bytes_raw() == public
    for pair in ((one, one), (other, other), (another, other), (one, another)):
        with pytest.raises(HalvesApart):
            joined(*pair)


def test_a_damaged_half_is_told_and_nothing_is_written_over(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        district = scene.district
        custodians = scene.custodians
        half = custodians.halves[0]
        whole = half.read_bytes()
        for rubbish in (b"", b"null", whole.replace(b'"a"', b'"b"'), whole[:-9]):
            half.write_bytes(rubbish)
            with pytest.raises(HalfUnreadable):
                read_half(half)
        for folders in ((tmp_path, tmp_path), (tmp_path, tmp_path / "nowhere")):
            with pytest.raises(BadInput):
                recovery.make_key(district, *folders, again=True)


@pytest.mark.parametrize(
    ("field", "word"),
    [("recipient", "no key"), ("recipient", "3F9A07C1E2B84D56"), ("recipient", "ab"),
     ("district", "x" * 256), ("part", "c"), ("secret", "00")],
)  # fmt: skip
def test_a_half_that_goes_on_no_paper_is_told_as_damaged(
    tmp_path: Path, field: str, word: str
) -> None:
    half, _, _ = new_halves("330211", HandClock().chance)
    place = write_half(half, tmp_path)
    body = json.loads(place.read_bytes()) | {field: word}
    del body["check"]
    body["check"] = hashlib.sha256(canon.write(body)).hexdigest()
    place.write_text(json.dumps(body), "utf-8")

    with pytest.raises(HalfUnreadable) as refusal:
        read_half(place)
    assert "second copy" in refusal.value.hint


def test_the_halves_of_a_former_key_do_not_open_what_is_sealed_to_the_new_one(
    tmp_path: Path,
) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office = scene.office
        district = scene.district
        custodians = scene.custodians
        second = Custodians(tmp_path / "more")
        second.make(district, again=True)
        synced(office, district)
        clock = scene.clock
        office.leave()
        request = asked(tmp_path, clock)

        with pytest.raises(NotAnswerable):
            custodians.answer(request.text)
        answered(tmp_path, clock, second.answer(request.text)).leave()
