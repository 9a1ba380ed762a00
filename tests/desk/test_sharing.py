"""Who may ask for the consent that documents go elsewhere, and where nothing ever goes."""

from pathlib import Path

import pytest

from station.desk.office import Office
from station.desk.sharing import MANNER, SharingDesk, consent_lines, sharing_lines
from station.desk.space import SpaceDesk
from station.desk.words import in_chinese
from station.domain.code_lists import AREAS, CodeList, CodeRow
from station.domain.errors import BadInput, RuleBroken
from station.domain.roles import AgentRole, NotAllowed
from station.domain.sharing_events import SharingConsented, SharingPurpose
from station.domain.values import Consent
from tests.desk.spaces import somebody, with_card
from tests.desk.test_roles import ID, refusals, visit
from tests.office import an_office

THERE, ENDED = "330211105204", "330211105205"
WHO = somebody("144")
GIVEN = {
    "to": THERE, "name": "", "contact": "示例镇示例新村", "until": "2027-11-20",
    "purpose": "handled_away_from_home", "documents": "居民身份证", "guardian": "",
}  # fmt: skip


def joined(office: Office) -> None:
    with office.transaction():
        office.memory.set(district="330211")


def areas(office: Office) -> None:
    rows = (
        CodeRow(code=THERE, name="示例新村", since=None, until=None, successor=""),
        CodeRow(code=ENDED, name="示例旧村", since=None, until=office.today, successor=THERE),
    )
    office.codes[AREAS] = CodeList(
        schema=1, list=AREAS, version=1, name_zh="示例", name_en="Sample", source="示例", codes=rows
    )


def test_the_name_of_the_other_station_is_that_of_its_area(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        joined(office)
        areas(office)
        with_card(office, WHO)
        made = SharingDesk(office).share(WHO["id"], GIVEN).given
        assert (made.name, made.purpose) == ("示例新村", SharingPurpose.HANDLED_THERE)
        told = dict(consent_lines(made, office.name))

    assert set(told.values()) >= {"示例新村 (330211105204)", "居民身份证", "2027-11-20"}


def test_a_guardian_is_told_that_the_consent_ends_when_the_child_is_14_and_why(
    tmp_path: Path,
) -> None:
    child = somebody("145", "20180901")
    given = {**GIVEN, "name": "示例", "guardian": "示例监护人"}
    with an_office(tmp_path) as office:
        joined(office)
        SpaceDesk(office).consent(child["id"], Consent.SPACE, "示例监护人")
        with_card(office, child)
        desk = SharingDesk(office)
        with pytest.raises(BadInput) as refused:
            desk.share(child["id"], {**given, "until": "2032-09-01"})
        assert list(refused.value.fields) == ["until"]
        made = desk.share(child["id"], {**given, "until": "2032-08-31"})
        (line,) = sharing_lines((made,), office.today)
        told = dict(consent_lines(made.given, office.name))

    why = "then the child is 14 and consents in person"
    assert line.endswith(why)
    assert told["Last day of the consent"] == f"2032-08-31; {why}"


def test_who_consents_is_told_what_stays_with_a_case_that_used_a_document() -> None:
    assert "with a case that used one stays which it was" in MANNER
    assert "随该件档案保存" in in_chinese(MANNER)


def test_to_an_area_that_ended_nothing_goes(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        joined(office)
        areas(office)
        with_card(office, WHO)
        with pytest.raises(BadInput) as refused:
            SharingDesk(office).share(WHO["id"], {**GIVEN, "to": ENDED})
        assert list(refused.value.fields) == ["to"]


def test_where_there_is_no_district_as_for_practice_nothing_goes(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        with_card(office, WHO)
        with pytest.raises(BadInput) as refused:
            SharingDesk(office).share(WHO["id"], {**GIVEN, "name": "示例"})
        assert list(refused.value.fields) == ["to"]
        assert not SharingDesk(office).sharings(WHO["id"])


def test_what_an_auditor_may_not_is_on_record(tmp_path: Path) -> None:
    with visit(tmp_path, AgentRole.AUDITOR) as (office, _number):
        for act in (
            lambda: SharingDesk(office).share(ID, GIVEN),
            lambda: SharingDesk(office).end(ID, THERE),
        ):
            with pytest.raises(NotAllowed):
                act()
        assert [what for what, _ in refusals(office)] == ["sharing_consented", "sharing_revoked"]


def test_what_was_not_consented_to_is_not_taken_back(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        with_card(office, WHO)
        with pytest.raises(RuleBroken):
            SharingDesk(office).end(WHO["id"], THERE)
        with office.vault.reading():
            assert not office.journal.of_kinds(SharingConsented)
        assert SpaceDesk(office).space(WHO["id"]).is_open
