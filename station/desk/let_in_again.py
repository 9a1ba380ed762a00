"""Getting in again with the district's help, as a person does it: a request on a stick or copied
by hand or on paper, and its answer from a file or typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from station.desk.office import Office
from station.desk.own_passphrase import refuse_different
from station.desk.premises import Premises
from station.desk.recovering import Asked, FileThere, NothingAsked, asked_by
from station.desk.recovery_sheet import print_request, save_request
from station.desk.showing import Way
from station.domain.errors import BadInput, StationError
from station.domain.letters import WrongLetters
from station.domain.recovering import NotARecovery
from station.storage.faults import DiskFailing, DiskFull, VaultReadOnly
from station.storage.keys import WrongPassphrase
from station.storage.slots import SlotsDamaged, SlotsMissing

_STICK = (FileThere, DiskFull, DiskFailing, VaultReadOnly)


def who_asked(place: Premises) -> str:
    """For whom a request was made here that has no answer yet; empty if for nobody."""
    try:
        return asked_by(place.home)
    except NothingAsked:
        return ""


def who_may_ask(place: Premises) -> tuple[str, ...]:
    """The agents with a key slot; nobody is named where the slots are lost."""
    try:
        return place.agents()
    except (SlotsMissing, SlotsDamaged):
        return ()


@dataclass(frozen=True, kw_only=True)
class RequestMade:
    """A request, and where it went."""

    asked: Asked
    files: tuple[Path, ...]
    """Its letters and its sheet in the folder that was named."""
    printed: tuple[Way, Path] | None


def request(place: Premises, given: Mapping[str, str]) -> RequestMade:
    """Make a request for `agent` under a new passphrase (`passphrase`, `again`); write it and its
    sheet into the `folder` if one is named, and print the sheet if `paper` is "print"; `station` is
    the code, where the key slots are lost. Raises BadInput with the fault of each of them, and as
    `recovering.ask`."""
    refuse_different(given["passphrase"], given["again"])
    folder = given["folder"].strip()
    if folder and not Path(folder).is_dir():
        fault = StationError("there is no such folder", "Plug the stick in; look again.")
        raise BadInput({"folder": fault})
    asked = place.ask_recovery(
        given["agent"], given["passphrase"], station=given.get("station", "")
    )
    files: tuple[Path, ...] = ()
    if folder:
        letters, sheet = (Path(folder) / f"{asked.file}.{kind}" for kind in ("txt", "pdf"))
        try:
            asked.write(letters)
            save_request(place, asked, sheet)
        except _STICK as fault:
            raise BadInput({"folder": fault}) from None
        files = (letters, sheet)
    printed = print_request(place, asked) if given.get("paper") == "print" else None
    return RequestMade(asked=asked, files=files, printed=printed)


def take_answer(place: Premises, given: Mapping[str, str]) -> Office:
    """Come in with the answer in the `file`, or with its typed `letters`, under the `passphrase`
    of the request. Raises BadInput with the fault of each of them, and as `answering.answered`."""
    file, where = given["file"].strip(), "letters"
    letters = given["letters"]
    if file:
        letters, where = _read(Path(file)), "file"
    elif not letters.strip():
        fault = StationError("this must be filled in", "Type the rows, or name the file above.")
        raise BadInput({"letters": fault})
    try:
        return place.recovered(letters, given["passphrase"])
    except (WrongLetters, NotARecovery) as wrong:
        raise BadInput({where: wrong}) from None
    except WrongPassphrase as wrong:
        raise BadInput({"passphrase": wrong}) from None


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig", "replace")
    except OSError:
        fault = StationError("the file {place} cannot be read", "Look at its name.", place=file)
        raise BadInput({"file": fault}) from None
