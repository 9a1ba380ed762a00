"""What a person may ask of the office: notice, who looked, corrections, disputes, a copy."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.notice import is_informed, wording
from station.desk.office import Office
from station.desk.people import PersonDesk, UnknownResident
from station.desk.space import SpaceDesk
from station.domain.errors import BadInput, RuleBroken
from station.domain.notice import NoticeFaults, read_notice
from station.domain.person_events import PersonInformed
from station.storage.casebook import Wanted
from station.storage.lookbook import WantedLooks
from tests import makers
from tests.desk.test_cases import APPLICANT, PENSION
from tests.office import HandClock, an_office

ID = APPLICANT["id"]
OTHER = {**APPLICANT, "name": "示例乙", "id": makers.id_number("19900101")}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def office(tmp_path: Path, clock: HandClock) -> Iterator[Office]:
    with an_office(tmp_path / "home", clock) as office:
        yield office


def a_case(office: Office, applicant: dict[str, str] = APPLICANT) -> str:
    return CaseDesk(office).open(PENSION, applicant, {}, receive=False).case.number


def informed(office: Office) -> list[str]:
    with office.vault.reading():
        events = office.personbook.events(ID)
    return [event.version for event in events if isinstance(event, PersonInformed)]


# ---- the notice


def test_the_notice_is_given_once_with_the_first_case(office: Office) -> None:
    assert not is_informed(office, ID)
    a_case(office)
    a_case(office)

    assert is_informed(office, ID)
    assert informed(office) == ["2026-1"]


def test_a_new_wording_is_given_again(office: Office) -> None:
    a_case(office)
    own = {
        "schema": 1, "version": "示例-2",
        "languages": [{"language": "zh_CN", "title": "告知", "paragraphs": ["{office}"]}],
    }  # fmt: skip
    office.home.notice.write_text(json.dumps(own), "utf-8")
    assert not is_informed(office, ID)
    a_case(office)

    assert informed(office) == ["2026-1", "示例-2"]
    assert wording(office).paragraphs == (office.name,)


def test_the_notice_names_the_office_in_both_languages(office: Office) -> None:
    told = "".join(wording(office).paragraphs)

    assert office.name in told
    assert office.settings.office_phone in told
    assert "{" not in told


def test_a_case_that_is_refused_informs_nobody(office: Office) -> None:
    with pytest.raises(BadInput):
        CaseDesk(office).open(PENSION, {**APPLICANT, "phone": "1"}, {}, receive=False)

    assert not informed(office)


@pytest.mark.parametrize("raw", [None, {}, {"schema": 1, "version": "x", "languages": []}])
def test_what_is_no_notice_is_refused(raw: object) -> None:
    with pytest.raises(NoticeFaults):
        read_notice(raw, "notice.json")


# ---- who looked


def test_the_log_of_looks_tells_who_when_and_what_for(office: Office, clock: HandClock) -> None:
    first, second = a_case(office), a_case(office, OTHER)
    desk, people = CaseDesk(office), PersonDesk(office)
    desk.view(first, revealed=False)
    clock.wait(days=2)
    desk.view(first, revealed=True, purpose="checking")
    desk.view(second, revealed=True, purpose="送证")
    SpaceDesk(office).view(ID, "own_request")

    def told(wanted: WantedLooks) -> list[str]:
        return [look.purpose for look in people.looks(wanted)]

    assert told(WantedLooks()) == ["own_request", "other: 送证", "checking", ""]
    assert told(WantedLooks(person=ID)) == ["own_request", "checking", ""]
    assert told(WantedLooks(case=second)) == ["other: 送证"]
    assert told(WantedLooks(since=clock.time.replace(hour=0))) == [
        "own_request", "other: 送证", "checking",
    ]  # fmt: skip
    assert told(WantedLooks(agent="示例无人")) == []
    assert len(told(WantedLooks(agent=office.agent))) == 4


def test_a_long_log_is_read_page_by_page(office: Office) -> None:
    number, people = a_case(office), PersonDesk(office)
    for _ in range(5):
        CaseDesk(office).view(number, revealed=False)
    places, before = [], 0
    while page := people.looks(WantedLooks(), 2, before):
        places += [look.place for look in page]
        before = page[-1].place

    assert places == sorted(places, reverse=True)
    assert len(set(places)) == 5


# ---- corrections and disputes


def test_what_is_corrected_is_shown_from_then_on_and_after_a_rebuild(office: Office) -> None:
    a_case(office)
    said = {"field": "phone", "after": "139 0000 1234", "reason": "换号"}
    assert PersonDesk(office).correct(ID, said).phone == "13900001234"
    found = CaseDesk(office).residents("13900001234")
    with office.vault.transaction():
        office.casebook.rebuild()

    assert [person.phone for person in found] == ["13900001234"]
    assert PersonDesk(office).resident(ID).phone == "13900001234"
    assert not check(office, progress=lambda _: None).faults


def test_what_a_later_case_tells_goes_before_an_earlier_correction(office: Office) -> None:
    a_case(office)
    PersonDesk(office).correct(ID, {"field": "phone", "after": "13900001234", "reason": "换号"})
    a_case(office, {**APPLICANT, "phone": "13700005678"})

    assert PersonDesk(office).resident(ID).phone == "13700005678"
    assert not check(office, progress=lambda _: None).faults


def test_what_is_mended_on_the_spot_is_found_at_once(office: Office) -> None:
    number, desk = a_case(office), CaseDesk(office)
    desk.act(number, "fix_on_spot", {"field": "phone", "after": "13900001234"})

    assert [line.number for line in desk.lines(Wanted(text="13900001234"), 0, 5)] == [number]
    assert not desk.count(Wanted(text=APPLICANT["phone"]))
    assert PersonDesk(office).resident(ID).phone == "13900001234"


def test_a_wrong_identity_number_leaves_nobody_behind(office: Office) -> None:
    number, desk = a_case(office), CaseDesk(office)
    desk.act(number, "fix_on_spot", {"field": "id_number", "after": OTHER["id"]})

    assert [person.id_number for person in desk.residents("示例")] == [OTHER["id"]]
    assert not check(office, progress=lambda _: None).faults


@pytest.mark.parametrize(
    "said",
    [
        {"field": "phone", "after": "12", "reason": "x"},
        {"field": "phone", "after": APPLICANT["phone"], "reason": "x"},
        {"field": "name", "after": "", "reason": "x"},
        {"field": "id_number", "after": OTHER["id"], "reason": "x"},
        {"field": "phone", "after": "13900001234", "reason": ""},
        {"field": "address", "after": "x\u202e", "reason": "x"},
        {},
    ],
)
def test_a_correction_that_is_none_is_refused(office: Office, said: dict[str, str]) -> None:
    a_case(office)
    with pytest.raises(BadInput):
        PersonDesk(office).correct(ID, said)

    assert PersonDesk(office).resident(ID).phone == APPLICANT["phone"]


def test_all_that_is_wrong_with_a_correction_is_told_at_once(office: Office) -> None:
    a_case(office)
    with pytest.raises(BadInput) as wrong:
        PersonDesk(office).correct(ID, {"field": "phone", "after": "12", "by": "x"})

    assert wrong.value.fields.keys() == {"after", "reason", "by"}


def test_nobody_is_corrected_who_is_not_here(office: Office) -> None:
    with pytest.raises(UnknownResident):
        PersonDesk(office).correct(ID, {"field": "phone", "after": "", "reason": "x"})


def test_a_dispute_stands_until_it_is_settled(office: Office) -> None:
    a_case(office)
    people = PersonDesk(office)
    people.dispute(ID, {"field": "address", "says": "已搬家"})
    people.dispute(ID, {"field": "decision", "says": "不服"})
    assert [one.says for one in people.disputes(ID)] == ["已搬家", "不服"]
    people.settle(ID, {"field": "address", "outcome": "已更正"})

    assert [one.field for one in people.disputes(ID)] == ["decision"]
    with pytest.raises(RuleBroken):
        people.settle(ID, {"field": "address", "outcome": "再次"})
