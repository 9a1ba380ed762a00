"""What a district knows of itself: one small table, read and written by name."""

from station.storage.vault import Vault
from sync.seal import PrivateKeys


class Identity:
    """The district's name, keys and secrets. Asks inside the caller's visit."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def set(self, **values: str) -> None:
        """Remember these."""
        for name, value in values.items():
            self._vault.keep("setting", "name", {"name": name, "value": value})

    def get(self, name: str) -> str:
        """What was remembered; empty if nothing was."""
        row = self._vault.sql("SELECT value FROM setting WHERE name = ?", name).fetchone()
        return str(row[0]) if row else ""

    def keys(self) -> PrivateKeys:
        """The keys that sign for the district, and that parcels to it are sealed to."""
        return PrivateKeys(
            signing=bytes.fromhex(self.get("signing_key")),
            receiving=bytes.fromhex(self.get("receiving_key")),
        )
