"""What a district knows of itself: one small table, read and written by name."""

from station.storage.vault import Vault
from sync.district.tables import SettingRow
from sync.seal import PrivateKeys


class Identity:
    """The district's name, keys and secrets. Asks inside the caller's visit."""

    def __init__(self, vault: Vault) -> None:
        self._db = vault.db

    def set(self, **values: str) -> None:
        """Remember these."""
        rows = [{"name": name, "value": value} for name, value in values.items()]
        SettingRow.insert_many(rows).on_conflict_replace().execute(self._db)

    def get(self, name: str) -> str:
        """What was remembered; empty if nothing was."""
        query = SettingRow.select(SettingRow.value).where(SettingRow.name == name)
        return next((value for (value,) in query.tuples().execute(self._db)), "")

    def keys(self) -> PrivateKeys:
        """The keys that sign for the district, and that parcels to it are sealed to."""
        return PrivateKeys(
            signing=bytes.fromhex(self.get("signing_key")),
            receiving=bytes.fromhex(self.get("receiving_key")),
        )
