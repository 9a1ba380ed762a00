"""Handing 1,000 cases to the district, beside their bare bytes packed and kept."""

import random
import zlib
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from station.desk.cases import CaseDesk, all_papers
from tests.bench.bare import bare_vault
from tests.bench.figures import Figure, size
from tests.district.pair import PENSION, a_line, synced
from tests.sync.village import HERE, Week, parcels_of
from tests.torture.program import applicants

CASES = 1000


def syncing(folder: Path) -> Iterator[Figure]:
    """A real station and a real district; only the network between them is left out."""
    with a_line(folder / "line") as (office, district):
        desk = CaseDesk(office)
        papers = all_papers(office.item(PENSION))
        with office.vault.transaction():
            for applicant in applicants(0, CASES):
                desk.open(PENSION, applicant, papers, receive=True)
        started = perf_counter()
        report = synced(office, district)
        ours = perf_counter() - started
        assert report.confirmed >= 3 * CASES
        assert report.waiting == 0
        with office.vault.reading():
            rows = office.vault.sql("SELECT data FROM entry ORDER BY seq").fetchall()
    events = [bytes(data) for (data,) in rows]
    started = perf_counter()
    packed = zlib.compress(b"\n".join(events))
    with bare_vault(folder / "line.vault") as keep:
        keep(zlib.decompress(packed).split(b"\n"))
    theirs = perf_counter() - started
    yield from _bytes_a_case()
    yield Figure(
        what=f"sync {CASES:,} cases: bytes of {report.parcels_out} parcels out,"
        f" {report.parcels_in} in",
        ours=size(report.bytes_out + report.bytes_in),
        beside=f"their {len(events):,} events as one zlib block",
        theirs=size(len(packed)),
    )
    yield Figure(
        what=f"sync {CASES:,} cases: seal, open, check, keep and show at both ends",
        ours=f"{ours:,.1f} s",
        beside="pack, unpack, and keep in one bare SQLCipher commit",
        theirs=f"{theirs:,.1f} s",
    )


def _bytes_a_case() -> Iterator[Figure]:
    for cases in (CASES, 10):
        parcels = parcels_of(cases, seed=cases)
        bare = zlib.compress(b"\n".join(Week(HERE, random.Random(cases)).cases(cases)), 9)
        yield Figure(
            what=f"bytes a case on the line, {cases:,} cases, frames and signatures of"
            f" {len(parcels)} included",
            ours=f"{sum(map(len, parcels)) / cases:,.1f}",
            beside="their bare events by zlib, neither sealed nor signed",
            theirs=f"{len(bare) / cases:,.1f}",
        )
