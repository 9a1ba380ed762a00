"""Small things the vault remembers by name: keys, the position of the line, drafts."""

import json
from collections.abc import Mapping

from station.storage.vault import Vault


class Memory:
    """Texts by name, and forms that are being typed. Use it inside a transaction."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def get(self, name: str, default: str = "") -> str:
        """The text under this name, or the default."""
        row = self._vault.sql("SELECT value FROM setting WHERE name = ?", name).fetchone()
        return str(row[0]) if row else default

    def set(self, **values: str) -> None:
        """Remember each value under its name."""
        for name, value in values.items():
            self._vault.sql("REPLACE INTO setting (name, value) VALUES (?, ?)", name, value)

    def draft(self, name: str) -> Mapping[str, object]:
        """The form last kept under this name; empty if there is none."""
        row = self._vault.sql("SELECT value FROM draft WHERE name = ?", name).fetchone()
        form: Mapping[str, object] = json.loads(row[0]) if row else {}
        return form

    def keep_draft(self, name: str, form: Mapping[str, object]) -> None:
        """Keep what is being typed; an empty form forgets it."""
        if form:
            text = json.dumps(form, ensure_ascii=False)
            self._vault.sql("REPLACE INTO draft (name, value) VALUES (?, ?)", name, text)
        else:
            self._vault.sql("DELETE FROM draft WHERE name = ?", name)
