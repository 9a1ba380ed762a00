"""What a district takes in on PostgreSQL, beside the same rows in bare batched INSERTs."""

import multiprocessing
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg

from sync.district.load import Place, Taken, load, prepare
from tests.bench.figures import Figure
from tests.district.pair import SECRET
from tests.office import WEAK
from tests.postgres import Server, started, why_not

STATIONS, CASES, BATCH = 2000, 10_000, 1000
_THERE = ("setting", "station", "certificate")
"""What stands there before the first parcel comes."""
_WRITTEN = ("entry", "link", "case_row", "clock_row", "negative_row", "letter_row")


def intake(folder: Path) -> Iterator[Figure]:
    """Simulated stations with real keys: each parcel is opened, its signature and chain checked,
    its entries kept and shown, and answered. One process, then two."""
    if reason := why_not():
        yield Figure(what=f"district intake on PostgreSQL: skipped, {reason}", ours="-")
        return
    with started(on_disk=True) as server:
        rates = []
        for processes in (1, 2):
            taken, bare = _measured(server, folder / f"intake{processes}", processes)
            rates.append(taken.rate)
            yield Figure(
                what=f"district intake, PostgreSQL, {STATIONS:,} stations, {CASES:,} cases:"
                f" {processes} process{'es' if processes > 1 else ''}",
                ours=f"{taken.rate:,.0f} /s",
                beside="their entries, links and rows by bare batched INSERT, as many processes",
                theirs=f"{taken.events / bare:,.0f} /s",
            )
    yield Figure(what="... from one process to two", ours=f"{rates[1] / rates[0]:.2f} x")


def _measured(server: Server, home: Path, processes: int) -> tuple[Taken, float]:
    place = Place(home=home, passphrase=SECRET, store=server.address(home))
    stations = prepare(place, STATIONS, WEAK)
    taken = load(place, stations, CASES, processes)
    return taken, _bare(place.store, server.address(home.with_suffix(".bare")), processes)


def _bare(full: str, empty: str, processes: int) -> float:
    """Seconds in which the rows of one database are written into another by so many processes."""
    _copy(full, empty, _THERE)
    context = multiprocessing.get_context("spawn")
    pipes = [context.Pipe() for _ in range(processes)]
    workers = [
        context.Process(target=_insert, args=(full, empty, place, processes, there), daemon=True)
        for place, (_, there) in enumerate(pipes)
    ]
    for worker in workers:
        worker.start()
    for here, _ in pipes:
        here.recv()
    begun = perf_counter()
    for here, _ in pipes:
        here.send("go")
    for here, _ in pipes:
        here.recv()
    seconds = perf_counter() - begun
    for worker in workers:
        worker.join()
    return seconds


def _copy(full: str, empty: str, tables: Sequence[str]) -> None:
    with psycopg.connect(full) as there, psycopg.connect(empty) as here:
        for table in tables:
            rows = there.execute(f"SELECT * FROM {table}".encode()).fetchall()
            here.cursor().executemany(_statement(table, rows), rows)


def _insert(full: str, empty: str, place: int, parts: int, end: Connection) -> None:
    """The rows of every `parts`th station, read before, written in batches of one commit each."""
    share = f"('x' || substr(md5(station), 1, 7))::bit(28)::int % {parts} = {place}"
    with psycopg.connect(full) as there:
        read = {
            table: there.execute(
                f"SELECT * FROM {table} WHERE {share} ORDER BY station".encode()
            ).fetchall()
            for table in _WRITTEN
        }
    end.send("ready")
    end.recv()
    with psycopg.connect(empty, autocommit=True) as here:
        for table, rows in read.items():
            for first in range(0, len(rows), BATCH):
                with here.transaction():
                    batch = rows[first : first + BATCH]
                    here.cursor().executemany(_statement(table, batch), batch)
    end.send("done")


def _statement(table: str, rows: Sequence[Sequence[Any]]) -> bytes:
    marks = ", ".join(["%s"] * len(rows[0])) if rows else ""
    return f"INSERT INTO {table} VALUES ({marks})".encode()
