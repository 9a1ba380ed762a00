"""What the clock of this computer is held against, kept in the vault. See `clockcheck`."""

from datetime import datetime

from station.domain.calendar import WorkCalendar
from station.domain.clockcheck import SILENCE, ClockDoubt, DistrictWord, agrees, clock_doubt
from station.storage.journal import Journal
from station.storage.memory import Memory


class ClockWatch:
    """Use it inside a transaction."""

    def __init__(self, journal: Journal, memory: Memory, calendar: WorkCalendar) -> None:
        self._journal = journal
        self._memory = memory
        self._calendar = calendar

    def doubt(self, now: datetime) -> ClockDoubt:
        """Why this moment cannot be, if so."""
        return clock_doubt(now, latest=self.latest(), word=self._word(), calendar=self._calendar)

    def latest(self) -> datetime | None:
        """The latest time on record that is not known to be wrong; None at a new station."""
        kept, leapt = self._moment("clock_latest"), self._moment("clock_leapt")
        last = self._journal.own_at(self._journal.head().number)
        times = [last.entry.event.at] if last else []
        believed = [one for one in times if leapt is None or one - leapt <= SILENCE]
        return max([*believed, *([kept] if kept else [])], default=None)

    def keep_latest(self, now: datetime) -> None:
        """A clock that fell back, or leapt ahead, writes entries of its wrong time: remember what
        came before."""
        latest = self.latest()
        if latest is not None:
            self._memory.set(clock_latest=latest.isoformat())
            if now - latest > SILENCE:
                self._memory.set(clock_leapt=latest.isoformat())

    def believed(self) -> None:
        """The clock was not doubted when the station was opened: what it writes counts again."""
        if self._memory.get("clock_leapt"):
            self._memory.set(clock_leapt="")

    def heard(self, word: DistrictWord) -> None:
        """The district said what time it is. What comes late on a stick tells nothing new.

        Where it says that this clock is right, times that a wrong clock wrote before are past.
        """
        known = self._word()
        if known is not None and not word.live and word.said <= known.said:
            return
        self._memory.set(
            district_said=word.said.isoformat(),
            district_said_here=word.heard.isoformat(),
            district_said_live="yes" if word.live else "",
        )
        if agrees(word):
            self._memory.set(clock_latest=word.heard.isoformat(), clock_leapt="")

    def _moment(self, name: str) -> datetime | None:
        kept = self._memory.get(name)
        return datetime.fromisoformat(kept) if kept else None

    def _word(self) -> DistrictWord | None:
        said = self._memory.get("district_said")
        if not said:
            return None
        return DistrictWord(
            said=datetime.fromisoformat(said),
            heard=datetime.fromisoformat(self._memory.get("district_said_here")),
            live=bool(self._memory.get("district_said_live")),
        )
