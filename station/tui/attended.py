"""An application with an agent before it: the door, the lock, and the time since the last key.

Pages are imported when they are first opened: the door has to be on the screen at once.
"""

import asyncio
from typing import TYPE_CHECKING

from textual import events

from station.desk.handover import Handover
from station.desk.premises import Premises
from station.desk.words import N_, _, told
from station.domain.errors import StationError
from station.tui.awake import catch, passed
from station.tui.counter import Counter
from station.tui.keyed import KeyedApp
from station.tui.look import LIGHT
from station.tui.messages import (
    BACKUP,
    EXCHANGE,
    SCHEDULED,
    PagePicked,
    StationClosed,
    StationUnlocked,
)
from station.tui.screens.locking import LockingPage, place_of
from station.tui.screens.modal import Modal
from station.tui.screens.page import Page
from station.tui.screens.unlock import UnlockPage

if TYPE_CHECKING:
    from station.desk.leaving import Bookmark

_LOOK_EVERY = 1  # seconds
_SLEPT = 20
"""Seconds between two looks: so long only a computer is silent that slept, or was halted."""
_STOPPED = frozenset({BACKUP, EXCHANGE, SCHEDULED})
"""What lock and leaving give up, to be begun again; they wait for everything else."""
_WHY = {
    "key": N_("Locked."),
    "idle": N_("Locked: nobody touched a key."),
    "suspend": N_("Locked: the computer slept, or the program was halted."),
    "ended": N_("The system ended the program."),
}


