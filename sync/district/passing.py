"""What time does by itself at a district: see `station.domain.passing` and `recount`.

It is looked at when the server starts, when the queue is opened, and for each case that comes
in. Nothing that goes wrong here keeps a parcel or a clerk waiting.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from station.domain.acts import perform
from station.domain.calendar import WorkCalendar
from station.domain.case import Arrived, Case, replay
from station.domain.clockcheck import ClockDoubt, clock_doubt
from station.domain.codec import case_of
from station.domain.decider_events import CaseArrived
from station.domain.errors import StationError
from station.domain.office_events import AgentCame, ClockDoubted
from station.domain.passing import (
    WATCHED,
    Gathering,
    Passed,
    Sight,
    due_act,
    reminders,
    started_at,
)
from station.domain.recount import moves, read_back, written
from station.domain.stamp import SYSTEM, Stamp
from station.domain.states import CaseState
from station.domain.values import Side
from station.domain.window_events import CaseHandedOver, CorrectionGivenUp
from sync.district.casebook import belongs
from sync.district.casedesk import LOOK_AGAIN
from sync.district.heard import heard_until
from sync.district.premises import District
from sync.district.tables import CaseRow, EntryRow

_KEPT = "calendar"
"""Under this name it is remembered by which calendar dates were last counted."""
_LAST = "~"
"""Behind all dates."""


class TimeDesk:
    """What the passing of time calls for at this district."""

    def __init__(self, district: District) -> None:
        self._district = district
        self._looked: datetime | None = None

    def look(self) -> None:
        """Note what time calls for, unless that was done within the last minutes. A clock that
        was set back is no reason to wait until it has caught up."""
        now = self._district.clock.now()
        if self._looked is None or abs(now - self._looked) > LOOK_AGAIN:
            self._looked = now
            self.note()

    def note(self) -> Passed:
        """Note what time calls for, each case by itself. It never raises: see `Passed.faults`."""
        district, work = self._district, Gathering(())
        try:
            self._recount(work)
            with district.vault.reading():
                cases = _struck(district)
            for station, number in cases:
                with work.case(number), district.vault.transaction():
                    _look_at(district, station, number, heard_until(district, station), work)
        except StationError as fault:
            work.faults.append(fault)
        return work.passed()

    # ---- another calendar

    def _recount(self, work: Gathering) -> None:
        """Count every running date with the calendar of before and with that of now."""
        district = self._district
        now = written(district.lawbook.calendar())
        with district.vault.reading():
            kept = district.identity.get(_KEPT)
            before = read_back(kept) if kept != now else None
            cases = self._running() if before else []
        if kept == now:
            return
        for station, number in cases:
            assert before is not None
            with work.case(number), district.vault.transaction():
                self._move(station, number, before, work)
        with district.vault.transaction():
            district.identity.set(**{_KEPT: now})

    def _running(self) -> list[tuple[str, str]]:
        query = CaseRow.select(CaseRow.station, CaseRow.number).where(
            (CaseRow.side != "") | (CaseRow.due_at > "")
        )
        return list(query.order_by(CaseRow.id).tuples().execute(self._district.vault.db))

    def _move(self, station: str, number: str, before: WorkCalendar, work: Gathering) -> None:
        district = self._district
        case = replay(
            (one.entry for one in district.casebook.journal(station).of_case(number)),
            district.lawbook.admits,
        )
        if case is not None:
            found = moves(
                case, district.reckoning(case), before, side=Side.DISTRICT,
                stamp=_stamp(district),
            )  # fmt: skip
            district.record(station, *found)
            work.noted += found
            district.casebook.show(station, number)


def arrived(district: District, station: str, new: Sequence[Arrived], dates: Sequence[str]) -> None:
    """The same for the cases of which these entries have just come in, and that they are here:
    where the station does not receive for the authority its time begins with that. `dates` are
    those on which clocks of these cases strike. Inside the intake's transaction."""
    heard = max((one.entry.event.at for one in new), default=None)
    work = Gathering(())
    named = {case_of(one.entry.event) for one in new}
    if heard is None:
        return
    reached = list(dict.fromkeys(_reaching(new)))
    for number in reached:
        with work.case(number):
            _note_arrival(district, station, number)
    if not reached and min(dates, default=_LAST) >= _written(district.clock.now()):
        return
    for _, number in _struck(district, station):
        if number in named:
            with work.case(number):
                _look_at(district, station, number, heard, work)


