"""The same cases from a station to its district, and from one PouchDB to another.

Both send over HTTP to a process of its own on this machine. Ours signs, seals, checks, shows the
cases and waits for the disk at both ends; PouchDB keeps each case as one JSON document in LevelDB,
and does none of these.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain import canon
from tests.bench.figures import Figure
from tests.district.pair import PENSION, SECRET, a_district, join
from tests.office import an_office
from tests.torture.program import ROOT, applicants

CASES = 1000
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
            documents = _written(office)
            ours = _sent(office, url)
    yield Figure(
        what=f"{CASES:,} cases over HTTP to another process",
        ours=f"{CASES / ours:,.0f} a second",
        beside="PouchDB to PouchDB, each case one JSON document",
        theirs=_replicated(folder / "pouchdb", documents),
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


def _sent(office: Office, url: str) -> float:
    """Seconds until the district has said that it holds everything."""
    with office.vault.transaction():
        office.memory.set(district_url=url)
    started = perf_counter()
    report = SyncDesk(office).sync(progress=lambda _: None, cancel=lambda: False)
    taken = perf_counter() - started
    assert (report.road, report.waiting) == (None, 0)
    return taken


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


def _replicated(folder: Path, documents: list[dict[str, object]]) -> str:
    """Documents in a second, or why there is no figure."""
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
    return f"{len(documents) / seen['seconds']:,.0f} a second"
