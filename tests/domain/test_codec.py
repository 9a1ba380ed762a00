"""One event as canonical bytes, and what comes back from strangers."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain import canon
from station.domain.codec import MAX_EVENT, NotAnEvent, decode, encode, read
from station.domain.decider_events import CaseWithdrawn
from station.domain.event import Event, Unrecognised
from station.domain.events import KINDS
from station.domain.text import MAX_LINE, MAX_TEXT, clean_text, is_clean_text
from station.domain.values import Defect, Paper, Presenter, Side, Taken
from station.domain.window_events import (
    CaseOpened,
    CaseReceived,
    NoticeGiven,
    PapersTaken,
    PickupAppointed,
)
from tests.makers import approver, person

NOON = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=8)))
CASE = "330211105203-KQ-20261120-0001"


def words() -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=("C", "Z")), max_size=40).map(clean_text)


def a_received(**changes: Any) -> bytes:
    body = {
        "at": NOON.isoformat(), "by": "示例", "case": CASE, "kind": "case_received", "no": 7,
        "presenter": "self", "for_authority": True,
    }  # fmt: skip
    return canon.write(body | changes)


@given(reason=words(), by=words(), number=st.integers(1, 10**9))
def test_what_was_written_is_read_again(reason: str, by: str, number: int) -> None:
    event = CaseWithdrawn(at=NOON, by=by, case=CASE, reason=reason)

    assert decode(encode(event, number)) == event


def test_nested_values_and_dates_are_read_again() -> None:
    head: dict[str, Any] = {"at": NOON, "by": "示例", "case": CASE}
    papers = (Paper(seq=1, taken=Taken.SEEN, copies=1),)
    for event in (
        PapersTaken(**head, papers=papers),
        NoticeGiven(**head, defects=(Defect(seq=2, paper="户口簿", fault="未提交"),)),
        PickupAppointed(
            **head, place="窗口", day=date(2026, 12, 1), slot="上午", bring="身份证", who="本人",
            keep_until=None,
        ),
    ):  # fmt: skip
        assert decode(encode(event, 1)) == event


def test_the_same_event_has_the_same_bytes_and_another_number_has_others() -> None:
    event = CaseReceived(
        at=NOON, by="示例", case=CASE, presenter=Presenter.SELF, for_authority=True
    )

    assert encode(event, 1) == encode(event, 1) != encode(event, 2)


def test_rare_characters_stand_in_the_bytes_as_they_are() -> None:
    event = CaseWithdrawn(at=NOON, by="示例", case=CASE, reason="𠮷䶮𫖯〇")

    assert "𠮷䶮𫖯〇".encode() in encode(event, 1)


def test_what_would_stop_the_line_is_not_written_down() -> None:
    paper = Paper(seq=1, taken=Taken.COPY, copies=2**63)

    with pytest.raises(NotAnEvent):
        encode(PapersTaken(at=NOON, by="示例", case=CASE, papers=(paper,)), 1)


def test_a_kind_from_a_newer_office_is_kept_whole_and_sent_on_unchanged() -> None:
    data = a_received(kind="case_teleported", whither="区", more=[1, {"deep": True}])
    event = decode(data)

    assert isinstance(event, Unrecognised)
    assert event.case == CASE
    assert encode(event, 99) == data


def test_a_known_kind_with_a_new_field_is_understood_without_it() -> None:
    assert decode(a_received(colour="红")) == CaseReceived(
        at=NOON,
        by="示例",
        case=CASE,
        presenter=Presenter.SELF,
        for_authority=True,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"case": 5},
        {"case": None},
        {"case": "x\u202ey"},
        {"case": "a\nb\x07"},
        {"case": "x" * (MAX_LINE + 1)},
    ],
    ids=["a number", "nothing", "bidi", "control", "no number is as long"],
)
def test_a_known_kind_in_an_unknown_form_has_no_effect(changes: dict[str, Any]) -> None:
    event = decode(a_received(**changes))

    assert isinstance(event, Unrecognised)
    assert event.case == ""


STRANGE = {
    "empty": b"",
    "not JSON": b"x",
    "a list": b"[]",
    "spaces": json.dumps({"kind": "x"}).encode(),
    "no time": canon.write({"kind": "case_received", "by": "示例", "no": 1}),
    "no zone": a_received(at="2026-11-20T12:00:00"),
    "no number": a_received(no="7"),
    "true for a number": a_received(no=True),
    "not a number": a_received().replace(b'"no":7', b'"no":NaN'),
    "a name twice": a_received().replace(b'"no":7', b'"no":7,"no":7'),
    "huge number": a_received().replace(b'"no":7', b'"no":' + b"9" * 5000),
    "deep": b'{"a":' + b"[" * 30000 + b"]" * 30000 + b"}",
    "lone surrogate": a_received().replace(b'"no"', b'"\\ud800":1,"no"'),
    "bad UTF-8": a_received().replace(b'"no"', b'"\xff":1,"no"'),
    "too long": canon.write({"kind": "x", "no": 1, "by": "", "words": "好" * MAX_EVENT}),
    "steering characters in the name": a_received(by="示例\x1b[2J"),
    "year 1 before time": a_received(at="0001-01-01T00:00:00+08:00"),
}


@pytest.mark.parametrize("data", STRANGE.values(), ids=STRANGE)
def test_bytes_that_are_no_event_are_refused_in_words_and_can_be_kept(data: bytes) -> None:
    with pytest.raises(NotAnEvent):
        decode(data)

    assert isinstance(read(data), Unrecognised)


@given(st.binary(max_size=200))
def test_no_bytes_make_reading_fail(data: bytes) -> None:
    assert isinstance(read(data), Event)


def test_a_person_that_is_not_in_normal_form_is_not_taken_for_one() -> None:
    applicant = {"name": "示例", "id_number": "1", "phone": "", "address": ""}
    data = a_received(
        kind="case_opened", item="XX-01", item_version=1, item_name="示例", decider="district",
        applicant=applicant,
    )  # fmt: skip

    assert isinstance(decode(data), Unrecognised)


def test_every_kind_is_on_the_roll_under_its_own_name() -> None:
    def kinds(parent: type[Event]) -> set[type[Event]]:
        children = set(parent.__subclasses__())
        return children | {kind for child in children for kind in kinds(child)}

    named = {kind for kind in kinds(Event) if "kind" in vars(kind)} - {Unrecognised}

    assert {kind.kind: kind for kind in named} == dict(KINDS)
    assert all(field.name not in ("kind", "no") for kind in named for field in fields(kind))


def test_a_time_keeps_its_zone() -> None:
    event = CaseReceived(
        at=NOON.astimezone(UTC), by="示例", case=CASE, presenter=Presenter.SELF, for_authority=True
    )

    assert b"+00:00" in encode(event, 1) or b"Z" in encode(event, 1)
    assert decode(encode(event, 1)) == event


def test_a_person_stays_whole_through_the_journal() -> None:
    opened = CaseOpened(
        at=NOON, by="示例", case=CASE, item="XX-01", item_version=1, item_name="示例事项",
        decider=Side.DISTRICT, decided_by=approver(), applicant=person(),
    )  # fmt: skip

    assert decode(encode(opened, 1)) == opened


EDGES = st.text(
    st.one_of(
        st.sampled_from('a好 \u3000\u00a0\t\n"\\\x1b\x7f\u200b\u202e\u0301e\uf92c𠮷\U000e0041'),
        st.characters(codec="utf-8"),
    ),
    max_size=8,
)


@given(
    texts=st.lists(st.one_of(EDGES, st.just("好" * (MAX_TEXT + 1))), min_size=1, max_size=3),
    shape=st.sampled_from([lambda text: text, lambda text: [text], lambda text: {text: 1}]),
)
def test_an_event_with_any_text_that_is_not_clean_is_kept_unread(
    texts: list[str], shape: Callable[[str], object]
) -> None:
    data = a_received(**{f"more{at}": shape(text) for at, text in enumerate(texts)})

    assert isinstance(decode(data), CaseReceived) == all(map(is_clean_text, texts))
