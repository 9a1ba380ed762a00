"""The versions of items that cases of this station were begun with. None is ever changed.

A catalogue may drop a version, or say something else under its number; the running case keeps
what the resident was told. Use it inside a transaction.
"""

import msgspec

from station.domain import canon
from station.domain.codec import read
from station.domain.errors import StationError
from station.domain.items import Item
from station.domain.transfer_events import CaseBrought
from station.domain.window_events import CaseOpened, VersionTaken
from station.storage.vault import Vault


class ItemChanged(StationError):
    """The catalogue says something else under a version that cases were begun with."""


class ItemBook:
    """What each item said in the versions that are in use here."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._read: dict[tuple[str, int], Item] = {}

    def keep(self, item: Item) -> None:
        """Keep this version for the cases that begin with it. Raises ItemChanged."""
        data = canon.write(msgspec.to_builtins(item))
        kept = self._data(item.id, item.version)
        if kept is None:
            self._vault.sql(
                "INSERT INTO item_version (item, version, data) VALUES (?, ?, ?)",
                item.id, item.version, data,
            )  # fmt: skip
        elif kept != data:
            raise ItemChanged(
                "version {version} of item {item} is not what it was when cases were begun with it",
                "The catalogue was changed without a new version: ask the district for one in"
                " which this item has the next version.",
                item=item.id, version=item.version,
            )  # fmt: skip

    def item(self, id_: str, version: int) -> Item | None:
        """The item as it was in this version; None if no case was begun with it."""
        key = (id_, version)
        if key not in self._read:
            data = self._data(id_, version)
            if data is None:
                return None
            self._read[key] = msgspec.convert(canon.read(data), Item)
        return self._read[key]

    def all(self) -> list[Item]:
        """Every version that is kept, by id and version."""
        rows = self._vault.sql("SELECT data FROM item_version ORDER BY item, version")
        return [msgspec.convert(canon.read(bytes(data)), Item) for (data,) in rows.fetchall()]

    def needed(self) -> list[tuple[str, str, int]]:
        """Number, item and version of each case that began here, for each version that it went
        by."""
        rows = self._vault.sql(
            "SELECT data FROM entry WHERE kind IN (?, ?) ORDER BY seq",
            CaseOpened.kind,
            VersionTaken.kind,
        )
        items: dict[str, str] = {}
        found: list[tuple[str, str, int]] = []
        for (data,) in rows.fetchall():
            event = read(bytes(data))
            if isinstance(event, CaseOpened):
                items[event.case] = event.item
            if isinstance(event, CaseOpened | VersionTaken) and event.case in items:
                found.append((event.case, items[event.case], event.item_version))
        return found

    def brought(self) -> list[str]:
        """The numbers of the cases that came, or began to come, from another station."""
        rows = self._vault.sql(
            "SELECT DISTINCT case_number FROM entry WHERE kind = ? ORDER BY case_number",
            CaseBrought.kind,
        )
        return [number for (number,) in rows.fetchall()]

    def _data(self, id_: str, version: int) -> bytes | None:
        row = self._vault.sql(
            "SELECT data FROM item_version WHERE item = ? AND version = ?", id_, version
        ).fetchone()
        return bytes(row[0]) if row else None
