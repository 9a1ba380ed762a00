"""Two offices that cannot see each other come to the same case, whoever writes what when."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.domain.acts import ACTS, perform, possible
from station.domain.case import Case, Entry, apply, replay
from station.domain.errors import StationError
from station.domain.facts import FACTS, Fact
from station.domain.states import CaseState, holder_side
from station.domain.steps import STEPS
from station.domain.values import Side
from tests import makers
from tests.domain.round import ANSWERS, Desk


def taken_by(state: CaseState, holder: Side) -> set[CaseState]:
    """Where the holder of this state can take the case while it holds it."""
    reached, new = {state}, [state]
    while new:
        now = new.pop()
        if holder_side(now, Side.DISTRICT) is not holder:
            continue
        for row in STEPS[now].values():
            if row.to not in reached:
                reached.add(row.to)
                new.append(row.to)
    return reached


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.event.kind)
@pytest.mark.parametrize("writer", Side)
def test_a_fact_written_while_the_other_holds_the_case_is_welcome_wherever_it_went(
    fact: Fact, writer: Side
) -> None:
    if writer not in fact.writers or (fact.deciders and writer is Side.STATION):
        return
    for state in fact.states:
        holder = holder_side(state, Side.DISTRICT)
        if holder is None or holder is writer:
            continue
        for later in taken_by(state, holder):
            assert later in fact.states or fact.event in STEPS[later], (state, later)


class Office:
    """One end: what it has written, what it has seen, and the case as it knows it."""

    def __init__(self, side: Side, desk: Desk) -> None:
        self.side = side
        self.desk = desk
        self.entries: list[Entry] = list(desk.case.history)
        self.case = desk.case
        self.written: list[Entry] = []
        self.seen = 0

    def tries(self, name: str) -> bool:
        stamp = self.desk.stamp()
        try:
            event = perform(
                name, ANSWERS.get(name, {}), case=self.case, side=self.side, law=self.desk.law,
                stamp=stamp,
            )  # fmt: skip
        except StationError:
            return False
        self.takes(Entry(side=self.side, event=event))
        self.written.append(self.entries[-1])
        return True

    def takes(self, entry: Entry) -> None:
        """Raises StationError if it has no lawful place here."""
        self.entries.append(entry)
        self.case = apply(self.case, entry)

    def hears(self, other: "Office", count: int) -> None:
        for entry in other.written[self.seen : self.seen + count]:
            self.takes(entry)
            self.seen += 1


def told(case: Case) -> object:
    return (
        case.state, case.papers, case.applicant, case.item_version, case.clocks,
        sorted(repr(entry) for entry in case.history),
    )  # fmt: skip


@settings(max_examples=25)
@given(data=st.data(), rules=st.sampled_from(["zhejiang", "gaoming"]))
def test_whatever_two_offices_write_in_whatever_order_they_agree_in_the_end(
    data: st.DataObject, rules: str
) -> None:
    desk = Desk(makers.item(), rules)
    station, district = Office(Side.STATION, desk), Office(Side.DISTRICT, desk)
    for _ in range(60):
        office = data.draw(st.sampled_from((station, district)))
        names = [act.name for act in possible(office.case, office.side)]
        moving = [name for name in names if ACTS[name].event in STEPS[office.case.state]]
        office.tries(data.draw(st.sampled_from([*moving, *moving, *names] or ["-"])))
        if data.draw(st.booleans()):
            other = district if office is station else station
            other.hears(office, data.draw(st.integers(0, 3)))
    station.hears(district, 1000)
    district.hears(station, 1000)

    assert told(station.case) == told(district.case)
    for office in (station, district):
        assert replay(office.entries) == office.case


def test_a_lawful_sequence_replays_to_the_same_case() -> None:
    desk = Desk().through("take_papers", "receive", "hand_over", "accept", "grant", "dispatch")
    case: Case | None = None
    for entry in desk.case.history:
        case = apply(case, entry)

    assert case == desk.case == replay(desk.case.history)
