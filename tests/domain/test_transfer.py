"""What is brought to another station is the case as it stood, wherever its life had got to."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.domain import transfer
from station.domain.acts import ACTS, perform, possible
from station.domain.case import Arrived, Case, Entry, replay
from station.domain.codec import decode, encode
from station.domain.dues import clocks
from station.domain.errors import StationError
from station.domain.fact_events import EventRefused
from station.domain.judging import judged
from station.domain.states import HOLDER, CaseState, Holder
from station.domain.steps import STEPS
from station.domain.table import lawful
from station.domain.transfer import bring
from station.domain.transfer_events import CaseBrought, CaseTransferred
from station.domain.values import Side
from tests import makers
from tests.domain.round import ANSWERS, NUMBER, Desk


def brought(case: Case, desk: Desk) -> tuple[CaseBrought, ...]:
    stamp = desk.stamp()
    went = CaseTransferred(at=stamp.at, by=stamp.by, case=NUMBER, to="1", reason="合并")
    return bring(case, went, from_station="330211105203", from_name="示例", stamp=stamp)


def entries(events: tuple[CaseBrought, ...]) -> list[Entry]:
    """As they come over the line."""
    return [Entry(side=Side.DISTRICT, event=decode(encode(event, 7))) for event in events]


def told(case: Case | None) -> object:
    assert case is not None
    return (case.opened, case.state, case.applicant, case.item_version, case.papers, case.clocks)


@settings(max_examples=40)
@given(data=st.data(), rules=st.sampled_from(["zhejiang", "gaoming"]), part=st.integers(1, 4000))
def test_whatever_happened_the_brought_case_is_the_same(
    data: st.DataObject, rules: str, part: int
) -> None:
    desk = Desk(makers.item(), rules)
    for _ in range(data.draw(st.integers(0, 25))):
        side = data.draw(st.sampled_from(Side))
        names = [act.name for act in possible(desk.case, side) if act.name != "transfer"]
        moving = [name for name in names if ACTS[name].event in STEPS[desk.case.state]]
        try:
            desk.do(data.draw(st.sampled_from([*moving, *names] or ["-"])), side)
        except StationError:
            continue
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transfer, "PART", part)
        there = replay(entries(brought(desk.case, desk)))
        assert told(there) == told(desk.case)
        assert there is not None
        again = replay(entries(brought(there, desk)))

    assert told(again) == told(desk.case), "a second time as well"
    assert again is not None
    assert again.count(CaseBrought) == 2


def worked() -> Desk:
    return Desk().through("take_papers", "receive", "hand_over", "ask_correction")


def test_a_transfer_that_the_district_refused_has_no_effect() -> None:
    desk = worked()
    before = desk.case
    went = Entry(
        side=Side.STATION,
        event=desk.do("transfer", Side.STATION, **ANSWERS["transfer"]),
        digest="ab",
    )
    stamp = desk.stamp()
    answer = EventRefused(
        at=stamp.at, by=stamp.by, case=NUMBER, refused="ab", reason="no {why}", values={"why": "x"}
    )
    assert desk.case.state is CaseState.TRANSFERRED
    said = Entry(side=Side.DISTRICT, event=answer)
    after = replay([*before.history, went, said])

    assert told(after) == told(before)
    assert after is not None
    assert [str(one.refused) for one in after.history if one.refused] == ["no x"]
    own = replace(said, side=Side.STATION)
    undone = replay([*before.history, went, own])
    assert undone is not None
    assert undone.state is CaseState.TRANSFERRED, "only the district's word counts"


def test_a_part_that_is_missing_brings_nothing_and_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transfer, "PART", 1)
    desk = worked()
    first, second, *rest = entries(brought(desk.case, desk))

    assert replay([first, *rest]) is None
    assert replay([first, second]) is None, "not yet"
    assert told(replay([first, first, second, *rest])) == told(desk.case), "begun anew"
    arrived = [Arrived(seq=n, entry=one, digest=str(n)) for n, one in enumerate([first, *rest])]
    assert [digest for digest, _ in judged(arrived)[1]] == [str(n) for n in range(1, len(arrived))]


def test_only_the_district_brings_and_only_what_is_not_here() -> None:
    desk = worked()
    come = entries(brought(desk.case, desk))

    assert replay([replace(one, side=Side.STATION) for one in come]) is None
    twice = replay([*come, *come])
    assert told(twice) == told(desk.case)
    assert twice is not None
    assert str(twice.history[-1].refused) == f"case {NUMBER} exists already"


def test_the_history_of_another_case_is_not_taken() -> None:
    desk = worked()
    [whole] = brought(desk.case, desk)

    assert replay(entries((replace(whole, case="330211105299-KQ-20261123-0001"),))) is None
    assert replay(entries((replace(whole, told=()),))) is None


def test_the_window_may_pass_on_what_it_holds_and_the_decider_may_not() -> None:
    for state in CaseState:
        allowed = CaseTransferred in STEPS[state]
        assert allowed == (HOLDER[state] is Holder.WINDOW)
        if allowed:
            lawful(state, CaseTransferred, Side.STATION, Side.DISTRICT)


def test_no_clock_alarms_where_the_case_has_left() -> None:
    desk = Desk().through("take_papers", "receive")
    today = desk.now.date()
    assert clocks(desk.case, desk.law.reckoning, today)
    runs = desk.case.clocks
    desk.do("transfer", Side.STATION, **ANSWERS["transfer"])

    assert not clocks(desk.case, desk.law.reckoning, today)
    assert desk.case.clocks == runs, "they go along as they are"
    with pytest.raises(StationError, match="goes on at station"):
        perform("write", {"words": "?"}, case=desk.case, side=Side.STATION, law=desk.law,
                stamp=desk.stamp())  # fmt: skip
