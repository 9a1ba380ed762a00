"""Where a station is and how it is set: what is known before anybody unlocks it.

The door is painted from this alone, so what opens vaults is imported when one is opened.
"""

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from station.desk.clock import Clock, WallClock
from station.desk.home import Home
from station.desk.practice import place_of, practices
from station.desk.spool import Spool
from station.domain.errors import StationError
from station.settings import INI, Settings, read
from station.storage import crashes
from station.storage.slots import agents

if TYPE_CHECKING:
    from station.desk.office import Office
    from station.desk.opening import NewStation
    from station.desk.recovering import Asked
    from station.storage.keys import Cost


@dataclass(frozen=True, kw_only=True)
class Premises:
    """A station's home, its settings and its clock."""

    home: Home
    settings: Settings
    clock: Clock
    cost: "Cost | None" = None
    """What a guess at a passphrase shall cost; None: what takes this machine about a second."""
    ini: Path = INI
    """The file of the settings; where there is none, everything is as usual."""

    @property
    def is_set_up(self) -> bool:
        """Whether there is a station to open."""
        return self.home.vault.exists()

    @property
    def lost_its_vault(self) -> bool:
        """Whether there was a station here whose vault is gone."""
        return self.home.slots.exists() and not self.is_set_up

    @property
    def lost_its_slots(self) -> bool:
        """Whether there is a vault whose key slots are gone or damaged."""
        if not self.is_set_up:
            return False
        try:
            self.agents()
        except StationError:
            return True
        return False

    def agents(self) -> tuple[str, ...]:
        """The names of those who can open this station."""
        return agents(self.home.slots)

    def trainees(self) -> tuple[str, ...]:
        """The names of those who open a practice station here, and nothing else."""
        return tuple(practices(self.home))

    def refusal(self, agent: str) -> "StationError | None":
        """See `door.Door.refusal`."""
        home, _ = place_of(self.home, agent, self.settings)
        if not home.attempts.exists():
            return None
        from station.desk.door import Door

        return Door(home, self.clock).refusal(agent)

    def passphrase(self) -> str:
        """A new one that nobody can guess."""
        from station.domain.passphrases import generate_passphrase

        return generate_passphrase(self.clock.chance)

    def set_up(self, new: "NewStation") -> "Office":
        """See `opening.set_up`."""
        from station.desk import opening
        from station.storage.keys import calibrate

        cost = self.cost or calibrate(perf_counter)
        return opening.set_up(self.home, new, settings=self.settings, clock=self.clock, cost=cost)

    def open(
        self, agent: str, passphrase: str, *, changing: bool = False, key_file: Path | None = None
    ) -> "Office":
        """See `opening.open_station`; a trainee opens their practice station."""
        from station.desk import opening

        home, settings = place_of(self.home, agent, self.settings)
        return opening.open_station(
            home, agent, passphrase, settings=settings, clock=self.clock,
            changing=changing, key_file=key_file,
        )  # fmt: skip

    def ask_recovery(self, agent: str, passphrase: str, *, station: str = "") -> "Asked":
        """See `recovering.ask`."""
        from station.desk import recovering
        from station.storage.keys import calibrate

        cost = self.cost or calibrate(perf_counter)
        return recovering.ask(
            self.home, agent, passphrase, clock=self.clock, cost=cost, station=station
        )

    def recovered(self, letters: str, passphrase: str) -> "Office":
        """See `answering.answered`."""
        from station.desk import answering

        return answering.answered(
            self.home, letters, passphrase, settings=self.settings, clock=self.clock
        )


def premises(folder: Path | None = None) -> Premises:
    """The station in `folder`, or the one that the program's station.ini names.

    A station.ini in the folder itself goes before the program's. What a killed process left in
    clear there is wiped. Raises BadSettings.
    """
    own = folder / INI.name if folder else INI
    ini = own if own.is_file() else INI
    settings = read(ini, home=folder)
    clock = WallClock()
    crashes.keep_in(settings.home, clock.now)
    home = Home(folder=settings.home)
    for spool in (home.spool, *(Home(folder=one).spool for one in home.practice.glob("*"))):
        Spool(spool).wipe()
    return Premises(home=home, settings=settings, clock=clock, ini=ini)
