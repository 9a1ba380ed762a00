"""What may be done with a space, and what is refused: consent, filing, results, use."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from station.domain.codec import decode, encode, person_of
from station.domain.errors import BadInput, RuleBroken
from station.domain.people import BadResidentId
from station.domain.person_events import ConsentRevoked
from station.domain.space import (
    LASTING,
    RESULT,
    Space,
    entry_name,
    offers,
    result_of,
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
from tests.domain.spaces import (
    CHILD,
    DAY,
    HEAD,
    ME,
    NOW,
    OTHER,
    filed,
    in_hand,
    opened,
    sample,
)  # fmt: skip

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


def test_consent_taken_back_empties_the_space_and_given_again_opens_an_empty_one() -> None:
    space = filed(opened())
    closed = space.after(revoke(space, Consent.SPACE, NOW))

    assert offers(sample(), space, DAY)
    assert not offers(sample(), closed, DAY)
    assert not closed.entries
    assert not filed(closed, entry="C-2/1").entries
    with pytest.raises(RuleBroken):
        file_paper(closed, in_hand().case, sample(), 1, OnPaper(expires=LASTING), NOW)
    again = closed.after(consent(closed, Consent.SPACE, "", NOW))
    assert not again.entries
    assert offers(sample(), filed(again), DAY)


def test_another_consent_taken_back_leaves_the_documents() -> None:
    space = filed(opened())
    space = space.after(consent(space, Consent.MESSAGES, "", NOW))

    assert space.after(revoke(space, Consent.MESSAGES, NOW)).entries == space.entries


def test_a_document_that_was_taken_out_is_known_by_its_name_alone() -> None:
    space = filed(opened())
    without = space.after(remove(space, "C-1/1", "本人要求", NOW))

    assert not without.entries
    assert without.gone == {"C-1/1"}
    assert filed(without).gone == frozenset()
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
