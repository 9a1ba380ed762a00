"""The catalogue, the working calendar and the code lists by which this district decides.

What it published last is what it goes by itself; before that, and where the delivered file has a
higher version, the delivered one. Each process notices what another one published.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time
from functools import lru_cache

from station.domain.act import Law
from station.domain.calendar import WorkCalendar, WorkYear
from station.domain.case import Case
from station.domain.code_lists import CodeList
from station.domain.effective import Catalogue
from station.domain.errors import StationError
from station.domain.items import Item, Level
from station.domain.local_rules import LocalRules
from station.domain.pieced import Pieced
from station.domain.published_events import Published
from station.domain.publishing import Content, read_content
from station.domain.values import Side
from station.domain.window_events import CaseOpened
from station.storage.pieces import FOR_ALL, PieceStore
from station.storage.store import Store
from sync.district import rules
from sync.district.identity import Identity
from sync.district.publicationrows import newest
from sync.district.words import N_

NOT_THE_STATIONS = N_("this item is not for the station to decide")
MARK = "published"
"""Under this name the district remembers which publication was its last."""


class UnknownItem(StationError):
    """The catalogue does not have what a case is about, or not in the case's version."""


@dataclass(frozen=True, kw_only=True)
class _InForce:
    """What was published, as it was when `mark` was the last."""

    mark: str
    catalogue: Catalogue | None
    years: Mapping[int, WorkYear]
    codes: Mapping[str, CodeList]


class LawBook:
    """What counts here. Inside a visit or outside of one."""

    def __init__(self, vault: Store, pieces: PieceStore) -> None:
        self._vault = vault
        self._pieces = pieces
        self._held = threading.local()
        self._seen = _InForce(mark="", catalogue=None, years={}, codes={})

    def catalogue(self) -> Catalogue:
        """All items in all versions. Raises CatalogueFaults."""
        delivered, own = rules.catalogue(), self._now().catalogue
        return own if own is not None and own.version >= delivered.version else delivered

    def calendar(self) -> WorkCalendar:
        """The working calendars that are known now. Raises CalendarFaults."""
        delivered, own = rules.calendar(), self._now().years
        if not own:
            return delivered
        years = dict(delivered.years)
        for year in own.values():
            if year.year not in years or year.version >= years[year.year].version:
                years[year.year] = year
        return WorkCalendar(years)

    def codes(self) -> Mapping[str, CodeList]:
        """The code lists by name."""
        return self._now().codes

    def admits(self, opened: CaseOpened) -> str:
        """Why the district does not take this case; empty if it does.

        A station decides what the catalogue left to the village on the day of the case and
        nothing else, whatever its own program says. A case of a version that is not known here is
        looked at by the newest.
        """
        known = self.catalogue()
        item = known.item(opened.item, opened.item_version) or known.newest.get(opened.item)
        approver = known.approver(item, opened.at.date()) if item else None
        village = approver is not None and approver.level is Level.VILLAGE
        if opened.decider is Side.STATION and not village:
            return NOT_THE_STATIONS
        return ""

    def item_of(self, case: Case) -> Item | None:
        """The item in the version that the case was begun with; None if it is not known here."""
        return self.catalogue().item(case.opened.item, case.item_version)

    def law(self, case: Case, local: LocalRules, closes: time) -> Law:
        """What the rules need to know for this case. Raises UnknownItem."""
        item = self.item_of(case)
        if item is None:
            raise UnknownItem(
                "the district's catalogue does not have version {version} of item {item}",
                "The catalogue must hold every version that has running cases: put this one back,"
                " or ask the station which catalogue it uses.",
                item=case.opened.item, version=case.item_version,
            )  # fmt: skip
        return Law(item=item, calendar=self.calendar(), closes=closes, rules=local)

    @contextmanager
    def settled(self, mark: str) -> Iterator[None]:
        """Inside a transaction: `mark` was just read, and what was published is not asked for
        again in this block, as nobody publishes meanwhile."""
        self._held.now = self._as_of(mark)
        try:
            yield
        finally:
            self._held.now = None

    def _now(self) -> _InForce:
        held: _InForce | None = getattr(self._held, "now", None)
        if held is not None:
            return held
        with self._vault.reading():
            return self._as_of(Identity(self._vault).get(MARK))

    def _as_of(self, mark: str) -> _InForce:
        seen = self._seen
        if mark != seen.mark:
            seen = self._seen = self._read(mark)
        return seen

    def _read(self, mark: str) -> _InForce:
        found = [self._content(one.what, one.file) for one in newest(self._vault)]
        values = [one.value for one in found if one is not None]
        return _InForce(
            mark=mark,
            catalogue=next((one for one in values if isinstance(one, Catalogue)), None),
            years={one.year: one for one in values if isinstance(one, WorkYear)},
            codes={one.list: one for one in values if isinstance(one, CodeList)},
        )

    def _content(self, what: Published, file: Pieced) -> Content | None:
        """None where pieces of it are damaged: `run.py district verify` names it."""
        data = together(self._pieces, file)
        return _content(what, data) if data is not None else None


def together(pieces: PieceStore, file: Pieced) -> bytes | None:
    """The bytes of a published file; None where they are damaged. Inside a visit."""
    parts = [pieces.get(FOR_ALL, name) for name in file.pieces]
    data = b"".join(one for one in parts if one is not None)
    return data if file.is_whole(data) else None


@lru_cache(maxsize=8)
def _content(what: Published, data: bytes) -> Content:
    return read_content(what, data)
