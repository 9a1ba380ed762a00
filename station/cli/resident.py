"""run.py resident ID: what is kept of a person, and what they say is wrong of it."""

import argparse
from pathlib import Path

import msgspec

from station.cli.opening import (
    opened,
    opening_arguments,
    purpose_argument,
    purpose_at,
    told_at,
)
from station.cli.output import say, say_row
from station.cli.saving import out_arguments, place_of
from station.cli.shown import wait_for_reader
from station.cli.whose import NUMBER, asked_for, better_asked
from station.desk.notice import is_informed
from station.desk.office import Office
from station.desk.people import PersonDesk
from station.desk.space import SpaceDesk
from station.desk.words import _, word
from station.domain.disputes import CORRECTABLE, DATA
from station.domain.looking import checked
from station.domain.masking import masked_person
from station.domain.people import Person

_OPTIONS = {"field": "FIELD", "says": "--words", "outcome": "--words", "reason": "--words",
            "after": "--value"}  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose, and one thing to do; without one it is shown."""
    parser.add_argument("person", metavar="ID", help=better_asked(NUMBER))
    purpose_argument(parser, "--reveal")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--dispute", choices=DATA, help=_("the person says that this is wrong"))
    what.add_argument("--settle", choices=DATA, help=_("what came of such a dispute"))
    what.add_argument("--correct", choices=CORRECTABLE, help=_("put this right"))
    what.add_argument(
        "--notice",
        action="store_true",
        help=_("print the notice on personal information (F14), to be signed"),
    )
    out_arguments(parser)
    parser.add_argument("--words", default="", metavar="WORDS", help=_("what is said, or why"))
    parser.add_argument("--value", default="", metavar="VALUE", help=_("as it is right"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 once it is done, or shown."""
    whose, out = asked_for(given, given.person, "ID"), place_of(given)
    with opened(given) as office:
        person = PersonDesk(office).resident(whose.strip().upper())
        revealed = given.reveal is not None
        if revealed:
            with purpose_at("--reveal"):  # before anything is written
                checked(given.reveal, child=SpaceDesk(office).is_child(person.id_number))
        if given.notice:
            _notice(office, person, out)
        with told_at(_OPTIONS):
            _do(PersonDesk(office), person.id_number, given)
        if revealed:
            SpaceDesk(office).view(person.id_number, given.reveal)
        _tell(office, PersonDesk(office).resident(person.id_number), revealed=revealed)
    return 0


def _notice(office: Office, person: Person, out: Path | None) -> None:
    from station.desk.person_sheets import print_notice

    made = print_notice(office, person.id_number, out=out)
    for character in made.unprintable:
        say(_("no font here has {character}").format(character=f"U+{ord(character):04X}"))
    say_row(made.number, word(made.way), made.why or str(made.path))
    wait_for_reader(made.way)


def _do(desk: PersonDesk, id_number: str, given: argparse.Namespace) -> None:
    if given.dispute:
        desk.dispute(id_number, {"field": given.dispute, "says": given.words})
    elif given.settle:
        desk.settle(id_number, {"field": given.settle, "outcome": given.words})
    elif given.correct:
        said = {"field": given.correct, "after": given.value, "reason": given.words}
        desk.correct(id_number, said)


def _tell(office: Office, person: Person, *, revealed: bool) -> None:
    shown = msgspec.to_builtins(person) if revealed else masked_person(person)
    say_row(*shown.values())
    if not is_informed(office, person.id_number):
        say(_("The present notice on personal information was not given yet."))
    for one in PersonDesk(office).disputes(person.id_number):
        words = one.says if revealed else ""
        say_row(_("in dispute"), word(one.field), f"{one.at:%Y-%m-%d}", words, indent=2)
    for case in SpaceDesk(office).cases(person.id_number):
        say_row(case.number, word(case.state), case.item_name, indent=2)
