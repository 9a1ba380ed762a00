"""What a district tells its stations: catalogues, calendars, code lists, notices in words."""

from dataclasses import dataclass
from enum import Enum

from station.domain.event import Event
from station.domain.pieced import Pieced

HIGHEST = 9999
"""The last version that a file can have."""


class Published(Enum):
    """What a district publishes, each in versions that only go up. The files are those that a
    station also takes from a stick."""

    CATALOGUE = "catalogue"
    CALENDAR = "calendar"
    """One year's; its name is the year."""
    CODES = "codes"
    """One code list, by its name."""


class NotTaken(Enum):
    """Why a station does not put in force what was published: English msgids."""

    OLDER = "a version that is as high or higher was taken before"
    OTHER = "the file is not what was announced"
    """Another name, another version, or other bytes than the district said."""
    FAULTY = "the file has faults"


@dataclass(frozen=True, kw_only=True)
class PublicationEvent(Event):
    """About one version of something that the district publishes. Raises ValueError for a version
    that no file can have."""

    what: Published
    name: str
    """Of the calendar the year, of the code list its name; empty for the catalogue."""
    version: int

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 < self.version <= HIGHEST:
            raise ValueError("not a version")


@dataclass(frozen=True, kw_only=True)
class FilePublished(PublicationEvent):
    """The district publishes a file; its bytes come behind, piece by piece."""

    kind = "file_published"
    file: Pieced


@dataclass(frozen=True, kw_only=True)
class PublicationTaken(PublicationEvent):
    """The station put it in force: what is in it counts from the days that it names."""

    kind = "publication_taken"
    sha256: str
    """Of the file that it took."""


@dataclass(frozen=True, kw_only=True)
class PublicationRefused(PublicationEvent):
    """The station did not put it in force, and nothing changed there."""

    kind = "publication_refused"
    sha256: str
    why: NotTaken
    faults: tuple[str, ...]
    """Records and fields of the file that are wrong, the first of them."""


@dataclass(frozen=True, kw_only=True)
class DistrictNoticeGiven(Event):
    """Words of the district for everybody who works at the station."""

    kind = "district_notice_given"
    title: str
    words: str


@dataclass(frozen=True, kw_only=True)
class DistrictNewsRead(Event):
    """An agent opened a notice of the district, or what became different with a file of its."""

    kind = "district_news_read"
    news: str
    """The digest of the event that gave the notice, or that put the file in force."""
