"""run.py agent: who may open this station, and with which passphrase."""

import argparse
from pathlib import Path

from station.cli.keyfile import key_file, refuse_wrong_words
from station.cli.opening import (
    new_passphrase,
    only,
    opened,
    opening_arguments,
    passphrase,
    premises_of,
    told_at,
    warn_of_slots,
)
from station.cli.output import say, say_json, say_row
from station.desk.agents import AgentDesk
from station.desk.backup_shelf import BackupShelf
from station.desk.colleagues import AgentLine
from station.desk.door import Door
from station.desk.given_roles import give_role
from station.desk.office import Office
from station.desk.rekeying import change_key
from station.desk.restoring import kept_aside
from station.desk.trainees import add, came_words, is_trainee, remove_trainee
from station.desk.words import _
from station.domain.errors import BadInput, StationError
from station.domain.roles import AgentRole
from station.domain.telling import quoted

_ROLES = tuple(role.value for role in AgentRole)
_NAMING = ("add", "remove", "role", "admit")
_AT = {"agent": "NAME", "passphrase": "--new-passphrase-file"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and the new agent's name."""
    parser.add_argument(
        "what",
        choices=("list", "add", "role", "change", "remove", "rotate", "admit", "keyfile"),
        help=_(
            "list who works here; add or remove somebody, or give them another role; change your"
            " own passphrase, or the key of the vault; admit somebody who has to wait after wrong"
            " passphrases; a key file for yourself"
        ),
    )  # fmt: skip
    parser.add_argument(
        "name", nargs="?", default="", metavar="NAME",
        help=_("who it is about; of a key file: on, off or copy"),
    )  # fmt: skip
    parser.add_argument(
        "more", nargs="?", default="", metavar="ROLE | DIR",
        help=_("role: what they are from now; keyfile: the stick that gets it, or a copy of it"),
    )  # fmt: skip
    parser.add_argument(
        "--role", choices=_ROLES, default=AgentRole.AGENT.value, help=_("add: what they are here")
    )
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument(
        "--new-passphrase-file", type=Path, metavar="FILE", help=_("the new one is its first line")
    )
    chosen.add_argument(
        "--choose", action="store_true", help=_("add: whoever is added types their own, twice")
    )
    chosen.add_argument(
        "--generate", action="store_true", help=_("change: the program makes 14 digits")
    )
    parser.add_argument("--json", action="store_true", help=_("list: as lines of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 once it is done."""
    _check(given)
    if given.what == "change":
        return _change(given)
    if given.what == "keyfile":
        return key_file(given)
    with opened(given) as office:
        desk = AgentDesk(office)
        if given.what == "add":
            _add(office, given)
        elif given.what == "role":
            give_role(office, given.name, AgentRole(given.more))
            say(_("{agent} is from now on: {role}").format(
                agent=given.name, role=_(given.more)
            ))  # fmt: skip
        elif given.what in ("remove", "rotate"):
            _rekey(office, given)
        elif given.what == "admit":
            Door(office.home, office.clock).admit(office, given.name)
            say(_("{agent} can type the passphrase again at once").format(agent=given.name))
        else:
            for one in desk.all():
                _tell(one, given)
    return 0


def _check(given: argparse.Namespace) -> None:
    if given.what == "keyfile":
        refuse_wrong_words(given)
        return
    faults = {}
    if bool(given.name) != (given.what in _NAMING) or (given.more and given.what != "role"):
        faults["NAME"] = StationError(
            "who it is about is named, and nobody else", "Write: run.py agent add NAME"
        )
    if given.what == "role" and given.more not in _ROLES:
        faults["ROLE"] = StationError(
            "this is none of the roles: {roles}", "Write: run.py agent role NAME lead",
            roles=quoted(_ROLES),
        )  # fmt: skip
    if faults:
        raise BadInput(faults)


def _add(office: Office, given: argparse.Namespace) -> None:
    own = given.choose or given.new_passphrase_file
    chosen = new_passphrase(given.new_passphrase_file) if own else ""
    with told_at(_AT):
        added = add(office, given.name, chosen, AgentRole(given.role))
    say(came_words(AgentRole(given.role)).format(agent=added.name))
    if not chosen:
        _show(added.passphrase)
        say(
            _("{agent} changes it first of all: run.py agent change --agent {agent}").format(
                agent=added.name
            )
        )


def _rekey(office: Office, given: argparse.Namespace) -> None:
    if given.name and is_trainee(office, given.name):
        remove_trainee(office, given.name)
        say(_("the practice station of {agent} is gone").format(agent=given.name))
        return
    after = change_key(office, without=given.name, progress=lambda words: say(_(words)))
    try:
        if given.name:
            say(_("{agent} cannot open this station any more").format(agent=given.name))
        say(_("the vault has a new key; passphrases stay as they are"))
        say(_("copies and backups from before still open for whoever could: make a new backup"))
        for old in (*(one.file for one in BackupShelf(after).older()), *kept_aside(after.home)):
            say_row(str(old), indent=2)
    finally:
        after.leave()


def _change(given: argparse.Namespace) -> int:
    place = premises_of(given)
    agent = given.agent or only(place.agents() if place.is_set_up else ("",))
    old = passphrase(given.passphrase_file, _("Passphrase: "))
    office = place.open(agent, old, changing=True, key_file=given.key_file)
    try:
        warn_of_slots(office)
        new = place.passphrase() if given.generate else new_passphrase(given.new_passphrase_file)
        if given.generate:  # before it counts: nobody is locked out by a line that got lost
            _show(new)
        with told_at(_AT):
            AgentDesk(office).change(old, new, key_file=given.key_file)
        say(_("the new passphrase of {agent} opens this station").format(agent=agent))
        say(_("copies and backups from before still open with the old one"))
    finally:
        office.leave()
    return 0


def _show(passphrase: str) -> None:
    say(_("passphrase, shown this once: {passphrase}").format(passphrase=passphrase))


def _tell(one: AgentLine, given: argparse.Namespace) -> None:
    if given.json:
        say_json(
            {
                "agent": one.name, "role": one.role, "since": one.since.isoformat(),
                "slot": one.slot, "key_file": one.key_file, "given": one.given,
            }
        )  # fmt: skip
        return
    lock = _("passphrase and key file") if one.key_file else _("passphrase")
    if one.role == AgentRole.TRAINEE.value:
        lock = _("practice station")
    notes = (
        lock if one.slot else _("no key slot: add again"),
        _("has to change the passphrase") if one.given else "",
    )
    say_row(one.name, _(one.role), f"{one.since:%Y-%m-%d}", *notes)
