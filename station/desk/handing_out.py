"""A copy of all that is kept of a person, handed out as two files in clear (个人信息保护法 45)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from station.desk.copy_told import Head, told
from station.desk.gathering import gathered, plain
from station.desk.office import Office
from station.domain.errors import BadInput, StationError
from station.domain.looking import checked
from station.domain.parties import CHILD_UNDER
from station.domain.people import ResidentId
from station.domain.person_events import PersonExported
from station.domain.telling import harmless
from station.storage import durable

JSON, TEXT = "person.json", "person.txt"


class AlreadyThere(StationError):
    """A file of this name lies in the folder."""


class NothingKept(StationError):
    """Nothing is kept of this person."""


@dataclass(frozen=True, kw_only=True)
class HandedOut:
    """Where the copy lies, and how many cases it tells of."""

    json: Path
    text: Path
    cases: int


def hand_out(office: Office, id_number: str, folder: Path, purpose: str) -> HandedOut:
    """Write everything kept of this person into the folder, for its owner alone. It is on
    record before anything is written.

    Raises BadInput at `person`, `purpose` or `words`, NothingKept, AlreadyThere, CannotSave.
    """
    person, why = _asked(id_number, purpose, office.today)
    places = folder / JSON, folder / TEXT
    _nothing_at(office, *places)
    with office.transaction():
        now = office.stamp()
        found = gathered(office, person.number)
        if found.nothing:
            raise NothingKept(
                "nothing is kept here of the person with this number",
                "Compare the number with the card.",
            )
        office.record(PersonExported(at=now.at, by=now.by, person=person.number, purpose=why))
    about = {
        "station": office.code, "name": office.name, "made": now.at.isoformat(), "by": now.by,
        "purpose": why,
    }  # fmt: skip
    data = json.dumps({"about": about, **plain(found)}, ensure_ascii=False, indent=1).encode()
    head = Head(office=office.name, made=now.at, by=now.by, purpose=why)
    text = "\n".join(harmless(line) for line in told(head, found)).encode()
    _write(folder, {places[0]: data, places[1]: text + b"\n"})
    return HandedOut(json=places[0], text=places[1], cases=len(found.cases))


def _write(folder: Path, files: Mapping[Path, bytes]) -> None:
    """All of them, or none. Raises CannotSave."""
    written: list[Path] = []
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for place, content in files.items():
            durable.write_private(place, content)
            written.append(place)
    except OSError as fault:
        for place in written:
            place.unlink(missing_ok=True)
        raise _cannot_save(folder) from fault


def _asked(id_number: str, purpose: str, today: date) -> tuple[ResidentId, str]:
    """Whose copy and what for. Raises BadInput with what is wrong in both."""
    faults: dict[str, StationError] = {}
    person, why = None, ""
    try:
        person = ResidentId.parse(id_number, today)
    except StationError as fault:
        faults["person"] = fault
    try:
        child = person is not None and person.age_on(today) < CHILD_UNDER
        why = checked(purpose, child=child)
    except BadInput as wrong:
        faults |= wrong.fields
    if person is None or faults:
        raise BadInput(faults)
    return person, why


class CannotSave(StationError):
    """The folder cannot be written, or lies where nothing may lie in clear."""


def _cannot_save(folder: Path) -> CannotSave:
    return CannotSave(
        "{place} cannot be written",
        "Choose a folder of your own, outside the home of the station.",
        place=folder,
    )


def _nothing_at(office: Office, *places: Path) -> None:
    for place in places:
        if place.resolve().is_relative_to(office.home.folder.resolve()):
            raise _cannot_save(place.parent)
        if place.exists() or place.is_symlink():
            raise AlreadyThere(
                "there is already a file {place}",
                "Nothing is written over it: choose another folder.",
                place=place,
            )
