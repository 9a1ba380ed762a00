"""What the vault remembers of its slots: whatever somebody does to the file is named."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.storage.memory import Memory
from station.storage.migrations import MIGRATIONS
from station.storage.slotbook import SlotBook
from station.storage.slots import KDF, Slot, SlotFile
from station.storage.vault import Vault, create_vault

KEY = bytes(range(32))
NAMES = ("示例甲", "示例乙", "示例丙", "示例丁")


def slot(agent: str, fill: int) -> Slot:
    return Slot(
        agent=agent, kdf=KDF, key_file="", salt=bytes([fill]) * 16, memory_kib=65536, passes=3,
        lanes=1, nonce=bytes(12), seed=bytes(48), sealed=bytes(80),
    )  # fmt: skip


def slots(**fills: int) -> SlotFile:
    return SlotFile(
        owner="330211105203", key="k", slots=tuple(slot(name, n) for name, n in fills.items())
    )


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    folder = tmp_path_factory.mktemp("slotbook")
    with create_vault(folder / "vault", KEY, MIGRATIONS) as made:
        yield made


def named(book: SlotBook, content: SlotFile) -> set[str]:
    return {str(fault.values["agent"]) for fault in book.strange(content)}


FILLS = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3), min_size=1)


@given(there=FILLS, found=FILLS)
def test_each_slot_that_was_added_changed_or_taken_away_is_named_and_no_other(
    vault: Vault, there: dict[str, int], found: dict[str, int]
) -> None:
    with vault.transaction():
        book = SlotBook(Memory(vault), KEY)
        book.begin(slots(**there))

        differ = {name for name in NAMES if there.get(name) != found.get(name)}
        assert named(book, slots(**found)) == differ


@given(there=FILLS, agent=st.sampled_from(NAMES), written=st.booleans(), other=st.booleans())
def test_what_an_agent_was_about_to_write_is_believed_if_it_came_about_and_nothing_else(
    vault: Vault, there: dict[str, int], agent: str, written: bool, other: bool
) -> None:
    coming = there | {agent: 9}
    found = (coming if written else there) | ({"示例戊": 1} if other else {})
    with vault.transaction():
        book = SlotBook(Memory(vault), KEY)
        book.begin(slots(**there))
        book.expect(slots(**coming), agent, new=agent not in there)

        settled = book.settle(slots(**found))

        assert settled == ((agent,) if written and agent in there else ())
        assert named(book, slots(**found)) == ({"示例戊"} if other else set())
        assert book.settle(slots(**found)) == ()


@given(there=FILLS, agent=st.sampled_from(NAMES), written=st.booleans(), told=st.booleans())
def test_what_is_to_be_said_of_other_keys_is_said_if_the_slot_came_and_until_it_is_settled(
    vault: Vault, there: dict[str, int], agent: str, written: bool, told: bool
) -> None:
    coming = there | {agent: 9}
    found = slots(**(coming if written else there))
    keys = {"signs": "ab", "opens": "cd"} if told else {}
    with vault.transaction():
        book = SlotBook(Memory(vault), KEY)
        book.begin(slots(**there))
        book.expect(slots(**coming), agent, new=agent not in there, keys=keys)

        assert book.keys_come(found, agent) == (keys if written else {})
        assert not any(book.keys_come(found, name) for name in NAMES if name != agent)
        book.settle(found)
        assert book.keys_come(found, agent) == {}
        book.expect(slots(**coming), agent, new=True)
        assert book.keys_come(slots(**coming), agent) == {}


def test_a_slot_is_not_believed_under_another_data_key(vault: Vault) -> None:
    content = slots(示例甲=1)
    with vault.transaction():
        book = SlotBook(Memory(vault), KEY)
        book.begin(content)

        assert named(book, replace(content, key="another")) == {"示例甲"}
        assert named(SlotBook(Memory(vault), bytes(32)), content) == {"示例甲"}
