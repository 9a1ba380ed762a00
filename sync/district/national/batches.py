"""Batches of the exchange tables: what is new for a system since its last one, written and put on
record.

A batch is on record, signed, before its folder gets its name, so that nothing is handed out of
which the district does not know; a folder that a power cut left without its name gets it the next
time.
"""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from station.domain import canon
from station.domain.case import Case
from station.domain.errors import StationError
from station.domain.scans import attached
from station.storage import durable
from station.storage.instance import Instance, VaultInUse
from sync.district.ledger import Batch, Ledger, Sent
from sync.district.national.column import IN_THE_PLAN, About
from sync.district.national.files import Encoding, Shape, TableFile, land, writing
from sync.district.national.plan import Plan, exchange_plan
from sync.district.national.rows import Cell, Gap, Row, empty, header, moment, rows_of
from sync.district.national.tables import TABLES
from sync.district.premises import District
from sync.district.signed import is_ours, sign
from sync.district.words import CHINESE, explain, say

INSERT, UPDATE, DELETE = "I", "U", "D"
"""cd_operation: i-insert, u-update, d-delete, as the tables of receiving systems say."""
_SIGNED = b"station/exchange/v1\0"
_FAULTS = ("case", "table", "column", "what", "next")
_TABLE = {table.name: table for table in TABLES}


class ExchangeFailed(StationError):
    """A batch could not be made, or is not where it was put."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked for: by whom, for which system, where to, in which form. `full` begins anew
    with a system that has nothing, or lost what it had."""

    by: str
    to: str
    out: Path
    shape: Shape = Shape.CSV
    encoding: Encoding = Encoding.UTF_8
    full: bool = False
    language: str = CHINESE
    """Of the list of faults."""


@dataclass(frozen=True, kw_only=True)
class Exported:
    """A batch that was made, and by table and column what could not be filled: how often, and the
    first reason."""

    batch: Batch
    gaps: tuple[tuple[str, str, int, Gap], ...]


@dataclass(kw_only=True)
class _Draft:
    """A batch that is being written."""

    number: int
    at: datetime
    folder: Path
    files: dict[str, TableFile]
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    gaps: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], Gap] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def place(self) -> Path:
        """Where it lies until it is on record."""
        return _draft_of(self.folder)

    def miss(self, number: str, table: str, column: str, gap: Gap, language: str) -> None:
        """Tell of a value that is not there."""
        self.files["faults"].write([number, table, column, *explain(gap, language)])
        self.gaps[table, column] += 1
        self.first.setdefault((table, column), gap)


def export(district: District, wish: Wish) -> Exported | None:
    """Write what is new or changed for this system since its last batch; None if nothing is.
    Records that are only stored go nowhere (个人信息保护法 47).

    Raises PlanFaults, ExchangeFailed, CannotWrite. Afterwards the batch is whole and on record, or
    neither.
    """
    with _alone(district):
        finish(district)
        plan = exchange_plan(district.home)
        draft = _begin(district, wish)
        try:
            _open_files(draft, wish)
            with district.vault.reading():
                upto = _write(district, wish, plan, draft)
            digests = {name: file.finish() for name, file in draft.files.items()}
            if not draft.sent and not draft.gone:
                _throw_away(draft)
                return None
            batch = _record(
                district, wish, draft, digests, upto=upto, makings=_makings(district, plan)
            )
        except BaseException:
            _throw_away(draft)
            raise
        finish(district)
    told = ((*at, count, draft.first[at]) for at, count in sorted(draft.gaps.items()))
    return Exported(batch=batch, gaps=tuple(told))


def finish(district: District) -> None:
    """Give those folders their names that are on record without. Raises ExchangeFailed for one
    that is not there any more, once."""
    for batch in batches(district):
        folder = Path(batch.folder)
        if batch.landed:
            continue
        if _draft_of(folder).is_dir():
            land(_draft_of(folder), folder)
        with district.vault.transaction():
            Ledger(district.vault).landed(batch.number)
        if not folder.is_dir():
            raise ExchangeFailed(
                "batch {number} is not in {folder} any more",
                "Nobody can have all of it: export once with --full for this system.",
                number=batch.number, folder=folder,
            )  # fmt: skip


def batches(district: District) -> list[Batch]:
    """All batches on record, the newest first."""
    with district.vault.reading():
        return Ledger(district.vault).batches()


def is_genuine(district: District, batch: Batch) -> bool:
    """Whether what is on record of it is as the district signed it."""
    return is_ours(district, _SIGNED, batch.body, batch.signature)


# ---- writing


