"""How far each case has come on its way to the district, and which cases wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from station.desk.office import Office
from station.desk.words import N_, _
from station.domain.case import Case
from station.domain.decider_events import CaseAccepted, CaseDeemedAccepted, ResultDispatched
from station.domain.stamp import OFFICIAL_TIME
from station.domain.states import CaseState
from station.domain.trail_events import StickUsed
from station.domain.values import Side
from station.domain.way import CaseWay, Leg
from station.storage.casebook import CaseLine
from station.storage.waybook import WayBook


@dataclass(frozen=True, kw_only=True)
class CaseTold:
    """What is known of the way of one case, there and back."""

    way: CaseWay | None
    """None where this station wrote nothing about it."""
    to_hand_over: bool
    """Whether the next exchange hands it over first."""
    accepted: datetime | None
    """When the authority accepted it, as the district told."""
    result: datetime | None
    """When the result that is here was sent off."""


class WayDesk:
    """Asks, and remembers what left. A station without a district has no ways."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._book = WayBook(office.vault, office.journal, office.memory)

    def of(self, case: Case) -> CaseTold | None:
        """The way of one case; None if this station belongs to no district."""
        office = self._office
        with office.vault.reading():
            if not office.line.peer:
                return None
            way = self._book.of([case.number]).get(case.number)
            waits = case.number in self._to_hand_over()
        accepted = case.last(CaseAccepted) or case.last(CaseDeemedAccepted)
        result = case.last(ResultDispatched)
        return CaseTold(
            way=way, to_hand_over=waits, accepted=accepted.at if accepted else None,
            result=result.at if result else None,
        )  # fmt: skip

    def legs(self, numbers: Sequence[str]) -> Mapping[str, Leg]:
        """The leg of each of these cases, as far as there is one."""
        with self._office.vault.reading():
            if not self._office.line.peer:
                return {}
            return {number: way.leg for number, way in self._book.of(numbers).items()}

    def waiting(self) -> list[str]:
        """The receipt numbers of all cases that wait: to be handed over, or with something that
        the district has not said it holds. What waits longest stands first."""
        with self._office.vault.reading():
            return list(dict.fromkeys((*self._book.waiting(), *sorted(self._to_hand_over()))))

    def lines(self, numbers: Sequence[str]) -> Mapping[str, CaseLine]:
        """What lists show of these cases; frozen ones are left out."""
        with self._office.vault.reading():
            return self._book.lines(numbers)

    def ways(self, numbers: Sequence[str]) -> Mapping[str, CaseWay]:
        """How far each of these cases has come."""
        with self._office.vault.reading():
            return self._book.of(numbers)

    def left(self, number: int, *, by_stick: bool) -> None:
        """Our entries up to this number were put on the road. Sticks are counted as they are
        used here."""
        office = self._office
        with office.transaction():
            stick = len(office.journal.own_of(StickUsed)) if by_stick else 0
            self._book.left(number, office.clock.now(), stick=stick)

    def _to_hand_over(self) -> set[str]:
        return self._office.casebook.in_state(CaseState.RECEIVED, Side.DISTRICT)


_WORDS: Mapping[Leg, str] = {
    Leg.SAVED: N_("saved here"),
    Leg.ON_STICK: N_("on stick no. {stick}, {when}"),
    Leg.SENT: N_("sent {when}, no receipt yet"),
    Leg.HELD: N_("the district has it (receipt)"),
}


def way_words(way: CaseWay) -> str:
    """How far the last entry of a case has come."""
    left = way.left
    when = f"{left.at.astimezone(OFFICIAL_TIME):%m-%d %H:%M}" if left else ""
    return _(_WORDS[way.leg]).format(stick=left.stick if left else 0, when=when)


def told_words(told: CaseTold | None) -> list[str]:
    """The whole way of a case, a line for each thing that is known."""
    if told is None:
        return []
    way, words = told.way, []
    if way is not None:
        words.append(way_words(way))
        if way.waiting and not way.all_wait:
            earlier = _("what was before the last {count} entries the district has")
            words.append(earlier.format(count=way.waiting))
    if told.to_hand_over:
        words.append(_("goes with the next exchange"))
    if told.accepted:
        words.append(_("accepted {when}").format(when=_day(told.accepted)))
    if told.result:
        words.append(_("result here, sent off {when}").format(when=_day(told.result)))
    return words


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(OFFICIAL_TIME):%Y-%m-%d}"
