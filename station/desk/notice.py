"""The notice on personal information as this station gives it: delivered, or the home's own."""

from functools import lru_cache
from pathlib import Path

from station.desk.home import Home
from station.desk.office import Office
from station.desk.words import language
from station.domain.notice import Notice, NoticeFaults, Wording, read_notice
from station.domain.person_events import PersonInformed
from station.domain.reading import DataFault, Flaw, parsed
from station.domain.stamp import Stamp

SHIPPED = Path(__file__).parent.parent / "data" / "notice.json"


def notice(home: Home) -> Notice:
    """The one in the home goes before the one that is delivered. Raises NoticeFaults, OSError."""
    path = home.notice if home.notice.is_file() else SHIPPED
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Notice:
    try:
        raw = parsed(path.read_bytes())
    except Flaw as flaw:
        fault = DataFault(record=path.name, field="-", what=flaw)
        raise NoticeFaults(path.name, (fault,)) from None
    return read_notice(raw, path.name)


def wording(office: Office, code: str = "") -> Wording:
    """The notice in this language, else in that of the screen, naming this office. Raises
    NoticeFaults."""
    settings = office.settings
    places = {
        "office": office.name, "phone": settings.office_phone, "address": settings.office_address,
    }  # fmt: skip
    return notice(office.home).wording(code or language(), places)


def is_informed(office: Office, id_number: str) -> bool:
    """Whether this person was given the notice in its present wording."""
    with office.vault.reading():
        return office.personbook.informed(id_number) == notice(office.home).version


def informing(office: Office, id_number: str, stamp: Stamp) -> tuple[PersonInformed, ...]:
    """What has to be on record beside a person's case: that the notice was given now; nothing
    if they had it before. Use it inside the transaction."""
    version = notice(office.home).version
    if office.personbook.informed(id_number) == version:
        return ()
    return (PersonInformed(at=stamp.at, by=stamp.by, person=id_number, version=version),)
