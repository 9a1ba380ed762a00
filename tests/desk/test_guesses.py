"""The forms of acts open with what most probably will be said, and with nothing else."""

from collections.abc import Mapping
from pathlib import Path

from station.desk.cases import CaseDesk, all_papers
from station.desk.guesses import guess, promise_day
from station.desk.local_rules import local_rules
from station.domain.act import Act
from station.domain.acts import ACTS
from station.domain.errors import BadInput
from station.domain.fields import parse
from station.domain.items import Level
from tests.makers import TODAY, id_number
from tests.office import an_office

APPLICANT = {"name": "示例", "id": id_number(), "phone": "", "address": "示例镇"}


def test_what_is_guessed_could_be_said(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        item = next(one for one in office.items.values() if one.decides_level is Level.VILLAGE)
        case = CaseDesk(office).open(item.id, APPLICANT, all_papers(item), receive=True).case
        for act in ACTS.values():
            found = guess(act.name, case, office)
            named = {field.name for field in act.fields}
            assert found.values.keys() | found.options.keys() | found.open <= named, act.name
            said = {name for name, text in found.values.items() if text}
            assert not _faults(act, found.values) & said, act.name


def _faults(act: Act, values: Mapping[str, str]) -> set[str]:
    try:
        parse(act.fields, values)
    except BadInput as wrong:
        return set(wrong.fields)
    return set()


def test_official_numbers_of_a_day_go_on(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        item = next(one for one in office.items.values() if one.decides_level is Level.VILLAGE)
        desk = CaseDesk(office)
        numbers = []
        for sequence in ("002", "004"):
            who = {**APPLICANT, "id": id_number(sequence=sequence)}
            number = desk.open(item.id, who, all_papers(item), receive=True).case.number
            case = desk.act(number, "hand_over", {})
            said = guess("accept", case, office).values
            desk.act(number, "accept", said)
            numbers.append(said["official_number"])

    assert [number[-4:] for number in numbers] == ["0001", "0002"]


def test_a_promise_ends_by_the_local_rule_or_the_promised_limit(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        item = next(iter(office.items.values()))
        by_limit = promise_day(item, office)
        office.rules = local_rules("gaoming")
        by_rule = promise_day(item, office)

    assert by_limit is not None
    assert by_rule is not None
    assert by_limit > TODAY
    assert by_rule > TODAY
