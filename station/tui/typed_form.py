"""What is typed into a form is kept while one types: no key may be the last one before a crash."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message_pump import MessagePump
from textual.timer import Timer

from station.desk.words import _
from station.tui.counter import Counter

if TYPE_CHECKING:
    from station.desk.drafts import Draft, Form

_KEEP_AFTER = 0.7  # seconds; no more than what was typed in them can be lost


class Later:
    """Does something a moment after it was first asked for, however often it is asked."""

    def __init__(self, where: MessagePump, do: Callable[[], object]) -> None:
        self._where = where
        self._do = do
        self._timer: Timer | None = None

    def soon(self) -> None:
        """Do it before long."""
        if self._timer is None:
            self._timer = self._where.set_timer(_KEEP_AFTER, self._due)

    def never(self) -> None:
        """Do it not, unless it is asked for again."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _due(self) -> None:
        self._timer = None
        self._do()


class TypedForm:
    """The draft behind one form. Writes only what became different since."""

    def __init__(self, counter: Counter, name: str = "") -> None:
        """`name` is that of the draft; a new case that nothing is kept of yet has none.

        Raises what keeps the vault from being read.
        """
        self._counter = counter
        self.name = name
        self.begun: Draft | None = counter.drafts.draft(name) if name else None
        """The draft that the form goes on with."""
        self._kept: tuple[Form, str, int] = ({}, "", 0)
        if self.begun is not None:
            self._kept = (self.begun.form, self.begun.item, self.begun.version)
        self._emptied: tuple[Form, Draft | None] = ({}, None)

    def keep(self, form: "Form", *, item: str = "", version: int = 0) -> None:
        """Keep it; an empty form forgets the draft. Does nothing while the station is locked.

        Raises DiskFull and the other errors of the vault.
        """
        now = (form, item, version)
        if now == self._kept or not self._counter.is_open:
            return
        drafts = self._counter.drafts
        kept = drafts.keep(self.name, form, item=item, version=version, begun=self.begun)
        self._kept = now
        if kept is not None:
            self.name = kept.name

    def emptied(self, form: "Form") -> "Form":
        """What the form holds once it is emptied: nothing; of an empty one what it held before."""
        if form:
            self._emptied, self.begun = (form, self.begun), None
            return {}
        before, self.begun = self._emptied
        return before

    def words(self) -> str:
        """Where the text in the form comes from; empty if it was typed just now."""
        if self.begun is None:
            return ""
        from station.desk.drafts import ago

        words = _("Going on with what {agent} began {ago} ago; Ctrl+N empties it")
        when = ago(self.begun.since, self._counter.now())
        return words.format(agent=self.begun.by, ago=when)
