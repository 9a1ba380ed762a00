"""我的空间: nothing lies there, and nothing is offered, without consent, validity and its owner."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.codec import decode, encode, person_of
from station.domain.errors import BadInput, RuleBroken
from station.domain.event import Event
from station.domain.items import Item, ReuseRule
from station.domain.people import BadResidentId
from station.domain.person_events import (
    ConsentGiven,
    ConsentRevoked,
    DocumentFiled,
    DocumentRemoved,
    PersonEvent,
)
from station.domain.space import (
    LASTING,
    RESULT,
    Space,
    entry_name,
    offers,
    paper_kind,
    result_of,
    serves,
    valid_until,
)
from station.domain.space_acts import (
    OnPaper,
    UnknownEntry,
    consent,
    file_paper,
    file_result,
    files_itself,
    remove,
    revoke,
    use,
)
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.values import Consent, Filed, Paper, Presenter, Taken
from tests import makers
from tests.domain.round import Desk

ME, OTHER = makers.id_number(), makers.id_number("19850312", "001")
CHILD = makers.id_number("20180901", "004")
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=OFFICIAL_TIME)
NOW = Stamp(at=NOON, by="示例")
HEAD: Mapping[str, Any] = {"at": NOON, "by": "示例"}


def sample(rule: str = "until_expiry") -> Item:
    """An item that asks for a card and a photo, which serve again by this rule."""
    rows = [
        makers.material_row(1, "居民身份证", reuse_rule=rule),
        makers.material_row(2, "近期照片", reuse_rule=rule, verify_original=False),
        makers.material_row(3, "申请表", reuse_rule="none"),
    ]
    return makers.item(materials=rows)


def opened(person: str = ME) -> Space:
    """A space whose owner consents, an adult's or a child's."""
    return Space.of(person, [consent(Space(person=person), Consent.SPACE, "示例监护人", NOW)])


def filed(
    space: Space, name: str = "居民身份证", expires: date | None = date(2031, 5, 1),
    entry: str = "C-1/1", form: Filed = Filed.PAPER, at: datetime = NOON,
) -> Space:  # fmt: skip
    """The space with one document more."""
    return space.after(
        DocumentFiled(
            at=at, by="示例", person=space.person, entry=entry, form=form, name=name,
            number="1", issuer="示例局", issued=None, expires=expires, case="C-1",
        )
    )  # fmt: skip


def in_hand(taken: str = "seen", rule: str = "until_expiry") -> Desk:
    """A draft of the sample item with its card taken in."""
    desk = Desk(sample(rule))
    desk.do("take_papers", papers={"1": taken})
    return desk


# ---- consent


def test_consents_are_separate() -> None:
    space = opened()

    assert space.is_open
    assert Consent.MESSAGES not in space.consents
    with pytest.raises(RuleBroken):
        consent(space, Consent.SPACE, "", NOW)
    with pytest.raises(RuleBroken):
        revoke(space, Consent.MESSAGES, NOW)


def test_for_a_child_under_14_the_guardian_consents() -> None:
    with pytest.raises(BadInput) as wrong:
        consent(Space(person=CHILD), Consent.SPACE, "", NOW)

    assert list(wrong.value.fields) == ["guardian"]
    assert consent(Space(person=CHILD), Consent.SPACE, "示例监护人", NOW).guardian == "示例监护人"
    at_14 = Stamp(at=datetime(2032, 9, 1, tzinfo=OFFICIAL_TIME), by="示例")
    assert consent(Space(person=CHILD), Consent.SPACE, "", at_14).guardian == ""


def test_consent_taken_back_closes_the_space_and_given_again_opens_it() -> None:
    space = filed(opened())
    closed = space.after(revoke(space, Consent.SPACE, NOW))

    assert offers(sample(), space, DAY)
    assert not offers(sample(), closed, DAY)
    assert "C-1/1" in closed.entries
    assert filed(closed, entry="C-2/1").entries == closed.entries
    with pytest.raises(RuleBroken):
        file_paper(closed, in_hand().case, sample(), 1, OnPaper(expires=LASTING), NOW)
    assert offers(sample(), closed.after(consent(closed, Consent.SPACE, "", NOW)), DAY)


def test_a_document_is_taken_out_with_or_without_consent() -> None:
    space = filed(opened())
    closed = space.after(revoke(space, Consent.SPACE, NOW))
    without = closed.after(remove(closed, "C-1/1", "本人要求", NOW))

    assert not without.entries
    assert without.gone["C-1/1"].name == "居民身份证"
    with pytest.raises(UnknownEntry):
        remove(without, "C-1/1", "", NOW)


# ---- filing


@pytest.mark.parametrize(
    ("rule", "said", "until"),
    [
        ("until_expiry", OnPaper(expires=date(2031, 5, 1)), date(2031, 5, 1)),
        ("until_expiry", OnPaper(expires=LASTING), LASTING),
        ("days_180", OnPaper(), DAY + timedelta(days=183)),
        ("days_180", OnPaper(issued=date(2026, 10, 1)), date(2027, 3, 30)),
        ("days_365", OnPaper(expires=date(2026, 12, 1)), date(2026, 12, 1)),
        ("permanent", OnPaper(), LASTING),
    ],
)
def test_a_filed_paper_serves_as_long_as_its_material_says(
    rule: str, said: OnPaper, until: date
) -> None:
    desk = in_hand(rule=rule)
    stamp = Stamp(at=desk.now, by="示例")

    event = file_paper(opened(), desk.case, desk.item, 1, said, stamp)

    assert event.expires == until
    assert event.entry == f"{desk.case.number}/1"
    assert event.form is Filed.PAPER
    assert event.issuer == "示例机关"
    assert decode(encode(event, 1)) == event
    assert person_of(event) == ME


def test_what_is_typed_wrongly_is_told_all_at_once() -> None:
    desk = in_hand()
    said = OnPaper(issued=date(2027, 1, 1), expires=date(2026, 1, 1))
    with pytest.raises(BadInput) as wrong:
        file_paper(opened(), desk.case, desk.item, 1, said, NOW)
    assert set(wrong.value.fields) == {"issued", "expires"}
    with pytest.raises(BadInput):
        file_paper(opened(), desk.case, desk.item, 1, OnPaper(), NOW)

    old = in_hand(rule="days_180")
    with pytest.raises(BadInput) as wrong:
        file_paper(opened(), old.case, old.item, 1, OnPaper(issued=date(2025, 1, 1)), NOW)
    assert set(wrong.value.fields) == {"issued"}


def test_only_papers_that_serve_again_and_are_here_and_are_ones_own_are_filed() -> None:
    desk = in_hand(rule="permanent")
    desk.do("take_papers", papers={"3": "copy"})

    for space, seq in ((opened(), 2), (opened(), 3), (opened(), 9), (opened(OTHER), 1)):
        with pytest.raises(RuleBroken):
            file_paper(space, desk.case, desk.item, seq, OnPaper(), NOW)


def test_an_electronic_certificate_is_filed_under_its_number() -> None:
    desk = Desk(sample("permanent"))
    desk.do("take_papers", papers={"1": {"taken": "certificate", "reference": "E-33"}})

    event = file_paper(opened(), desk.case, desk.item, 1, OnPaper(), NOW)

    assert (event.form, event.number, event.issuer) == (Filed.CERTIFICATE, "E-33", "示例机关")


def test_a_mere_copy_serves_only_where_no_original_is_seen() -> None:
    space = filed(opened(), form=Filed.COPY)
    space = filed(space, name="近期照片", entry="C-1/2", form=Filed.COPY)

    assert set(offers(sample(), space, DAY)) == {2}


def test_an_event_of_nobody_is_no_event() -> None:
    with pytest.raises(BadResidentId):
        ConsentRevoked(**HEAD, person="", what=Consent.SPACE)


# ---- results


def decided(how: str = "grant") -> Desk:
    """A case that was granted, or refused."""
    desk = Desk(sample())
    desk.do("take_papers", papers={"1": "seen", "2": "copy", "3": "copy"})
    return desk.through("receive", "hand_over", "accept", "start_review", how)


def test_the_result_of_a_case_is_a_document_once_it_was_handed_out() -> None:
    desk = decided()
    desk.do("dispatch", desk.case.decider, document_number="示-7", valid_until="2031-01-01")
    assert result_of(desk.case, desk.item) is None
    desk.through("appoint_pickup", "deliver")

    result = result_of(desk.case, desk.item)

    assert result is not None
    assert (result.name, result.number, result.issuer) == ("示例决定书", "示-7", "区示例局")
    assert result.expires == date(2031, 1, 1)
    stamp = Stamp(at=desk.now, by="示例")
    assert files_itself(opened(), desk.case, desk.item)
    space = opened().after(file_result(opened(), desk.case, desk.item, stamp))
    assert space.entries[entry_name(desk.case.number, RESULT)].form is Filed.RESULT
    assert not files_itself(space, desk.case, desk.item)
    gone = space.after(remove(space, entry_name(desk.case.number, RESULT), "", stamp))
    assert not files_itself(gone, desk.case, desk.item)
    assert not files_itself(Space(person=ME), desk.case, desk.item)
    assert not files_itself(opened(OTHER), desk.case, desk.item)


def test_a_refusal_and_money_are_no_documents_that_serve_again() -> None:
    refused = decided("refuse").through("dispatch", "appoint_pickup", "deliver")
    granted = decided().through("conclude")
    money = replace(granted.item, result_kind=type(granted.item.result_kind)("payment"))

    assert result_of(refused.case, refused.item) is None
    assert result_of(granted.case, money) is None
    result = result_of(granted.case, granted.item)
    assert result is not None
    assert result.name == granted.item.result_name_zh
    with pytest.raises(RuleBroken):
        file_result(opened(), refused.case, refused.item, NOW)


# ---- offering and using


def test_the_longest_valid_one_is_offered() -> None:
    space = filed(opened(), expires=date(2027, 1, 1), entry="C-1/1")
    space = filed(space, expires=date(2030, 1, 1), entry="C-2/1")
    space = filed(space, expires=DAY - timedelta(days=1), entry="C-3/1")

    assert offers(sample(), space, DAY)[1].entry == "C-2/1"
    assert offers(sample(), space, date(2030, 1, 1))[1].entry == "C-2/1"
    assert not offers(sample(), space, date(2030, 1, 2))


def test_a_paper_is_the_same_kind_while_its_name_is() -> None:
    assert paper_kind("社会保障卡(或银行卡)") == paper_kind(" 社会保障卡（或银行卡）")
    assert paper_kind("居民身份证") != paper_kind("监护人身份证")


def test_without_an_end_it_serves_only_where_none_is_asked_for() -> None:
    space = filed(opened(), expires=None)

    assert not offers(sample("until_expiry"), space, DAY)
    assert offers(sample("permanent"), space, DAY)
    assert offers(sample("days_180"), space, DAY + timedelta(days=180))
    assert not offers(sample("days_180"), space, DAY + timedelta(days=181))


def test_a_use_names_its_entry_and_who_confirmed() -> None:
    desk = Desk(sample())
    space = filed(opened())
    paper = Paper(seq=1, taken=Taken.SPACE, reference="C-1/1")

    (used,) = use(space, desk.case, desk.item, (paper,), Presenter.SELF, NOW)

    assert (used.seq, used.entry, used.confirmed_by) == (1, "C-1/1", Presenter.SELF)


@pytest.mark.parametrize(
    ("space", "paper", "who"),
    [
        (filed(opened(OTHER)), Paper(seq=1, taken=Taken.SPACE, reference="C-1/1"), "self"),
        (opened(), Paper(seq=1, taken=Taken.SPACE, reference="C-1/1"), "self"),
        (filed(opened()), Paper(seq=1, taken=Taken.SPACE), "self"),
        (filed(opened()), Paper(seq=2, taken=Taken.SPACE, reference="C-1/1"), "self"),
        (filed(opened()), Paper(seq=3, taken=Taken.SPACE, reference="C-1/1"), "self"),
        (
            filed(opened(), expires=DAY - timedelta(days=1)),
            Paper(seq=1, taken=Taken.SPACE, reference="C-1/1"), "self",
        ),
        (filed(Space(person=ME)), Paper(seq=1, taken=Taken.SPACE, reference="C-1/1"), "self"),
        (filed(opened()), Paper(seq=1, taken=Taken.SPACE, reference="C-1/1"), "proxy"),
    ],
    ids=["foreign", "unknown", "unnamed", "another paper", "not reusable", "expired",
         "no consent", "no mandate"],
)  # fmt: skip
def test_what_may_not_be_used_is_refused(space: Space, paper: Paper, who: str) -> None:
    desk = Desk(sample())
    with pytest.raises((BadInput, RuleBroken)):
        use(space, desk.case, desk.item, (paper,), Presenter(who), NOW)


def test_for_a_child_the_guardian_confirms() -> None:
    desk = Desk(sample())
    case = replace(desk.case, applicant=makers.person(id_number=CHILD))
    paper = Paper(seq=1, taken=Taken.SPACE, reference="C-1/1")
    with pytest.raises(RuleBroken):
        use(filed(opened(CHILD)), case, desk.item, (paper,), Presenter.SELF, NOW)
    assert use(filed(opened(CHILD)), case, desk.item, (paper,), Presenter.GUARDIAN, NOW)


# ---- whatever happens

NAMES = ("居民身份证", "近期照片", "申请表", "别的证明")
people = st.sampled_from((ME, OTHER))
entries = st.sampled_from(("C-1/1", "C-1/2", "C-2/1", f"C-2/{RESULT}"))
days = st.dates(date(2026, 1, 1), date(2028, 1, 1))
moments = days.map(lambda day: datetime(day.year, day.month, day.day, 9, tzinfo=OFFICIAL_TIME))
heads = st.fixed_dictionaries({"at": moments, "by": st.just("示例"), "person": people})
events: st.SearchStrategy[PersonEvent] = st.one_of(
    st.builds(lambda head, what: ConsentGiven(**head, what=what, guardian=""), heads,
              st.sampled_from(Consent)),
    st.builds(lambda head, what: ConsentRevoked(**head, what=what), heads,
              st.sampled_from(Consent)),
    st.builds(
        lambda head, entry, name, form, issued, expires: DocumentFiled(
            **head, entry=entry, name=name, form=form, number="1", issuer="示例", case="C",
            issued=issued, expires=expires,
        ),
        heads, entries, st.sampled_from(NAMES), st.sampled_from(Filed), st.none() | days,
        st.none() | days | st.just(LASTING),
    ),
    st.builds(lambda head, entry: DocumentRemoved(**head, entry=entry, reason=""), heads, entries),
)  # fmt: skip


def lying_there(told: list[PersonEvent]) -> tuple[bool, dict[str, DocumentFiled]]:
    """The same by a plain walk: does ME consent, and what lies there."""
    consents, here = False, {}
    for event in told:
        if event.person != ME:
            continue
        if isinstance(event, ConsentGiven | ConsentRevoked) and event.what is Consent.SPACE:
            consents = isinstance(event, ConsentGiven)
        if isinstance(event, DocumentFiled) and consents:
            here[event.entry] = event
        if isinstance(event, DocumentRemoved):
            here.pop(event.entry, None)
    return consents, here


@given(told=st.lists(events, max_size=25), day=days, rule=st.sampled_from(ReuseRule))
def test_whatever_happens_nothing_expired_removed_unconsented_or_foreign_is_offered(
    told: list[PersonEvent], day: date, rule: ReuseRule
) -> None:
    item = sample(rule.value)
    space = Space.of(ME, told)
    consents, here = lying_there(told)

    offered = offers(item, space, day)

    assert space.is_open is consents
    assert set(space.entries) == set(here)
    assert not offered or consents
    for seq, entry in offered.items():
        event = here[entry.entry]
        material = item.materials[seq - 1]
        assert event.person == ME
        assert event.name == material.name_zh
        assert material.reusable
        assert event.expires is None or event.expires >= day
        use(space, replace(Desk(item).case), item,
            (Paper(seq=seq, taken=Taken.SPACE, reference=entry.entry),), Presenter.SELF,
            Stamp(at=datetime(day.year, day.month, day.day, tzinfo=OFFICIAL_TIME), by="示例"))
    fitting = {
        seq for seq in (1, 2, 3)
        if any(serves(one, item.materials[seq - 1], day) for one in space.entries.values())
    }  # fmt: skip
    assert set(offered) == (fitting if consents else set())


@given(told=st.lists(events, max_size=25))
def test_the_events_of_others_change_nothing(told: list[PersonEvent]) -> None:
    mine: list[Event] = [event for event in told if event.person == ME]

    assert Space.of(ME, told) == Space.of(ME, mine)


@given(rule=st.sampled_from(ReuseRule), since=days, expires=st.none() | days)
def test_a_document_never_serves_longer_than_it_is_valid(
    rule: ReuseRule, since: date, expires: date | None
) -> None:
    until = valid_until(rule, since, expires)

    assert until is None or expires is None or until <= expires
    assert rule is not ReuseRule.NONE or until is None
