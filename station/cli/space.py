"""run.py space PERSON: a resident's space. Numbers of people and of documents are masked."""

import argparse

from station.cli.opening import opened, opening_arguments, told_at
from station.cli.output import say, say_json, say_row
from station.cli.whose import WORDS, asked_for, better_asked
from station.desk.erasing import emptied_words
from station.desk.sharing import lent_words
from station.desk.space import FILE_FIELDS, SpaceDesk, SpaceLine, Use
from station.desk.words import _, word
from station.domain.errors import BadInput, StationError
from station.domain.names import mask_name
from station.domain.people import ResidentId
from station.domain.space import Space, SpaceEntry
from station.domain.values import Consent

_OPTIONS = {name: f"--{name}" for name in ("guardian", "reason", *(f.name for f in FILE_FIELDS))}
_CONSENTS = [what.value for what in Consent]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose, and one thing to do with it; without one it is listed."""
    parser.add_argument(
        "person", nargs="?", default="", metavar="PERSON", help=better_asked(WORDS)
    )  # fmt: skip
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--consent", choices=_CONSENTS, help=_("record a separate, signed consent"))
    what.add_argument(
        "--revoke",
        choices=_CONSENTS,
        help=_("record that it was taken back; documents of the space go with it"),
    )
    what.add_argument(
        "--file", metavar="CASE/PAPER", help=_("file this paper of a case, or CASE/result")
    )
    what.add_argument("--remove", metavar="ENTRY", help=_("take this document out"))
    what.add_argument("--uses", action="store_true", help=_("what served which case"))
    what.add_argument(
        "--expiring", type=int, metavar="DAYS", help=_("of all residents: what ends until then")
    )
    parser.add_argument("--guardian", default="", metavar="NAME", help=_("who signs for a child"))
    parser.add_argument("--reason", default="", metavar="TEXT", help=_("why it is taken out"))
    for field in FILE_FIELDS:
        parser.add_argument(f"--{field.name}", default="", help=_(field.label))
    parser.add_argument("--json", action="store_true", help=_("as lines of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 once it is done, or listed."""
    whose = asked_for(given, given.person, "PERSON")
    with opened(given) as office:
        desk = SpaceDesk(office)
        if given.expiring is not None:
            return _expiring(desk, given)
        if not whose:
            raise BadInput({"PERSON": StationError("say whose space", "Give the identity number.")})
        person = desk.person(whose)
        before = desk.space(person.id_number)
        with told_at(_OPTIONS):
            _do(desk, person.id_number, given)
        if given.uses:
            return _uses(desk, person.id_number, given)
        space = desk.space(person.id_number)
        if given.revoke == Consent.SPACE.value and not given.json:
            for told in emptied_words(office, before):
                say(told)
        if given.json:
            say_json(_plain_space(space))
        else:
            _list(person.name, space)
    return 0


def _expiring(desk: SpaceDesk, given: argparse.Namespace) -> int:
    with told_at({"days": "--expiring"}):
        found = desk.expiring(given.expiring)
    for line in found:
        _tell(given, _plain_line(line))
    if not found and not given.json:
        say(_("No document in any space ends until then."))
    return 0


def _uses(desk: SpaceDesk, id_number: str, given: argparse.Namespace) -> int:
    found = desk.uses(id_number)
    for use in found:
        used = use.used
        only = word(used.purpose) if used.purpose else ""
        _tell(given, _plain_use(use), confirmed_by=word(used.confirmed_by), purpose=only)
    if not found and not given.json:
        say(_("No case took anything from this space."))
    return 0


def _do(desk: SpaceDesk, id_number: str, given: argparse.Namespace) -> None:
    if given.consent:
        desk.consent(id_number, Consent(given.consent), given.guardian)
    elif given.revoke:
        desk.revoke(id_number, Consent(given.revoke))
    elif given.remove:
        desk.remove(id_number, given.remove, given.reason)
    elif given.file:
        case, slash, place = given.file.rpartition("/")
        if not slash:
            fault = StationError("it names no paper", "Write it like CASE/3, or CASE/result.")
            raise BadInput({"--file": fault})
        said = {field.name: getattr(given, field.name) for field in FILE_FIELDS}
        desk.file(case, place, said, of=id_number)


def _list(name: str, space: Space) -> None:
    say_row(mask_name(name), space.owner.masked)
    for what in Consent:
        given = space.consents.get(what)
        since = f"{given.at:%Y-%m-%d} {given.by}" if given else _("no consent")
        say_row(word(what), since)
    for entry in space.entries.values():
        told = _plain_entry(entry)
        del told["form"]
        say_row(*told.values(), indent=2)
    for entry in space.brought.values():
        say_row(entry.entry, entry.name, entry.masked_number, lent_words(entry), indent=2)
    say(_("{count} documents").format(count=len(space.at_hand)))


def _tell(given: argparse.Namespace, plain: dict[str, str], **words: str) -> None:
    """As JSON, or in a row with these values in words."""
    if given.json:
        say_json(plain)
    else:
        say_row(*{**plain, **words}.values())


def _plain_space(space: Space) -> dict[str, object]:
    return {
        "person": space.owner.masked,
        "consents": {
            what.value: {"at": one.at.isoformat(), "by": one.by}
            for what, one in space.consents.items()
        },
        "documents": [_plain_entry(entry) for entry in space.entries.values()],
        "brought": [
            {
                **_plain_entry(entry), "from": entry.lent.station,
                "until": f"{entry.lent.until}", "purpose": entry.lent.purpose.value,
            }
            for entry in space.brought.values()
            if entry.lent
        ],
    }  # fmt: skip


def _plain_entry(entry: SpaceEntry) -> dict[str, str]:
    return {
        "entry": entry.entry, "form": entry.form.value, "name": entry.name,
        "number": entry.masked_number, "issuer": entry.issuer,
        "expires": "" if entry.expires is None else f"{entry.expires}",
        "filed": f"{entry.filed_at:%Y-%m-%d}", "by": entry.filed_by,
    }  # fmt: skip


def _plain_line(line: SpaceLine) -> dict[str, str]:
    return {
        "expires": f"{line.expires}", "person": ResidentId(number=line.person).masked,
        "entry": line.entry, "name": line.name,
    }  # fmt: skip


def _plain_use(use: Use) -> dict[str, str]:
    used = use.used
    return {
        "at": f"{used.at:%Y-%m-%d %H:%M}", "entry": used.entry, "name": use.name,
        "case": used.case, "confirmed_by": used.confirmed_by.value, "by": used.by,
        "purpose": used.purpose.value if used.purpose else "",
    }  # fmt: skip
