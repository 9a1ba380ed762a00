"""What counts at a station by the files that lie there, delivered ones and those of its home."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from station.desk import calendars, catalogue
from station.desk.home import Home
from station.domain.calendar import WorkCalendar
from station.domain.code_lists import CodeFaults, CodeList, read_codes
from station.domain.effective import Catalogue
from station.domain.reading import DataFault, Flaw, parsed


@dataclass(frozen=True, kw_only=True)
class ByFile:
    """The catalogue, the working calendar, and code lists by name."""

    catalogue: Catalogue
    calendar: WorkCalendar
    codes: Mapping[str, CodeList]


def by_file(home: Home) -> ByFile:
    """As the files are now. Raises CatalogueFaults, CalendarFaults, CodeFaults."""
    return ByFile(
        catalogue=catalogue.in_force(home), calendar=calendars.in_force(home), codes=codes(home)
    )


def codes(home: Home) -> Mapping[str, CodeList]:
    """The code lists in this home, by name. Raises CodeFaults with what is wrong in all files."""
    files = sorted(home.codes.glob("*.json"))
    return _codes(tuple((path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=4)
def _codes(files: tuple[tuple[Path, int], ...]) -> Mapping[str, CodeList]:
    lists: dict[str, CodeList] = {}
    faults: list[DataFault] = []
    for path, _ in files:
        try:
            found = read_codes(parsed(path.read_bytes()))
        except CodeFaults as wrong:
            faults.extend(wrong.faults)
        except Flaw as flaw:
            faults.append(DataFault(record=path.name, field="-", what=flaw))
        else:
            if path.stem != found.list:
                what = Flaw("the file is called {name}", name=path.name)
                faults.append(DataFault(record=found.list, field="list", what=what))
            lists[found.list] = found
    if faults:
        raise CodeFaults("the code list", tuple(faults))
    return lists
