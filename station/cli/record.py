"""run.py record: cases from lines of JSON on stdin, each answered once it is on the disk.

    {"item": "SB-01", "version": 1, "applicant": {"name": …, "id": …, "phone": …, "address": …},
     "materials": "all" or {"1": "original", "3": "promised"}}

is answered by {"case": number, "state": state, "similar": [...]}, or by
{"error": sentence, "fields": {name: fault}}. What is similar is a warning, no error. `version`
is the one whose papers are meant, and may be left out.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from station.cli.opening import opened, opening_arguments
from station.cli.output import faults_of, say_json
from station.desk.cases import CaseDesk, all_papers, wrong_marks
from station.desk.drafts import DraftDesk
from station.desk.office import Office
from station.desk.words import explain, told
from station.domain.case import Case
from station.domain.errors import BadInput, StationError
from station.domain.items import Item
from station.domain.people import Person
from station.domain.wishes import NoObject, json_object

LONGEST = 65_536
"""Characters of a line; no case needs so many."""
_MARK = "\ufeff"
"""Editors on Windows put it before UTF-8; where files were joined, within them too."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who opens the vault; the cases come on stdin."""
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if every line became a case; 2 if one did not, the others are recorded all the same;
    1 if the disk took nothing more."""
    refused = False
    with opened(given) as office:
        for line in _lines(sys.stdin):
            try:
                say_json(_recorded(office, line))
            except StationError as fault:
                refused = True
                fields = {name: explain(one)[0] for name, one in faults_of(fault)}
                say_json({"error": told(fault), "fields": fields})
        full = office.trouble is not None
    return 1 if full else 2 if refused else 0


def _lines(source: TextIO) -> Iterator[str]:
    """Lines with something on them; of one that is too long, as much as shows that it is."""
    while line := source.readline(LONGEST + 1):
        rest = line
        while _goes_on(rest):
            rest = source.readline(LONGEST + 1)
        if _goes_on(line) or line.removeprefix(_MARK).strip():
            yield line


def _goes_on(part: str) -> bool:
    return len(part) > LONGEST and not part.endswith("\n")


def _recorded(office: Office, line: str) -> dict[str, object]:
    """Raises BadInput with all faults of the line, or what the rules say against it."""
    wish = _wish(line)
    faults: dict[str, StationError] = dict(_unclear(wish))
    try:
        item = office.item(_item(wish), _version(wish))
    except StationError as fault:
        raise BadInput({"item": fault} | _of_person(office, wish) | faults) from None
    papers = wish.get("materials", {})
    if faults:
        of_papers = _of_papers(office, item, papers)
        raise BadInput(_of_person(office, wish) | of_papers | faults)
    taken = all_papers(item) if papers == "all" else papers
    made = CaseDesk(office).open(
        item.id, wish["applicant"], taken, receive=True, version=item.version
    )
    case = made.case
    return {"case": case.number, "state": case.state.value, "similar": _similar(office, case)}


def _similar(office: Office, case: Case) -> list[dict[str, str]]:
    """What else is under way for this person: cases of the same item, unfinished new cases."""
    number = case.applicant.id_number
    cases = CaseDesk(office).open_cases(number, case.opened.item)
    drafts = [line.draft for line in DraftDesk(office).same_person(number)]
    return [
        {"case": one.number, "state": one.state.value, "since": one.opened_at.isoformat()}
        for one in cases
        if one.number != case.number
    ] + [
        {"draft": one.name, "item": one.item, "by": one.by, "since": one.since.isoformat()}
        for one in drafts
    ]


def _wish(line: str) -> dict[str, Any]:
    if _goes_on(line):
        raise StationError(
            "longer than {longest} characters", "Write one case on each line.", longest=LONGEST
        )
    try:
        return json_object(line.removeprefix(_MARK))
    except NoObject:
        raise StationError(
            "this line is no JSON object", 'Write {"item": …, "applicant": {…}}.'
        ) from None


def _unclear(wish: Mapping[str, Any]) -> Iterator[tuple[str, StationError]]:
    """What is wrong with the shape of the line."""
    for name in wish.keys() - {"item", "version", "applicant", "materials"}:
        yield name, StationError("there is no such field here", "Leave it out.")
    if "version" in wish and not _version(wish):
        yield "version", StationError("a number is expected here", "Write it like 1.")
    applicant = wish.get("applicant")
    if not isinstance(applicant, dict):
        yield "applicant", StationError("this must be filled in", "Give name, id, phone, address.")
    else:
        for name, value in applicant.items():
            if not isinstance(value, str):
                yield name, StationError("a text is expected here", 'Write it like "text".')
    if wish.get("materials", "all") != "all" and not isinstance(wish["materials"], dict):
        yield (
            "materials",
            StationError(
                "papers are told by their numbers", 'Write them like {"1": "original"}, or "all".'
            ),
        )


def _item(wish: Mapping[str, Any]) -> str:
    """The item that the line is for. Raises StationError where it says none."""
    said = wish.get("item")
    if not isinstance(said, str) or not said.strip():
        raise StationError("this must be filled in", "Write the number of the item, like SB-01.")
    return said


def _version(wish: Mapping[str, Any]) -> int:
    """The version that the line is for; 0 where it says none, or none that can be."""
    said = wish.get("version", 0)
    return said if isinstance(said, int) and not isinstance(said, bool) and said > 0 else 0


def _of_papers(office: Office, item: Item, papers: object) -> dict[str, StationError]:
    """The faults of the papers that nobody looks at while something else is wrong."""
    told = isinstance(papers, dict) and papers
    return wrong_marks(item, papers, office.today) if told else {}


def _of_person(office: Office, wish: Mapping[str, Any]) -> dict[str, StationError]:
    """The faults of the applicant that nobody looks at while something else is wrong."""
    applicant = wish.get("applicant")
    if not isinstance(applicant, dict):
        return {}
    texts = {name: value for name, value in applicant.items() if isinstance(value, str)}
    try:
        Person.of(texts, office.clock.now().date())
    except BadInput as wrong:
        return dict(wrong.fields)
    return {}
