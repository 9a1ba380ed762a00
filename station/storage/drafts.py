"""Forms that are being typed, one row each. Use them inside a transaction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from station.storage.vault import Vault

_COLUMNS = "name, by, since, typed_by, typed_at, item, version, form"


@dataclass(frozen=True, kw_only=True, repr=False)
class Draft:
    """What was typed into one form and not yet recorded."""

    name: str
    """What it is for; see `station.desk.drafts`."""
    by: str
    """The agent who began it."""
    since: datetime
    typed_by: str
    """The agent who typed into it last."""
    typed_at: datetime
    item: str
    """The item that a new case was begun for; empty if none is chosen yet."""
    version: int
    """The version of the item that was in force then; 0 without an item."""
    form: Mapping[str, object]

    def __repr__(self) -> str:
        return f"Draft({self.name})"


class DraftBook:
    """The drafts of this station."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def all(self) -> list[Draft]:
        """Every draft, typed last first."""
        rows = self._vault.sql(f"SELECT {_COLUMNS} FROM draft ORDER BY typed_at DESC, name")  # noqa: S608
        return [_draft(row) for row in rows.fetchall()]

    def get(self, name: str) -> Draft | None:
        """The draft of this name."""
        query = f"SELECT {_COLUMNS} FROM draft WHERE name = ?"  # noqa: S608 - own names
        row = self._vault.sql(query, name).fetchone()
        return _draft(row) if row else None

    def keep(self, draft: Draft) -> None:
        """Keep the draft; who began it and when stay as they are if it is there already."""
        self._vault.sql(
            f"INSERT INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
            " ON CONFLICT (name) DO UPDATE SET typed_by = excluded.typed_by,"
            " typed_at = excluded.typed_at, item = excluded.item,"
            " version = excluded.version, form = excluded.form",
            draft.name, draft.by, draft.since.isoformat(),
            draft.typed_by, draft.typed_at.isoformat(), draft.item, draft.version,
            json.dumps(draft.form, ensure_ascii=False),
        )  # fmt: skip

    def forget(self, name: str) -> None:
        """Drop the draft of this name, if there is one."""
        self._vault.sql("DELETE FROM draft WHERE name = ?", name)


def _draft(row: tuple[str, str, str, str, str, str, int, str]) -> Draft:
    name, by, since, typed_by, typed_at, item, version, form = row
    return Draft(
        name=name, by=by, since=datetime.fromisoformat(since), typed_by=typed_by,
        typed_at=datetime.fromisoformat(typed_at), item=item, version=version,
        form=json.loads(form),
    )  # fmt: skip
