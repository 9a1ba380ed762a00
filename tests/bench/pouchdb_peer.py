"""The same cases from a station to its district, and from one PouchDB to another.

Both send over HTTP to a process of its own on this machine. Ours signs, seals, checks and waits for
the disk at both ends; PouchDB keeps each case as one JSON document in LevelDB, and does none of
these. Both stop when the sender knows that the peer holds everything; neither has made its lists
then (PouchDB makes its views when somebody asks, the district reads a long run when somebody looks:
ADR 0048). Ours is told with them too.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain import canon
from sync.exchange import SyncReport
from tests.bench.figures import Figure
from tests.district.pair import PENSION, SECRET, a_district, join
from tests.office import an_office
from tests.torture.program import ROOT, applicants

CASES = 1000
ROUNDS = 3
"""Of which the one in the middle counts: a busy moment of the machine meets one."""
_PEER = Path(__file__).with_name("pouchdb")
_SERVE = "import sys; from sync.district.commands import main; sys.exit(main(sys.argv[1:]))"


def pouchdb(folder: Path) -> Iterator[Figure]:
    """Cases in a second, both ways."""
    home, made = folder / "district", folder / "station"
    with an_office(made) as office:
        with a_district(home) as district:
            join(office, district)
        with _served(home, folder / "passphrase.txt") as url:
            _sent(office, url)  # as PouchDB has asked its peer before it begins
            rounds = [(_written(office), _sent(office, url)) for _ in range(ROUNDS)]
    held, shown = (median(times) for times in zip(*(sent for _, sent in rounds), strict=True))
    theirs = [_replicated(folder / f"pouchdb-{n}", said) for n, (said, _) in enumerate(rounds)]
    yield Figure(
        what=f"{CASES:,} cases over HTTP to another process, until the receipt is on the disk"
        " (bar: twice as many)",
        ours=f"{CASES / held:,.0f} a second",
        beside="PouchDB to PouchDB, each case one JSON document",
        theirs=_told(theirs),
    )
    yield Figure(
        what="the same until they are shown and both ends are compared",
        ours=f"{CASES / shown:,.0f} a second",
        beside="PouchDB makes no views here",
        theirs="-",
    )


def _written(office: Office) -> list[dict[str, object]]:
    """Record all cases and hand them over; each with all that its events say, as one document."""
    desk, numbers = CaseDesk(office), []
    papers = all_papers(office.item(PENSION))
    with office.vault.transaction():
        for applicant in applicants(0, CASES):
            numbers.append(desk.open(PENSION, applicant, papers, receive=True).case.number)
    SyncDesk(office).hand_over()
    with office.vault.reading():
        return [_document(office, number) for number in numbers]


def _document(office: Office, number: str) -> dict[str, object]:
    rows = office.vault.sql("SELECT data FROM entry WHERE case_number = ? ORDER BY seq", number)
    said: dict[str, object] = {"_id": number}
    for (data,) in rows.fetchall():
        event = canon.read(bytes(data))
        said |= {name: value for name, value in event.items() if value not in ("", [], None)}
    return said


def _sent(office: Office, url: str) -> tuple[float, float]:
    """Seconds until the station has kept the district's word that it holds everything, and until
    nothing is left to be said."""
    with office.vault.transaction():
        office.memory.set(district_url=url)
    ends: list[float] = []

    def tell(report: SyncReport) -> None:
        if report.waiting == 0:
            ends.append(perf_counter())

    started = perf_counter()
    report = SyncDesk(office).sync(progress=tell, cancel=lambda: False)
    ends.append(perf_counter())
    assert (report.road, report.waiting) == (None, 0)
    return ends[0] - started, ends[-1] - started


@contextmanager
def _served(home: Path, passphrase: Path) -> Iterator[str]:
    passphrase.write_text(SECRET, encoding="utf-8")
    command = [
        sys.executable, "-X", "utf8", "-c", _SERVE, "district", "serve", "--port", "0",
        "--home", str(home), "--passphrase-file", str(passphrase),
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def _told(rounds: list[float | str]) -> str:
    seconds = [one for one in rounds if isinstance(one, float)]
    return f"{CASES / median(seconds):,.0f} a second" if seconds else str(rounds[0])


def _replicated(folder: Path, documents: list[dict[str, object]]) -> float | str:
    """Seconds, or why there is no figure."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return "no node, npm"
    shutil.copytree(_PEER, folder)
    kept = folder / "kept"
    kept.mkdir()
    fetched = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, check=False
    )
    if fetched.returncode:
        return "not fetched"
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in documents)
    told = subprocess.run(
        [node, "peer.js", str(kept)],
        cwd=folder,
        input=lines.encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    seen = json.loads(told.stdout)
    assert seen["held"] == len(documents)
    return float(seen["seconds"])
