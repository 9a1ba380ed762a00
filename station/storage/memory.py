"""Small things the vault remembers by name: keys, the position of the line."""

from station.storage.vault import Vault


class Memory:
    """Texts by name. Use it inside a transaction."""

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
