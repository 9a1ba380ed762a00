"""What lies at another station is what consents allow, in whatever order words of it come."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.domain.case import Arrived, Entry
from station.domain.errors import BadInput, RuleBroken
from station.domain.event import Event
from station.domain.sharing import MOST, Sharing, allowed, sharings, there
from station.domain.sharing_acts import end, share
from station.domain.sharing_events import (
    DocumentBrought,
    DocumentWithdrawn,
    SharingAnswer,
    SharingAnswered,
    SharingConsented,
    SharingErased,
    SharingPurpose,
)
from station.domain.space import Space, offers
from station.domain.space_acts import revoke
from station.domain.stamp import Stamp
from station.domain.values import Consent, Filed, Side
from tests.domain.spaces import CHILD, DAY, HEAD, ME, NOON, NOW, OTHER, filed, opened, sample

HERE, THERE = "330211105203", "330211105204"
GIVEN = {
    "to": THERE, "name": "示例新村便民服务站", "contact": "示例镇示例新村", "until": "2027-11-20",
    "purpose": "papers_not_asked_again", "documents": "居民身份证", "guardian": "",
}  # fmt: skip


def consented(space: Space, **changes: Any) -> SharingConsented:
    return share(space, (), {**GIVEN, **changes}, own=HERE, stamp=NOW)


def arrived(*told: Event, side: Side = Side.DISTRICT) -> list[Arrived]:
    return [
        Arrived(seq=seq, digest=str(seq), entry=Entry(side=side, event=event))
        for seq, event in enumerate(told)
    ]


def brought(entry: str = "C-1/1", since: datetime = NOON, **changes: Any) -> DocumentBrought:
    made: dict[str, Any] = {
        **HEAD, "person": ME, "station": HERE, "since": since, "station_name": "示例",
        "purpose": SharingPurpose.NOT_ASKED_AGAIN, "until": date(2027, 11, 20), "entry": entry,
        "filed_at": NOON, "form": Filed.PAPER,
        "name": "居民身份证", "number": "1", "issuer": "", "issued": None,
        "expires": date(2031, 5, 1),
    }  # fmt: skip
    return DocumentBrought(**{**made, **changes})


def withdrawn(entry: str = "", since: datetime = NOON) -> DocumentWithdrawn:
    return DocumentWithdrawn(
        **HEAD, person=ME, station=HERE, since=since, entry=entry, filed_at=NOON if entry else None
    )


def lying(*told: Event, day: date = DAY) -> set[str]:
    return set(there(arrived(*told), day).entries(ME))


# ---- the consent


def test_a_consent_names_who_gets_what_for_what_and_how_long() -> None:
    made = consented(filed(opened()))

    assert (made.to, made.name, made.contact) == (THERE, GIVEN["name"], GIVEN["contact"])
    assert made.purpose is SharingPurpose.NOT_ASKED_AGAIN
    assert (made.documents, made.until) == (("居民身份证",), date(2027, 11, 20))


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("to", HERE), ("to", "33"), ("to", "0" * 12), ("until", "2026-11-19"), ("until", ""),
        ("documents", ""), ("documents", "别的证明"), ("name", ""), ("contact", ""),
        ("purpose", ""), ("purpose", "anything"),
    ],
)  # fmt: skip
def test_nothing_of_it_may_be_missing_or_impossible(field: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        consented(filed(opened()), **{field: said})
    assert list(refused.value.fields) == [field]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        consented(filed(opened()), to=HERE, until="2020-01-01", documents="别的证明", name="")
    assert set(refused.value.fields) == {"to", "until", "documents", "name"}


def test_for_a_child_the_guardian_consents() -> None:
    space = filed(opened(CHILD))
    with pytest.raises(BadInput) as refused:
        consented(space)
    assert list(refused.value.fields) == ["guardian"]
    assert consented(space, guardian="示例监护人").guardian == "示例监护人"


def test_a_guardian_consents_until_the_day_before_the_child_is_14() -> None:
    space = filed(opened(CHILD))  # 14 on 2032-09-01
    with pytest.raises(BadInput) as refused:
        consented(space, guardian="示例监护人", until="2032-09-01")
    fault = refused.value.fields["until"]
    assert fault.values == {"day": date(2032, 8, 31)}
    assert "in person" in fault.hint
    made = consented(space, guardian="示例监护人", until="2032-08-31")
    space = space.after(made)
    assert allowed(space, made, date(2032, 8, 31))
    assert not allowed(space, made, date(2032, 9, 1))


def test_who_is_14_consents_in_person_for_as_long_as_they_say() -> None:
    space, birthday = filed(opened(CHILD)), datetime(2032, 9, 1, 12, tzinfo=NOON.tzinfo)
    given = {**GIVEN, "until": "2039-01-01"}
    made = share(space, (), given, own=HERE, stamp=Stamp(at=birthday, by="示例"))
    assert (made.guardian, made.until) == ("", date(2039, 1, 1))


def test_without_consent_to_the_space_there_is_nothing_to_consent_to() -> None:
    with pytest.raises(RuleBroken):
        consented(Space(person=ME))


def test_one_consent_for_a_station_is_in_force_at_a_time() -> None:
    space = filed(opened())
    before = (Sharing(given=consented(space)),)
    with pytest.raises(RuleBroken):
        share(space, before, GIVEN, own=HERE, stamp=NOW)
    nowhere = (replace(before[0], answer=SharingAnswer.NOT_ON_LINE),)
    assert share(space, nowhere, GIVEN, own=HERE, stamp=NOW).to == THERE


def test_it_is_taken_back_once_and_ends_with_the_space() -> None:
    space = filed(opened())
    made = consented(space)
    space = space.after(made)
    assert allowed(space, made, DAY)
    assert not allowed(space, made, date(2027, 11, 21))
    ended = space.after(end(space, THERE, NOW))
    assert not allowed(ended, made, DAY)
    with pytest.raises(RuleBroken):
        end(ended, THERE, NOW)
    assert not allowed(space.after(revoke(space, Consent.SPACE, NOW)), made, DAY)


def test_what_the_other_office_says_in_ones_place_counts_for_nothing() -> None:
    made = consented(filed(opened()))
    answer = SharingAnswered(
        **HEAD, person=ME, to=THERE, since=made.at, answer=SharingAnswer.ERASED
    )
    assert not sharings(arrived(made))
    (one,) = sharings([*arrived(made, side=Side.STATION), *arrived(answer, side=Side.STATION)])
    assert one.answer is None
    (one,) = sharings([*arrived(made, side=Side.STATION), *arrived(answer)])
    assert one.is_settled


# ---- where it goes


def test_a_document_serves_there_until_the_consent_ends_and_needs_no_space_there() -> None:
    space = replace(Space(person=ME), brought=there(arrived(brought()), DAY).entries(ME))

    assert offers(sample(), space, date(2027, 11, 20))[1].entry == "C-1/1"
    assert not offers(sample(), space, date(2027, 11, 21))


def test_what_came_says_for_what_alone_it_may_be_used() -> None:
    bound = brought(purpose=SharingPurpose.HANDLED_THERE)
    (entry,) = there(arrived(bound), DAY).entries(ME).values()
    assert entry.lent is not None
    assert entry.lent.purpose is SharingPurpose.HANDLED_THERE


def test_of_two_documents_with_one_name_the_own_serves() -> None:
    space = filed(opened())
    both = replace(space, brought=there(arrived(brought(number="2")), DAY).entries(ME))
    assert both.at_hand["C-1/1"].number == "1"


def test_a_late_document_of_a_consent_that_ended_is_not_there() -> None:
    assert not lying(withdrawn(), brought())
    assert not lying(brought(), withdrawn(), brought())
    assert lying(withdrawn(), brought(since=NOON + timedelta(days=1)))


def test_a_station_takes_so_many_and_no_more() -> None:
    told = arrived(*(brought(f"C-{place}/1") for place in range(MOST + 3)))
    found = there(told, DAY)
    assert (len(found.lying), len(found.spent)) == (MOST, 3)


def test_a_station_says_once_that_nothing_is_left() -> None:
    told = arrived(brought(), withdrawn())
    (one,) = there(told, DAY).unanswered
    said = SharingErased(**HEAD, person=ME, station=HERE, since=one.since)
    assert not there([*told, *arrived(said, side=Side.STATION)], DAY).unanswered


def test_of_somebody_else_nothing_is_found() -> None:
    assert not there(arrived(brought()), DAY).entries(OTHER)


SINCE = tuple(NOON + timedelta(days=days) for days in range(3))
ENTRIES = tuple(f"C-{number}/1" for number in range(4))
words = st.lists(
    st.one_of(
        st.builds(brought, st.sampled_from(ENTRIES), st.sampled_from(SINCE)),
        st.builds(withdrawn, st.sampled_from(("", *ENTRIES)), st.sampled_from(SINCE)),
    ),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(told=words, shuffle=st.randoms(use_true_random=False), again=words)
def test_order_and_repetition_change_nothing_and_what_went_never_comes_back(
    told: list[Event], shuffle: Any, again: list[Event]
) -> None:
    brought_at = {(one.since, one.entry) for one in told if isinstance(one, DocumentBrought)}
    gone = {(one.since, one.entry) for one in told if isinstance(one, DocumentWithdrawn)}
    model = {
        (since, entry) for since, entry in brought_at if not gone & {(since, entry), (since, "")}
    }

    def held(events: list[Event]) -> set[tuple[datetime, str]]:
        found = [one.entry.event for one in there(arrived(*events), DAY).lying]
        return {(one.since, one.entry) for one in found if isinstance(one, DocumentBrought)}

    mixed = [*told, *told]
    shuffle.shuffle(mixed)
    assert held(told) == held(mixed) == model
    assert not {
        name for name in held([*told, *again]) if gone & {name, (name[0], "")}
    }  # fmt: skip


def test_the_stamp_is_that_of_the_desk() -> None:
    made = share(filed(opened()), (), GIVEN, own=HERE, stamp=Stamp(at=NOON, by="示例代办员"))
    assert (made.at, made.by) == (NOON, "示例代办员")
