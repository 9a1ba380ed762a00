"""Backups: one by hand, the way back from it, and those of each day at both of their places."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from station.desk.copying import UNWATCHED, make_backup, restore_station
from station.desk.daily_copies import BackupDesk
from station.desk.home import Home
from station.domain.errors import StationError
from station.storage.copies import ENDING, PART, reread
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings
from tests.torture.disk import Say
from tests.torture.program import later
from tests.torture.scene import (
    Scene,
    Told,
    Words,
    a_station,
    keep,
    known_before,
    never_synced,
    whole,
)
from tests.torture.sitting import recorded

# ---- by hand, and back


def _back_up(folder: Path, say: Say) -> None:
    recorded(folder / "home", say, HandClock(), first=0, cases=3)
    with an_office(folder / "home", later(1)) as office:
        make_backup(office, folder / "backup")
        say(backup="made")
    recorded(folder / "home", say, later(2), first=100, cases=2)


def _backed_up(folder: Path, told: Told) -> Iterator[str]:
    yield from whole(folder / "home", told)
    made = next((place for place, word in enumerate(told) if "backup" in word), None)
    if (folder / "backup").exists():  # under its name it is whole, even if nobody was told
        yield from _comes_back(folder, told[:made])
    elif made is not None:
        yield "the backup that was made is not there"


def _comes_back(folder: Path, told: Told) -> Iterator[str]:
    try:
        _restore(folder)
    except StationError as refusal:
        yield f"the backup does not come back: {refusal}"
    else:
        yield from whole(folder / "restored", told)


def _restore(folder: Path) -> None:
    place = folder / "restored"
    restore_station(
        Home(folder=place), folder / "backup", NEW.agent, PASSPHRASE,
        settings=settings(place), clock=later(3),
    ).leave()  # fmt: skip


def _station_with_backup(folder: Path) -> None:
    known = Words()
    _back_up(folder, known.say)
    keep(folder, known[: known.index({"backup": "made"})])


def _restore_and_say(folder: Path, say: Say) -> None:
    _restore(folder)
    say(restored=True)


def _restored(folder: Path, told: Told) -> Iterator[str]:
    if Home(folder=folder / "restored").vault.exists():
        yield from whole(folder / "restored", known_before(folder))
    elif told:
        yield "the station that was restored is not there"
    else:
        yield from _comes_back(folder, known_before(folder))


# ---- of each day


def _daily(folder: Path, clock: HandClock) -> None:
    """The backup of a day, on the disk of the station and on a stick."""
    with an_office(folder / "home", clock) as office:
        office.settings = replace(
            office.settings, backup_folder=folder / "daily", backup_second=folder / "stick"
        )
        BackupDesk(office).daily(at_once=True)


def _station_with_daily(folder: Path) -> None:
    known = Words()
    recorded(folder / "home", known.say, HandClock(), first=0, cases=3)
    (folder / "stick").mkdir()
    _daily(folder, later(1))
    keep(folder, known)


def _another_day(folder: Path, say: Say) -> None:
    recorded(folder / "home", say, later(24), first=100, cases=2)
    _daily(folder, later(25))
    say(copied="at both places")


def _copied(folder: Path, told: Told) -> Iterator[str]:
    """Whatever bears a backup's name can be read back, the older one is there, and the next day
    clears away what was begun."""
    yield from whole(folder / "home", (*known_before(folder), *told))
    asked = 2 if told and "copied" in told[-1] else 1
    for place in ("daily", "stick"):
        found = sorted((folder / place).glob(f"*{ENDING}"))
        for backup in found:
            try:
                reread(backup, UNWATCHED)
            except StationError as refusal:
                yield f"on {place}: {refusal}"
        if len(found) < asked:
            yield f"on {place}: {len(found)} backups, {asked} were told"
    _daily(folder, later(26))
    yield from (f"left: {part.name}" for part in folder.rglob(f"*{PART}"))


BACKUP = Scene(name="backup", begin=a_station, work=_back_up, judge=_backed_up)
COPIES = (
    BACKUP,
    Scene(name="restore", begin=_station_with_backup, work=_restore_and_say, judge=_restored),
    Scene(name="backup of the day", begin=_station_with_daily, work=_another_day, judge=_copied),
    replace(BACKUP, name="backup, no fsync", setting=never_synced, control=True),
)