class AttendedApp(KeyedApp):
    """Begins at the door, and goes back to it when told or when nobody has touched it long.

    Back at the door it ends, with `handover` for the process that takes its place; if there is
    none that could (`afresh`), the door is in this one.
    """

    handover: Handover | None = None

    def __init__(
        self, place: Premises, *, plain: bool, before: Handover | None = None, afresh: bool = False
    ) -> None:
        """`plain` is for consoles that draw frames two cells wide; `before` is what the process
        before this one has left."""
        super().__init__(
            home=place.home.folder, plain=plain, now=lambda: place.clock.now().isoformat()
        )
        self.counter = Counter(place)
        self._before = before or Handover(agent="")
        self._afresh = afresh
        self._touched = self._looked = passed()
        self._patience = 60 * place.settings.idle_lock_minutes
        self._locking = ""
        self._mark: tuple[Bookmark, bool] | None = None
        self._stays = False  # the pages behind the door

        # Before the first paint: a theme that comes later has every style computed again.
        self.register_theme(LIGHT)
        self.theme = LIGHT.name

    def on_mount(self) -> None:
        self.set_interval(_LOOK_EVERY, self._look)
        if not self.is_headless:
            self._listen(asyncio.get_running_loop())

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """A signal comes in between anything: what follows from it waits for its turn."""

        def halt() -> bool:
            if self.counter.is_open:
                loop.call_soon_threadsafe(self.call_later, lambda: self.lock("suspend", halt=True))
            return self.counter.is_open

        def end(number: int) -> None:
            loop.call_soon_threadsafe(self.call_later, self._end, number)

        catch(halt, end)

    def get_default_screen(self) -> Page:
        """The door."""
        if self.counter.premises.is_set_up:
            return self._door(self._before)
        from station.tui.screens.setup import SetupPage

        return SetupPage(self.counter)

    def _door(self, told: Handover) -> Page:
        """Where nobody can have a key, what helps is behind another page."""
        try:
            self.counter.agents()
        except StationError as fault:
            from station.tui.screens.restore import RestorePage

            return RestorePage(self.counter, fault)
        return UnlockPage(self.counter, told.agent, told.words)

    def on_station_unlocked(self, event: StationUnlocked) -> None:
        """The first page; on it whoever was locked out goes on where they were."""
        from station.desk.leaving import bookmark
        from station.tui.screens.home import HomePage

        self.counter.sit_down(event.office)
        mark, same = bookmark(event.office), event.office.agent == self._before.agent
        if same and self._stays:
            while isinstance(self.screen, UnlockPage | LockingPage):
                self.pop_screen()
        else:
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self.push_screen(HomePage(self.counter))
            if same:
                self.call_after_refresh(self._go_back, mark)
        self._stays = False
        self._before = Handover(agent="")
        if event.fault is not None:
            self.tell(told(event.fault), fault=True)

    def on_station_closed(self, event: StationClosed) -> None:
        """Only the door is left, and it says why."""
        self._begin_again(Handover(agent="", words=told(event.fault) if event.fault else ""))

    def _go_back(self, mark: "Bookmark") -> None:
        from station.tui.screens.drafts import way_to
        from station.tui.screens.roll import PAGES

        way = way_to(self.counter, mark)
        if way is not None:
            self.screen.post_message(way)
        elif mark.page in PAGES:
            self.screen.post_message(PagePicked(mark.page))

    # ---- the lock

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the station is locked, only the door works; and no page opens that the role of the
        agent does not."""
        if action in ("page", "lock", "palette") and not self.counter.is_open:
            return False
        if action == "page":
            from station.tui.screens.roll import barred

            return barred(self.counter, str(parameters[0])) is None
        return super().check_action(action, parameters)

    def action_lock(self) -> None:
        self.lock("key")

    def lock(self, why: str, *, halt: bool = False) -> None:
        """Close the vault and begin again at the door. What is typed is kept; an exchange or a
        backup is given up, any other work under way comes to its end first, unseen."""
        if not self.counter.is_open or self._locking:
            return
        self._locking = why
        self.put_away()
        self._stays = any(
            screen.unkept for screen in self.screen_stack if isinstance(screen, Page | Modal)
        )
        mark = place_of(self.screen_stack)
        self.push_screen(LockingPage())
        self._stop()
        self._mark = (mark, halt)
        self._close_now()

    def _stop(self) -> None:
        for worker in self.workers:
            if worker.group in _STOPPED:
                worker.cancel()

    def _close_now(self) -> None:
        """Unless something is still under way."""
        if self._mark is None or any(worker.is_running for worker in self.workers):
            return
        mark, halt = self._mark
        self._mark = None
        words = _(_WHY[self._locking])
        if not self.counter.is_open:  # what was under way closed the vault, and failed
            self._begin_again(Handover(agent="", words=words, stopped=halt))
            return
        agent = self.counter.office.agent
        try:
            self.counter.get_up(self._locking, mark)
        except StationError as fault:
            words = f"{words} {told(fault)}"
        self._begin_again(Handover(agent=agent, words=words, stopped=halt))

    def _begin_again(self, handover: Handover) -> None:
        """At the door, in a new process where that is possible: not where the disk did not take
        what is typed, which would be lost."""
        self._before = handover
        if self._afresh and not self._stays:
            self.handover = handover
            self.call_after_refresh(self.exit)  # a console with one screen keeps what it shows
        else:
            self._locking = ""
            self.push_screen(self._door(handover))

    def _end(self, number: int) -> None:
        """The system ends the program: nothing is waited for but the vault."""
        if self.counter.is_open:
            self.put_away()
            self.workers.cancel_all()
            self.counter.get_up("ended", place_of(self.screen_stack))
        self.exit(return_code=128 + number)

    def put_away(self) -> None:
        """Let every page and card keep what is only on the screen."""
        for screen in self.screen_stack:
            if isinstance(screen, Page | Modal):
                screen.put_away()

    async def action_quit(self) -> None:
        if self.counter.is_open:
            self.put_away()
        self._stop()
        self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C ends nothing: fingers press it to copy."""
        self.tell(_("Ctrl+Q leaves the program, Ctrl+L locks it"))

    def _look(self) -> None:
        """An exchange that somebody waits for is not cut off; the lock comes after it."""
        if self._slept():
            self.lock("suspend")
        self._looked = passed()
        self._close_now()
        exchanging = any(one.group == EXCHANGE and one.is_running for one in self.workers)
        if self._looked - self._touched > self._patience and not exchanging:
            self.lock("idle")

    def _slept(self) -> bool:
        return passed() - self._looked > _SLEPT

    async def on_event(self, event: events.Event) -> None:
        """A key that wakes the computer up finds the door, and does nothing behind it."""
        if isinstance(event, events.Key | events.MouseDown):
            self._touched = passed()
            if self._slept() and self.counter.is_open:
                self._look()
                return
            if self._locking:
                return
        await super().on_event(event)
