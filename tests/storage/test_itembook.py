"""What an item said when a case was begun with it, kept as long as the vault."""

from collections.abc import Iterator
from pathlib import Path

import peewee
import pytest

from station.desk.cases import CaseDesk
from station.domain.items import Item
from station.storage.itembook import ItemBook, ItemChanged
from station.storage.migrations import MIGRATIONS
from station.storage.vault import Vault, create_vault
from tests.desk.test_cases import APPLICANT, PENSION
from tests.makers import item
from tests.office import an_office

KEY = bytes(range(32))


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_vault(tmp_path / "v", KEY, MIGRATIONS) as vault:
        yield vault


def keep(book: ItemBook, *items: Item) -> None:
    for one in items:
        book.keep(one)


def test_each_version_comes_back_as_it_was_kept(vault: Vault) -> None:
    old, new = item(note="示例𠮷䶮"), item(version=2)
    with vault.transaction():
        keep(ItemBook(vault), old, new, old)
    with vault.reading():
        book = ItemBook(vault)

        assert [book.item("XX-01", 1), book.item("XX-01", 2), book.item("XX-01", 3)] == [
            old, new, None,
        ]  # fmt: skip
        assert book.all() == [old, new]


def test_other_words_under_the_same_version_are_refused_and_the_first_stay(vault: Vault) -> None:
    with vault.transaction():
        ItemBook(vault).keep(item())
    with pytest.raises(ItemChanged) as refused, vault.transaction():
        ItemBook(vault).keep(item(fee_note="收费"))

    assert refused.value.values == {"item": "XX-01", "version": 1}
    assert refused.value.hint
    with vault.reading():
        assert ItemBook(vault).item("XX-01", 1) == item()


@pytest.mark.parametrize("change", ["DELETE FROM item_version", "UPDATE item_version SET item = 1"])
def test_no_slip_of_the_program_changes_what_is_kept(vault: Vault, change: str) -> None:
    with vault.transaction():
        ItemBook(vault).keep(item())
    with pytest.raises(peewee.IntegrityError, match="case"), vault.transaction():
        vault.sql(change)
    with vault.reading():
        assert ItemBook(vault).all() == [item()]


def test_a_transaction_that_fails_keeps_no_version(vault: Vault) -> None:
    book = ItemBook(vault)
    with pytest.raises(ItemChanged), vault.transaction():
        keep(book, item(), item(fee_note="收费"))
    with vault.reading():
        assert book.item("XX-01", 1) is None


def test_a_rebuild_of_the_tables_loses_no_kept_version(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False)
        with office.vault.transaction():
            before = office.itembook.all()
            office.casebook.rebuild()
        with office.vault.reading():
            assert office.itembook.all() == before == [office.item(PENSION)]