@contextmanager
def _alone(district: District) -> Iterator[None]:
    now = district.clock.now()
    try:
        lock = Instance.take(district.home / "exchange.lock", now=now)
    except VaultInUse:
        raise ExchangeFailed(
            "another batch is being made", "Wait until it is whole, and repeat the command."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _begin(district: District, wish: Wish) -> _Draft:
    now = district.clock.now()
    with district.vault.reading():
        number = Ledger(district.vault).next_number(now)
    folder = wish.out.resolve() / str(number)
    if folder.exists():
        raise ExchangeFailed(
            "{folder} is there already", "Move it away, or choose another folder.", folder=folder
        )
    shutil.rmtree(_draft_of(folder), ignore_errors=True)
    with writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        _draft_of(folder).mkdir(mode=0o700)
    return _Draft(number=number, at=now, folder=folder, files={})


def _open_files(draft: _Draft, wish: Wish) -> None:
    for table in TABLES:
        path = draft.place / f"{table.name}.{wish.shape.value}"
        draft.files[table.name] = TableFile(path, header(table), wish.shape, wish.encoding)
    path = draft.place / "faults.csv"
    draft.files[path.stem] = TableFile(path, _FAULTS, Shape.CSV, wish.encoding)


def _write(district: District, wish: Wish, plan: Plan, draft: _Draft) -> dict[str, int]:
    """Write every row that is new, changed or gone; up to which entry of each line was looked."""
    ledger = Ledger(district.vault)
    after = {} if wish.full else ledger.looked_upto(wish.to, _makings(district, plan))
    upto, changed = ledger.changed(after)
    if changed and not plan.data_source:
        draft.miss("", "*", "data_source", empty(IN_THE_PLAN), wish.language)
    for number in changed:
        found = district.casebook.case(number)
        if found is not None:
            known = {} if wish.full else ledger.sent(wish.to, number)
            _write_case(wish, draft, _about(district, found[1], plan), known)
    return upto


def _write_case(wish: Wish, draft: _Draft, about: About, known: dict[str, Sent]) -> None:
    rows = list(rows_of(about))
    for row in rows:
        before = known.get(row.guid)
        if before is None or before.digest != row.digest:
            _put(draft, row, UPDATE if before else INSERT, about, wish.language)
            draft.sent.append(
                Sent(guid=row.guid, table=row.table, number=row.number, digest=row.digest)
            )
    official = next((row.cells["project_no"] for row in rows), None)
    for guid in sorted(known.keys() - {row.guid for row in rows}):
        cells = {"project_no": official}
        gone = Row(
            table=known[guid].table, guid=guid, number=about.case.number, cells=cells, gaps={}
        )
        _put(draft, gone, DELETE, about, wish.language)
        draft.gone.append(guid)


def _put(draft: _Draft, row: Row, operation: str, about: About, language: str) -> None:
    cells: dict[str, Cell] = {
        **row.cells, "row_guid": row.guid, "cd_operation": operation,
        "cd_time": moment(draft.at), "cd_batch": str(draft.number),
        "data_source": about.plan.data_source or None,
    }  # fmt: skip
    draft.files[row.table].write([cells.get(name) for name in header(_TABLE[row.table])])
    draft.counts[row.table, operation] += 1
    for column, gap in row.gaps.items():
        draft.miss(row.number, row.table, column, gap, language)


def _about(district: District, case: Case, plan: Plan) -> About:
    names: dict[int, tuple[str, ...]] = {}
    for one in attached(case):
        names[one.event.seq] = (*names.get(one.event.seq, ()), one.event.scan.name)
    return About(
        case=case, item=district.lawbook.item_of(case), scans=names, plan=plan,
        say=lambda msgid: say(msgid, CHINESE),
    )  # fmt: skip


def _record(
    district: District, wish: Wish, draft: _Draft, digests: dict[str, str], *,
    upto: Mapping[str, int],
    makings: str,
) -> Batch:  # fmt: skip
    body = canon.write({
        "batch": draft.number, "at": draft.at.isoformat(), "by": wish.by, "to": wish.to,
        "full": wish.full, "shape": wish.shape.value, "encoding": wish.encoding.value,
        "rows": {f"{table} {what}": count for (table, what), count in draft.counts.items()},
        "faults": draft.gaps.total(), "files": digests,
    })  # fmt: skip
    batch = Batch(
        number=draft.number, body=body, signature=sign(district, _SIGNED, body),
        folder=str(draft.folder), landed=False,
    )  # fmt: skip
    says = {"says": body.decode(), "signature": batch.signature.hex()}
    with writing(draft.place):
        durable.write_private(draft.place / "manifest.json", canon.write(says))
        durable.settle(draft.place.parent)
    ledger = Ledger(district.vault)
    with district.vault.transaction():
        ledger.record(batch, wish.to, upto=upto, makings=makings)
        if wish.full:
            ledger.begin_anew(wish.to)
        ledger.drop(wish.to, draft.gone)
        ledger.remember(wish.to, draft.number, draft.sent)
    return batch


def _makings(district: District, plan: Plan) -> str:
    """By what rows are made: when it changes, every case is looked at again."""
    shape = repr([header(table) for table in TABLES]).encode()
    parts = (plan.digest.encode(), shape, district.lawbook.catalogue().mark.encode())
    return sha256(b"\0".join(parts)).hexdigest()


def _draft_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.part")


def _throw_away(draft: _Draft) -> None:
    """It holds data of people in clear."""
    for file in draft.files.values():
        file.close()
    shutil.rmtree(draft.place, ignore_errors=True)
