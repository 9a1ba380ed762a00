"""The working calendars of this station: one file a year."""

from functools import lru_cache
from pathlib import Path

from station.desk.home import Home
from station.domain.calendar import CalendarFaults, WorkCalendar, WorkYear, read_year
from station.domain.reading import DataFault, Flaw, parsed

FOLDER = Path(__file__).parent.parent / "data" / "calendar"


def calendar(folder: Path = FOLDER) -> WorkCalendar:
    """The years in the folder; a year without a file is unknown, never guessed.

    Raises CalendarFaults with what is wrong in all files at once.
    """
    return _read(tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.json"))))


def in_force(home: Home) -> WorkCalendar:
    """The delivered years, and those whose file was put into this home: of two for one year the
    higher version counts, the home's if they are equal. Raises CalendarFaults."""
    own = calendar(home.calendars).years
    years = dict(calendar().years)
    for year, said in own.items():
        if year not in years or said.version >= years[year].version:
            years[year] = said
    return WorkCalendar(years)


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int], ...]) -> WorkCalendar:
    years: dict[int, WorkYear] = {}
    faults: list[DataFault] = []
    for path, _ in files:
        try:
            year = read_year(parsed(path.read_bytes()))
        except CalendarFaults as found:
            faults.extend(found.faults)
        except Flaw as flaw:
            faults.append(DataFault(record=path.name, field="-", what=flaw))
        else:
            if path.stem != str(year.year):
                what = Flaw("the file is called {name}", name=path.name)
                faults.append(DataFault(record=str(year.year), field="year", what=what))
            years[year.year] = year
    if faults:
        raise CalendarFaults("the calendar", tuple(faults))
    return WorkCalendar(years)
