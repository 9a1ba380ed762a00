"""An open station: the vault, who is at the desk, and the one way to record what happened."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date

from station.desk.by_file import ByFile
from station.desk.clock import Clock
from station.desk.clock_watch import ClockWatch
from station.desk.filing import results_filed
from station.desk.home import Home
from station.desk.local_rules import local_rules
from station.desk.rights import Rights
from station.desk.spool import Spool
from station.domain.act import Law
from station.domain.calendar import WorkCalendar
from station.domain.case import Arrived, Case
from station.domain.chain import signable
from station.domain.clockcheck import ClockDoubt
from station.domain.code_lists import AREAS, CodeList
from station.domain.codec import case_of, person_of
from station.domain.dues import Reckoning, Running, clocks
from station.domain.effective import Catalogue, beginning, same_version, unknown_version
from station.domain.errors import StationError
from station.domain.event import Event
from station.domain.items import Item
from station.domain.judging import judged, refusal
from station.domain.numbers import PRACTICE, PRACTICE_TAG, last_tag
from station.domain.office_events import HeadSigned, LifeBegun, UnlockFailed
from station.domain.passing import Passed
from station.domain.publishing import Key
from station.domain.stamp import Stamp
from station.domain.transfer_events import CaseBrought
from station.domain.window_events import CaseOpened, VersionTaken
from station.settings import Settings
from station.storage.casebook import CaseBook
from station.storage.instance import Instance
from station.storage.itembook import ItemBook, ItemChanged
from station.storage.journal import Journal
from station.storage.keys import Opened
from station.storage.linebook import LineBook
from station.storage.memory import Memory
from station.storage.own_scans import scans_of
from station.storage.personbook import PersonBook
from station.storage.scanrows import telling
from station.storage.signbook import CutShort, SignBook
from station.storage.vault import Vault


class Office:
    """One agent at one open station. The desks of this room share it."""

    tried: tuple[UnlockFailed, ...] = ()  # wrong passphrases, before the agent came in
    cut: CutShort | None = None  # an earlier visit of the agent's that nobody signed
    passed = Passed()
    """What the passing of time brought when it was last looked at; see `passing.TimeDesk`."""
    unreadable: tuple[Key, ...] = ()  # what the district published, and is damaged here

    def __init__(
        self, *, home: Home, settings: Settings, clock: Clock, vault: Vault, opened: Opened,
        instance: Instance, by_file: ByFile,
    ) -> None:  # fmt: skip
        self.home = home
        self.settings = settings
        self.clock = clock
        self.vault = vault
        self.opened = opened
        self.by_file = by_file
        self.catalogue: Catalogue = by_file.catalogue
        self.calendar: WorkCalendar = by_file.calendar
        self.codes: dict[str, CodeList] = dict(by_file.codes)
        self.rules = local_rules(settings.rules)
        self.instance = instance
        self.spool = Spool(home.spool)
        self.spool.wipe()
        self.memory = Memory(vault)
        self.journal = Journal(vault, self.memory)
        self.itembook = ItemBook(vault)
        self.casebook = CaseBook(vault, self.journal, self.clocks)
        self.personbook = PersonBook(vault, self.journal)
        with vault.reading():
            self.code = self.journal.writer  # 12 digits
            self.name = self.memory.get("station_name")
            self.rights = Rights(vault, self.journal, opened.agent, self.stamp)
            self.transaction = self.rights.transaction
        self.scans = scans_of(vault, home.pieces, clock.chance, self.journal)
        self.line = LineBook(
            vault, self.journal, self.memory,
            arrived=self._arrived, reborn=self._reborn, now=clock.now, shelf=self.scans,
        )  # fmt: skip

    # ---- who and by which rules

    @property
    def trouble(self) -> StationError | None:
        """Why nothing is recorded until the station is opened anew; None if all is well."""
        return self.vault.trouble

    @property
    def agent(self) -> str:
        """The name of the agent at the desk."""
        return self.opened.agent

    @property
    def practice(self) -> bool:
        """Whether this is a trainee's practice station, where nothing is real."""
        return self.code == PRACTICE

    @property
    def tag(self) -> str:
        """The two letters that keep this incarnation's numbers apart from those of others."""
        return PRACTICE_TAG if self.practice else last_tag(self.journal.lives)

    def stamp(self) -> Stamp:
        """The agent at the desk, now."""
        return Stamp(at=self.clock.now(), by=self.agent)

    @property
    def today(self) -> date:
        """The day at this station."""
        return self.clock.now().date()

    @property
    def items(self) -> Mapping[str, Item]:
        """The items with which a case may begin today, by id."""
        return self.catalogue.on(self.today)

    @property
    def watch(self) -> ClockWatch:
        """What the clock of this computer is held against."""
        return ClockWatch(self.journal, self.memory, self.calendar)

    def clock_doubt(self) -> ClockDoubt:
        """Whether the clock of this computer can be right now. Nothing is refused for it."""
        with self.vault.reading():
            return self.watch.doubt(self.clock.now())

    def item(self, item_id: str, version: int = 0) -> Item:
        """The item with this id, as a case begins with it today; `version` is the one that must
        be it, where a form was typed for one.

        Raises UnknownItem, NotYetInForce, NoLongerInForce.
        """
        if version:
            return same_version(self.catalogue, item_id, version, self.today)
        return beginning(self.catalogue, item_id, self.today)

    def version(self, item_id: str, version: int) -> Item | None:
        """The item as it is, or was, in this version: as cases here were begun with it, else as
        the catalogue has it. None if neither has it."""
        with self.vault.reading():
            kept = self.itembook.item(item_id, version)
        return kept or self.catalogue.item(item_id, version)

    def item_of(self, case: Case) -> Item:
        """The item in the version that the case was begun with. Raises UnknownItem."""
        name, version = version_of(case)
        found = self.version(name, version)
        if found is None:
            raise unknown_version(name, version)
        return found

    def law(self, case: Case) -> Law:
        """What the rules need to know for this case. Raises UnknownItem."""
        item = self.item_of(case)
        return Law(
            item=item, calendar=self.calendar, closes=self.settings.closes, rules=self.rules,
            newest=self.catalogue.in_force(item.id, self.today), areas=self.codes.get(AREAS),
        )  # fmt: skip

    def reckoning(self, case: Case) -> Reckoning:
        """By what the clocks of this case are counted; without the item if it is unknown."""
        return Reckoning(
            calendar=self.calendar, closes=self.settings.closes, rules=self.rules,
            item=self.version(*version_of(case)),
        )  # fmt: skip

    def clocks(self, case: Case, day: date | None = None) -> tuple[Running, ...]:
        """All legal clocks of this case as on this day (None: today), the nearest first, those that
        are held last; none where the district wrote times that no clock can show."""
        try:
            found = clocks(case, self.reckoning(case), day or self.today)
            for one in found:
                one.due.at.astimezone(UTC)
        except (StationError, ArithmeticError, TypeError, ValueError):
            return ()
        return found

    def case(self, number: str) -> Case:
        """The case with this receipt number. Raises UnknownCase."""
        asked = number.strip()
        case = self.casebook.case(asked) if asked.isprintable() else None
        if case is None:
            raise UnknownCase(
                "there is no case {number} at this station",
                "Find it by the name, the identity number or the telephone.",
                number=asked or "-",
            )
        return case

    # ---- recording

    def record(self, *events: Event) -> None:
        """Write events and the tables that show them, in one transaction: when it returns, they
        are on the disk; if it raises, nothing of them is."""
        self.record_decided(lambda: events)

    def record_decided(self, decide: Callable[[], tuple[Event, ...]]) -> tuple[Event, ...]:
        """Decide and write inside one transaction, so that nothing comes between the two."""
        with self.transaction():
            events = decide()
            self._write(events)
            for number in _versioned(events):
                self._keep_version(number)
            self._write(self._filed(events))
        return events

    def sign_head(self) -> None:
        """The agent's word, with their own key, for what they wrote: see `chain.signable`."""
        with self.transaction():
            digests = SignBook(self.vault, self.agent).unsigned()
            last = self.journal.own_at(self.journal.head().number)
            if last is None or isinstance(last.entry.event, HeadSigned):
                return
            signature = self.opened.keys.signs.sign(signable(digests)).hex()
            now = self.stamp()
            self.rights.append(HeadSigned(at=now.at, by=now.by, signature=signature))

    def leave(self) -> None:
        """Sign what was written and close the vault."""
        try:
            if self.trouble is None and not self.vault.shut:
                self.sign_head()
        finally:
            self.close()

    def close(self) -> None:
        """Close the vault as it is, and let the next program in."""
        self.spool.wipe()
        self.vault.close()
        self.instance.release()

    def _write(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.rights.append(event)
        for number in filter(None, dict.fromkeys(map(case_of, events))):
            self.casebook.show(number)
        self.scans.show(telling(events))
        for id_number in filter(None, dict.fromkeys(map(person_of, events))):
            self.personbook.show(id_number)
            self.casebook.show_person(id_number)

    def _filed(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        return results_filed(
            events, case_by=self.casebook.case, item_by=self.version,
            space_by=self.personbook.space, stamp=self.stamp,
        )  # fmt: skip

    def _keep_version(self, number: str) -> None:
        """What the case goes by stays, whatever a later catalogue says. Raises ItemChanged."""
        case = self.casebook.case(number)
        item = self.catalogue.item(*version_of(case)) if case else None
        if item is not None:
            self.itembook.keep(item)

    def _reborn(self, parent: str) -> None:
        now, life, reason = self.stamp(), self.journal.head().incarnation, "two histories"
        begun = LifeBegun(at=now.at, by=now.by, incarnation=life, parent=parent, reason=reason)
        self.rights.append(begun)

    def _arrived(self, arrived: list[Arrived]) -> None:
        """Show what the district wrote; what has no lawful place is answered with a reason."""
        new = {one.digest for one in arrived}
        now = self.stamp()
        for number in filter(None, dict.fromkeys(case_of(one.entry.event) for one in arrived)):
            for digest, reason in judged(self.journal.of_case(number))[1]:
                if digest in new:
                    self.rights.append(refusal(now, number, digest, reason))
            self.casebook.show(number)
        events = tuple(one.entry.event for one in arrived)
        for number in _versioned(events):
            with suppress(ItemChanged):  # what is kept stays; `verify` tells that the two differ
                self._keep_version(number)
        self.scans.show(telling(events))
        self._write(self._filed(events))


def _versioned(events: Iterable[Event]) -> Iterable[str]:
    """The cases that these events tell by which version of an item they go."""
    telling = (one for one in events if isinstance(one, CaseOpened | VersionTaken | CaseBrought))
    return dict.fromkeys(one.case for one in telling)


def version_of(case: Case) -> tuple[str, int]:
    """Id and version of the item by which the case goes."""
    return case.opened.item, case.item_version


class UnknownCase(StationError):
    """A receipt number under which nothing is kept here."""
