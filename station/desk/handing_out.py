"""A copy of all that is kept of a person, handed out as two files in clear (个人信息保护法 45)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from station.desk.gathering import gathered
from station.desk.office import Office
from station.desk.people import purpose_words
from station.desk.words import _, word
from station.domain.errors import StationError
from station.domain.looking import checked
from station.domain.parties import CHILD_UNDER
from station.domain.people import ResidentId
from station.domain.person_events import PersonExported
from station.domain.telling import harmless
from station.storage import durable

JSON, TEXT = "person.json", "person.txt"
_QUIET = {"kind", "side", "at", "by", "case", "person"}


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

    Raises BadResidentId, BadInput at `purpose` or `words`, NothingKept, AlreadyThere, CannotSave.
    """
    today = office.clock.now().date()
    person = ResidentId.parse(id_number, today)
    why = checked(purpose, child=person.age_on(today) < CHILD_UNDER)
    places = folder / JSON, folder / TEXT
    _nothing_at(office, *places)
    with office.vault.transaction():
        now = office.stamp()
        found = gathered(office, person.number)
        if not (found["cases"] or found["on_record"] or found["mentioned"]):
            raise NothingKept(
                "nothing is kept here of the person with this number",
                "Compare the number with the card.",
            )
        office.record(PersonExported(at=now.at, by=now.by, person=person.number, purpose=why))
    head = {
        "station": office.code, "name": office.name, "made": now.at.isoformat(), "by": now.by,
        "purpose": why,
    }  # fmt: skip
    whole = {"about": head, **found}
    data = json.dumps(whole, ensure_ascii=False, indent=1).encode()
    text = "\n".join(harmless(line) for line in _lines(whole)).encode()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        durable.write_private(places[0], data)
        durable.write_private(places[1], text + b"\n")
    except OSError as fault:
        raise _cannot_save(folder) from fault
    return HandedOut(json=places[0], text=places[1], cases=len(found["cases"]))


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


# ---- as text


def _lines(whole: Mapping[str, Any]) -> Iterator[str]:
    about, person, space = whole["about"], whole["person"], whole["space"]
    yield _("What {name} keeps of one person. Personal data in clear: keep it safe.").format(
        name=about["name"]
    )
    yield f"{about['made']} {about['by']} · {purpose_words(about['purpose'])}"
    yield ""
    yield "  ".join(filter(None, person.values()))
    for case in whole["cases"]:
        yield ""
        yield "  ".join(filter(None, (
            case["case"], case["official_number"], word(case["state"]), case["item_name"],
        )))  # fmt: skip
        yield "  " + "  ".join(filter(None, case["applicant"].values()))
        for paper in case["papers"]:
            yield f"  {paper['seq']:2} {paper['name']}  {word(paper['taken'])}"
        yield from (f"  {_told(entry)}" for entry in case["history"])
    yield from _section(_("Named in cases of others"), whole["mentioned"])
    yield from _section(_("Documents in the space"), space["entries"])
    yield from _section(_("Uses of the space"), space["uses"])
    yield from _section(_("On record of the person"), whole["on_record"])
    yield from _section(_("In dispute"), whole["disputes"])
    yield from _section(_("Unfinished forms"), whole["unfinished"])
    yield ""
    yield _("Who looked")
    for look in whole["looks"]:
        yield "  " + "  ".join(filter(None, (
            look["at"], look["by"], word(look["kind"]), look["case"],
            purpose_words(look["purpose"]),
        )))  # fmt: skip


def _section(title: str, rows: list[Mapping[str, Any]]) -> Iterator[str]:
    if rows:
        yield ""
        yield title
        yield from (f"  {_told(row)}" for row in rows)


def _told(row: Mapping[str, Any]) -> str:
    """One entry: when, who, what, and what it says."""
    head = (row.get("at", ""), row.get("by", ""), word(row["kind"]) if "kind" in row else "")
    said = [
        f"{name}={json.dumps(value, ensure_ascii=False)}"
        for name, value in row.items()
        if name not in _QUIET and value not in ("", None, [], {}, 0, False)
    ]
    return "  ".join([*filter(None, head), row.get("case", ""), *said]).rstrip()
