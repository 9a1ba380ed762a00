"""What a district knows of itself: one small table, read and written by name.

An encrypted file keeps everybody out who has not its key. A server does not: there the secrets
among it are sealed under a key that only the district's passphrase opens.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from station.domain.errors import StationError
from station.storage.keys import derived
from station.storage.store import Store
from sync.seal import PrivateKeys

SECRETS = (
    "signing_key", "former_signing", "receiving_key", "former_receiving", "session_key",
)  # fmt: skip


class SecretsStrange(StationError):
    """A secret of the district does not open with its key."""


class Identity:
    """The district's name, keys and secrets. Asks inside the caller's visit."""

    def __init__(self, vault: Store, data_key: bytes | None = None) -> None:
        """With `data_key` secrets are sealed under it, each under its name: nobody can put one
        in another's place."""
        self._vault = vault
        halves = (b"district/secrets/v1/a", b"district/secrets/v1/b")
        self._cipher = data_key and AESSIV(b"".join(derived(data_key, one) for one in halves))

    def set(self, **values: str) -> None:
        """Remember these."""
        for name, value in values.items():
            kept = self.sealed(name, value) if name in SECRETS else value
            self._vault.keep("setting", "name", {"name": name, "value": kept})

    def get(self, name: str) -> str:
        """What was remembered; empty if nothing was. Raises SecretsStrange."""
        return self.several(name)[name]

    def several(self, *names: str) -> dict[str, str]:
        """The same of several at once."""
        marks = ", ".join("?" * len(names))
        rows = self._vault.ask(
            f"SELECT name, value FROM setting WHERE name IN ({marks})",  # noqa: S608
            *names,
        )
        kept = dict.fromkeys(names, "") | {name: str(value) for name, value in rows}
        return {
            name: self.opened(name, value) if value and name in SECRETS else value
            for name, value in kept.items()
        }

    def keys(self) -> PrivateKeys:
        """The keys that sign for the district, and that parcels to it are sealed to."""
        kept = self.several("signing_key", "receiving_key")
        return PrivateKeys(
            signing=bytes.fromhex(kept["signing_key"]),
            receiving=bytes.fromhex(kept["receiving_key"]),
        )

    def sealed(self, name: str, secret: str) -> str:
        """A secret as it may lie here."""
        if not self._cipher:
            return secret
        return self._cipher.encrypt(secret.encode(), [name.encode()]).hex()

    def opened(self, name: str, kept: str) -> str:
        """The secret again. Raises SecretsStrange."""
        if not self._cipher:
            return kept
        try:
            return self._cipher.decrypt(bytes.fromhex(kept), [name.encode()]).decode()
        except (InvalidTag, ValueError):
            raise SecretsStrange(
                "the secrets of this district do not open with this key",
                "Bring keyslots.json and the database from the same district, or the same backup.",
            ) from None
