"""What a person may do: the acts, their fields, their guards."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.acts import ACTS, possible
from station.domain.case import Arrived, Entry, Why, replay
from station.domain.codec import encode
from station.domain.decider_events import CaseAccepted
from station.domain.errors import BadInput, RuleBroken, StationError
from station.domain.explaining import explain
from station.domain.judging import judged, refusal
from station.domain.materials import MaterialsMissing
from station.domain.stamp import OFFICIAL_TIME, SYSTEM
from station.domain.states import HOLDER, CaseState, Holder
from station.domain.table import IllegalStep
from station.domain.values import Presenter, Side, Taken
from station.domain.window_events import CaseReceived, NoticeGiven, ResultDelivered
from tests import makers
from tests.domain.round import ROUND, Desk


def test_a_case_makes_the_whole_round() -> None:
    assert Desk().through(*ROUND).case.state is CaseState.ARCHIVED


def test_a_refused_case_is_served_and_archived_too() -> None:
    desk = Desk().through(*ROUND[:4], "refuse", "dispatch", "deliver", "archive")

    assert desk.case.state is CaseState.ARCHIVED


def test_acts_that_are_offered_can_be_done_and_others_cannot() -> None:
    desk = Desk()
    for name in ROUND:
        side = Side.DISTRICT if HOLDER[desk.case.state] is Holder.DECIDER else Side.STATION
        offered = {act.name for act in possible(desk.case, side)}
        for other in ACTS:
            if other not in offered:
                with pytest.raises(IllegalStep):
                    desk.do(other, side)
        assert name in offered
        desk.through(name)


def test_every_act_says_in_its_hint_what_is_possible_instead() -> None:
    with pytest.raises(IllegalStep) as refused:
        Desk().do("dance")

    assert "receive" in refused.value.hint.format(**refused.value.values)


def test_the_last_day_to_correct_is_not_before_the_notice() -> None:
    desk = Desk().through(*ROUND[:3])
    with pytest.raises(BadInput) as refused:
        desk.do("ask_correction", Side.DISTRICT, fix_by="2026-11-22")

    assert set(refused.value.fields) == {"fix_by"}
    assert "2026-11-23" in explain(refused.value.fields["fix_by"], str)[1]
    desk.do("ask_correction", Side.DISTRICT, fix_by="2026-11-23")
    assert desk.case.state is CaseState.CORRECTION


def test_papers_are_counted_as_the_item_asks() -> None:
    desk = Desk()
    desk.do("take_papers", papers={"1": "seen", "4": {"taken": "copy", "copies": 3, "pages": 9}})

    assert (desk.case.papers[1].originals, desk.case.papers[1].copies) == (0, 1)
    assert (desk.case.papers[4].copies, desk.case.papers[4].pages) == (3, 9)


def test_a_paper_with_a_condition_counts_once_its_condition_holds() -> None:
    desk = Desk()
    desk.do("take_papers", papers={"1": "seen", "2": "promised", "3": "needed"})
    with pytest.raises(MaterialsMissing, match="代办委托书"):
        desk.do("receive")
    desk.do("take_papers", papers={"3": "original"})
    desk.do("receive")

    assert desk.case.state is CaseState.RECEIVED


def test_a_paper_ticked_by_mistake_is_taken_out_again() -> None:
    desk = Desk()
    desk.do("take_papers", papers={"1": "seen", "2": "seen"})
    desk.do("take_papers", papers={"1": "absent"})

    assert desk.case.papers[1].taken is Taken.ABSENT
    with pytest.raises(MaterialsMissing, match="居民身份证"):
        desk.do("receive")


def test_the_notice_holds_what_is_missing_and_what_the_agent_adds() -> None:
    desk = Desk()
    notice = desk.do("give_notice", more="照片；不清楚\n\n户口簿;缺首页;指南3;补首页")
    assert isinstance(notice, NoticeGiven)

    assert [(line.paper, line.fault) for line in notice.defects] == [
        ("居民身份证", "未提交"),
        ("社会保障卡", "未提交"),
        ("照片", "不清楚"),
        ("户口簿", "缺首页"),
    ]


def test_acceptance_carries_the_dates_that_the_law_and_the_promise_set() -> None:
    desk = Desk().through("take_papers", "receive", "hand_over")
    accepted = desk.do("accept", Side.DISTRICT)
    assert isinstance(accepted, CaseAccepted)

    assert accepted.legal_due is None
    assert accepted.promised_due is not None
    assert accepted.promised_due.at == datetime(2026, 11, 30, 17, tzinfo=OFFICIAL_TIME)
    assert not accepted.promised_due.provisional


def test_a_date_beyond_the_known_calendars_says_that_it_is_provisional() -> None:
    limit = {"value": 40, "unit": "working_day", "basis": "", "provenance": "typical"}
    desk = Desk(makers.item(promised_limit=limit)).through("take_papers", "receive", "hand_over")
    accepted = desk.do("accept", Side.DISTRICT)
    assert isinstance(accepted, CaseAccepted)

    assert accepted.promised_due is not None
    assert accepted.promised_due.provisional


def test_corrections_must_be_brought_before_the_case_goes_back() -> None:
    desk = Desk().through("take_papers", "receive", "hand_over")
    line = {"seq": 1, "paper": "居民身份证", "fault": "已过期"}
    desk.do("ask_correction", Side.DISTRICT, defects=[line], fix_by="2026-12-04")
    with pytest.raises(RuleBroken, match="居民身份证"):
        desk.do("hand_over")
    desk.do("take_papers", papers={"1": "seen"})
    desk.do("hand_over")

    assert desk.case.state is CaseState.HANDED_OVER


def test_a_result_is_not_received_before_it_was_dispatched_or_after_now() -> None:
    desk = Desk().through(*ROUND[:8])
    for wrong in ("2026-11-22 10:00", "2027-01-01 10:00"):
        with pytest.raises(BadInput) as refused:
            desk.do("deliver", received_at=wrong)
        assert list(refused.value.fields) == ["received_at"]
    done = desk.do("deliver")
    assert isinstance(done, ResultDelivered)

    assert done.received_at == done.at


def test_all_faults_of_a_form_are_told_at_once_by_field() -> None:
    desk = Desk().through(*ROUND[:7])
    with pytest.raises(BadInput) as refused:
        desk.do(
            "appoint_pickup", day="2026-02-30", slot="", place="x\u202ey", keep_until="soon",
            colour="红",
        )  # fmt: skip

    assert set(refused.value.fields) == {"day", "slot", "place", "keep_until", "colour"}
    assert all(isinstance(fault, StationError) for fault in refused.value.fields.values())


@pytest.mark.parametrize(
    "papers",
    [5, "all", {"x": "seen"}, {"1": "eaten"}, {"1": {"taken": "seen", "sheets": 1}}, {"9": "seen"},
     {"1": {"taken": "seen", "copies": -1}}, {"1": {"taken": "seen", "copies": 10**20}},
     {"1": "promised"}, {"1": ["seen"]}, {"1": {"taken": {}}}, {"²": "seen"}, {"9" * 5000: "seen"}],
)  # fmt: skip
def test_papers_that_cannot_be_so_are_refused_in_words(papers: object) -> None:
    with pytest.raises(BadInput):
        Desk().do("take_papers", papers=papers)


def test_village_items_are_decided_at_the_station_itself() -> None:
    desk = Desk(makers.item(decides_level="village", level_chain=["village"]))
    for name in (*ROUND[:4], "grant", "dispatch", "deliver", "archive"):
        desk.do(name, Side.STATION)

    assert desk.case.state is CaseState.ARCHIVED


# ---- the fold


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=8), st.data())
def test_whatever_is_tried_the_case_is_the_fold_of_what_was_lawful(
    names: list[str], data: st.DataObject
) -> None:
    desk = Desk()
    for name in names:
        try:
            desk.do(name, data.draw(st.sampled_from(Side)))
        except StationError:
            continue

    assert replay(desk.case.history) == desk.case


def test_an_unlawful_event_from_outside_stays_on_record_and_moves_nothing() -> None:
    desk = Desk().through("take_papers")
    other = Desk().through("take_papers", "receive", "hand_over")
    stray = Entry(side=Side.DISTRICT, event=other.do("accept", Side.DISTRICT))
    case = replay((*desk.case.history, stray))
    assert case is not None

    assert case.state is CaseState.DRAFT
    assert case.history[-1].refused
    assert case.last(CaseAccepted) is None


def arrived(*entries: Entry) -> list[Arrived]:
    """These entries in order; the place stands for the digest."""
    return [Arrived(seq=n, entry=one, digest=str(n)) for n, one in enumerate(entries)]


def test_what_is_refused_is_named_by_its_digest_with_the_reason() -> None:
    desk = Desk().through("take_papers")
    other = Desk().through("take_papers", "receive", "hand_over")
    stray = Entry(side=Side.DISTRICT, event=other.do("accept", Side.DISTRICT))

    _, ((digest, reason),) = judged(arrived(*desk.case.history, stray))
    assert digest == "2"
    assert "not possible while the case is draft" in str(reason)


def test_what_nothing_opens_is_refused_but_never_a_refusal() -> None:
    taken = Desk().through("take_papers").case.history[1]
    answer = refusal(Desk().stamp(), "x" * 70_000, "0" * 64, Why(reason="y" * 70_000))

    _, found = judged(arrived(Entry(side=Side.DISTRICT, event=answer), taken))
    assert [digest for digest, _ in found] == ["1"]
    assert len(encode(answer, 1)) < 1000


def test_events_that_nothing_opens_make_no_case() -> None:
    other = Desk().through("take_papers")

    assert replay(other.case.history[1:]) is None


def test_a_case_is_opened_once() -> None:
    desk = Desk()
    again = replay((*desk.case.history, *desk.case.history))
    assert again is not None

    assert "exists already" in str(again.history[-1].refused)


def test_out_of_order_an_act_is_called_by_its_own_name_and_states_by_theirs() -> None:
    desk = Desk()
    with pytest.raises(IllegalStep) as refused:
        desk.do("hand_over")
    words, hint = explain(refused.value, lambda msgid: f"[{msgid}]")

    assert words == "[“[Hand over for decision]” is not possible while the case is [draft]]"
    assert hint == "[It is possible while the case is: [received], [correction].]"
    with pytest.raises(IllegalStep) as refused:
        desk.do("take_papers", Side.DISTRICT)
    assert explain(refused.value, str)[0] == "“Take in papers” is not for this office to record"


def test_what_only_a_person_can_do_has_no_effect_under_the_programs_name() -> None:
    """Neither at the one office nor at the other."""
    desk = Desk().through("take_papers")
    event = CaseReceived(
        at=desk.now, by=SYSTEM, case=desk.case.number, presenter=Presenter.SELF, for_authority=True
    )
    with pytest.raises(RuleBroken, match="put their name to it"):
        desk.case.after(Side.STATION, event)
    entries = (*desk.case.history, Entry(side=Side.STATION, event=event))
    found = replay(entries)

    assert found is not None
    assert found.state is CaseState.DRAFT
    assert found.history[-1].refused is not None
