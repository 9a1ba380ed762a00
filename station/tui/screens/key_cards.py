"""The cards that give the vault another key: when somebody leaves, or when a passphrase may be
known. The vault is closed for it and opened again; nothing can be done at the counter meanwhile."""

from collections.abc import Iterator, Mapping

from textual.content import Content

from station.desk.copying import Watch
from station.desk.rekeying import ENCRYPTING, change_key, how_far, is_open
from station.desk.restoring import kept_aside
from station.desk.words import N_, _
from station.domain.errors import StationError
from station.tui.counter import Counter
from station.tui.messages import StationClosed, WorkProgressed, WorkRefused
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.states import near_date
from station.tui.widgets.words import lines

_LOOK_EVERY = 0.5  # seconds
_SHOWN = 8  # old backups that are named one by one


class _KeyCard(WorkForm):
    """Changes the key, without one colleague or for all; then tells what the old one opens."""

    def __init__(self, counter: Counter, title: str, says: str, name: str) -> None:
        self._counter = counter

        def work(_given: Mapping[str, object], watch: Watch) -> Content:
            _change(counter, name, watch)
            return lines(*_after(counter, name))

        super().__init__(title, (), work, says=says, careful=True)

    def on_mount(self) -> None:
        self.set_interval(_LOOK_EVERY, self._look)

    def _look(self) -> None:
        """How many pages have the new key: nobody tells it while they are written."""
        if self._step[0] == ENCRYPTING and self._busy:
            done, whole = how_far(self._counter.premises.home)
            self.post_message(WorkProgressed(ENCRYPTING, done, whole))

    def on_work_refused(self, event: WorkRefused) -> None:
        """If the vault stayed closed, the door says why."""
        if not self._counter.is_open:
            self.app.post_message(StationClosed(event.fault))


class RemoveCard(_KeyCard):
    """Somebody leaves."""

    saves = N_("Remove F9")

    def __init__(self, counter: Counter, name: str) -> None:
        says = _(
            "{name} cannot open this station any more. The vault gets another key for that: every "
            "page is encrypted anew, with many cases that takes minutes. What {name} did stays on "
            "record. Everybody else keeps their passphrase."
        )
        super().__init__(
            counter, _("Remove {name}?").format(name=name), says.format(name=name), name
        )


class RotateCard(_KeyCard):
    """A passphrase may be known, or a copy was stolen."""

    def __init__(self, counter: Counter) -> None:
        says = _(
            "Every page of the vault is encrypted anew under another key; with many cases that "
            "takes minutes. Everybody keeps their passphrase. Whoever has an old copy opens that "
            "copy still, and no later one."
        )
        super().__init__(counter, _("Give the vault another key?"), says, "")


def _change(counter: Counter, name: str, watch: Watch) -> None:
    office = counter.lend()
    try:
        after = change_key(office, without=name, progress=lambda words: watch.progress(words, 0, 0))
    except StationError:
        if is_open(office):
            counter.sit_down(office)
        raise
    counter.sit_down(after)


def _after(counter: Counter, name: str) -> Iterator[str]:
    """What was done, and what the key from before still opens."""
    if name:
        yield _("{agent} cannot open this station any more").format(agent=name)
    yield _("the vault has a new key; passphrases stay as they are")
    old = counter.shelf.older()
    by_hand = counter.shelf.elsewhere()
    aside = kept_aside(counter.premises.home)
    now = counter.now()
    if old or by_hand or aside:
        yield ""
        yield _("The key from before still opens, for whoever could open them:")
    for one in old[:_SHOWN]:
        made = near_date(one.copied.manifest.made, now) if one.copied else ""
        yield f"  {made}  {one.file.name}"
    if len(old) > _SHOWN:
        yield "  " + _("and {count} more").format(count=len(old) - _SHOWN)
    for file in aside:
        yield "  " + _("{file}, moved away for a restored vault").format(file=file.name)
    if by_hand:
        yield "  " + _("{count} made by hand, the last {when}: fetch those and delete them").format(
            count=len(by_hand), when=near_date(by_hand[-1], now)
        )
    yield ""
    yield _("Make a new backup now (Backups, b), then delete the old ones there (Del).")
