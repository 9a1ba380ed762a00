"""Exchanges that go by themselves while somebody is signed in, as station.ini orders them.

They carry what is on record, both ways, and act for nobody: no case is handed over and nothing is
signed, for that the agent presses F5. The first one of a sign-in is on record, by whose it is.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from station.desk.kept_faults import fault_kept, kept
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.roles import Right
from station.domain.schedule import Schedule
from station.domain.trail_events import ExchangesScheduled

ATTEMPTS = 3
FIRST_PAUSE, GROWTH, LONGEST_PAUSE = 2.0, 4.0, 30.0
"""Seconds between two tries of one parcel, cut by chance to 50-100 %."""
COMPARED_EACH = timedelta(days=1)
"""How old the last comparison of both ends is when an exchange asks for a new one by itself."""


_KEPT = ("tried", "fault", "received")


class ScheduleDesk:
    """The exchanges of one sign-in that nobody asks for."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._line = SyncDesk(office)
        self._spread = int.from_bytes(office.clock.chance(2)) / 2**16
        self._noted = False

    def state(self) -> Schedule:
        """How they stand; without any where there is no district, no address or no right."""
        office = self.office
        with office.vault.reading():
            said = {name: office.memory.get(f"schedule_{name}") for name in _KEPT}
            joined = office.line.peer
        usable = joined and self._line.url() and office.rights.may(Right.EXCHANGE)
        return Schedule(
            every=office.settings.district_every if usable else 0,
            tried=datetime.fromisoformat(said["tried"]) if said["tried"] else None,
            fault=fault_kept(said["fault"]), received=int(said["received"] or 0),
        )  # fmt: skip

    def next(self) -> datetime | None:
        """About when the next one is tried."""
        return self.state().next(self._spread)

    def is_due(self) -> bool:
        """Whether it is time for one."""
        trouble = self.office.trouble is not None
        return not trouble and self.state().is_due(self.office.clock.now(), self._spread)

    def exchange(self, *, cancel: Callable[[], bool]) -> None:
        """Try one now. How it went is kept for `state`. Raises what the vault raises."""
        self._begin()
        report = self._line.carry(
            attempts=ATTEMPTS, pauses=partial(self._pauses, self.office.clock.chance),
            cancel=cancel, reckon=self._compares(),
        )  # fmt: skip
        if not report.cancelled:
            fault, came = report.road, str(report.received)
            with self.office.transaction():
                self.office.memory.set(
                    schedule_fault=kept(fault) if fault else "", schedule_received=came
                )

    # ---- inside

    def _begin(self) -> None:
        """What leaves tells of itself. That it was tried is kept first: what fails in a way that
        nobody foresaw is not tried again at once."""
        office = self.office
        with office.transaction():
            now = office.stamp()
            if not self._noted:
                every = office.settings.district_every
                office.record(ExchangesScheduled(at=now.at, by=now.by, every=every))
            office.memory.set(schedule_tried=now.at.isoformat(), schedule_received="0")
        self._noted = True

    def _compares(self) -> bool:
        with self.office.vault.reading():
            last = self.office.line.reckoned()
        return last is None or self.office.clock.now() - last.at >= COMPARED_EACH

    @staticmethod
    def _pauses(chance: Callable[[int], bytes]) -> Iterator[float]:
        from sync.carriers.retrying import backoff

        return backoff(
            first=FIRST_PAUSE, factor=GROWTH, cap=LONGEST_PAUSE,
            jitter=lambda: int.from_bytes(chance(2)) / 2**16,
        )  # fmt: skip
