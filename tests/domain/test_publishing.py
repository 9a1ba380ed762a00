"""Versions only go up, in whatever order announcements and bytes arrive and whatever is in them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.domain.case import Arrived, Entry
from station.domain.chain import digest
from station.domain.code_lists import CodeFaults
from station.domain.codec import decode, encode
from station.domain.event import Event
from station.domain.pieced import pieced
from station.domain.published_events import (
    FilePublished,
    NotTaken,
    PublicationRefused,
    PublicationTaken,
    Published,
)
from station.domain.publishing import (
    Standing,
    Told,
    answered,
    read_content,
    refused,
    standing,
)
from station.domain.reading import DataFaults
from station.domain.stamp import Stamp
from station.domain.values import Side
from tests.district.published import calendar, catalogue, code_row, codes
from tests.office import FRIDAY

STAMP = Stamp(at=FRIDAY, by="示例代办员")
SOUND, FAULTY, OTHER = "sound", "faulty", "other"


def a_file(version: int, form: str, about: str) -> tuple[FilePublished, bytes]:
    """A calendar for 2027 as it is announced, and the bytes that come."""
    says = version if form != OTHER else version % 9 + 1
    more = {"off": {"2026-01-01": "示例"}} if form == FAULTY else {}
    data = calendar(2027, says, about=f"示例 {about}", **more)
    event = FilePublished(
        at=FRIDAY, by="示例区", what=Published.CALENDAR, name="2027", version=version,
        file=pieced(data),
    )  # fmt: skip
    return event, data


@dataclass
class Station:
    """What a station keeps, and what it did."""

    kept: list[Arrived] = field(default_factory=list)
    here: set[str] = field(default_factory=set)
    in_force: list[int] = field(default_factory=list)

    def write(self, event: Event, side: Side) -> None:
        data = encode(event, len(self.kept) + 1)
        entry = Entry(side=side, event=decode(data))
        self.kept.append(Arrived(seq=len(self.kept) + 1, entry=entry, digest=digest(data)))

    def standing(self) -> Standing:
        return standing(self.kept)

    def settle(self, bytes_of: dict[str, bytes]) -> None:
        """What the desk does after each exchange."""
        while answers := list(self._answers(bytes_of)):
            for one in answers:
                self.write(one, Side.STATION)
                if isinstance(one, PublicationTaken):
                    self.in_force.append(one.version)

    def _answers(self, bytes_of: dict[str, bytes]) -> Sequence[Event]:
        found = self.standing()
        late = [refused(one, NotTaken.OLDER, STAMP) for one in found.stale]
        whole = [one for one in found.waiting.values() if one.event.file.sha256 in self.here]
        return [
            *late, *(answered(one, bytes_of[one.event.file.sha256], STAMP) for one in whole)
        ]  # fmt: skip


FILES = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from([SOUND, SOUND, FAULTY, OTHER])),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(FILES, st.data())
def test_versions_only_go_up_in_any_order_of_arrival(
    files: list[tuple[int, str]], data: st.DataObject
) -> None:
    made = [a_file(version, form, str(n)) for n, (version, form) in enumerate(files)]
    bytes_of = {event.file.sha256: content for event, content in made}
    moves = [(what, event) for event, _ in made for what in ("told", "bytes")]
    moves += data.draw(st.lists(st.sampled_from(moves), max_size=3))  # some come twice
    station = Station()
    for what, event in data.draw(st.permutations(moves)):
        if what == "told":
            station.write(event, Side.DISTRICT)
        else:
            station.here.add(event.file.sha256)
        station.settle(bytes_of)

    assert station.in_force == sorted(set(station.in_force))
    sound = {version for version, form in files if form == SOUND}
    assert station.in_force[-1:] == ([max(sound)] if sound else [])
    found = station.standing()
    assert not found.waiting
    assert not found.stale
    answers = [one.entry.event for one in station.kept if one.entry.side is Side.STATION]
    assert len(answers) == len({event.file.sha256 for event, _ in made})


def test_only_the_highest_that_is_not_answered_yet_is_fetched() -> None:
    station, bytes_of = Station(), {}
    for version in (1, 2, 3):
        event, data = a_file(version, FAULTY if version == 3 else SOUND, "示例")
        bytes_of[event.file.sha256] = data
        station.write(event, Side.DISTRICT)
    wanted = []
    for _ in range(2):
        (waiting,) = station.standing().waiting.values()
        wanted.append(waiting.event.version)
        station.here.add(waiting.event.file.sha256)
        station.settle(bytes_of)

    assert wanted == [3, 2]
    assert station.in_force == [2]


def test_what_the_other_office_would_have_to_say_counts_for_nothing() -> None:
    event, data = a_file(1, SOUND, "示例")
    station = Station()
    station.write(event, Side.STATION)
    station.write(answered(Told(seq=1, event=event), data, STAMP), Side.DISTRICT)

    found = station.standing()

    assert (found.taken, found.waiting, found.stale) == ({}, {}, ())


@pytest.mark.parametrize(
    ("what", "data"),
    [
        (Published.CATALOGUE, b""),
        (Published.CATALOGUE, b"\xff\xfe"),
        (Published.CATALOGUE, b"[" * 100_000),
        (Published.CATALOGUE, b"9" * 10_000),
        (Published.CATALOGUE, catalogue(0)),
        (Published.CATALOGUE, b'{"schema":1,"items":[],"version":true}'),
        (Published.CALENDAR, b"{}"),
        (Published.CALENDAR, calendar(2027, 0)),
        (Published.CALENDAR, calendar(2027, 10_000)),
        (Published.CODES, b'{"schema":2}'),
        (Published.CODES, calendar(2027, 1)),
    ],
)
def test_what_is_no_such_file_is_told_and_never_breaks_anything(
    what: Published, data: bytes
) -> None:
    with pytest.raises(DataFaults):
        read_content(what, data)


def test_the_answer_to_a_file_full_of_strange_signs_is_an_entry_that_can_be_read() -> None:
    record = "\u202e\x1b[31m" + "长" * 5000
    data = json.dumps({"schema": 1, "version": 1, "items": [{"id": record}] * 50}).encode()
    event = FilePublished(
        at=FRIDAY, by="示例区", what=Published.CATALOGUE, name="", version=1, file=pieced(data)
    )
    answer = answered(Told(seq=1, event=event), data, STAMP)

    assert isinstance(answer, PublicationRefused)
    assert answer.why is NotTaken.FAULTY
    assert decode(encode(answer, 1)) == answer


def test_bytes_that_are_not_what_was_announced_are_refused() -> None:
    event, data = a_file(1, SOUND, "示例")
    lied = replace(event, file=replace(event.file, sha256="0" * 64))
    answer = answered(Told(seq=1, event=lied), data, STAMP)

    assert isinstance(answer, PublicationRefused)
    assert answer.why is NotTaken.OTHER


def test_all_that_is_wrong_in_a_code_list_is_told_at_once() -> None:
    rows = (
        code_row("1"), code_row("1"), code_row("2", successor="9"),
        code_row("3", since="2026-02-01", until="2026-01-01"),
    )  # fmt: skip
    with pytest.raises(CodeFaults) as wrong:
        read_content(Published.CODES, codes(1, *rows))

    assert sorted((one.record, one.field) for one in wrong.value.faults) == [
        ("1", "code"), ("2", "successor"), ("2", "until"), ("3", "until"),
    ]  # fmt: skip
