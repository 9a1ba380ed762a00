"""run.py sharing PERSON: the consents that documents of a space go to other stations."""

import argparse

from station.cli.opening import opened, opening_arguments, told_at
from station.cli.output import say, say_json, say_row
from station.cli.whose import WORDS, asked_for, better_asked
from station.desk.office import Office
from station.desk.sharing import SharingDesk, consent_lines, sharing_lines
from station.desk.space import SpaceDesk
from station.desk.words import _
from station.domain.names import mask_name
from station.domain.sharing import Sharing
from station.domain.sharing_events import SharingPurpose

_OPTIONS = {
    "to": "--to", "name": "--name", "contact": "--contact", "purpose": "--purpose",
    "documents": "--document", "until": "--until", "guardian": "--guardian",
}  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose; what is consented to, or for which station it ends. Without either they are listed."""
    parser.add_argument("person", metavar="PERSON", help=better_asked(WORDS))
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--to", default="", metavar="STATION",
        help=_("record a separate, signed consent that documents go to the station of this code"),
    )  # fmt: skip
    what.add_argument(
        "--end", default="", metavar="STATION", help=_("record that it was taken back")
    )
    parser.add_argument("--name", default="", help=_("Name of that station"))
    parser.add_argument("--contact", default="", help=_("Its telephone or address"))
    parser.add_argument(
        "--purpose", default="", choices=[one.value for one in SharingPurpose],
        help=_("What they may be used for"),
    )  # fmt: skip
    parser.add_argument(
        "--document",
        action="append",
        default=[],
        metavar="NAME",
        help=_("one kind of documents, as the space names it; may stand more than once"),
    )
    parser.add_argument("--until", default="", metavar="DAY", help=_("Last day of the consent"))
    parser.add_argument("--guardian", default="", metavar="NAME", help=_("who signs for a child"))
    parser.add_argument("--json", action="store_true", help=_("as lines of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 once it is done, or listed."""
    whose = asked_for(given, given.person, "PERSON")
    with opened(given) as office:
        desk = SharingDesk(office)
        person = SpaceDesk(office).person(whose)
        if given.to:
            said = {name: getattr(given, name, "") for name in _OPTIONS}
            with told_at(_OPTIONS):
                said["documents"] = "\n".join(given.document)
                _made(office, desk.share(person.id_number, said))
        elif given.end:
            desk.end(person.id_number, given.end)
        found = desk.sharings(person.id_number)
        if given.json:
            for one in found:
                say_json(_plain(one))
        else:
            say_row(mask_name(person.name), person.id.masked)
            for line in sharing_lines(found, office.today):
                say(line)
            if not found:
                say(_("No consent was ever given."))
    return 0


def _made(office: Office, made: Sharing) -> None:
    for label, words in consent_lines(made.given, office.name):
        if words:
            say_row(label, words)


def _plain(one: Sharing) -> dict[str, object]:
    given = one.given
    return {
        "to": given.to, "name": given.name, "contact": given.contact,
        "purpose": given.purpose.value, "documents": list(given.documents),
        "given": given.at.isoformat(), "until": f"{given.until}",
        "ended": one.ended.isoformat() if one.ended else "",
        "answer": one.answer.value if one.answer else "",
        "answered": one.answered.isoformat() if one.answered else "",
    }  # fmt: skip
