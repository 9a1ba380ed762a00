"""News of the district: its notices, and what its catalogues, calendars and code lists changed.

Each agent sees them until they have opened them, and that they did is on record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from station.desk.office import Office
from station.desk.published import catalogue_changes
from station.desk.words import N_, _, word
from station.domain.case import Arrived
from station.domain.errors import StationError
from station.domain.published_events import (
    DistrictNewsRead,
    DistrictNoticeGiven,
    PublicationTaken,
    Published,
)
from station.domain.versions import ChangeKind
from station.storage.newsbook import NewsBook

_TITLES = {
    Published.CATALOGUE: N_("Catalogue, version {version}"),
    Published.CALENDAR: N_("Working calendar {name}, version {version}"),
    Published.CODES: N_("Code list {name}, version {version}"),
}


class NoSuchNews(StationError):
    """There is no news under this name."""


@dataclass(frozen=True, kw_only=True)
class NewsLine:
    """One piece of news: by what it is named, when it came about, what it says."""

    name: str
    at: datetime
    title: str
    words: tuple[str, ...]
    """Paragraphs, or one line for each thing that changed."""
    by: str
    """Who gave a notice; empty of what was put in force."""
    is_new: bool
    """Whether the agent at the desk has not opened it yet."""


class DistrictNews:
    """The news, for the agent at the desk."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._book = NewsBook(office.vault)

    def lines(self) -> list[NewsLine]:
        """The newest first."""
        with self._office.vault.reading():
            return list(self._lines())

    def count(self) -> int:
        """How many the agent has not opened."""
        with self._office.vault.reading():
            latest = self._book.latest()
            return len({one.digest for one in latest} - self._opened(latest))

    def open(self, name: str) -> NewsLine:
        """One of them, by the beginning of its name; from now on the agent has read it. Raises
        NoSuchNews, the errors of the disk."""
        office = self._office
        found = [one for one in self.lines() if name and one.name.startswith(name)]
        if len(found) != 1:
            raise NoSuchNews("there is no news {name}", "run.py news lists them.", name=name or "-")
        (line,) = found
        if line.is_new and office.trouble is None:
            now = office.stamp()
            office.record(DistrictNewsRead(at=now.at, by=now.by, news=line.name))
        return line

    def _opened(self, latest: list[Arrived]) -> set[str]:
        if not latest:
            return set()
        return self._book.read_by(self._office.agent, latest[-1].seq)

    def _lines(self) -> Iterator[NewsLine]:
        latest = self._book.latest()
        opened = self._opened(latest)
        for one in latest:
            event, is_new = one.entry.event, one.digest not in opened
            if isinstance(event, DistrictNoticeGiven):
                yield NewsLine(
                    name=one.digest, at=event.at, title=event.title, by=event.by, is_new=is_new,
                    words=tuple(event.words.splitlines()),
                )  # fmt: skip
            elif isinstance(event, PublicationTaken):
                title = _(_TITLES[event.what]).format(name=event.name, version=event.version)
                yield NewsLine(
                    name=one.digest, at=event.at, title=title, by="", is_new=is_new,
                    words=tuple(self._changes(event)),
                )  # fmt: skip

    def _changes(self, event: PublicationTaken) -> Iterator[str]:
        if event.what is Published.CALENDAR:
            yield _("The dates of running cases were counted anew.")
        if event.what is not Published.CATALOGUE:
            return
        for one in catalogue_changes(self._office, event.sha256):
            versions = " → ".join(f"v{number}" for number in (one["was"], one["now"]) if number)
            since = _("from {day}").format(day=one["since"]) if one["since"] else ""
            kind = word(ChangeKind(one["kind"]))
            yield "  ".join(filter(None, (kind, one["item"], versions, one["name"], since)))
        yield _("Running cases keep the version that they were begun with.")
