"""A station's computer was stolen: what the district can say of what was on it."""

import json
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.domain.items import SensitiveKind
from station.domain.person_events import PersonViewed
from sync.district.commands import main
from sync.district.enrolment import revoke
from sync.district.lost import Held, loss_report
from sync.district.premises import District, UnknownStation
from tests import makers
from tests.district.pair import APPLICANT, OTHER, PENSION, SECRET, a_received_case, synced
from tests.office import STATION

Line = tuple[Office, District]
HARDSHIP = "MZ-04"
SOMEBODY = {
    "name": "示例乙", "id": makers.id_number("19600101"), "phone": "", "address": "示例镇示例村2号",
}  # fmt: skip
CHILD = {**SOMEBODY, "name": "示例丙", "id": makers.id_number("20200101")}


def a_case_of(office: Office, item: str, applicant: dict[str, str]) -> str:
    opened = CaseDesk(office).open(item, applicant, all_papers(office.item(item)), receive=True)
    return opened.case.number


def test_cases_and_people_are_counted_by_kind_of_data(line: Line) -> None:
    office, district = line
    kinds = set(office.item(PENSION).sensitive_kinds) | set(office.item(HARDSHIP).sensitive_kinds)
    a_received_case(office)
    for item in (PENSION, HARDSHIP):
        a_case_of(office, item, SOMEBODY)
    synced(*line)

    report = loss_report(district, STATION)

    assert report.cases == Held(cases=3, people=2)
    assert report.open == 3
    assert report.kinds[SensitiveKind.IDENTITY] == Held(cases=3, people=2)
    assert set(report.kinds) == kinds
    only = set(office.item(HARDSHIP).sensitive_kinds) - set(office.item(PENSION).sensitive_kinds)
    assert only, "the two items touch different kinds"
    assert {report.kinds[kind] for kind in only} == {Held(cases=1, people=1)}
    assert report.unknown == 0


def test_what_was_not_heard_of_is_said_to_be_unknown(line: Line) -> None:
    office, district = line
    assert loss_report(district, STATION).heard is None
    a_received_case(office)
    synced(*line)
    a_received_case(office)

    report = loss_report(district, STATION)

    assert report.cases.cases == 1, "the second case lies on the stolen computer alone"
    assert report.heard is not None


def test_the_report_says_whether_the_stolen_keys_are_still_good(line: Line) -> None:
    district = line[1]
    assert loss_report(district, STATION).admitted
    revoke(district, STATION)
    assert not loss_report(district, STATION).admitted


def test_a_child_is_counted_as_one_though_nothing_was_received_yet(line: Line) -> None:
    office, district = line
    CaseDesk(office).open(PENSION, CHILD, {}, receive=False)
    synced(*line)

    report = loss_report(district, STATION)

    assert (report.children, report.cases) == (1, Held(cases=1, people=1))


def test_who_only_lent_their_data_to_a_space_is_counted_too(line: Line) -> None:
    office, district = line
    person = SOMEBODY["id"]
    now = office.stamp()
    with office.vault.transaction():
        office.record(PersonViewed(at=now.at, by=now.by, person=person, purpose="核对"))
    synced(*line)

    report = loss_report(district, STATION)

    assert (report.cases.cases, report.others) == (0, 1)


def test_the_sheet_on_a_loss_counts_and_names_nobody(
    line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, district = line
    a_received_case(office)
    synced(*line)
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    district.vault.close()
    rest = ["--home", str(district.home), "--passphrase-file", str(secret)]

    assert main(["district", "lost", STATION, *rest]) == 0
    said = capsys.readouterr().out
    assert main(["district", "lost", STATION, "--json", *rest]) == 0
    data = json.loads(capsys.readouterr().out)

    assert "2026-11-20" in said
    assert "run.py district revoke" in said
    assert (data["cases"], data["people"], data["admitted"]) == (1, 1, True)
    assert data["sealed"] == 0
    assert data["kinds"]["identity"] == {"cases": 1, "people": 1}
    for secret_word in APPLICANT.values():
        assert secret_word not in said + json.dumps(data, ensure_ascii=False)


def test_nobody_asks_for_a_station_that_is_not_there(line: Line) -> None:
    with pytest.raises(UnknownStation):
        loss_report(line[1], OTHER)
