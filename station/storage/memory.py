"""Small things the vault remembers by name: keys, the position of the line, drafts."""

import json
from collections.abc import Mapping

from station.storage.tables import DraftRow, SettingRow
from station.storage.vault import Vault


class Memory:
    """Texts by name, and forms that are being typed. Use it inside a transaction."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._db = vault.db

    def get(self, name: str, default: str = "") -> str:
        """The text under this name, or the default."""
        query = SettingRow.select(SettingRow.value).where(SettingRow.name == name).tuples()
        return next((value for (value,) in query.execute(self._db)), default)

    def set(self, **values: str) -> None:
        """Remember each value under its name."""
        for name, value in values.items():
            self._vault.sql("REPLACE INTO setting (name, value) VALUES (?, ?)", name, value)

    def draft(self, name: str) -> Mapping[str, object]:
        """The form last kept under this name; empty if there is none."""
        query = DraftRow.select(DraftRow.value).where(DraftRow.name == name).tuples()
        kept = next((value for (value,) in query.execute(self._db)), "{}")
        form: Mapping[str, object] = json.loads(kept)
        return form

    def keep_draft(self, name: str, form: Mapping[str, object]) -> None:
        """Keep what is being typed; an empty form forgets it."""
        if form:
            text = json.dumps(form, ensure_ascii=False)
            self._vault.sql("REPLACE INTO draft (name, value) VALUES (?, ?)", name, text)
        else:
            DraftRow.delete().where(DraftRow.name == name).execute(self._db)
