"""Parcels as bytes: whole and canonical, or refused with our own error."""

import contextlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain import canon
from station.domain.backed import BackedUp
from station.domain.chain import genesis
from sync import wire
from sync.errors import NotOurs
from sync.line import Parcel
from tests.sync.parcels import DISTRICT, EMPTY, LIFE, PARCEL, STATION, event

names = st.from_regex(wire.NAME, fullmatch=True)
hashes = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
events = st.dictionaries(texts, texts | st.integers(-(2**63) + 1, 2**63 - 1)).map(canon.write)
seconds = st.integers(-(2**34), 2**37).map(lambda count: datetime.fromtimestamp(count, UTC))
jsonish = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part),
)


@st.composite
def parcels(draw: st.DrawFn) -> Parcel:
    sender, recipient, life = draw(names), draw(names), draw(names)
    first = draw(st.integers(1, 2**40))
    seen_life = draw(st.just("") | names)
    seen = draw(st.integers(0, 2**40)) if seen_life else 0
    head = draw(hashes) if seen else genesis(recipient, seen_life) if seen_life else ""
    return Parcel(
        sender=sender,
        recipient=recipient,
        incarnation=life,
        first=first,
        after=genesis(sender, life) if first == 1 else draw(hashes),
        events=tuple(draw(st.lists(events, max_size=4))),
        seen_incarnation=seen_life,
        seen=seen,
        seen_head=head,
        wants=tuple(draw(st.lists(hashes, max_size=3))),
        sent=draw(st.none() | seconds),
        backed_up=draw(st.none() | st.builds(BackedUp, through=st.integers(0, seen), at=seconds)),
    )


def head(**changed: object) -> bytes:
    plain: dict[str, object] = {
        "form": wire.FORM, "version": 1, "sender": STATION, "recipient": DISTRICT,
        "incarnation": LIFE, "first": 1, "after": genesis(STATION, LIFE), "count": 0,
        "seen_incarnation": "", "seen": 0, "seen_head": "", "wants": [],
    }  # fmt: skip
    return canon.write({**plain, **changed}) + b"\n"


def reason(data: bytes) -> str:
    with pytest.raises(NotOurs) as refused:
        wire.decode(data)
    assert refused.value.hint
    assert str(refused.value)
    return refused.value.reason


@given(parcels())
def test_what_is_packed_is_what_is_unpacked(parcel: Parcel) -> None:
    assert wire.decode(wire.encode(parcel)) == parcel


def test_an_event_keeps_its_bytes_whatever_its_kind() -> None:
    strange = canon.write({"at": "?", "kind": "of_a_newer_office", "new": [1, {"a": None}]})
    parcel = replace(PARCEL, events=(strange,))
    assert wire.decode(wire.encode(parcel)).events == (strange,)


def test_a_field_of_a_newer_office_is_left_alone() -> None:
    assert wire.decode(head(later={"a": [1]})) == EMPTY


def test_a_parcel_of_a_newer_version_says_so() -> None:
    assert reason(head(version=2)) == "newer"


@given(parcels(), st.data())
def test_a_torn_parcel_is_refused(parcel: Parcel, data: st.DataObject) -> None:
    whole = wire.encode(parcel)
    reason(whole[: data.draw(st.integers(0, len(whole) - 1))])


@given(st.binary(max_size=200))
def test_noise_is_refused(noise: bytes) -> None:
    reason(noise)