def _reaching(new: Sequence[Arrived]) -> Iterator[str]:
    """The cases that came from a window that does not receive for the authority."""
    for one in new:
        event = one.entry.event
        if isinstance(event, CaseHandedOver | CorrectionGivenUp) and not event.for_authority:
            yield event.case


def _note_arrival(district: District, station: str, number: str) -> None:
    kept = district.casebook.journal(station).of_case(number)
    case = replay((one.entry for one in kept), district.lawbook.admits)
    waits = case is not None and case.state is CaseState.HANDED_OVER and not started_at(case)
    if waits and belongs(number, station, kept):
        stamp = _stamp(district)
        district.record(station, CaseArrived(at=stamp.at, by=stamp.by, case=number))
        district.casebook.show(station, number)


def _struck(district: District, station: str = "") -> list[tuple[str, str]]:
    """The cases that the district holds and on which a clock has struck; of this station, if
    one is named. The list of cases is up to date with what came in."""
    now = _written(district.clock.now())
    query = CaseRow.select(CaseRow.station, CaseRow.number).where(
        (CaseRow.due_at > "")
        & (CaseRow.due_at < now)
        & (CaseRow.side == Side.DISTRICT.value)
        & CaseRow.state.in_(sorted(state.value for state in WATCHED))
    )
    if station:
        query = query.where(CaseRow.station == station)
    return list(query.order_by(CaseRow.due_at).tuples().execute(district.vault.db))


def _written(now: datetime) -> str:
    """A moment as the list of cases has it."""
    return now.astimezone(UTC).isoformat()


def _look_at(
    district: District, station: str, number: str, heard: datetime, work: Gathering
) -> None:
    """Note what time calls for on this case, or remind of it. Inside a transaction."""
    kept = district.casebook.journal(station).of_case(number)
    case = replay((one.entry for one in kept), district.lawbook.admits)
    if case is None or case.state not in WATCHED:
        return
    stamp, law = _stamp(district), district.law(case)
    doubted = _doubted(district, station, case, kept, stamp.at)
    sight = Sight(doubted=doubted, heard=min(heard, stamp.at))
    name = due_act(case, law, stamp, Side.DISTRICT, sight)
    if name is None:
        work.reminders += reminders(case, law, stamp, Side.DISTRICT, sight)
        return
    event = perform(name, {}, case=case, side=Side.DISTRICT, law=law, stamp=stamp)
    district.record(station, event)
    district.casebook.show(station, number)
    work.noted.append(event)


def _stamp(district: District) -> Stamp:
    return Stamp(at=district.clock.now(), by=SYSTEM)


# ---- how far the district can rely on what it sees


def _doubted(
    district: District, station: str, case: Case, kept: list[Arrived], now: datetime
) -> bool:
    """Whether the clock here cannot be right, or that of the station was in doubt when it
    recorded the receipt."""
    here = clock_doubt(now, latest=None, word=None, calendar=district.lawbook.calendar())
    if here is not ClockDoubt.NONE:
        return True
    start = started_at(case)
    receipts = (
        one.seq for one in kept
        if one.entry.side is Side.STATION and one.entry.event.at == start
    )  # fmt: skip
    return any(_opened_in_doubt(district, station, seq) for seq in receipts)


def _opened_in_doubt(district: District, station: str, seq: int) -> bool:
    """Whether the station's clock was in doubt at its last opening before this entry."""
    query = EntryRow.select(EntryRow.kind).where(
        (EntryRow.station == station)
        & (EntryRow.case_number == "")
        & (EntryRow.side == Side.STATION.value)
        & EntryRow.kind.in_((AgentCame.kind, ClockDoubted.kind))
        & (EntryRow.seq < seq)
    )
    last = query.order_by(EntryRow.seq.desc()).limit(1)
    return bool(last.scalar(district.vault.db) == ClockDoubted.kind)
