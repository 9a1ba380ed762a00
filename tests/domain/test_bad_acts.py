"""Every act with data that is missing, wrong, hostile or contradictory: told whole, by field."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.domain.act import Act
from station.domain.acts import ACTS, perform
from station.domain.case import Case
from station.domain.codec import decode, encode
from station.domain.errors import BadInput, StationError
from station.domain.event import CaseEvent
from station.domain.explaining import explain
from station.domain.fields import Field, FieldKind
from tests import makers
from tests.domain.ready import ready, side_of
from tests.domain.round import ANSWERS, Desk

NOT_TEXT = (7, 1.5, True, math.nan, b"x", {"a": 1}, 10**5000)
STEERING = ("a\x00b", "a\u202eb", "\x1b[31m", "\ud800", "\ufeff", "x" * 20_000)
NOT_ONE = ("perhaps", "x" * 20_000, ["yes"], *NOT_TEXT)
NOTHING: tuple[object, ...] = ("", None, [], {}, "   ")
WRONG: dict[FieldKind, tuple[object, ...]] = {
    FieldKind.LINE: (*NOT_TEXT, ["x"], "two\nlines", "a\tb", *STEERING),
    FieldKind.TEXT: (*NOT_TEXT, ["x"], *STEERING),
    FieldKind.DATE: (*NOT_TEXT, ["x"], "soon", "2026-02-30", "30.2.26", "2026-13-01", *STEERING),
    FieldKind.MOMENT: (*NOT_TEXT, ["x"], "now", "2026-11-23 25:00", "2026-11-23 09:00+25:00"),
    FieldKind.NUMBER: ("-1", "1.5", "two", "２", "²", "9" * 7, -1, ["1"], *NOT_TEXT[1:]),
    FieldKind.CHOICE: NOT_ONE,
    FieldKind.CHOICES: ("submit, fly", ["fly"], [["submit"]], [{}], [7], *NOT_TEXT[1:]),
    FieldKind.NUMBERS: ("one", "0", "-1", "99999", [[]], [{}], [1.5], *NOT_TEXT[1:]),
    FieldKind.LINES: (*NOT_TEXT, ["a\nb"], [7], [["a"]], "a\x00b", "\ud800"),
    FieldKind.DEFECTS: (*NOT_TEXT, "only the paper", "a;b;c;d;e", [7], [{"paper": "a"}],
                        [{"paper": "a", "fault": 7}], [{"seq": 10**9, "paper": "a", "fault": "b"}],
                        [{"paper": "a", "fault": "b", "x": 1}], "a;\x00"),
    FieldKind.PAPERS: (*NOT_TEXT[:5], ["x"], "all", {"1": "eaten"}, {"x": "seen"}, {"0": "seen"},
                       {"1": {"taken": "seen", "copies": "2"}}, {"1": {"taken": "certificate"}},
                       {"1": {"taken": "seen", "x": 1}}, {"2": {"taken": "promised",
                                                                "until": "soon"}}),
}  # fmt: skip
"""What no field of each kind can be."""

FIELDS = [(act, field) for act in ACTS.values() for field in act.fields]


def name_of(value: object) -> str:
    return value.name if isinstance(value, Act | Field) else ""


def told(act: Act) -> dict[str, object]:
    """What may be said for this act."""
    return dict(ANSWERS.get(act.name, {}))


def tried(desk: Desk, act: Act, said: dict[str, object]) -> CaseEvent:
    """The act with these words and no others."""
    return perform(
        act.name, said, case=desk.case, side=side_of(desk, act.name), law=desk.law,
        stamp=desk.stamp(),
    )  # fmt: skip


def refused(desk: Desk, act: Act, said: dict[str, object]) -> set[str]:
    """The fields that are named as wrong, each with what to do about it."""
    before = desk.case
    with pytest.raises(BadInput) as fault:
        tried(desk, act, said)
    assert desk.case is before
    for one in fault.value.fields.values():
        told, hint = explain(one, str)
        assert told
        assert hint
    return set(fault.value.fields)


@pytest.mark.parametrize("village", [False, True], ids=["district", "village"])
@pytest.mark.parametrize("act", ACTS.values(), ids=name_of)
def test_each_act_can_be_done_with_what_may_be_said(act: Act, village: bool) -> None:
    event = tried(ready(act.name, village=village), act, told(act))

    assert isinstance(event, act.event)


_NEEDED_HERE = {"accept_gap": {"until"}}
"""Besides those that are always required: the resident named no day, and the rule has none."""


@pytest.mark.parametrize(
    "act", [one for one in ACTS.values() if any(field.required for field in one.fields)],
    ids=name_of,
)  # fmt: skip
def test_what_is_missing_is_named_all_at_once(act: Act) -> None:
    desk, required = ready(act.name), {field.name for field in act.fields if field.required}
    required |= _NEEDED_HERE.get(act.name, set())
    assert refused(desk, act, {}) == required
    for nothing in NOTHING:
        assert refused(desk, act, dict.fromkeys(required, nothing)) == required


@pytest.mark.parametrize(("act", "field"), FIELDS, ids=name_of)
def test_what_a_field_cannot_be_is_named_at_this_field(act: Act, field: Field) -> None:
    desk = ready(act.name)
    for wrong in WRONG[field.kind]:
        assert refused(desk, act, {**told(act), field.name: wrong}) == {field.name}


@pytest.mark.parametrize("act", ACTS.values(), ids=name_of)
def test_every_wrong_field_is_named_at_once_and_those_that_do_not_exist(act: Act) -> None:
    wrong = {field.name: WRONG[field.kind][0] for field in act.fields}

    assert refused(ready(act.name), act, {**wrong, "colour": "red"}) == {*wrong, "colour"}


UNBORN = makers.id_number("20300312", "001")
CONTRADICTIONS: list[tuple[str, dict[str, object], set[str]]] = [
    ("appoint_pickup", {"day": "2026-11-22"}, {"day"}),
    ("appoint_pickup", {"day": "2026-11-22", "keep_until": "2026-11-01"}, {"day", "keep_until"}),
    ("appoint_pickup", {"keep_until": "2026-11-30"}, {"keep_until"}),
    ("plan_delivery", {"day": "0001-01-01"}, {"day"}),
    ("deliver", {"received_at": "2026-11-24 09:00"}, {"received_at"}),
    ("deliver", {"receiver": "示例他人"}, {"receiver"}),
    ("deliver", {"receiver": "𠮷", "received_at": "2026-12-24"}, {"receiver", "received_at"}),
    ("deliver", {"received_at": "0001-01-01 00:00+14:00"}, {"received_at"}),
    ("record_failure", {"tried_at": "9999-12-31 23:59-12:00"}, {"tried_at"}),
    ("rate", {"visit": "2026-11-24"}, {"visit"}),
    ("ask_correction", {"fix_by": "2026-11-22"}, {"fix_by"}),
    ("give_mandate", {"ends": "2026-11-22"}, {"ends"}),
    ("give_mandate", {"id": makers.id_number()}, {"id"}),
    ("give_mandate", {"begins": "2027-12-01"}, {"ends"}),
    ("give_mandate", {"ends": "2026-11-22", "id": "330211198503120017"}, {"id", "ends"}),
    ("give_mandate", {"matter": "", "ends": "2026-11-22", "id": UNBORN}, {"matter", "id", "ends"}),
    ("give_mandate", {"ends": "2026-11-22", "id": UNBORN}, {"id", "ends"}),
    ("extend_promise", {"until": "2026-11-22"}, {"until"}),
    ("issue_letter", {"valid_until": "2026-11-22"}, {"valid_until"}),
    ("accept_gap", {"until": "2026-11-22"}, {"until"}),
    ("suspend", {"days": "0"}, {"days"}),
    ("suspend", {"days": "999999"}, {"days"}),
    ("post_publicity", {"days": "400"}, {"days"}),
    ("post_publicity", {"place": "", "days": ""}, {"place", "days"}),
    ("extend", {"days": "11"}, {"days"}),
    ("take_papers", {"papers": {"1": "promised", "9": "seen"}}, {"papers"}),
    ("take_papers", {"papers": {"2": {"taken": "promised", "until": "2026-11-22"}}}, {"papers"}),
    ("fix_on_spot", {"field": "id_number", "after": "330211198503120017"}, {"after"}),
    ("name_party", {"id": UNBORN}, {"id"}),
    ("extend_promise", {"until": "2026-11-30"}, {"until"}),
    ("rely_on_letter", {"valid_until": "2026-11-22"}, {"valid_until"}),
    ("dispatch", {"valid_until": "2026-11-22"}, {"valid_until"}),
    ("extend", {"days": "0"}, {"days"}),
    ("hold_hearing", {"on": "2026-11-24"}, {"on"}),
    ("hold_hearing", {"on": "2026-11-22"}, {"on"}),
    ("name_renewal", {"valid_until": "2026-11-22"}, {"valid_until"}),
]


@pytest.mark.parametrize(("name", "said", "fields"), CONTRADICTIONS)
def test_what_cannot_be_so_is_named_at_its_field(
    name: str, said: dict[str, object], fields: set[str]
) -> None:
    act = ACTS[name]

    assert refused(ready(name), act, {**told(act), **said}) == fields


@pytest.mark.parametrize(("name", "said", "fields"), CONTRADICTIONS)
def test_what_cannot_be_so_is_named_together_with_what_is_missing_or_not_understood(
    name: str, said: dict[str, object], fields: set[str]
) -> None:
    act = ACTS[name]
    needed = [field.name for field in act.fields if field.required and field.name not in said]
    unsaid = {one for one in needed if one not in _SAYS_WHAT.get(name, ())}
    words: dict[str, object] = {**told(act), **said, **dict.fromkeys(unsaid, ""), "colour": "red"}

    assert refused(ready(name), act, words) == {*fields, *unsaid, "colour"}


_SAYS_WHAT = {
    "deliver": ("receiver", "relation"), "extend_promise": ("seq",), "give_mandate": ("begins",),
    "fix_on_spot": ("field",), "appoint_pickup": ("day",),
}  # fmt: skip
"""Without these fields nothing contradicts the others."""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    | st.sampled_from(["1", "2026-11-30", "9999-12-31", "0001-01-01", "seen", "promised", "taken"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=5) | st.sampled_from(["1", "2", "taken"]), inner,
                      max_size=3),
    max_leaves=6,
)  # fmt: skip
READY = {act.name: ready(act.name) for act in ACTS.values()}


@settings(max_examples=300, deadline=None)
@given(field=st.sampled_from(FIELDS), value=JSON)
def test_whatever_is_said_it_becomes_an_event_or_a_fault_in_words(
    field: tuple[Act, Field], value: Any
) -> None:
    act, one = field
    desk = READY[act.name]
    try:
        event = tried(desk, act, {**told(act), one.name: value})
    except StationError:
        return

    assert decode(encode(event, 1)) == event
    after: Case = desk.case.after(side_of(desk, act.name), event)
    assert len(after.history) == len(desk.case.history) + 1


def test_papers_that_are_not_understood_hide_none_that_cannot_be_so() -> None:
    desk, act = ready("take_papers"), ACTS["take_papers"]
    with pytest.raises(BadInput) as fault:
        tried(desk, act, {"papers": {"1": "eaten", "2": "seen", "9": "seen"}})
    rows = fault.value.fields["papers"]

    assert isinstance(rows, BadInput)
    assert set(rows.fields) == {"1", "9"}


def test_words_of_a_choice_are_told_as_they_are_to_be_written() -> None:
    desk = ready("request")
    with pytest.raises(BadInput) as fault:
        tried(desk, ACTS["request"], {**told(ACTS["request"]), "what": "void it"})

    sentence, _ = explain(
        fault.value.fields["what"], lambda msgid: {"void": "已作废"}.get(msgid, msgid)
    )
    assert '"withdrawal", "void", "more_time"' in sentence
