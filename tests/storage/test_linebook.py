"""The station's vault is a Book like any other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.domain.codec import encode
from station.domain.office_events import AgentCame
from station.storage.journal import Journal
from station.storage.linebook import MOST_ASIDE, MOST_ASIDE_BYTES, LineBook
from station.storage.memory import Memory
from station.storage.migrations import MIGRATIONS
from station.storage.own_scans import scans_of
from station.storage.vault import Vault, create_vault, open_vault
from sync.ports import Book
from tests.office import FRIDAY
from tests.sync.book_suite import ME, PEER, BookSuite

KEY = bytes(range(32))


def line_of(vault: Vault) -> LineBook:
    memory = Memory(vault)
    journal = Journal(vault, memory)
    return LineBook(
        vault, journal, memory, arrived=lambda kept: None,
        reborn=lambda parent: None, now=lambda: FRIDAY,
        shelf=scans_of(vault, vault.path.parent / "pieces", bytes, journal),
    )  # fmt: skip


class TestTheVaultIsABook(BookSuite):
    @pytest.fixture(autouse=True)
    def _vault(self, tmp_path: Path) -> Iterator[None]:
        self.path = tmp_path / "station.vault"
        self.vault = create_vault(self.path, KEY, MIGRATIONS)
        self.opened = [self.vault]
        yield
        for vault in self.opened:
            vault.close()

    def make(self) -> Book:
        with self.vault.transaction():
            memory = Memory(self.vault)
            Journal(self.vault, memory).begin(ME, "first")
            memory.set(district=PEER)
        return line_of(self.vault)

    def write(self, book: Book, words: str) -> bytes:
        assert isinstance(book, LineBook)
        event = AgentCame(at=FRIDAY, by=words or "示例")
        with book.transaction():
            number = book.written() + 1
            Journal(self.vault, Memory(self.vault)).append(event)
        return encode(event, number)

    def again(self, book: Book) -> Book:
        self.opened.append(open_vault(self.path, KEY, MIGRATIONS))
        return line_of(self.opened[-1])


def test_no_stick_can_fill_the_disk_with_parcels_set_aside(tmp_path: Path) -> None:
    with create_vault(tmp_path / "station.vault", KEY, MIGRATIONS) as vault:
        book = line_of(vault)
        with book.transaction():
            for number in range(MOST_ASIDE + 20):
                book.set_aside("magic", number.to_bytes(4) * 200_000)
            count, size = vault.sql("SELECT count(*), sum(length(data)) FROM aside").fetchone()
            for number in range(MOST_ASIDE + 20):
                book.set_aside("magic", number.to_bytes(4))

            assert 0 < count <= MOST_ASIDE
            assert MOST_ASIDE_BYTES / 2 < size <= MOST_ASIDE_BYTES
            assert len(book.asides()) == MOST_ASIDE
