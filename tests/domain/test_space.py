"""我的空间: nothing is offered without consent, validity and its owner, whatever happens."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from station.domain.event import Event
from station.domain.items import ReuseRule
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
    offers,
    paper_kind,
    serves,
    valid_until,
)
from station.domain.space_acts import use
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.values import Consent, Filed, Paper, Presenter, Taken
from tests.domain.round import Desk
from tests.domain.spaces import DAY, ME, OTHER, filed, opened, sample


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
        use(
            space,
            replace(Desk(item).case),
            item,
            (Paper(seq=seq, taken=Taken.SPACE, reference=entry.entry),),
            Presenter.SELF,
            Stamp(at=datetime(day.year, day.month, day.day, tzinfo=OFFICIAL_TIME), by="示例"),
        )
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
