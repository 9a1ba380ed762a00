"""The line to the district: joining it, exchanging parcels by network or stick, its state."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from station.desk.line_state import LineState, line_state
from station.desk.office import Office
from station.desk.passing import TimeDesk
from station.desk.road import keep_pace, pace_of
from station.desk.ways import WayDesk
from station.desk.words import explain
from station.domain.acts import perform
from station.domain.case import Case
from station.domain.clockcheck import DistrictWord
from station.domain.effective import UnknownItem
from station.domain.errors import RuleBroken, StationError
from station.domain.event import Event
from station.domain.office_events import DistrictJoined
from station.domain.roles import Right
from station.domain.states import CaseState
from station.domain.trail_events import StickUsed
from station.domain.values import Carriage, Side
from station.storage.linebook import Aside

if TYPE_CHECKING:
    from station.desk.line_keys import LineKeysState
    from sync.carriers.http import Address
    from sync.exchange import SyncReport
    from sync.ports import Carrier
    from sync.post import Post
    from sync.seal import PrivateKeys

APP = "station/1"
"""How this program names itself on parcels."""


class NotJoined(StationError):
    """This station was not enrolled with a district."""


class AlreadyJoined(StationError):
    """This station was enrolled before."""


class SyncDesk:
    """The agent's side of the line. Imports of the network wait until they are needed."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # ---- joining

    def join(self, url: str, code: str) -> str:
        """Enrol with the district at `url` by its one-time code; the district's name.

        A station whose keys were withdrawn comes back to its district so, with new keys.
        Raises AlreadyJoined (another district's), NotEnrolled (the code), NoAnswer (the road).
        """
        from station.desk.joining import keep_district, seal_to_district
        from sync.carriers.http import enrol
        from sync.enrol import Request, ask, code_key, read_answer

        office = self._office
        office.rights.ask(Right.JOIN, DistrictJoined.kind)
        joined, keys = self._district(), self._keys_to_join()
        key = code_key(code, office.code)
        with office.vault.reading():
            request = Request(
                station=office.code, name=office.name, incarnation=office.line.incarnation(),
                keys=keys.public(), nonce=office.clock.chance(16).hex(), app=APP,
            )  # fmt: skip
        asked = ask(request, key)
        answer = read_answer(enrol(self._address(url), asked), asked, key)
        if joined not in ("", answer.district):
            raise AlreadyJoined(
                "this station belongs to {district} already", "Synchronise with F5.",
                district=joined,
            )  # fmt: skip
        keep_district(office, answer, keys, url)
        seal_to_district(office)
        return answer.name

    def url(self) -> str:
        """Where the district is reached: as the settings say, else as it was when joining."""
        with self._office.vault.reading():
            return self._office.settings.district_url or self._office.memory.get("district_url")

    def renew_keys(self) -> int:
        """Ask the district for new keys, with the next exchange; their number. Raises
        RuleBroken."""
        from station.desk.line_keys import ask

        return ask(self._office)

    def keys(self) -> "LineKeysState":
        """Which keys are in use, and which were asked for."""
        from station.desk.line_keys import state

        return state(self._office)

    # ---- exchanging

    def sync(
        self, *, progress: Callable[["SyncReport"], None], cancel: Callable[[], bool]
    ) -> "SyncReport":
        """Hand over what was received, exchange parcels over the network, and compare what both
        ends hold (see `reconciling`).

        What goes wrong on the road is in the report; nothing is lost. Raises NotJoined.
        """
        post = self._post(live=True)
        self.hand_over()
        road = self._network(cancel)
        return self._exchange(road, post, progress, cancel, reckon=True, network=True)

    def carry(
        self, *, attempts: int, pauses: Callable[[], Iterator[float]], cancel: Callable[[], bool],
        reckon: bool,
    ) -> "SyncReport":  # fmt: skip
        """Exchange what is on record over the network, with nobody before it: nothing is handed
        over or signed. A parcel is tried so often, with these pauses."""
        from sync.carriers.leaving import waiting
        from sync.carriers.retrying import RetryingCarrier

        road, wait, post = self._network(cancel), waiting(cancel), self._post(live=True)
        carrier = RetryingCarrier(road, attempts=attempts, pauses=pauses, wait=wait)
        return self._exchange(
            carrier, post, lambda _: None, cancel, reckon=reckon, attended=False, network=True
        )

    def stick_out(
        self, stick: Path, *, progress: Callable[["SyncReport"], None], cancel: Callable[[], bool]
    ) -> "SyncReport":
        """Hand over what was received; read the stick, and write to it what the district lacks.

        When it returns without `road`, every byte was read back: the stick may be removed.
        """
        post = self._post()
        self.hand_over()
        carrier = self._stick(stick, Carriage.OUT)
        return self._exchange(carrier, post, progress, cancel, reckon=True, by_stick=True)

    def stick_in(
        self, stick: Path, *, progress: Callable[["SyncReport"], None], cancel: Callable[[], bool]
    ) -> "SyncReport":
        """Take in what the stick brings, and leave on it our word of what we hold."""
        post = self._post()
        carrier = self._stick(stick, Carriage.IN)
        return self._exchange(carrier, post, progress, cancel, by_stick=True)

    def hand_over(self) -> int:
        """Hand over every received case that the district decides; how many.

        One that cannot be handed over keeps none of the others back: it stays among those that
        wait, and says why when it is handed over by hand.
        """
        office = self._office

        def decide() -> tuple[Event, ...]:
            waiting = sorted(office.casebook.in_state(CaseState.RECEIVED, Side.DISTRICT))
            cases = (office.casebook.case(number) for number in waiting)
            return tuple(event for case in cases if case for event in self._handed_over(case))

        return len(office.record_decided(decide))

    def _handed_over(self, case: Case) -> Iterator[Event]:
        office = self._office
        with suppress(RuleBroken, UnknownItem):
            law, stamp = office.law(case), office.stamp()
            yield perform("hand_over", {}, case=case, side=Side.STATION, law=law, stamp=stamp)

    # ---- the state

    def state(self) -> LineState:
        """Where the line stands."""
        return line_state(self._office)

    def asides(self) -> list[Aside]:
        """Parcels that were set aside, latest first."""
        with self._office.vault.reading():
            return self._office.line.asides()

    def why(self, aside: Aside) -> str:
        """Why this parcel was set aside, in the language of the screen."""
        from sync.errors import FAULTS, fault_of

        if aside.reason not in FAULTS:
            return aside.reason
        return explain(fault_of(aside.reason))[0]

    # ---- inside

    def _exchange(
        self, carrier: "Carrier", post: "Post", progress: Callable[["SyncReport"], None],
        cancel: Callable[[], bool], *, reckon: bool = False, attended: bool = True,
        by_stick: bool = False, network: bool = False,
    ) -> "SyncReport":  # fmt: skip
        from station.desk.joining import seal_to_district
        from station.desk.line_keys import settle
        from station.storage.heap import give_back_what_is_free
        from sync.exchange import exchange
        from sync.pace import UNMEASURED

        office = self._office
        give_back_what_is_free()
        if attended:
            office.sign_head()
        report = exchange(
            office.line, carrier, post, spare=lambda: office.clock.chance(16).hex(),
            progress=progress, cancel=cancel, reckon=reckon,
            pace=pace_of(office) if network else UNMEASURED,
        )  # fmt: skip
        if network:
            keep_pace(office, report.pace)
        if report.reached:
            WayDesk(office).left(report.reached, by_stick=by_stick)
        settle(office)
        if attended:
            seal_to_district(office)
        office.scans.store.tidy()
        TimeDesk(office).note()
        return report

    def _district(self) -> str:
        with self._office.vault.reading():
            return self._office.line.peer

    def _keys(self) -> "PrivateKeys":
        from sync.seal import PrivateKeys

        memory = self._office.memory
        return PrivateKeys(
            signing=bytes.fromhex(memory.get("signing_key")),
            receiving=bytes.fromhex(memory.get("receiving_key")),
        )

    def _keys_to_join(self) -> "PrivateKeys":
        """The keys of the set-up; where they have been used with a district, new ones. Those are
        kept before the district sees them: its answer may be lost, and is given to them only."""
        from sync.seal import PrivateKeys

        memory, chance = self._office.memory, self._office.clock.chance
        with self._office.transaction():
            if not self._office.line.peer:
                return self._keys()
            if not memory.get("next_signing_key"):
                memory.set(next_signing_key=chance(32).hex(), next_receiving_key=chance(32).hex())
            return PrivateKeys(
                signing=bytes.fromhex(memory.get("next_signing_key")),
                receiving=bytes.fromhex(memory.get("next_receiving_key")),
            )

    def _post(self, *, live: bool = False) -> "Post":
        """`live`: what comes was written just now, not carried for days."""
        from station.desk.listening import listening_post

        office = self._office
        office.rights.ask(Right.EXCHANGE, "exchange")
        if not self._district():
            raise NotJoined(
                "this station does not belong to a district yet",
                "With its one-time code: F5, or run.py sync --district URL --code.",
            )
        with office.vault.reading():
            return listening_post(
                office, self._keys(), app=APP, heard=partial(self._heard, live=live)
            )

    def _heard(self, said: datetime, *, live: bool) -> None:
        office = self._office
        with office.transaction():
            office.watch.heard(DistrictWord(said=said, heard=office.clock.now(), live=live))

    def _network(self, cancel: Callable[[], bool]) -> "Carrier":
        """The road over the network, left as soon as the exchange is given up."""
        from sync.carriers.http import HttpCarrier
        from sync.carriers.leaving import LeavingCarrier

        return LeavingCarrier(HttpCarrier(self._address(self.url())), stop=cancel)

    def _address(self, url: str) -> "Address":
        from sync.carriers.http import Address

        own = self._office.settings
        return Address(url=url, ca_file=own.district_ca_file, deadline=own.district_timeout)

    def _stick(self, stick: Path, way: Carriage) -> "Carrier":
        from sync.carriers.usb import UsbCarrier

        carrier = UsbCarrier(stick, me=self._office.code, peer=self._district())
        now = self._office.stamp()
        self._office.record(StickUsed(at=now.at, by=now.by, way=way))
        return carrier
