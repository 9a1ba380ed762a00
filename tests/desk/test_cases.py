"""An agent's day with cases, on a real vault."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office, UnknownCase
from station.desk.syncing import SyncDesk
from station.domain.deadlines import Standing
from station.domain.effective import UnknownItem
from station.domain.errors import BadInput, RuleBroken
from station.domain.fact_events import CaseViewed
from station.domain.materials import MaterialsMissing
from station.domain.states import CaseState
from station.domain.table import IllegalStep
from station.domain.window_events import NoticeGiven
from station.storage.casebook import Wanted
from tests import makers
from tests.office import STATION, HandClock, an_office

PENSION = "SB-01"
APPLICANT = {
    "name": "示例𠮷䶮",
    "id": makers.id_number(),
    "phone": "13800005678",
    "address": "示例镇示例村1号",
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path) as office:
        yield office


@pytest.fixture
def desk(office: Office) -> CaseDesk:
    return CaseDesk(office)


def papers(desk: CaseDesk) -> dict[str, str]:
    return all_papers(desk._office.item(PENSION))


def test_complete_papers_are_received_at_once_and_get_a_number(desk: CaseDesk) -> None:
    opened = desk.open(PENSION, APPLICANT, papers(desk), receive=True)

    assert opened.case.state is CaseState.RECEIVED
    assert opened.case.number.startswith(f"{STATION}-")
    assert opened.case.number.endswith("-20261120-0001")


def test_numbers_of_a_day_count_up_and_begin_again_the_next_day(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        desk = CaseDesk(office)
        numbers = [desk.open(PENSION, APPLICANT, {}, receive=False).case.number for _ in "123"]
        clock.wait(days=3)
        numbers.append(desk.open(PENSION, APPLICANT, {}, receive=False).case.number)

    assert [number[-13:] for number in numbers] == [
        "20261120-0001", "20261120-0002", "20261120-0003", "20261123-0001",
    ]  # fmt: skip


def test_a_missing_paper_leaves_a_draft_and_the_notice_lists_everything_at_once(
    desk: CaseDesk,
) -> None:
    opened = desk.open(PENSION, APPLICANT, {"1": "original"}, receive=True)
    case = desk.act(opened.case.number, "give_notice", {})
    notice = case.last(NoticeGiven)

    assert case.state is CaseState.DRAFT
    assert notice is not None
    assert [line.paper for line in notice.defects] == [
        "居民身份证", "居民户口簿", "社会保障卡(或银行卡)",
    ]  # fmt: skip
    assert [material.name_zh for material in opened.lacking.may_promise] == ["社会保障卡(或银行卡)"]


def test_the_paper_that_was_missing_is_brought_and_the_case_is_received(desk: CaseDesk) -> None:
    number = desk.open(PENSION, APPLICANT, {"1": "original", "2": "seen"}, receive=True).case.number
    with pytest.raises(MaterialsMissing, match="居民户口簿"):
        desk.act(number, "receive", {})
    desk.act(number, "take_papers", {"papers": {"3": "seen", "4": "promised"}})

    assert desk.act(number, "receive", {}).state is CaseState.RECEIVED


def test_a_paper_that_may_not_be_promised_is_refused_at_its_row(desk: CaseDesk) -> None:
    with pytest.raises(BadInput) as refused:
        desk.open(PENSION, APPLICANT, {"2": "promised"}, receive=True)

    assert list(refused.value.fields) == ["materials.2"]


def test_every_fault_of_the_form_is_told_at_once_and_nothing_is_recorded(
    desk: CaseDesk,
) -> None:
    wrong = {"name": "", "id": "110101199001011234", "phone": "12", "address": "x\u202e"}
    with pytest.raises(BadInput) as refused:
        desk.open(PENSION, wrong, {"99": "original", "1": "eaten"}, receive=True)

    assert set(refused.value.fields) >= {"name", "id", "phone", "address"}
    assert any(name.startswith("materials") for name in refused.value.fields)
    assert desk.count(Wanted()) == 0


def test_an_unknown_item_or_case_is_told_with_a_hint(desk: CaseDesk) -> None:
    with pytest.raises(UnknownItem):
        desk.open("XX-99", APPLICANT, {}, receive=True)
    with pytest.raises(UnknownCase) as unknown:
        desk.case("330211105203-KQ-20261120-0009")

    assert unknown.value.hint


@pytest.mark.parametrize("number", ["", "\udcff", "\x00", "x" * 100_000, "' OR 1=1 --"])
def test_what_is_no_number_names_no_case(desk: CaseDesk, number: str) -> None:
    with pytest.raises(UnknownCase):
        desk.case(number)


def test_an_act_out_of_turn_changes_nothing(desk: CaseDesk) -> None:
    number = desk.open(PENSION, APPLICANT, {}, receive=False).case.number
    before = len(desk.case(number).history)
    with pytest.raises(IllegalStep):
        desk.act(number, "archive", {})
    with pytest.raises(IllegalStep, match="there is no act dance"):
        desk.act(number, "dance", {})

    assert len(desk.case(number).history) == before


def test_with_nothing_missing_there_is_nothing_to_notify(desk: CaseDesk) -> None:
    number = desk.open(PENSION, APPLICANT, papers(desk), receive=False).case.number
    with pytest.raises(RuleBroken, match="nothing is missing"):
        desk.act(number, "give_notice", {})


def test_looking_at_a_case_is_on_record_before_it_is_shown(desk: CaseDesk) -> None:
    number = desk.open(PENSION, APPLICANT, {}, receive=False).case.number
    desk.view(number, revealed=True, purpose="delivery: 送证")
    seen = desk.case(number).last(CaseViewed)

    assert seen is not None
    assert (seen.revealed, seen.purpose) == (True, "delivery: 送证")


@pytest.mark.parametrize("purpose", ["", " ", "other", "x\u202e", "字" * 201])
def test_nothing_is_shown_in_clear_without_a_purpose_that_can_stand_on_record(
    desk: CaseDesk, purpose: str
) -> None:
    number = desk.open(PENSION, APPLICANT, {}, receive=False).case.number
    with pytest.raises(BadInput):
        desk.view(number, revealed=True, purpose=purpose)

    assert desk.case(number).last(CaseViewed) is None


def test_of_a_child_the_purpose_is_told_in_words(desk: CaseDesk) -> None:
    child = {**APPLICANT, "id": makers.id_number("20150601")}
    number = desk.open(PENSION, child, {}, receive=False).case.number
    with pytest.raises(BadInput) as refused:
        desk.view(number, revealed=True, purpose="handling")
    desk.view(number, revealed=True, purpose="handling: 监护人来补办")

    assert list(refused.value.fields) == ["words"]


@pytest.mark.parametrize(
    "typed",
    ["示例𠮷", "𠮷䶮", "sl", "shili", "13800005678", "5678", "0001", "20261120-0001"],
)
def test_a_case_is_found_by_whatever_the_agent_remembers(desk: CaseDesk, typed: str) -> None:
    number = desk.open(PENSION, APPLICANT, {}, receive=False).case.number
    found = desk.lines(Wanted(text=typed), 0, 10)

    assert [line.number for line in found] == [number]
    assert [person.name for person in desk.residents("示例", 5)] == ["示例𠮷䶮"]


def test_the_tail_of_the_identity_number_finds_a_case(desk: CaseDesk) -> None:
    desk.open(PENSION, APPLICANT, {}, receive=False)

    assert desk.count(Wanted(text=makers.id_number()[-4:])) == 1
    assert desk.count(Wanted(text="9999")) == 0


def test_the_same_person_asking_again_is_noticed(desk: CaseDesk) -> None:
    number = desk.open(PENSION, APPLICANT, {}, receive=False).case.number
    desk.open("MZ-08", APPLICANT, {}, receive=False)
    [line] = desk.open_cases(APPLICANT["id"], PENSION)

    assert (line.number, line.state) == (number, CaseState.DRAFT)


def test_a_clock_shows_green_then_yellow_then_red(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        desk = CaseDesk(office)
        desk.open(PENSION, APPLICANT, papers(desk), receive=True)
        lights = []
        for _ in range(3):
            [line] = desk.lines(Wanted(due_only=True), 0, 1)
            lights.append(desk.light(line))
            clock.wait(days=3)

    assert lights == [Standing.GREEN, Standing.YELLOW, Standing.RED]


def test_a_case_that_waits_for_the_district_is_counted_once(office: Office) -> None:
    desk = CaseDesk(office)
    for item in (PENSION, "SB-05"):  # the second is decided in the village
        desk.open(item, APPLICANT, all_papers(office.item(item)), receive=True)
    state = SyncDesk(office).state()

    assert (state.to_hand_over, state.waiting_cases) == (1, 2)
