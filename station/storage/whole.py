"""What is done with a vault's file as a whole: looked at page by page, encrypted anew."""

from pathlib import Path

from station.storage.faults import damaged
from station.storage.vault import Vault, open_as_is


def check_file(vault: Vault) -> None:
    """Read every page of the file. Raises VaultDamaged with the first faults, VaultBusy."""
    vault.fold_log()  # past a hot log the cipher's check reads the main file alone: false alarms
    # One bad page spoils later checks on the same connection: ask on a fresh one.
    with vault.at(vault.path) as fresh, fresh.reading():
        for check in ("cipher_integrity_check", "integrity_check(5)", "foreign_key_check"):
            rows = fresh.sql(f"PRAGMA {check}").fetchmany(5)
            faults = [" ".join(map(str, row)) for row in rows if row != ("ok",)]
            if faults:
                raise damaged(vault.path, "; ".join(faults).splitlines()[0])


def rekey_vault(path: Path, key: bytes, new: bytes) -> None:
    """Encrypt every page of a closed vault anew. Killed at any moment, it opens with exactly one
    of the two keys. Takes as much room as the vault once more.

    Raises as `open_vault` does, and DiskFull, DiskFailing.
    """
    with open_as_is(path, key) as vault:
        vault.fold_log()
        with vault._visit(path):
            vault.sql(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    with open_as_is(path, new) as vault:
        vault.fold_log()
