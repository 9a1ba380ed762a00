"""run.py district clerk NAME: let somebody work at the web desk, or end it."""

import argparse
from pathlib import Path

from station.domain.errors import BadInput, StationError
from station.domain.passphrases import generate_passphrase
from sync.district.clerks import Clerks
from sync.district.cli.opening import opened, opening_arguments, secret
from sync.district.cli.output import _, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who, and the password; without a file one is made and told once."""
    parser.add_argument("name", metavar="NAME", help=_("as it will stand in the history of cases"))
    parser.add_argument(
        "--password-file", type=Path, metavar="FILE", help=_("else a password is made")
    )
    parser.add_argument("--dismiss", action="store_true", help=_("end this person's right"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """A name that is known already gets the new password."""
    with opened(given) as district:
        clerks = Clerks(district)
        if given.dismiss:
            if not clerks.dismiss(given.name):
                fault = StationError(
                    "there is no clerk {name}", "Known are: {names}.", name=given.name,
                    names=", ".join(clerks.names()) or "-",
                )  # fmt: skip
                raise BadInput({"NAME": fault})
            say(_("{name} cannot log in any more").format(name=given.name))
            return 0
        if given.password_file:
            password = secret(given.password_file, "", "--password-file")
        else:
            password = generate_passphrase(district.clock.chance)
        name = clerks.add(given.name, password)
    say(_("{name} can log in").format(name=name))
    if not given.password_file:
        say(_("password, told only now: {password}").format(password=password))
    return 0
