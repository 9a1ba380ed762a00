"""Searching and listing at 100,000 cases, beside the plainest SQL for the same question."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.storage.casebook import Wanted
from tests.bench.crowd import ITEM, fill, resident
from tests.bench.figures import Figure, milliseconds, ms
from tests.office import HandClock, an_office
from tests.torture.program import applicants

CASES = 100_000
PAGE = 50
TIMES = 7
_TOLD = "name, id_number, phone, number"


def listing(folder: Path) -> Iterator[Figure]:
    """Fill a station, then ask it as the case page asks."""
    clock = HandClock()
    home = folder / "crowd"
    with an_office(home, clock) as office:
        started = perf_counter()
        fill(office, clock, CASES)
        seconds = perf_counter() - started
        yield Figure(
            what=f"(made {CASES:,} cases to search in)",
            ours=f"{seconds:,.0f} s",
            beside="size of the vault",
            theirs=f"{(home / 'station.vault').stat().st_size / 1e6:,.0f} MB",
        )
        yield from _searches(office)
        yield from _lists(office)
        yield from _one_more(office)


def _searches(office: Office) -> Iterator[Figure]:
    someone = resident(54_321)
    someone_number = CaseDesk(office).lines(Wanted(text=someone.phone), 0, 1)[0].number
    for what, text, column, part in (
        ("name", someone.name, "name", someone.name),
        ("two characters of the name", someone.name[1:], "name", someone.name[1:]),
        ("pinyin initials", "wxm", "name", "王秀梅"),
        ("tail of the ID", someone.id_number[-6:], "id_number", someone.id_number[-6:]),
        ("tail of the telephone", someone.phone[-4:], "phone", someone.phone[-4:]),
        ("receipt number", someone_number, "number", someone_number),
    ):
        wanted = Wanted(text=text)
        found = CaseDesk(office).count(wanted)
        yield Figure(
            what=f"search: {what} ({found:,} found)",
            ours=ms(milliseconds(_asked(office, wanted, 0), TIMES)),
            beside="LIKE over the bare rows",
            theirs=ms(milliseconds(_liked(office, column, part), TIMES)),
        )


def _lists(office: Office) -> Iterator[Figure]:
    for what, first in (("first page", 0), ("the middle", CASES // 2)):
        yield Figure(
            what=f"list of {CASES:,}: {what}, and how many",
            ours=ms(milliseconds(_asked(office, Wanted(), first), TIMES)),
            beside="the bare SELECT of as many rows, and count(*)",
            theirs=ms(milliseconds(_bare(office, first), TIMES)),
        )


def _one_more(office: Office) -> Iterator[Figure]:
    desk = CaseDesk(office)
    number = desk.lines(Wanted(text=resident(54_321).phone), 0, 1)[0].number
    yield Figure(
        what=f"open one case of {CASES:,}",
        ours=ms(milliseconds(lambda: desk.case(number), TIMES)),
        beside="the bare SELECT of its row",
        theirs=ms(milliseconds(_select(office, "FROM case_row WHERE number = ?", number), TIMES)),
    )
    people = applicants(0, TIMES)
    papers = all_papers(office.item(ITEM))
    yield Figure(
        what=f"record one more after {CASES:,}",
        ours=ms(milliseconds(lambda: desk.open(ITEM, next(people), papers, receive=True), TIMES)),
    )


def _asked(office: Office, wanted: Wanted, first: int) -> Callable[[], object]:
    desk = CaseDesk(office)
    return lambda: (desk.count(wanted), desk.lines(wanted, first, PAGE))


def _liked(office: Office, column: str, part: str) -> Callable[[], object]:
    where = f"FROM case_row WHERE {column} LIKE ?"
    return _select(office, where, f"%{part}%")


def _bare(office: Office, first: int) -> Callable[[], object]:
    return _select(office, "FROM case_row", first=first)


def _select(office: Office, source: str, *values: str, first: int = 0) -> Callable[[], object]:
    vault = office.vault

    def ask() -> None:
        with vault.reading():
            vault.sql(f"SELECT count(*) {source}", *values).fetchone()
            page = f"SELECT {_TOLD} {source} ORDER BY id DESC LIMIT {PAGE} OFFSET {first}"
            vault.sql(page, *values).fetchall()

    return ask
