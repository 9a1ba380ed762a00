"""The cards over the list of backups: make one, make one on a stick, read one back, delete one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from textual.content import Content

from station.desk.backup_shelf import Kept, Life
from station.desk.copying import Copied, Watch
from station.desk.daily_copies import Daily
from station.desk.guesses import Guess
from station.desk.sticks import sticks
from station.desk.words import N_, _
from station.domain.errors import StationError
from station.domain.fields import Field
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import Block, line, lines

_PLACE = (Field(name="place", label=N_("Folder")),)


class BackupUnderWay(StationError):
    """There is one backup at a time."""


@contextmanager
def _alone(counter: Counter) -> Iterator[None]:
    if not counter.copying.acquire(blocking=False):
        raise BackupUnderWay(
            "a backup is under way already", "Wait until it is done; the first page shows it."
        )
    try:
        yield
    finally:
        counter.copying.release()


class BackUpCard(WorkForm):
    """A backup at the places of every day, whatever was made today."""

    def __init__(self, counter: Counter) -> None:
        def work(_given: Mapping[str, object], watch: Watch) -> Content:
            with _alone(counter):
                done = counter.backups.daily(watch, at_once=True)
            counter.backup_fault = None
            return _told(done)

        folder = counter.backups.folder
        super().__init__(
            _("Back up now"), (), work, stops=True,
            says=_("Writes a backup into {folder} and reads it back.").format(
                folder=folder
            ),
        )  # fmt: skip


class StickCard(WorkForm):
    """A backup in a folder that is named, on a stick or another disk."""

    def __init__(self, counter: Counter) -> None:
        def work(given: Mapping[str, object], watch: Watch) -> Content:
            with _alone(counter):
                file, made = counter.shelf.to(Path(str(given["place"]).strip()), watch)
            return lines(
                line(_good(), " ", _("Read back and right: the stick may be removed.")),
                "",
                _entries(file, made),
                _("Whoever has it still needs the passphrase of an agent of today."),
            )

        plugged = next(iter(sticks()), None)
        super().__init__(
            _("Back up to a stick"), _PLACE, work, stops=True,
            guess=Guess(values={"place": str(plugged)}) if plugged else None,
            says=_("The folder of the stick. The file gets a name with the station and the time."),
        )  # fmt: skip


class ThroughCard(WorkForm):
    """Every byte of one backup is read again, where it lies."""

    def __init__(self, counter: Counter, one: Kept) -> None:
        def work(_given: Mapping[str, object], watch: Watch) -> Content:
            read = counter.shelf.look_through(one.file, watch)
            return lines(
                line(_good(), " ", _("Every byte is as it was written.")), "",
                _entries(one.file, read),
            )  # fmt: skip

        super().__init__(
            _("Read a backup back"), (), work, stops=True,
            says=_("Reads every byte of {file} and compares it with its manifest.").format(
                file=one.file
            ),
        )  # fmt: skip


class DeleteCard(WorkForm):
    """One backup is deleted for good, and that is on record."""

    saves = N_("Delete F9")

    def __init__(self, counter: Counter, one: Kept) -> None:
        def work(_given: Mapping[str, object], _watch: Watch) -> str:
            counter.shelf.delete(one)
            return ""

        super().__init__(_("Delete a backup for good?"), (), work, says=_why(one), careful=True)


def _why(one: Kept) -> Content:
    if one.copied is None:
        told = _("It is damaged: nothing can be restored from it.")
    elif one.life is Life.FORMER:
        told = _(
            "It is of a former life of this station: it holds what was there before the restore, "
            "and what was erased since."
        )
    elif one.life is Life.OTHER:
        told = _("It is of another station: is it not needed there?")
    else:
        told = _("What was recorded only in it cannot be brought back afterwards.")
    return lines(str(one.file), told, _("That it is deleted, and by whom, is put on record."))


def _told(done: Daily) -> Content:
    rows: list[str | Content] = []
    for copied, words in (
        (done.first, _("The backup is made, and read back.")),
        (done.second, _("The second place has it too, read back: a stick may be removed.")),
    ):
        if copied is not None:
            held = _("{entries} entries, {size} kB").format(
                entries=copied.manifest.number, size=copied.size // 1024
            )
            rows.append(line(_good(), " ", f"{words} {held}"))
    if done.no_stick is not None:
        rows.append(
            line(
                Block(word=_("CARE"), tone="late"),
                " ",
                _("no second backup: {place} is not there").format(place=done.no_stick),
            )
        )
    if done.gone:
        rows.append(_("{count} old backups deleted").format(count=done.gone))
    return lines(*rows)


def _good() -> Block:
    return Block(word=_("GOOD"), tone="done")


def _entries(file: Path, copied: Copied) -> str:
    return _("{file}: {entries} entries of the journal, {size} bytes").format(
        file=file, entries=copied.manifest.number, size=copied.size
    )
