"""What is asked at the desk with no case: checked whole, numbered, never taken back."""

from datetime import date, datetime

import pytest

from station.domain.codec import decode, encode
from station.domain.consulting import consultations, explain, hold
from station.domain.desk_events import ConsultationHeld
from station.domain.errors import BadInput, RuleBroken
from station.domain.numbers import consultation_number
from station.domain.stamp import OFFICIAL_TIME, Stamp

NOW = Stamp(at=datetime(2026, 11, 23, 9, tzinfo=OFFICIAL_TIME), by="示例代办员")
NUMBER = consultation_number("330211105203", "KQ", date(2026, 11, 23), 1)
ASKED = {"question": "怎么办居住证", "answer": "带身份证和租房合同"}


def held(**more: object) -> ConsultationHeld:
    return hold({**ASKED, **more}, items={"SB-01"}, number=lambda: NUMBER, stamp=NOW)


def faults(**given: object) -> set[str]:
    with pytest.raises(BadInput) as wrong:
        hold(given, items={"SB-01"}, number=lambda: NUMBER, stamp=NOW)
    return set(wrong.value.fields)


def test_question_and_answer_are_enough() -> None:
    one = held()

    assert (one.number, one.item, one.channel) == (
        "ZX-330211105203-KQ-20261123-0001", "", "counter"
    )  # fmt: skip
    assert (one.escalated, one.refused, one.reason) == (False, False, "")


def test_all_faults_are_told_at_once() -> None:
    assert faults() == {"question", "answer"}
    assert faults(item="XX-99", channel="pigeon", refused="perhaps", more="") == {
        "question", "answer", "channel", "refused", "more", "item"
    }  # fmt: skip
    assert faults(**ASKED, item="XX-99", refused="yes") == {"item", "reason"}


def test_a_refusal_by_word_has_a_reason_and_only_a_refusal_has_one() -> None:
    assert faults(**ASKED, refused="yes") == {"reason"}
    assert faults(**ASKED, reason="不符合条件") == {"reason"}
    assert held(refused="yes", reason="示例办法第三条").refused


def test_hostile_text_is_refused() -> None:
    assert faults(question="\x1b[31m红", answer="x" * 5000) == {"question", "answer"}


def test_no_number_is_used_up_by_what_is_refused() -> None:
    def never() -> str:
        raise AssertionError("asked for a number")

    with pytest.raises(BadInput):
        hold({}, items=(), number=never, stamp=NOW)


def test_only_a_refusal_is_explained_and_both_explanations_stay() -> None:
    with pytest.raises(RuleBroken):
        explain(held(), {"explained": "yes"}, stamp=NOW)
    no = held(refused="yes", reason="示例办法第三条")
    first = explain(no, {"explained": "no"}, stamp=NOW)
    second = explain(no, {"explained": "yes", "objection": "不服"}, stamp=NOW)

    [one] = consultations([no, first, second, no])
    assert one.held == no
    assert one.explanations == (first, second)


def test_it_travels_as_it_was_written() -> None:
    one = held(item="SB-01", refused="yes", reason="示例办法第三条")

    assert decode(encode(one, 7)) == one


def test_what_is_not_understood_hides_nothing_that_contradicts_itself() -> None:
    told = faults(question=7, answer="", item="XX-99", refused="yes")

    assert told == {"question", "answer", "item", "reason"}
