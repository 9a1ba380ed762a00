"""What commands share: which station is meant, and who opens it."""

import argparse
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from getpass import GetPassWarning, getpass
from pathlib import Path

from station.cli.output import complain
from station.desk.agents import AgentDesk
from station.desk.news import news
from station.desk.office import Office
from station.desk.premises import Premises, premises
from station.desk.words import _, use_language
from station.domain.errors import BadInput, StationError
from station.domain.looking import Purpose
from station.domain.passphrases import first_line


def home_argument(parser: argparse.ArgumentParser) -> None:
    """--home, for commands that need no vault."""
    parser.add_argument("--home", type=Path, metavar="DIR", help=_("folder of the station"))


def opening_arguments(parser: argparse.ArgumentParser) -> None:
    """--home, --agent, --passphrase-file and --key-file, for commands that open the vault."""
    home_argument(parser)
    parser.add_argument(
        "--agent", metavar="NAME", help=_("who opens it, if there are several"),
    )  # fmt: skip
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help=_("else the passphrase is asked for")
    )
    parser.add_argument(
        "--key-file", type=Path, metavar="PATH",
        help=_("the key file or its stick; else it is looked for on the sticks that are in"),
    )  # fmt: skip


def purpose_argument(parser: argparse.ArgumentParser, name: str, *, required: bool = False) -> None:
    """What personal data are shown in clear for."""
    usual = ", ".join(purpose.value for purpose in Purpose if purpose is not Purpose.OTHER)
    words = _("show people in clear, for this purpose: {usual}, or words of your own")
    parser.add_argument(name, metavar="PURPOSE", required=required, help=words.format(usual=usual))


@contextmanager
def told_at(options: Mapping[str, str]) -> Iterator[None]:
    """What is wrong with these fields is told at the words of the command line that said them."""
    try:
        yield
    except BadInput as wrong:
        raise BadInput(
            {options.get(name, name): fault for name, fault in wrong.fields.items()}
        ) from None


def purpose_at(option: str) -> AbstractContextManager[None]:
    """What is wrong with a purpose is told at its option."""
    return told_at({"purpose": option, "words": option})


def premises_of(given: argparse.Namespace) -> Premises:
    """The station that is meant, and its language from now on. Raises BadSettings."""
    place = premises(given.home)
    use_language(place.settings.language)
    return place


@contextmanager
def opened(given: argparse.Namespace) -> Iterator[Office]:
    """The station, unlocked by its agent and left at the end."""
    place = premises_of(given)
    agent = given.agent or only(place.agents() if place.is_set_up else ("",))
    typed = passphrase(given.passphrase_file, _("Passphrase: "))
    office = place.open(agent, typed, key_file=given.key_file)
    try:
        warn_of_slots(office)
        if office.practice:
            complain(StationError("this is a practice station", "Nothing in it is real."))
        for words in news(office):
            complain(words)
        if office.trouble is not None:
            complain(office.trouble)
        yield office
    finally:
        office.leave()


def warn_of_slots(office: Office) -> None:
    """Say on stderr what somebody did to the key slots from outside; the work goes on."""
    for fault in AgentDesk(office).strange():
        complain(fault)


def only(agents: Sequence[str]) -> str:
    """The one agent there is. Raises BadInput if one of several must be named."""
    if len(agents) != 1:
        raise BadInput(
            {
                "--agent": StationError(
                    "say which of them: {agents}", "Add --agent NAME.", agents=", ".join(agents)
                )
            }
        )
    return agents[0]


def new_passphrase(file: Path | None, option: str = "--new-passphrase-file") -> str:
    """A chosen one: the first line of the file that `option` names, or typed twice. Raises
    BadInput."""
    chosen = passphrase(file, _("New passphrase: "), option)
    if file is None and chosen != passphrase(None, _("The same again: "), option):
        raise BadInput({"passphrase": StationError("the two are not the same", "Type it again.")})
    return chosen


def passphrase(file: Path | None, prompt: str, option: str = "--passphrase-file") -> str:
    """The first line of the file that `option` names, or what is typed at the terminal. Raises
    BadInput."""
    if file is not None:
        try:
            return first_line(file.read_bytes())
        except StationError as fault:
            raise BadInput({option: fault}) from None
    nowhere = StationError(
        "the passphrase cannot be asked for here", "Put it into a file of one line."
    )
    return hidden_line(prompt, {option: nowhere})


def hidden_line(prompt: str, fault: Mapping[str, StationError]) -> str:
    """What is typed at the terminal, unseen. Raises BadInput with this fault where there is
    none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)
            return getpass(prompt, stream=sys.stderr)
    except (GetPassWarning, EOFError):
        raise BadInput(fault) from None