@given(jsonish, st.sampled_from(sorted(json.loads(head()))))
def test_nonsense_in_the_head_is_refused_with_our_own_error(value: Any, field: str) -> None:
    with contextlib.suppress(NotOurs, UnicodeEncodeError, ValueError):
        wire.decode(head(**{field: value}))
    text = json.dumps({**json.loads(head()), field: value}, sort_keys=True).encode() + b"\n"
    with contextlib.suppress(NotOurs):
        wire.decode(text)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"", "canonical"),
        (b"[]", "canonical"),
        (b'{"form":"letter"}', "form"),
        (b'{"form":"station/parcel"}', "fields"),
        (b'{"form":"station/parcel","version":0}', "fields"),
        (b'{"form":"station/parcel","version":true}', "fields"),
        (b'{ "form":"station/parcel"}', "canonical"),
        (head()[:-1].replace(b'"seen":0', b'"seen":0,"seen":0'), "canonical"),
        (head()[:-1].replace(b'"seen":0', b'"seen":-0'), "canonical"),
        (head()[:-1].replace(b'"seen":0', b'"seen":0.0'), "canonical"),
        (head()[:-1].replace(b'"seen":0', b'"seen":NaN'), "canonical"),
        (head()[:-1].replace(b'"seen":0', b'"seen":1' + b"0" * 5000), "canonical"),
        (head()[:-1].replace(b'"seen":0', b'"seen":9223372036854775808'), "canonical"),
        (head(first=0)[:-1], "fields"),
        (head(first=True)[:-1], "fields"),
        (head(sender="../../etc")[:-1], "fields"),
        (head(sender="a\nb")[:-1], "fields"),
        (head(after="0" * 64)[:-1], "fields"),
        (head(after=("0" * 63) + "A")[:-1], "fields"),
        (head(seen_head="0" * 64)[:-1], "fields"),
        (head(count=1)[:-1], "count"),
        (head(count=8001)[:-1], "fields"),
        (head(wants=["0"])[:-1], "fields"),
        (head(wants=["0" * 64] * 501)[:-1], "fields"),
        (head(sent=None)[:-1], "fields"),
        (head(sent=1763602200)[:-1], "fields"),
        (head(sent="2026-11-20T01:30:00+08:00")[:-1], "fields"),
        (head(sent="2026-02-30T01:30:00Z")[:-1], "fields"),
        (head(sent="2026-11-20T1:30:00Z")[:-1], "fields"),
        (head(pad="x" * 65536)[:-1], "too-long"),
    ],
)
def test_a_head_that_is_wrong_is_refused_by_name(line: bytes, why: str) -> None:
    assert reason(line + b"\n") == why


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[1]",
        b'"text"',
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\u00e9"}',
        b'{"a":"\xff"}',
        b'{"a":9223372036854775808}',
        b'{"a":' + b"1" * 5000 + b"}",
        b'{"a":' + b"[" * 31 + b"[]" + b"]" * 31 + b"}",
        b'{"a":' + b"[" * 30000 + b"]" * 30000 + b"}",
        b'{"a":"' + b"x" * 65536 + b'"}',
        b"\xef\xbb\xbf{}",
    ],
)
def test_an_event_that_is_not_canonical_is_refused_with_its_place(line: bytes) -> None:
    with pytest.raises(NotOurs) as refused:
        wire.decode(head(count=2) + event(1) + b"\n" + line + b"\n")
    assert (refused.value.reason, refused.value.values) == ("event", {"place": 2})


def test_the_deepest_and_largest_that_is_allowed_passes() -> None:
    deep = b'{"a":' + b"[" * 31 + b"]" * 31 + b"}"
    large = b'{"a":-9223372036854775807}'
    full = b'{"a":"' + b"x" * (wire.MAX_EVENT - 8) + b'"}'
    assert len(full) == wire.MAX_EVENT
    parcel = replace(PARCEL, events=(deep, large, full))
    assert wire.decode(wire.encode(parcel)) == parcel


def test_a_parcel_of_eight_thousand_events_passes_and_one_more_does_not() -> None:
    many = replace(PARCEL, events=tuple(event(number) for number in range(1, 8001)))
    assert wire.decode(wire.encode(many)) == many
    with pytest.raises(NotOurs):
        wire.encode(replace(many, events=(*many.events, event(8001))))


def test_a_parcel_longer_than_eight_megabytes_is_refused_unread() -> None:
    assert reason(b"x" * (wire.MAX_PARCEL + 1)) == "too-long"


def test_no_parcel_is_sent_that_the_other_end_would_refuse() -> None:
    with pytest.raises(NotOurs):
        wire.encode(replace(PARCEL, events=(b'{"b":1,"a":2}',)))
    with pytest.raises(NotOurs):
        wire.encode(replace(PARCEL, events=(b'{"a":"\n"}',)))
