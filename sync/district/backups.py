"""The district's own backups: made and verified here where its book is a file, or told by whoever
looks after the server; and what of each line the last one holds (ADR 0047)."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from station.domain import canon
from station.domain.errors import StationError
from station.domain.stamp import OFFICIAL_TIME
from station.domain.values import Side
from station.storage import copies
from station.storage.copies import Copied, Watch, refuse_existing
from station.storage.instance import Instance, VaultInUse
from station.storage.keys import Lock, Opened
from station.storage.manifest import Described, Manifest, is_described
from station.storage.packs import damaged_pack
from station.storage.store import Store
from station.storage.vault import Vault
from sync.district import backedrows
from sync.district.backedrows import LineHeld
from sync.district.clock import Clock
from sync.district.identity import Identity
from sync.district.premises import APP, OPERATOR, District, come_in, slots_of, vault_of
from sync.district.schema import MIGRATIONS

ENDING = ".district"
LATE = timedelta(days=7)
"""Without a backup for so long the district is told. A typical value, in no law."""
_AT, _BEGUN = "backed_up_at", "backup_begun"


class BackupRefused(StationError):
    """No backup was made or noted."""


@dataclass(frozen=True, kw_only=True)
class BackedLine:
    """One station: how much of its present journal is held, and how much is in the last backup."""

    station: str
    held: int
    through: int


@dataclass(frozen=True, kw_only=True)
class BackupState:
    """The last backup of the district."""

    at: datetime | None
    """The moment whose state it holds; None if there is none."""
    late: bool
    lines: tuple[BackedLine, ...]


def make_backup(district: District, target: Path, watch: Watch) -> Copied:
    """Write book and key slots to one new file, read it back, and remember what it holds.

    Raises BackupRefused, VaultExists, DiskFull, DiskFailing, VaultDamaged, BackupDamaged.
    """
    vault, now = district.vault, district.clock.now()
    if not isinstance(vault, Vault):
        raise BackupRefused(
            "the book of this district lies on a server, which has backups of its own",
            "Tell of them: run.py district backup --begin before, --done with the mark after it.",
        )
    if target.suffix != ENDING or not target.parent.is_dir():
        raise BackupRefused(
            "{place} is no new file in a folder that is there, ending in .district",
            "Make the folder first, or name another file.", place=target,
        )  # fmt: skip
    found: list[LineHeld] = []

    def describe(copy: Vault) -> Described:
        told, lines = _described(copy)
        _compare(district, lines)
        found.extend(lines)
        return told

    with _one_at_a_time(district.home, now), district.pieces.held():
        copied = copies.backup(
            vault, slots_of(district.home), target, made=now, program=APP, describe=describe,
            watch=watch, complete=district.pieces.complete,
        )  # fmt: skip
        with vault.transaction():
            _keep(district.identity, vault, found, now)
    return copied


def begin(district: District) -> str:
    """Note what is committed now, for a backup that somebody else makes after it; its mark."""
    with district.vault.transaction():
        now = district.clock.now()
        lines = backedrows.lines_in(district.vault, district.id, complete=False)
        mark = f"{now.astimezone(OFFICIAL_TIME):%Y%m%d-%H%M%S}"
        kept = {"mark": mark, "at": now.isoformat(), "lines": backedrows.plain(lines)}
        district.identity.set(**{_BEGUN: canon.write(kept).decode()})
    return mark


def done(district: District, mark: str) -> datetime:
    """The backup that was begun after this mark was made and verified; the moment of which it is.
    Raises BackupRefused."""
    with district.vault.transaction():
        kept = district.identity.get(_BEGUN)
        begun = json.loads(kept) if kept else {"mark": ""}
        if not kept or begun["mark"] != mark:
            raise BackupRefused(
                "no backup was begun under the mark {mark}, or another one after it",
                "Begin one: run.py district backup --begin; make it; then tell its mark.",
                mark=mark,
            )
        at = datetime.fromisoformat(begun["at"])
        _keep(district.identity, district.vault, backedrows.read(begun["lines"]), at)
        district.identity.set(**{_BEGUN: ""})
    return at


def state(district: District) -> BackupState:
    """The last backup, and how far it goes on each line."""
    with district.vault.reading():
        said = district.identity.get(_AT)
        at = datetime.fromisoformat(said) if said else None
        lines = tuple(_covered(district))
        waits = any(one.through < one.held for one in lines)
    late = waits and (at is None or district.clock.now() - at > LATE)
    return BackupState(at=at, late=late, lines=lines)


def late_words(found: BackupState) -> StationError | None:
    """What is told where there was no backup for long; None if there was."""
    if not found.late:
        return None
    if found.at is None:
        return BackupRefused(
            "there is no backup of this district: stations keep what they should let go of",
            "Make one: run.py district backup, and one each day from then on.",
        )
    return BackupRefused(
        "no backup of this district since {day}: stations keep what they should let go of",
        "Make one: run.py district backup, and one each day from then on.",
        day=f"{found.at.astimezone(OFFICIAL_TIME):%Y-%m-%d}",
    )


def restore(home: Path, source: Path, passphrase: str, *, clock: Clock, watch: Watch) -> District:
    """Put a backup where no district is, and open it. Stations send again what it lacks: they see
    by the heads that the district was put back.

    Raises VaultExists, BackupMissing, BackupDamaged, WrongPassphrase.
    """
    for place in (vault_of(home), slots_of(home)):
        refuse_existing(place)
    if copies.look(source).manifest.incarnation:
        raise BackupRefused(
            "{place} is the backup of a station", "Put it back at the station: run.py restore.",
            place=source,
        )  # fmt: skip
    found: list[Opened] = []

    def whole(vault: Vault, opened: Opened, told: Manifest) -> None:
        held, lines = _described(vault)
        if not is_described(held, told):
            raise damaged_pack(source)
        with vault.transaction():
            _keep(Identity(vault), vault, lines, told.made)
        found.append(opened)

    copies.restore(
        source, vault=vault_of(home), slots=slots_of(home), agent=OPERATOR,
        lock=Lock(passphrase=passphrase), migrations=MIGRATIONS, begin=whole, watch=watch,
    )  # fmt: skip
    return come_in(home, found[0], clock)


# ---- inside


@contextmanager
def _one_at_a_time(home: Path, now: datetime) -> Iterator[None]:
    try:
        lock = Instance.take(home / "backup.lock", now=now)
    except VaultInUse:
        raise BackupRefused(
            "a backup of this district is being made by another program",
            "Wait until it has ended, then look with: run.py district backup",
        ) from None
    try:
        yield
    finally:
        lock.release()


def _described(copy: Vault) -> tuple[Described, list[LineHeld]]:
    """What a copy was found to hold: all its lines under one hash. It has no life of its own."""
    identity = Identity(copy)
    with copy.reading():
        name = identity.get("id")
        lines = backedrows.lines_in(copy, name, complete=True)
        entries = copy.sql("SELECT count(*) FROM entry").fetchone()[0]
        told = Described(
            station=name, name=identity.get("name"), incarnation="", number=int(entries),
            head=backedrows.head_of(lines), signing=identity.keys().signing,
        )  # fmt: skip
    return told, lines


def _compare(district: District, lines: Iterable[LineHeld]) -> None:
    """Raises BackupRefused unless every head of the copy is one of the district's journals."""
    with district.vault.reading():
        for one in lines:
            at = district.casebook.journal(one.station).hash_at
            same = (
                at(Side.STATION, one.life, one.held) == one.head
                and at(Side.DISTRICT, one.own_life, one.own) == one.own_head
            )
            if not same:
                raise BackupRefused(
                    "the copy has another journal of station {station} than the district",
                    "Run: run.py district verify, then make the backup again.",
                    station=one.station,
                )


def _keep(identity: Identity, vault: Store, lines: Iterable[LineHeld], at: datetime) -> None:
    backedrows.keep(vault, lines, at)
    identity.set(**{_AT: at.isoformat()})


def _covered(district: District) -> Iterator[BackedLine]:
    rows = district.vault.sql("SELECT code, backed_up, heard_last FROM station ORDER BY code")
    for station, kept, life in rows.fetchall():
        held, _ = district.casebook.journal(station).end(Side.STATION, life)
        found = backedrows.covering(kept, life)
        yield BackedLine(station=station, held=held, through=found.through if found else 0)
