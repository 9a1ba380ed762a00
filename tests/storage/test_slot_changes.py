"""Another passphrase, another agent: what changes in the slots, and what does not."""

from dataclasses import replace
from pathlib import Path

import pytest

from station.storage.faults import DiskFailing, DiskFull
from station.storage.keys import (
    Opened,
    WrongPassphrase,
    opened_by,
    with_agent,
    with_keys,
    with_lock,
)
from station.storage.locks import Lock
from station.storage.slots import (
    SlotFile,
    SlotsDamaged,
    mend_slots,
    read_slots,
    twin_of,
    write_slots,
)
from tests.faults import Killed, disk
from tests.office import WEAK
from tests.storage.one_agent import AGENT, PASSPHRASE, chance_of, make_slots, open_slots

COLLEAGUE, THEIRS = "示例站长", "another 口令 of the colleague"
NEW = "a new 口令 nobody has heard"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "keyslots.json"


def two_agents(place: Path) -> tuple[SlotFile, Opened]:
    made = make_slots(place)
    return with_agent(
        read_slots(place), made.data_key, agent=COLLEAGUE, passphrase=THEIRS, cost=WEAK,
        chance=chance_of(50),
    )  # fmt: skip


def changed(content: SlotFile, old: str = PASSPHRASE) -> SlotFile:
    return with_lock(
        content, agent=AGENT, old=Lock(passphrase=old), new=Lock(passphrase=NEW),
        chance=chance_of(90),
    )  # fmt: skip


def test_a_colleague_opens_the_same_vault_with_keys_of_their_own(place: Path) -> None:
    content, theirs = two_agents(place)

    mine = opened_by(content, agent=AGENT, lock=Lock(passphrase=PASSPHRASE))
    assert theirs.data_key == mine.data_key
    assert theirs.keys.signs.private_bytes_raw() != mine.keys.signs.private_bytes_raw()
    for agent, passphrase in ((AGENT, THEIRS), (COLLEAGUE, PASSPHRASE)):
        with pytest.raises(WrongPassphrase):
            opened_by(content, agent=agent, lock=Lock(passphrase=passphrase))


def test_a_new_passphrase_changes_the_agents_own_blob_and_nothing_else(place: Path) -> None:
    before, _ = two_agents(place)
    after = changed(before)

    mine, theirs = after.slots
    assert theirs == before.slots[1]
    own = before.slots[0]
    assert replace(mine, salt=own.salt, nonce=own.nonce, seed=own.seed) == own
    assert mine.salt != own.salt
    assert mine.nonce != own.nonce
    opened, former = (
        opened_by(content, agent=AGENT, lock=Lock(passphrase=passphrase))
        for content, passphrase in ((after, NEW), (before, PASSPHRASE))
    )
    assert opened.data_key == former.data_key
    assert opened.keys.signs.private_bytes_raw() == former.keys.signs.private_bytes_raw()
    with pytest.raises(WrongPassphrase):
        opened_by(after, agent=AGENT, lock=Lock(passphrase=PASSPHRASE))


def test_other_keys_open_the_same_vault_and_have_nothing_of_the_former(place: Path) -> None:
    before, _ = two_agents(place)
    after, opened = with_keys(
        before, agent=AGENT, old=Lock(passphrase=PASSPHRASE), new=Lock(passphrase=NEW),
        chance=chance_of(90),
    )  # fmt: skip

    former = opened_by(before, agent=AGENT, lock=Lock(passphrase=PASSPHRASE))
    assert opened.data_key == former.data_key
    assert opened.keys.signs.private_bytes_raw() != former.keys.signs.private_bytes_raw()
    assert opened.keys.opens.private_bytes_raw() != former.keys.opens.private_bytes_raw()
    assert after.slots[1] == before.slots[1]
    own, mine = before.slots[0], after.slots[0]
    for part in ("salt", "nonce", "seed", "sealed"):
        assert getattr(mine, part) != getattr(own, part)
    with pytest.raises(WrongPassphrase):
        opened_by(after, agent=AGENT, lock=Lock(passphrase=PASSPHRASE))
    with pytest.raises(SlotsDamaged):  # the data key of before is sealed to the keys of before
        opened_by(
            replace(after, slots=(replace(mine, sealed=own.sealed),)),
            agent=AGENT, lock=Lock(passphrase=NEW),
        )  # fmt: skip


def test_nobody_changes_a_passphrase_without_the_old_one(place: Path) -> None:
    make_slots(place)

    with pytest.raises(WrongPassphrase):
        changed(read_slots(place), old="not the old one, 口令")
    with pytest.raises(WrongPassphrase):
        with_keys(
            read_slots(place), agent=AGENT, old=Lock(passphrase="not the old one, 口令"),
            new=Lock(passphrase=NEW), chance=chance_of(90),
        )  # fmt: skip


@pytest.mark.parametrize("step", range(6))
@pytest.mark.parametrize("fault", "KFE")
def test_a_change_that_is_cut_short_leaves_exactly_one_passphrase(
    place: Path, step: int, fault: str
) -> None:
    make_slots(place)
    after = changed(read_slots(place))
    with disk("." * step + fault), pytest.raises((Killed, DiskFull, DiskFailing)):
        write_slots(place, after)

    mend_slots(place)

    opens = {one for one in (PASSPHRASE, NEW) if _opens(place, one)}
    assert len(opens) == 1
    place.unlink()  # what the second copy opens with is the same
    assert {one for one in (PASSPHRASE, NEW) if _opens(place, one)} == opens


def _opens(place: Path, passphrase: str) -> bool:
    try:
        open_slots(place, passphrase)
    except WrongPassphrase:
        return False
    return True


@pytest.mark.parametrize("lost", [True, False], ids=["first", "second"])
def test_a_lost_or_damaged_copy_is_made_again(place: Path, lost: bool) -> None:
    make_slots(place)
    whole = place.read_bytes()
    hurt = place if lost else twin_of(place)
    for damage in (hurt.unlink, lambda: hurt.write_bytes(whole[:100])):
        damage()
        mend_slots(place)

        assert place.read_bytes() == twin_of(place).read_bytes() == whole


def test_slots_that_are_whole_are_not_written_again(place: Path) -> None:
    make_slots(place)

    with disk("K") as steps:
        mend_slots(place)

    assert steps.asked == 0
