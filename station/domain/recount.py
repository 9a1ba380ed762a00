"""What a changed working calendar does to dates that run. 行政许可法 82 counts working days, and
the State Council's notice says which these are: with another notice, an end moves.

Both dates stay on record. Who holds the case writes it down; the window does so for clocks that
are its own. The other office counts anew and writes nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from station.domain import canon
from station.domain.calendar import WorkCalendar, WorkYear
from station.domain.case import Case
from station.domain.clocks import RATING_CLOCKS, Clock
from station.domain.dues import Reckoning, Running, clocks
from station.domain.fact_events import DueMoved
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.states import holder_side
from station.domain.values import Side

WINDOW_CLOCKS = frozenset(clock.value for clock in (Clock.FORWARD, *RATING_CLOCKS))
"""Clocks that the window answers for, whoever holds the case."""


def written(calendar: WorkCalendar) -> str:
    """All years in one form, to be kept and compared."""
    years = [calendar.years[year] for year in sorted(calendar.years)]
    return canon.write({"years": msgspec.to_builtins(years, str_keys=True)}).decode()


def read_back(text: str) -> WorkCalendar | None:
    """The calendar that was written down; None for what this version cannot read."""
    try:
        kept: Mapping[str, Any] = canon.read(text.encode())
        years = msgspec.convert(kept["years"], list[WorkYear], str_keys=True)
    except (ValueError, KeyError):
        return None
    return WorkCalendar({year.year: year for year in years})


def moves(
    case: Case, by: Reckoning, before: WorkCalendar, *, side: Side, stamp: Stamp
) -> tuple[DueMoved, ...]:
    """What this side has to put on record of a case: each end that was another one by the
    calendar of `before`. Raises OutOfTime."""
    today = stamp.at.astimezone(OFFICIAL_TIME).date()
    counted = clocks(case, replace(by, calendar=before), today)
    was = {(one.clock, one.since): one for one in counted}
    pairs = [(was.get((now.clock, now.since)), now) for now in clocks(case, by, today)]
    return tuple(
        DueMoved(
            at=stamp.at, by=stamp.by, case=case.number, clock=now.clock,
            was=then.due, now=now.due, why=_why(before, by.calendar, then, now),
        )
        for then, now in pairs
        if then and now.due.at != then.due.at
        and _writes(now.clock, case, side) and not _on_record(case, then, now)
    )  # fmt: skip


def _writes(clock: str, case: Case, side: Side) -> bool:
    if clock in WINDOW_CLOCKS:
        return side is Side.STATION
    return holder_side(case.state, case.decider) is side


def _on_record(case: Case, was: Running, now: Running) -> bool:
    """Whether the last move of this clock between the two ends that was written down led to the
    same one. A clock of this name may run twice, for two visits."""
    ends = {was.due.at, now.due.at}
    last = next(
        (
            one for one in reversed(case.all(DueMoved))
            if one.clock == now.clock and {one.was.at, one.now.at} == ends
        ), None,
    )  # fmt: skip
    return last is not None and last.now.at == now.due.at


def _why(before: WorkCalendar, after: WorkCalendar, was: Running, now: Running) -> str:
    """The notices of the years between start and end that are others than before."""
    first, last = now.since.year, max(was.due.at, now.due.at).year
    changed = (
        year for year in range(first, last + 1) if before.years.get(year) != after.years.get(year)
    )
    return "；".join(_notice(year, after.years.get(year)) for year in changed)


def _notice(year: int, said: WorkYear | None) -> str:
    if said is None:
        return f"{year}年放假安排已撤下"
    return f"{year}年放假安排（{said.document or '无文号'}，第{said.version}版）"
