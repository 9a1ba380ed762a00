"""Recording a case, beside the same bytes in bare commits of SQLCipher."""

from collections.abc import Iterator
from pathlib import Path

from station.desk.cases import CaseDesk, all_papers
from tests.bench.bare import bare_vault
from tests.bench.figures import Figure, milliseconds, ms, size
from tests.office import an_office
from tests.torture.program import applicants

CASES = 150


def recording(folder: Path) -> Iterator[Figure]:
    """A case with all its papers, received: its events and everything that shows them."""
    people = applicants(0, CASES)
    with an_office(folder / "recording") as office:
        desk = CaseDesk(office)
        papers = all_papers(office.item("SB-01"))
        ours = milliseconds(lambda: desk.open("SB-01", next(people), papers, receive=True), CASES)
        with office.vault.reading():
            rows = office.vault.sql(
                "SELECT data FROM entry WHERE case_number <> '' ORDER BY seq"
            ).fetchall()
    events = [bytes(data) for (data,) in rows]
    each = len(events) // CASES
    bundles = (events[at : at + each] for at in range(0, len(events), each))
    with bare_vault(folder / "recording.vault") as keep:
        theirs = milliseconds(lambda: keep(next(bundles)), CASES)
    yield Figure(
        what=f"record a case ({each} events, {size(sum(map(len, events)) // CASES)})",
        ours=ms(ours),
        beside="the same bytes in one bare SQLCipher commit",
        theirs=ms(theirs),
    )
