"""A copy of all that is kept of a person: whole, readable, and of nobody else."""

import json
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk, all_papers
from station.desk.gathering import gathered, own_name
from station.desk.handing_out import AlreadyThere, CannotSave, NothingKept, hand_out
from station.desk.office import Office
from station.desk.people import PersonDesk
from station.desk.records import RecordDesk
from station.desk.space import SpaceDesk
from station.desk.words import use_language
from station.domain.errors import BadInput
from station.domain.person_events import PersonExported
from station.domain.values import Consent
from station.storage.lookbook import WantedLooks
from tests import makers
from tests.desk.test_cases import APPLICANT, PENSION
from tests.domain.round import ANSWERS
from tests.faults import disk
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


def a_full_person(office: Office) -> tuple[str, str]:
    own, others = a_case(office), a_case(office, OTHER)
    CaseDesk(office).act(others, "name_party", {
        "role": "recipient", "relation": "邻居", "name": APPLICANT["name"], "id": ID,
        "phone": "", "address": "",
    })  # fmt: skip
    CaseDesk(office).act(own, "name_party", {
        "role": "recipient", "relation": "邻居", "name": OTHER["name"], "id": OTHER["id"],
        "phone": "", "address": "",
    })  # fmt: skip
    SpaceDesk(office).consent(ID, Consent.SPACE)
    PersonDesk(office).dispute(ID, {"field": "address", "says": "已搬家"})
    CaseDesk(office).view(own, revealed=True, purpose="checking")
    return own, others


def test_a_copy_tells_everything_of_the_person_and_nothing_of_others(
    office: Office, tmp_path: Path
) -> None:
    own, others = a_full_person(office)
    made = hand_out(office, ID, tmp_path / "out", "own_request")
    told, text = json.loads(made.json.read_text("utf-8")), made.text.read_text("utf-8")

    assert [case["case"] for case in told["cases"]] == [own]
    assert [one["case"] for one in told["mentioned"]] == [others]
    assert told["person"]["phone"] == APPLICANT["phone"]
    assert told["space"]["open"]
    assert [one["says"] for one in told["disputes"]] == ["已搬家"]
    assert {one["kind"] for one in told["on_record"]} >= {"person_informed", "consent_given"}
    assert [look["purpose"] for look in told["looks"]] == ["checking"]
    assert "已搬家" in text
    for clear in (OTHER["id"], OTHER["name"]):
        assert clear not in json.dumps(told, ensure_ascii=False) + text


def test_the_text_of_a_copy_has_no_word_of_the_program(office: Office, tmp_path: Path) -> None:
    own, _ = a_full_person(office)
    desk = CaseDesk(office)
    for act in ("give_mandate", "contact"):
        desk.act(own, act, ANSWERS[act])
    filled = CaseDesk(office).open(
        PENSION, APPLICANT, all_papers(office.item(PENSION)), receive=True
    )
    desk.act(own, "fix_on_spot", {"field": "phone", "after": "13900001234"})
    PersonDesk(office).settle(ID, {"field": "address", "outcome": "已更正"})
    filable, *_ = SpaceDesk(office).filable(ID)
    said = {"number": "示-1", "expires": "长期"}
    SpaceDesk(office).file(filable.case, filable.place, said)
    use_language("zh_CN")
    text = hand_out(office, ID, tmp_path / "out", "own_request").text.read_text("utf-8")

    assert not re.findall("[a-z]{2,}|[={}]|None|True|False", text)
    for told in ("示-1", "长期", "已更正", "13900001234", "本人查询", own, filled.case.number):
        assert told in text


def test_a_copy_says_where_nothing_is_kept(office: Office, tmp_path: Path) -> None:
    a_case(office)
    text = hand_out(office, ID, tmp_path / "out", "own_request").text.read_text("utf-8")

    assert "Uses of the space\n  Nothing." in text
    assert "Unfinished forms\n  Nothing." in text


def test_who_else_signed_stays_masked_in_a_copy(office: Office) -> None:
    a_case(office)
    with office.vault.reading():
        mine = gathered(office, ID)

    assert own_name("receiver", APPLICANT["name"], mine) == APPLICANT["name"]
    assert own_name("witness", "示例丁", mine) == "示*"


def test_a_copy_is_on_record_and_its_owners_alone(office: Office, tmp_path: Path) -> None:
    a_case(office)
    made = hand_out(office, ID, tmp_path / "out", "own_request: 查询")
    with office.vault.reading():
        (exported,) = [
            event for event in office.personbook.events(ID) if isinstance(event, PersonExported)
        ]

    assert exported.purpose == "own_request: 查询"
    if os.name != "nt":
        for path in (made.json, made.text):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_copy_goes_over_no_file_and_into_no_home(office: Office, tmp_path: Path) -> None:
    a_case(office)
    (tmp_path / "person.txt").write_text("x", "utf-8")
    with pytest.raises(AlreadyThere):
        hand_out(office, ID, tmp_path, "own_request")
    with pytest.raises(CannotSave):
        hand_out(office, ID, office.home.folder / "out", "own_request")
    with pytest.raises(NothingKept):
        hand_out(office, OTHER["id"], tmp_path / "out", "own_request")
    with pytest.raises(BadInput):
        hand_out(office, ID, tmp_path / "out", "")

    assert not (tmp_path / "out").exists()
    assert (tmp_path / "person.txt").read_text("utf-8") == "x"
    assert not PersonDesk(office).looks(WantedLooks())


@pytest.mark.parametrize("steps", ["F", ".F", "..F", "...E"])
def test_a_copy_that_a_full_disk_cuts_short_leaves_nothing_in_clear(
    office: Office, tmp_path: Path, steps: str
) -> None:
    a_case(office)
    with disk(steps), pytest.raises(CannotSave):
        hand_out(office, ID, tmp_path / "out", "own_request")

    assert list((tmp_path / "out").iterdir()) == []


def test_frozen_records_are_in_the_copy(office: Office, tmp_path: Path, clock: HandClock) -> None:
    number = a_case(office)
    CaseDesk(office).act(number, "void", {"reason": "录入错误"})
    clock.wait(days=6 * 366)
    assert list(RecordDesk(office).freeze())
    made = hand_out(office, ID, tmp_path / "out", "own_request")
    (case,) = json.loads(made.json.read_text("utf-8"))["cases"]

    assert (case["case"], case["frozen"]) == (number, True)
