"""Records of ended cases: used, then only stored: in no list, for a purpose only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.desk.printing import PrintDesk
from station.desk.records import RecordDesk
from station.domain.errors import BadInput
from station.domain.fact_events import CaseViewed
from station.domain.retention import RecordState
from station.domain.table import IllegalStep
from station.domain.values import Side
from station.storage.casebook import Wanted
from tests.desk.ended import a_place, a_void_case, frozen, states, whole
from tests.desk.test_cases import APPLICANT, PENSION
from tests.office import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def office(tmp_path: Path, clock: HandClock) -> Iterator[Office]:
    with a_place(tmp_path, clock) as (office, _):
        yield office


def test_records_are_in_use_until_the_term_and_nothing_is_frozen_before(
    office: Office, clock: HandClock
) -> None:
    a_void_case(office)
    assert states(office) == [RecordState.LIVE]
    assert not list(RecordDesk(office).freeze())
    clock.wait(days=731)

    assert states(office) == [RecordState.DUE]


def test_a_case_that_has_not_ended_is_on_no_list_of_records(office: Office) -> None:
    CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False)

    assert not states(office)


def test_frozen_records_are_in_no_list_and_found_by_nothing(
    office: Office, clock: HandClock
) -> None:
    desk = CaseDesk(office)
    case = frozen(office, clock)

    assert states(office) == [RecordState.FROZEN]
    assert desk.count(Wanted()) == 0
    assert not desk.by_state()
    for text in ("示例", "shili", APPLICANT["phone"], case.number, APPLICANT["id"]):
        assert desk.count(Wanted(text=text)) == 0
        assert not desk.residents(text)
    assert whole(office)


def test_frozen_records_open_for_a_purpose_only_and_that_is_on_record(
    office: Office, clock: HandClock
) -> None:
    desk = CaseDesk(office)
    number = frozen(office, clock).number
    with pytest.raises(BadInput):
        desk.view(number, revealed=False)
    shown = desk.view(number, revealed=False, purpose="复议需要")
    look = desk.case(number).last(CaseViewed)

    assert shown.applicant.name == "示例𠮷䶮"
    assert look is not None
    assert look.purpose == "other: 复议需要"


def test_daily_work_opens_no_frozen_records_and_its_person_does(
    office: Office, clock: HandClock
) -> None:
    desk, number = CaseDesk(office), frozen(office, clock).number
    for purpose in ("handling", "checking", "delivery"):
        with pytest.raises(BadInput) as wrong:
            desk.view(number, revealed=True, purpose=purpose)
        assert "第四十七条" in str(wrong.value.fields["words"])

    for purpose in ("own_request", "checking: 行政复议机关调阅"):
        assert desk.view(number, revealed=True, purpose=purpose).frozen_at(Side.STATION)


def test_nothing_is_done_with_frozen_records(office: Office, clock: HandClock) -> None:
    desk = CaseDesk(office)
    number = frozen(office, clock).number

    assert not desk.acts(desk.case(number))
    with pytest.raises(IllegalStep, match="are frozen"):
        desk.act(number, "contact", {"channel": "telephone", "words": "示例"})
    with pytest.raises(IllegalStep, match="are frozen"):
        PrintDesk(office).print("F01", number)


def test_who_has_another_case_in_use_is_still_found(office: Office, clock: HandClock) -> None:
    frozen(office, clock)
    a_void_case(office)

    assert [one.name for one in CaseDesk(office).residents("示例")] == ["示例𠮷䶮"]
    with office.vault.transaction():
        office.casebook.rebuild()
    assert [one.name for one in CaseDesk(office).residents("示例")] == ["示例𠮷䶮"]
    assert whole(office)
